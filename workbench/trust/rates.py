"""Shares of cases with their certainty, and what is too little to say one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.pricing.estimate import Estimate
from workbench.pricing.wilson import wilson

TOO_FEW = 10
FEW = 30


@dataclass(frozen=True)
class Rate:
    """share: with its 95 % interval, None below 10 cases. cases: those it is a share of. weight: what they stand for."""

    share: Estimate | None
    cases: int
    weight: float

    @property
    def few(self) -> bool:
        """Whether there are so few cases that the share says little."""
        return self.cases < FEW


def rate(hits: np.ndarray, cases: np.ndarray, weight: np.ndarray) -> Rate:
    """Return the share of hits among cases. hits, cases, weight (K,): by truth; weight: real-life cases that one stands for.

    Cases of unequal weight tell as much as fewer of equal weight, and the interval is as wide as for those.
    """
    seen, total = int(cases.sum()), float(weight @ cases)
    if seen < TOO_FEW:
        return Rate(None, seen, total)
    share = min(max(float(weight @ hits) / total, 0.0), 1.0)
    effective = total**2 / float(weight**2 @ cases)
    low, high = wilson(share * effective, effective)
    return Rate(Estimate(share, min(float(low), share), max(float(high), share)), seen, total)
