"""Each case has its own line: the probability from which one thing is expected to cost less than another, at its amounts.

Of two things, which costs less depends on p and on the amounts v and w that prices follow under the first and the second truth:
they differ by (a + b v) + p (c + d v + e w). At known amounts that is a line in p, worked out once for all candidates; deciding a
candidate's cases is then a comparison with its scores.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from workbench.pricing.affine import BLOCK, Amounts

TIE = 1e-13


class OwnLine(NamedTuple):
    """From which score on one thing is better than another. line (n,) float32, in segment order.

    below: it is better below its line and not above it. turned (n,) float32: -1 where that differs by case, and the line of such
    a case is turned round too; None where it does not.
    """

    line: np.ndarray
    below: bool
    turned: np.ndarray | None

    def better(self, scores: np.ndarray, part: slice) -> np.ndarray:
        """Return (b,) bool for a part of the cases. On the line neither is better. scores (n,) float32."""
        if self.turned is not None:
            return np.asarray(scores[part] * self.turned[part] > self.line[part])
        return np.asarray(scores[part] < self.line[part] if self.below else scores[part] > self.line[part])


@dataclass(eq=False)
class Lines:
    """Things to choose from. plus, times (D, 2): what each costs by truth, as plus + times * `amounts.under` that truth."""

    plus: np.ndarray
    times: np.ndarray
    amounts: Amounts
    _known: dict[tuple[int, int], OwnLine] = field(default_factory=dict)

    def decide(self, scores: np.ndarray, rows: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return code (n,) uint8, what is expected to cost least in each case, the first of equals, and moments (S, D, 3).

        scores (n,) float32: probability of the second class, in segment order. rows: of how many of the things, the first ones.
        """
        rows = len(self.plus) if rows is None else rows
        code, moments = np.zeros(scores.size, dtype=np.uint8), np.zeros((len(self.amounts.totals), rows, 3))
        room = np.empty(BLOCK)
        for segment, part in self.amounts.blocks:
            here = code[part]
            for row in range(1, rows):
                wins = self.between(0, row).better(scores, part)
                for other in range(1, row):
                    wins &= self.between(other, row).better(scores, part)
                # The rows only rise, and a maximum is forty times faster than filling in where a mask says so.
                np.maximum(here, wins.view(np.uint8) * np.uint8(row), out=here)
            for row in range(1, rows):
                self.amounts.add(moments[segment, row], here == row, part, room)
        return code, self.amounts.with_rest(moments)

    def between(self, first: int, second: int) -> OwnLine:
        """Return where the second costs less than the first."""
        if (first, second) not in self._known:
            self._known[first, second] = self._worked_out(first, second)
        return self._known[first, second]

    def _worked_out(self, first: int, second: int) -> OwnLine:
        gap = self._gap(first, second)
        size = np.abs(self.plus).max() + np.abs(self.times).max() * self.amounts.furthest
        low, high = gap.slopes(self.amounts)
        # What depends on p by no more than rounding does not depend on it.
        if max(-low, high) <= TIE * size:
            return OwnLine(self._lines(_Gap(gap.a + TIE * size, gap.b, -np.finfo(float).tiny, 0.0, 0.0)), False, None)
        if low < 0 < high:
            slope = gap.slope(*self.amounts.under, np.empty_like(self.amounts.off), np.empty_like(self.amounts.off))
            turned = np.where(slope <= 0, np.float32(1.0), np.float32(-1.0))
            return OwnLine(self._lines(gap), False, turned)
        below = bool(high > 0)
        return OwnLine(self._lines(gap, 1.0 if below else -1.0), below, None)

    def _gap(self, first: int, second: int) -> _Gap:
        """Return by how much the second costs more than the first."""
        (a, more), (b, faster) = self.plus[second] - self.plus[first], self.times[second] - self.times[first]
        if self.amounts.under[0] is self.amounts.under[1]:
            return _Gap(a, b, more - a, faster - b, 0.0)
        return _Gap(a, b, more - a, -b, faster)

    def _lines(self, gap: _Gap, sign: float = -1.0) -> np.ndarray:
        """Return (n,) float32: the p at which the gap is 0, with a slope of this sign; where p does not enter, an infinite one.

        A slope of nothing has a sign too, and it says on which side of the line everything then lies.
        """
        lines = np.empty(len(self.amounts.off), dtype=np.float32)
        # Room that is used again: asking for fresh memory takes longer than the arithmetic.
        upper, lower = np.empty(BLOCK), np.empty(BLOCK)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            for start in range(0, len(lines), BLOCK):
                v, w = (off[start : start + BLOCK] for off in self.amounts.under)
                found = upper[: v.size]
                slope = gap.slope(v, w, lower[: v.size], found)
                np.copysign(slope, sign, out=slope)
                if gap.b == 0:
                    np.divide(-gap.a, slope, out=found)
                else:
                    np.multiply(v, -gap.b, out=found)
                    found -= gap.a
                    found /= slope
                lines[start : start + BLOCK] = found
        return lines


class _Gap(NamedTuple):
    """What two things differ by: (a + b v) + p (c + d v + e w), at amounts v under the first truth and w under the second."""

    a: float
    b: float
    c: float
    d: float
    e: float

    def slope(self, v: np.ndarray, w: np.ndarray, out: np.ndarray, room: np.ndarray) -> np.ndarray:
        """Return what p is multiplied by, (m,), in `out`."""
        np.multiply(v, self.d, out=out)
        out += self.c
        if self.e:
            out += np.multiply(w, self.e, out=room)
        return out

    def slopes(self, amounts: Amounts) -> tuple[float, float]:
        """Return bounds of what p is multiplied by, over all amounts."""
        low, high = (np.multiply((self.d, self.e), ends) for ends in amounts.ends)
        return self.c + float(np.minimum(low, high).sum()), self.c + float(np.maximum(low, high).sum())
