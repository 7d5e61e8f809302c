"""What is known of a share once the study is over: what was assumed, counted as a few cases, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.experience.studies.rates import Rate
from workbench.scenario import likely

PRIOR_CASES = 5.0
"""How many cases an assumption counts as: 14 of 20 seen and 60 % assumed come to (3 + 14) / (5 + 20)."""
ENOUGH = 20
"""Trials that a class, or a band of confidence, needs before its own share is told."""
LEAST = 1e-6


@dataclass(frozen=True)
class Beta:
    """A share known as if `hits` cases were seen where it held, and `misses` where it did not."""

    hits: float
    misses: float

    @property
    def mean(self) -> float:
        return self.hits / (self.hits + self.misses)

    def interval(self) -> tuple[float, float]:
        """Return the ends between which the share is with a probability of 95 %."""
        from scipy.special import betaincinv

        low, high = betaincinv(max(self.hits, LEAST), max(self.misses, LEAST), [0.025, 0.975])
        return float(low), float(high)

    def range(self) -> tuple[float, float, float]:
        """Return [low, likely, high]."""
        low, high = self.interval()
        return min(low, self.mean), self.mean, max(high, self.mean)

    def draw(self, rng: np.random.Generator, draws: int) -> np.ndarray:
        return rng.beta(max(self.hits, LEAST), max(self.misses, LEAST), size=draws)


def learned(seen: Rate | None, assumed: float | tuple[float, float, float], prior: float = PRIOR_CASES) -> Beta:
    """Return what is known of a share. seen: counted as the trials that it is worth, as people differ. prior: cases."""
    share = likely(assumed)
    hits, worth = (0.0, 0.0) if seen is None else (seen.hits / seen.deff, seen.worth)
    return Beta(prior * share + hits, prior * (1.0 - share) + worth - hits)
