"""Handing cases to people who have room for some: which ones, where prices follow a few columns over two classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from workbench.pricing.amounts import Amounts, affine
from workbench.pricing.ownlines import Lines

ROWS = 8_192
"""Cases at once, so that what is worked out in between needs no fresh memory."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """What a policy does. code (n,) uint8 in segment order: row of the tables, None where there is one row. moments (S, D, Q).

    mixed: shares of the last row in rows that stand for "this one or, with this share, the last": one more row for each of them.
    parameters: what was chosen on other folds. ruled: how many of the table's first rows stand once more at the end, for cases
    that rules decide.
    """

    code: np.ndarray | None
    moments: np.ndarray
    mixed: float | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    ruled: int = 0

    def rows(self, table: np.ndarray) -> np.ndarray:
        """Return the table (D, 2) or (D, 2, J) with the mixed rows below it, and those of the rules."""
        mixed = [] if self.mixed is None else [(1.0 - self.mixed) * table[:-1] + self.mixed * table[-1]]
        return np.concatenate([table, *mixed, table[: self.ruled]])


def within_capacity(
    chosen: Chosen,
    scores: np.ndarray,
    lines: Lines,
    weight: np.ndarray,
    capacity: float,
    acting: Chosen | None = None,
) -> Chosen:
    """Leave with people, the last row of the table, only the cases that they have room for: those where it saves most.

    weight (2,): real-life cases for each case of a class; capacity is a share of
    real-life cases, and what handing over saves is counted by real-life case. Cases that tie at the limit share what is left.
    acting: what the other rows do, where that is known.
    """
    assert chosen.code is not None
    amounts, truth, person = lines.amounts, lines.amounts.segments.truth, len(lines.plus) - 1
    room = capacity * float(amounts.totals[:, 0] @ weight[truth])
    if chosen.moments[:, person, 0] @ weight[truth] <= room * (1 + 1e-12):
        return chosen
    wanted = np.flatnonzero(chosen.code == person)
    gain = _gains(lines, scores, wanted, weight)
    even = weight[0] == weight[1]
    stands_for = np.full(1, weight[0]) if even else weight[np.repeat(truth, amounts.segments.sizes)].take(wanted)
    limit, share = _limit(gain, stands_for, room)
    # All others are carried out; of those that are not, only few are left.
    if acting is None or acting.code is None:
        code, acted = lines.decide(scores, person)
    else:
        code, acted = acting.code.copy(), acting.moments
    handed = wanted[gain >= limit]
    before = code[handed]
    placed = np.where(gain[gain >= limit] > limit, np.uint8(person), before + np.uint8(person + 1))
    code[handed] = placed
    moments = amounts.none(2 * person + 1)
    moments[:, :person] = acted
    moments += _moments_by(placed, handed, amounts, 2 * person + 1)
    moments -= _moments_by(before, handed, amounts, 2 * person + 1)
    moments[moments[..., 0] == 0] = 0.0
    return Chosen(code, moments, share)


def _moments_by(row: np.ndarray, places: np.ndarray, amounts: Amounts, rows: int) -> np.ndarray:
    """Return (S, M, Q): the moments of the cases at these places by segment and row. row, places (m,)."""
    segment = np.searchsorted(amounts.segments.bounds, places, side="right") - 1
    found = amounts.none(rows)
    for part, values in enumerate((None, *(numbers.take(places) for numbers in amounts.numbers))):
        sums = np.bincount(segment * rows + row, weights=values, minlength=len(found) * rows)
        found[..., part] = sums.reshape(len(found), rows)
    return found


def _gains(lines: Lines, scores: np.ndarray, wanted: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return (m,) what the last row saves over the best other, by real-life case, in the cases at places `wanted` (m,)."""
    amounts, gain = lines.amounts, np.empty(wanted.size)
    # By row: what it costs under the first truth, and how much more that is under the second, for all columns.
    times = np.zeros((len(lines.plus), 2, len(amounts.columns)))
    for truth, place in enumerate(amounts.place):
        times[:, truth, place] = lines.times[:, truth, : place.size]
    plus, times = (np.stack((part[:, 0], part[:, 1] - part[:, 0]), axis=1) for part in (lines.plus, times))
    room = np.empty((2, ROWS))
    for start in range(0, wanted.size, ROWS):
        part = wanted[start : start + ROWS]
        p, columns = scores.take(part).astype(np.float64), [column.take(part) for column in amounts.columns]
        more, space = room[:, : p.size]
        expected = []
        for level, step in zip(plus, times, strict=True):
            found = affine(level[0], step[0], columns, np.empty(p.size), space)
            found += np.multiply(affine(level[1], step[1], columns, more, space), p, out=more)
            expected.append(found)
        saved = np.minimum.reduce(expected[:-1]) - expected[-1]
        gain[start : start + ROWS] = saved if weight[0] == weight[1] == 1.0 else saved / (weight[0] + (weight[1] - weight[0]) * p)
    return gain


def _limit(gain: np.ndarray, stands_for: np.ndarray, room: float) -> tuple[float, float]:
    """Return the gain at which room ends, and the share of the cases with just this gain that there is room for.

    stands_for (m,), or (1,) where each case stands for the same number of real-life cases.
    """
    if not gain.size:
        return np.inf, 0.0
    if stands_for.size == 1:
        place = max(gain.size - max(int(np.ceil(room / stands_for[0] * (1 - 1e-12))), 1), 0)
        limit = float(np.partition(gain, place)[place])
        above, tied = (float(stands_for[0] * np.count_nonzero(cases)) for cases in (gain > limit, gain == limit))
    else:
        order = np.argsort(-gain, kind="stable")
        last = min(int(np.searchsorted(np.cumsum(stands_for[order]), room * (1 - 1e-12))), gain.size - 1)
        limit = float(gain[order[last]])
        above, tied = (float(stands_for[cases].sum()) for cases in (gain > limit, gain == limit))
    return limit, float(np.clip((room - above) / tied, 0.0, 1.0))
