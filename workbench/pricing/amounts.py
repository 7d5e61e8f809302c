"""The amounts that costs follow, if any, cases in order of fold and truth, and their sums over any part of the cases.

Each truth may follow columns of its own, as what a miss costs need not be what a false alarm costs: a sum over a cell never meets
another truth's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from weakref import WeakKeyDictionary, ref

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing import moments
from workbench.pricing.memo import once
from workbench.pricing.scores import segments_of
from workbench.pricing.segments import Segments
from workbench.pricing.terms import Column

BLOCK = 32_768
"""Cases at once: what is worked with stays in the processor's cache, which is worth more than anything else here."""
FEW = 48
"""Where fewer than one case in so many is meant, they are picked out; otherwise the others count as nothing."""
Columns = tuple[tuple[Column, ...], ...]
Block = tuple[int, slice]


@dataclass(frozen=True, eq=False)
class Amounts:
    """What costs follow, with the cases in segment order: up to J amounts under each of two truths, out of C columns.

    columns: C of (n,) float64, all cases' values less the column's mean, so that squares keep their digits. means (C,). place: of
    two truths, which column each of its amounts is; where they are fewer than J, the others are 0 in all its cases.
    totals (S, Q): the moments of the amounts in each segment.
    """

    segments: Segments
    columns: tuple[np.ndarray, ...]
    means: np.ndarray
    place: tuple[np.ndarray, ...]

    @cached_property
    def each(self) -> int:
        """How many amounts a case has, J."""
        return max(place.size for place in self.place)

    @cached_property
    def middle(self) -> np.ndarray:
        """(2, J): means."""
        return np.stack([np.pad(self.means[place], (0, self.each - place.size)) for place in self.place])

    @cached_property
    def off(self) -> tuple[np.ndarray, ...]:
        """J of (n,): each case's amounts, those of its own truth."""
        return tuple(self.numbers[moments.place(amount) - 1] for amount in range(self.each))

    def of(self, part: slice | np.ndarray) -> list[np.ndarray]:
        """Return the amounts of some cases, J of (m,)."""
        return [off[part] for off in self.off]

    @cached_property
    def numbers(self) -> np.ndarray:
        """(Q - 1, n): what is summed besides cases, the amounts and their products."""
        numbers = np.zeros((moments.width(self.each) - 1, len(self.segments.y)))
        for truth, part in zip(self.segments.truth, self.segments.slices, strict=True):
            own = self.place[truth]
            for amount, place in enumerate(own):
                numbers[moments.place(amount) - 1, part] = self.columns[place][part]
            for one, other, at in moments.products(own.size):
                np.multiply(self.columns[own[one]][part], self.columns[own[other]][part], out=numbers[at - 1, part])
        return numbers

    @cached_property
    def _summed(self) -> tuple[np.ndarray, ...]:
        """Of each segment, the first rows of `numbers`: the others are 0 under its truth."""
        return tuple(self.numbers[: moments.width(self.place[truth].size) - 1] for truth in self.segments.truth)

    @cached_property
    def totals(self) -> np.ndarray:
        sums = [[part.stop - part.start, *self.numbers[:, part].sum(axis=1)] for part in self.segments.slices]
        return np.array(sums, dtype=float)

    @cached_property
    def ends(self) -> np.ndarray:
        """(C, 2): the least and the greatest of each column."""
        return np.array([(off.min(initial=0.0), off.max(initial=0.0)) for off in self.columns]).reshape(-1, 2)

    def corners(self, truth: int) -> np.ndarray:
        """Return (.., J): the amounts under a truth at their ends. What is affine and holds at all of these holds between."""
        ends = np.array(list(product(*self.ends[self.place[truth]])))
        return np.pad(ends, ((0, 0), (0, self.each - ends.shape[1])))

    @property
    def furthest(self) -> float:
        """The largest distance of an amount from the middle."""
        return float(np.abs(self.ends).max(initial=0.0))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Segment and slice of each block of cases."""
        return tuple(_blocks(self.segments))

    def moments(self, code: np.ndarray, regions: int) -> np.ndarray:
        """Return (S, M, Q): the moments by segment and region. code (n,) uint8: region of each case."""
        found, room = self.none(regions), self.room()
        for segment, part in self.blocks:
            for region in range(1, regions):
                self.add(found[segment, region], code[part] == region, segment, part, room)
        return self.with_rest(found)

    def none(self, *regions: int) -> np.ndarray:
        """Return (S, .., Q) moments of no case."""
        return np.zeros((len(self.totals), *regions, moments.width(self.each)))

    @staticmethod
    def room() -> np.ndarray:
        """Return space for `add` to work in: asking for fresh memory takes longer than the arithmetic."""
        return np.empty(BLOCK)

    def add(self, found: np.ndarray, mask: np.ndarray, segment: int, part: slice, room: np.ndarray) -> None:
        """Add the moments of the cases of a block that lie in `mask` to found (Q,)."""
        cases, summed = np.count_nonzero(mask), self._summed[segment]
        found[0] += cases
        if not cases or not len(summed):
            return
        sums = found[1 : 1 + len(summed)]
        if cases * FEW < mask.size:
            few = mask.nonzero()[0]
            sums += [numbers.take(few).sum() for numbers in summed[:, part]]
        else:
            inside = room[: mask.size]
            inside[...] = mask
            sums += summed[:, part] @ inside

    def with_rest(self, found: np.ndarray) -> np.ndarray:
        """Fill in region 0 of found (S, M, Q), which holds the cases of no other region."""
        found[:, 0] = self.totals - found[:, 1:].sum(axis=1)
        found[:, 0][found[:, 0, 0] == 0] = 0.0  # no case, no money, whatever the last digit says
        return found


def affine(level: float, times: np.ndarray, columns: Sequence[np.ndarray], out: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Return level + times * columns, (m,), in `out`. times (C,). room: as much space again."""
    used = np.flatnonzero(times)
    if not used.size:
        out[...] = level
        return out
    np.multiply(columns[used[0]], times[used[0]], out=out)
    for place in used[1:]:
        out += np.multiply(columns[place], times[place], out=room[: out.size])
    out += level
    return out


def _blocks(segments: Segments) -> Iterator[Block]:
    for segment, part in enumerate(segments.slices):
        for start in range(part.start, part.stop, BLOCK):
            yield segment, slice(start, min(start + BLOCK, part.stop))


_amounts: WeakKeyDictionary[Column, dict[tuple[tuple[ref[Column], ...], ...], Amounts]] = WeakKeyDictionary()
_no_amounts: WeakKeyDictionary[Evidence, Amounts] = WeakKeyDictionary()
_ordered: WeakKeyDictionary[Column, tuple[Segments, np.ndarray]] = WeakKeyDictionary()


def amounts_of(columns: Columns, evidence: Evidence) -> Amounts:
    """Return the columns that prices follow under each of two truths, in the order of the evidence's segments.

    Put in order once.
    """
    ordering = segments_of(evidence)
    distinct = list(dict.fromkeys(column for own in columns for column in own))
    if not distinct:
        none = np.zeros(0, dtype=int)
        return once(_no_amounts, evidence, lambda: Amounts(ordering, (), np.zeros(0), (none, none)))
    kept, key = _amounts.setdefault(distinct[0], {}), tuple(tuple(map(ref, own)) for own in columns)
    found = kept.get(key)
    if found is None or found.segments is not ordering:
        found = kept[key] = Amounts(
            ordering,
            tuple(_in_order(column, ordering) for column in distinct),
            np.array([column.mean for column in distinct]),
            tuple(np.array([distinct.index(column) for column in own], dtype=int) for own in columns),
        )
    return found


def _in_order(column: Column, ordering: Segments) -> np.ndarray:
    found = _ordered.get(column)
    if found is None or found[0] is not ordering:
        found = _ordered[column] = ordering, (column.values - column.mean)[ordering.order]
    return found[1]
