"""Costs that follow a column: in each fold, truth and answer they are plus + times * amount, so sums need no case written out.

What an interval asks of a cost is a count, a sum and a sum of squares. For an affine cost these follow from how many cases were
answered so, and from the sum and the sum of squares of their amounts: three numbers a cell. Each truth may have a column of its
own, as what a miss costs need not be what a false alarm costs: a sum over a cell never meets another truth's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing import sample
from workbench.pricing.sample import Sample
from workbench.pricing.scores import segments_of
from workbench.pricing.segments import Segments
from workbench.pricing.terms import Column

BLOCK = 32_768
"""Cases at once: what is worked with stays in the processor's cache, which is worth more than anything else here."""
FEW = 24
"""Where fewer than one case in so many is meant, they are picked out; otherwise the others count as nothing."""


@dataclass(frozen=True, eq=False)
class Amounts:
    """What costs follow, with the cases in segment order. The same for both truths, or a column for each.

    middle (2,): mean of the column of each truth. under (2,): for each truth (n,) float64, the amounts of all cases in its
    column less `middle`, so that squares keep their digits. totals (S, 3): cases, sum of off and sum of its squares in each
    segment.
    """

    segments: Segments
    middle: np.ndarray
    under: tuple[np.ndarray, np.ndarray]

    @cached_property
    def off(self) -> np.ndarray:
        """(n,): each case's amount in the column of its own truth."""
        if self.under[0] is self.under[1]:
            return self.under[0]
        own = self.under[0].copy()
        for truth, part in zip(self.segments.truth, self.segments.slices, strict=True):
            own[part] = self.under[truth][part]
        return own

    @cached_property
    def totals(self) -> np.ndarray:
        parts = self.segments.slices
        return np.array([[part.stop - part.start, self.off[part].sum(), self.off[part] @ self.off[part]] for part in parts])

    @cached_property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the greatest of the amounts under each truth, each (2,)."""
        if not self.off.size:
            return np.zeros(2), np.zeros(2)
        return np.array([off.min() for off in self.under]), np.array([off.max() for off in self.under])

    @property
    def furthest(self) -> float:
        """The largest distance of an amount from the middle."""
        return float(max(-self.ends[0].min(), self.ends[1].max()))

    @cached_property
    def blocks(self) -> tuple[tuple[int, slice], ...]:
        """Segment and slice of each block of cases."""
        return tuple(_blocks(self.segments))

    def moments(self, code: np.ndarray, regions: int) -> np.ndarray:
        """Return (S, M, 3): cases, sum of off and of its squares by segment and region. code (n,) uint8: region of each case."""
        found = np.zeros((len(self.totals), regions, 3))
        inside = np.empty(BLOCK)
        for segment, part in self.blocks:
            for region in range(1, regions):
                self.add(found[segment, region], code[part] == region, part, inside)
        return self.with_rest(found)

    def add(self, found: np.ndarray, mask: np.ndarray, part: slice, room: np.ndarray) -> None:
        """Add the moments of the cases of a block that lie in `mask` to found (3,). room: space to work in."""
        cases = np.count_nonzero(mask)
        if not cases:
            return
        off = self.off[part]
        if cases * FEW < mask.size:
            picked = off.take(mask.nonzero()[0])
            found += cases, picked.sum(), picked @ picked
        else:
            inside = room[: mask.size]
            inside[...] = mask
            total = inside @ off
            inside *= off
            found += cases, total, inside @ off

    def with_rest(self, found: np.ndarray) -> np.ndarray:
        """Fill in region 0 of found (S, M, 3), which holds the cases of no other region."""
        found[:, 0] = self.totals - found[:, 1:].sum(axis=1)
        found[:, 0][found[:, 0, 0] == 0] = 0.0  # no case, no money, whatever the last digit says
        return found


def _blocks(segments: Segments) -> Iterator[tuple[int, slice]]:
    for segment, part in enumerate(segments.slices):
        for start in range(part.start, part.stop, BLOCK):
            yield segment, slice(start, min(start + BLOCK, part.stop))


_amounts: WeakKeyDictionary[Column, WeakKeyDictionary[Column, Amounts]] = WeakKeyDictionary()


def amounts_of(columns: tuple[Column, Column], evidence: Evidence) -> Amounts:
    """Return the column that prices follow under each truth, in the order of the evidence's segments; put in order once."""
    ordering, (first, second) = segments_of(evidence), columns
    kept = _amounts.setdefault(first, WeakKeyDictionary())
    found = kept.get(second)
    if found is None or found.segments is not ordering:
        mine = (first.values - first.mean)[ordering.order]
        other = mine if second is first else (second.values - second.mean)[ordering.order]
        found = kept[second] = Amounts(ordering, np.array([first.mean, second.mean]), (mine, other))
    return found


@dataclass(frozen=True, eq=False)
class AffineCosts:
    """Realised costs. plus, times (S, M): currency, and currency per unit of `amounts.off`, by segment and region.

    code (n,) uint8: region of each case in segment order, None where there is only one. moments (S, M, 3): see `Amounts`.
    known_shares: the shares of the classes are known, and no part of the spread.
    """

    amounts: Amounts
    plus: np.ndarray
    times: np.ndarray
    code: np.ndarray | None
    moments: np.ndarray
    known_shares: bool = False

    @property
    def segments(self) -> Segments:
        return self.amounts.segments

    @property
    def groups(self) -> np.ndarray:
        return self.segments.folds[np.newaxis]

    @property
    def strata(self) -> np.ndarray | None:
        return self.segments.y if self.known_shares else None

    @property
    def money(self) -> np.ndarray:
        """(S, M): sums of the costs."""
        return _sums(self.plus, self.times, self.moments)

    @property
    def rows(self) -> np.ndarray:
        """(n,) in the order of the cases."""
        rows = np.empty(len(self.segments.y))
        rows[self.segments.order] = self.written(self.plus)
        return rows

    def written(self, plus: np.ndarray) -> np.ndarray:
        """Return (n,) in segment order, with another plus (S, M)."""
        written = np.empty(len(self.segments.y))
        for segment, part in self.amounts.blocks:
            region = 0 if self.code is None else self.code[part]
            written[part] = plus[segment][region] + self.times[segment][region] * self.amounts.off[part]
        return written

    def sample(self) -> Sample:
        plus = self.plus + self.level(self.plus, self.times, self.moments)[:, np.newaxis]
        return sample.from_moments(plus, self.times, self.moments, self.segments.fold, lambda: self.written(plus))

    def level(self, plus: np.ndarray, times: np.ndarray, moments: np.ndarray) -> np.ndarray:
        """Return (S,) what brings the mean of each class to that of all, where the shares of the classes are known."""
        if not self.known_shares:
            return np.zeros(len(plus))
        truth = self.segments.truth
        sums = np.bincount(truth, weights=_sums(plus, times, moments).reshape(len(plus), -1).sum(axis=1))
        sizes = np.bincount(truth, weights=self.segments.sizes)
        return np.asarray((sums.sum() / sizes.sum() - sums / np.maximum(sizes, 1))[truth])

    def joint(self, other: AffineCosts) -> np.ndarray:
        """Return (S, M, M', 3): the moments by own region and the other's. Both must share their amounts."""
        found = np.zeros((*self.moments.shape[:2], *other.moments.shape[1:]))
        mine, theirs = self.whole, other.whole
        room = np.empty(BLOCK)
        for segment, part in self.amounts.blocks:
            if mine[segment] < 0 and theirs[segment] < 0:
                assert self.code is not None and other.code is not None
                self._add_joint(found[segment], self.code[part], other.code[part], part, room)
        found[:, 1:, 0] = self.moments[:, 1:] - found[:, 1:].sum(axis=2)
        found[:, 0, 1:] = other.moments[:, 1:] - found[:, :, 1:].sum(axis=1)
        found[:, 0, 0] = other.moments[:, 0] - found[:, 1:, 0].sum(axis=1)
        for place in np.flatnonzero((mine >= 0) | (theirs >= 0)):
            found[place] = 0.0
            if mine[place] >= 0:
                found[place, mine[place]] = other.moments[place]
            else:
                found[place, :, theirs[place]] = self.moments[place]
        return found

    @cached_property
    def whole(self) -> np.ndarray:
        """(S,): the one region that holds all cases of a segment, -1 where there are several."""
        cases = self.moments[..., 0]
        return np.where(cases.max(axis=1) >= cases.sum(axis=1), cases.argmax(axis=1), -1)

    def _add_joint(self, found: np.ndarray, mine: np.ndarray, theirs: np.ndarray, part: slice, room: np.ndarray) -> None:
        for i in range(1, found.shape[0]):
            here = mine == i
            if here.any():
                for j in range(1, found.shape[1]):
                    self.amounts.add(found[i, j], here & (theirs == j), part, room)

    def less(self, other: AffineCosts) -> Sample:
        """Return the sample of own costs minus the other's, case by case."""
        plus = self.plus[:, :, np.newaxis] - other.plus[:, np.newaxis]
        times = self.times[:, :, np.newaxis] - other.times[:, np.newaxis]
        moments = self.joint(other)
        level = self.level(plus, times, moments)[:, np.newaxis]

        def rows() -> np.ndarray:
            return self.written(self.plus + level) - other.written(other.plus)

        return sample.from_moments(plus + level[:, :, np.newaxis], times, moments, self.segments.fold, rows)

    def towards(self, single: AffineCosts, share: float) -> AffineCosts:
        """Return these costs with a share of each replaced by costs that have a single region."""
        plus, times = ((1.0 - share) * own + share * its for own, its in ((self.plus, single.plus), (self.times, single.times)))
        return replace(self, plus=plus, times=times)


def _sums(plus: np.ndarray, times: np.ndarray, moments: np.ndarray) -> np.ndarray:
    return np.asarray(plus * moments[..., 0] + times * moments[..., 1])
