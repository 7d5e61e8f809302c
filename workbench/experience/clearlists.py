"""Lists that can be told line by line, and for which of the cases that is sure to give the cheapest one.

Say each wrong answer cost what is typical for the truth. Then a pair of lines adds to each of them what depends on that line
alone, and the k cheapest lines are the cheapest list. Real prices are off what is typical, and by no more than

    |kappa| * (sum over y of p_y |off[h, y]|  +  (k - 1) * p_h * the largest |off[., h]|)

for line h in any list. Where the k-th line is cheaper than the next by more than this, weighing pairs changes nothing: no other
list is as cheap, and a search that puts better lines for worse ones ends there. That is mostly so where few prices stick out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.experience.behaviour import Behaviour
from workbench.experience.formulas import least
from workbench.experience.measures import Measure, right_answers

NUMBERS_IN_CACHE = 80_000
ROUNDING = 64
"""Lines closer than so many steps of the last binary digit are not told apart here."""


@dataclass(frozen=True, eq=False)
class Line:
    """What a line h of a list of k costs, but for what all lines of the case share: share * sum of p_y C[h, y] - p_h * own[h].

    share: of people who take a listed answer when all are wrong, by line. own (m, K): currency that having the truth in the list
    saves. pair: kappa, what a pair of lines adds for each unit of p_j C[h, j] + p_h C[j, h].
    """

    k: int
    share: float
    own: np.ndarray
    pair: float


def line_of(money: Measure, people: Behaviour, k: int) -> Line:
    """Return the parts of the formula for lists of k lines."""
    right = right_answers(money.answer)
    slip = 0.0 if k == 1 else people.picks_wrong
    hand_inside, hand_outside = 1.0 - people.accepts_right - slip, people.notices_wrong
    listed = people.accepts_right * right + hand_inside * money.by_hand + (1.0 - hand_inside) * money.pick
    unlisted = hand_outside * money.by_hand + (1.0 - hand_outside) * money.pick
    share = (1.0 - hand_outside) / k
    return Line(k, share, unlisted - listed + share * right, 0.0 if k == 1 else slip / (k - 1) - share)


@dataclass(frozen=True, eq=False)
class _Bounds:
    """A line costs share * tilt - p * worth, by itself, and between so much less and so much more with any others.

    less, more: index into `_Off.sides` of the prices that pairs may bring, times pair; and (K, 1) the most of p_h * its column.
    """

    k: int
    share: np.generic
    pair: np.generic
    worth: np.ndarray
    less: tuple[int, np.ndarray]
    more: tuple[int, np.ndarray]


@dataclass(frozen=True, eq=False)
class _Off:
    """How far prices are off what is typical for the truth, (K, K), nothing for right answers. sides: above it, and below it."""

    typical: np.ndarray
    all: np.ndarray
    sides: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, square: np.ndarray) -> _Off:
        classes = len(square)
        wrong = square.T[~np.eye(classes, dtype=bool)].reshape(classes, classes - 1)
        typical = np.median(wrong, axis=1)
        off = square - typical
        np.fill_diagonal(off, 0.0)
        return cls(typical, off, (np.maximum(off, 0.0), np.maximum(-off, 0.0)))


def clear_lists(
    proba: np.ndarray, money: Measure, people: Behaviour, lengths: Sequence[int]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return for each length, ascending, the k cheapest lines (n, k) intp and whether (n,) they are sure to be the cheapest list.

    proba (n, K). Only for prices that are the same in all cases.
    """
    n, classes = proba.shape
    square = money.answer[0, :classes]
    off, lines = _Off.of(square), [line_of(money, people, k) for k in lengths]
    bounds = [_bounds(line, square, off, proba.dtype.type) for line in lines]
    size = np.abs(square).max() + max(np.abs(line.own).max() for line in lines)
    slack = ROUNDING * np.finfo(proba.dtype).eps * size
    found = [(np.empty((k, n), dtype=np.intp), np.empty(n, dtype=bool)) for k in lengths]
    for rows in _blocks(n, classes):
        block = _Block(np.ascontiguousarray(proba[rows].T), off, bounds)
        for (lists, sure), bound in zip(found, bounds, strict=True):
            lists[:, rows] = block.order[: bound.k]
            sure[rows] = block.gap(bound) > slack
    return [(lists.T, sure) for lists, sure in found]


def _bounds(line: Line, square: np.ndarray, off: _Off, kind: type[np.generic]) -> _Bounds:
    worth = line.own[0] - line.share * (np.diagonal(square) - off.typical) - line.pair * (line.k - 1) * off.typical

    def column(side: int) -> tuple[int, np.ndarray]:
        """Of the prices of one truth, each of the other lines brings one."""
        most = np.sort(off.sides[side], axis=0)[len(worth) + 1 - line.k :].sum(axis=0)
        return side, (abs(line.pair) * most).astype(kind)[:, np.newaxis]

    less, more = (0, 1) if line.pair < 0 else (1, 0)
    lowered, raised = kind(line.share), kind(abs(line.pair))
    return _Bounds(line.k, lowered, raised, worth.astype(kind)[:, np.newaxis], column(less), column(more))


def _blocks(n: int, classes: int) -> Iterator[slice]:
    size = max(256, NUMBERS_IN_CACHE // classes)
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


class _Block:
    """Cases that are worked on while they are in the processor's cache. proba (K, b), off (K, K)."""

    def __init__(self, proba: np.ndarray, off: _Off, bounds: Sequence[_Bounds]) -> None:
        self.proba, self.every = proba, np.arange(proba.shape[1])
        parts = (off.all, *off.sides)
        self.tilt, *self.strays = (part.astype(proba.dtype) @ proba if part.any() else None for part in parts)
        self.low, self.room = np.empty_like(proba), np.empty_like(proba)
        self.taken, self.lines = np.zeros_like(proba), 0
        # Lengths differ little in which lines are cheapest, so one order serves all; what it gets wrong is not sure.
        self.order = self._ordered(bounds[len(bounds) // 2], bounds[-1].k)
        places = self.order, self.every
        self.proba_of = proba[places]
        self.tilt_of, *self.strays_of = (part if part is None else part[places] for part in (self.tilt, *self.strays))

    def _ordered(self, bound: _Bounds, lines: int) -> np.ndarray:
        """Return (lines, b) intp, the cheapest line first."""
        worth = self.proba * -bound.worth
        if self.tilt is not None:
            worth += self.tilt * bound.share
        order = np.empty((lines, worth.shape[1]), dtype=np.intp)
        for position in range(lines):
            order[position] = least(worth)
            worth[order[position], self.every] = np.inf
        return order

    def gap(self, bound: _Bounds) -> np.ndarray:
        """Return (b,): how much dearer the next line is than the k-th at the least. Lengths are asked for in rising order."""
        side, column = bound.less
        np.multiply(self.proba, -(bound.worth + column), out=self.low)
        if self.tilt is not None:
            self.low += np.multiply(self.tilt, bound.share, out=self.room)
        stray = self.strays[side]
        if stray is not None:
            self.low -= np.multiply(stray, bound.pair, out=self.room)
        self.taken[self.order[self.lines : bound.k], self.every] = np.inf
        self.lines = bound.k
        self.low += self.taken
        return np.minimum.reduce(self.low, axis=0) - self._dearest(bound)

    def _dearest(self, bound: _Bounds) -> np.ndarray:
        """Return (b,): the most that any of the lines may cost."""
        side, column = bound.more
        cost = self.proba_of[: bound.k] * (column - bound.worth)[:, 0].take(self.order[: bound.k])
        if self.tilt_of is not None:
            cost += self.tilt_of[: bound.k] * bound.share
        stray = self.strays_of[side]
        if stray is not None:
            cost += stray[: bound.k] * bound.pair
        return np.maximum.reduce(cost, axis=0)
