"""Each case has its own line: the probability from which one thing is expected to cost less than another, at its amounts.

Of two things, which costs less depends on p and on the amounts x that prices follow under the first and the second truth: they
differ by (a + b x) + p (c + d x), with b and d for each column. At known amounts that is a line in p, worked out once for all
candidates; deciding a candidate's cases is then a comparison with its scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from workbench.pricing.amounts import BLOCK, Amounts, affine

TIE = 1e-13
KEPT = 8


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
    """Things to choose from. plus (D, 2), times (D, 2, J): what each costs by truth, as plus + times * the amounts under it."""

    plus: np.ndarray
    times: np.ndarray
    amounts: Amounts
    _known: dict[tuple[int, int], OwnLine] = field(default_factory=dict)

    def decide(self, scores: np.ndarray, rows: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return code (n,) uint8, what is expected to cost least in each case, the first of equals, and moments (S, D, Q).

        scores (n,) float32: probability of the second class, in segment order. rows: of how many of the things, the first ones.
        """
        rows = len(self.plus) if rows is None else rows
        code, moments = np.zeros(scores.size, dtype=np.uint8), self.amounts.none(rows)
        room = self.amounts.room()
        for segment, part in self.amounts.blocks:
            here = code[part]
            for row in range(1, rows):
                wins = self.between(0, row).better(scores, part)
                for other in range(1, row):
                    wins &= self.between(other, row).better(scores, part)
                # The rows only rise, and a maximum is forty times faster than filling in where a mask says so.
                np.maximum(here, wins.view(np.uint8) * np.uint8(row), out=here)
            for row in range(1, rows):
                # What the last row wins, no later one takes.
                inside = wins if row == rows - 1 else here == row
                self.amounts.add(moments[segment, row], inside, segment, part, room)
        return code, self.amounts.with_rest(moments)

    def between(self, first: int, second: int) -> OwnLine:
        """Return where the second costs less than the first."""
        if (first, second) not in self._known:
            self._known[first, second] = self._worked_out(first, second)
        return self._known[first, second]

    def _worked_out(self, first: int, second: int) -> OwnLine:
        gap = self._gap(first, second)
        size = np.abs(self.plus).max() + np.abs(self.times).sum(axis=2).max() * self.amounts.furthest
        low, high = gap.slopes(self.amounts.ends)
        # What depends on p by no more than rounding does not depend on it.
        if max(-low, high) <= TIE * size:
            always = _Gap(gap.a + TIE * size, gap.b, -np.finfo(float).tiny, np.zeros_like(gap.d))
            return OwnLine(_kept(always, self.amounts), False, None)
        if low < 0 < high:
            columns = self.amounts.columns
            turned = np.where(gap.slope(columns, *np.empty((2, columns[0].size))) <= 0, np.float32(1.0), np.float32(-1.0))
            return OwnLine(_kept(gap, self.amounts, -1.0), False, turned)
        below = bool(high > 0)
        touches = low == 0 or high == 0
        return OwnLine(_kept(gap, self.amounts, (1.0 if below else -1.0) if touches else None), below, None)

    def _gap(self, first: int, second: int) -> _Gap:
        """Return by how much the second costs more than the first."""
        (a, more), (b, faster) = self.plus[second] - self.plus[first], self.times[second] - self.times[first]
        every = np.zeros((2, len(self.amounts.columns)))
        for own, place, times in zip(every, self.amounts.place, (b, faster), strict=True):
            own[place] = times[: place.size]
        return _Gap(float(a), every[0], float(more - a), every[1] - every[0])


class _Gap(NamedTuple):
    """What two things differ by: (a + b x) + p (c + d x), at amounts x in C columns. b, d (C,)."""

    a: float
    b: np.ndarray
    c: float
    d: np.ndarray

    def slope(self, columns: Sequence[np.ndarray], out: np.ndarray, room: np.ndarray) -> np.ndarray:
        """Return what p is multiplied by, (m,), in `out`."""
        return affine(self.c, self.d, columns, out, room)

    def slopes(self, ends: np.ndarray) -> tuple[float, float]:
        """Return bounds of what p is multiplied by. ends (C, 2): of all amounts."""
        at = self.d[:, np.newaxis] * ends
        return self.c + float(at.min(axis=1).sum()), self.c + float(at.max(axis=1).sum())

    def lines(self, columns: Sequence[np.ndarray], n: int, sign: float | None) -> np.ndarray:
        """Return (n,) float32: the p at which nothing differs; where p does not enter, it is infinite.

        sign: given to all slopes. A slope of nothing has a sign too, and it says on which side of the line everything then lies.
        """
        lines = np.empty(n if self.b.any() or self.d.any() else 1, dtype=np.float32)
        # Room that is used again: asking for fresh memory takes longer than the arithmetic.
        upper, lower, room = np.empty((3, BLOCK))
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            for start in range(0, lines.size, BLOCK):
                part = slice(start, min(start + BLOCK, lines.size))
                here = [off[part] for off in columns]
                above, below = upper[: part.stop - start], lower[: part.stop - start]
                self.slope(here, below, room)
                if sign is not None:
                    np.copysign(below, sign, out=below)
                if self.b.any():
                    affine(-self.a, -self.b, here, above, room)
                    above /= below
                else:
                    np.divide(-self.a, below, out=above)
                lines[part] = above
        return np.broadcast_to(lines, n)


_lines: WeakKeyDictionary[Amounts, dict[tuple[object, ...], np.ndarray]] = WeakKeyDictionary()


def _kept(gap: _Gap, amounts: Amounts, sign: float | None = None) -> np.ndarray:
    """Return `_Gap.lines`, the last few of which are kept: acting is among most ways of behaving, and people move no price."""
    known, key = _lines.setdefault(amounts, {}), (gap.a, gap.b.tobytes(), gap.c, gap.d.tobytes(), sign)
    found = known.pop(key, None)
    known[key] = gap.lines(amounts.columns, len(amounts.segments.y), sign) if found is None else found
    if len(known) > KEPT:
        del known[next(iter(known))]
    return known[key]
