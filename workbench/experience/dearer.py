"""In which cases an answer is dearer than the best one, where costs follow an amount: often in all cases of a class, or none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.pricing.affine import Amounts

SAME = 1e-12


@dataclass(frozen=True, eq=False)
class Dearer:
    """plus, times (A, 2): what each answer costs by truth, as plus + times * `amounts.off`."""

    plus: np.ndarray
    times: np.ndarray
    amounts: Amounts

    def counts(self, code: np.ndarray | None, moments: np.ndarray) -> np.ndarray:
        """Return (S, D, A): cases of each segment and region in which each answer is dearer. code (n,), moments (S, D, 3)."""
        if self.always is not None:
            return np.asarray(moments[:, :, :1] * self.always[:, self.amounts.segments.truth].T[:, np.newaxis])
        found = np.zeros((*moments.shape[:2], len(self.plus)))
        for segment, part in self.amounts.blocks:
            for answer, dear in enumerate(self._by_case):
                for region in range(moments.shape[1]):
                    inside = dear[part] if code is None else dear[part] & (code[part] == region)
                    found[segment, region, answer] += np.count_nonzero(inside)
        return found

    @property
    def _slack(self) -> float:
        return SAME * float(np.abs(self.plus).max() + np.abs(self.times).max() * self.amounts.furthest)

    @cached_property
    def always(self) -> np.ndarray | None:
        """(A, 2) whether each answer is dearer in all cases of a class; None where that depends on the amount."""
        low, high = (self._above(end) > self._slack for end in self.amounts.ends)
        # Who is cheapest at both ends is cheapest between them, and who is dearer than that at both ends is so between them.
        return low if (low == high).all() else None

    def _above(self, off: np.ndarray) -> np.ndarray:
        """Return (A, 2): how far each answer is above the cheapest at an amount for each truth, (2,)."""
        cost = self.plus + self.times * off
        return np.asarray(cost - cost.min(axis=0))

    @cached_property
    def _by_case(self) -> list[np.ndarray]:
        """For each answer (n,) bool, in segment order."""
        truth, slack = np.repeat(self.amounts.segments.truth, self.amounts.segments.sizes), self._slack
        costs = [plus[truth] + times[truth] * self.amounts.off for plus, times in zip(self.plus, self.times, strict=True)]
        least = np.minimum.reduce(costs) + slack
        return [cost > least for cost in costs]
