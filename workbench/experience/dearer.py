"""In which cases an answer is dearer than the best one, where costs follow amounts: often in all cases of a class, or none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.pricing.amounts import BLOCK, Amounts, affine
from workbench.pricing.byamount import plus_and_times
from workbench.pricing.memo import once
from workbench.pricing.prices import Prices

SAME = 1e-12


@dataclass(frozen=True, eq=False)
class Dearer:
    """plus (A, 2), times (A, 2, J): what each answer costs, as plus + times * the amounts of its truth."""

    plus: np.ndarray
    times: np.ndarray
    amounts: Amounts

    def counts(self, code: np.ndarray | None, moments: np.ndarray) -> np.ndarray:
        """Return (S, D, A): cases of each segment and region in which each answer is dearer. code (n,), moments (S, D, Q)."""
        if self.always is not None:
            return np.asarray(moments[:, :, :1] * self.always[:, self.amounts.segments.truth].T[:, np.newaxis])
        found, room = np.empty((*moments.shape[:2], len(self.plus))), np.empty((2, self.amounts.segments.sizes.max()), dtype=bool)
        found[:, 0] = self._totals
        for segment, part in enumerate(self.amounts.segments.slices):
            inside, both = room[:, : part.stop - part.start]
            for region in range(1, moments.shape[1]):
                assert code is not None
                np.equal(code[part], region, out=inside)
                here = [np.count_nonzero(np.logical_and(dear[part], inside, out=both)) for dear in self.by_case[self._counted]]
                found[segment, region, self._counted] = here
        if self._counted.stop == 1:
            found[:, 1:, 1] = moments[:, 1:, 0] - found[:, 1:, 0]
        found[:, 0] -= found[:, 1:].sum(axis=1)
        return found

    @cached_property
    def _counted(self) -> slice:
        """Of which answers cases are counted: of two, one of which is dearer in every case, the first tells the second's."""
        either = len(self.plus) == 2 and self._totals.sum() == len(self.amounts.segments.y)
        return slice(0, 1 if either else len(self.plus))

    @property
    def _slack(self) -> float:
        return SAME * float(np.abs(self.plus).max() + np.abs(self.times).sum(axis=2).max() * self.amounts.furthest)

    @cached_property
    def always(self) -> np.ndarray | None:
        """(A, 2) whether each answer is dearer in all cases of a class; None where that depends on the amounts."""
        by_truth = [self._above(truth) > self._slack for truth in (0, 1)]
        # Who is cheapest at all corners is cheapest between them, and who is dearer than that at all corners is so between them.
        if any((dear != dear[:1]).any() for dear in by_truth):
            return None
        return np.stack([dear[0] for dear in by_truth], axis=1)

    def _above(self, truth: int) -> np.ndarray:
        """Return (2 ** J, A): how far each answer is above the cheapest at each corner of the amounts under a truth."""
        cost = self.plus[:, truth] + self.amounts.corners(truth) @ self.times[:, truth].T
        return np.asarray(cost - cost.min(axis=1, keepdims=True))

    @cached_property
    def _totals(self) -> np.ndarray:
        """(S, A): cases of each segment in which each answer is dearer."""
        return np.array([[np.count_nonzero(dear[part]) for dear in self.by_case] for part in self.amounts.segments.slices])

    @cached_property
    def by_case(self) -> np.ndarray:
        """(A, n) bool, in segment order: whether each answer is dearer in each case."""
        found, room = np.empty((len(self.plus), len(self.amounts.segments.y)), dtype=bool), np.empty((len(self.plus) + 1, BLOCK))
        for segment, part in self.amounts.blocks:
            truth, off = self.amounts.segments.truth[segment], self.amounts.of(part)
            costs, space = room[:-1, : part.stop - part.start], room[-1, : part.stop - part.start]
            for cost, plus, times in zip(costs, self.plus[:, truth], self.times[:, truth], strict=True):
                affine(plus, times, off, cost, space)
            least = np.minimum.reduce(costs, out=space)
            least += self._slack
            np.greater(costs, least, out=found[:, part])
        return found


_known: WeakKeyDictionary[Prices, Dearer] = WeakKeyDictionary()


def dearer(prices: Prices, amounts: Amounts) -> Dearer:
    """Return in which cases each answer is dearer than the best one, worked out once for prices that follow these amounts."""
    return once(_known, prices, lambda: Dearer(*plus_and_times(prices.costs, amounts), amounts))
