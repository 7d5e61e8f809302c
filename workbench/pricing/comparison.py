"""What a comparison of two candidates on the same cases says."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.pricing.estimate import Estimate

SURE_ENOUGH = 0.80
"""The probability a decision asks for. It is of a t that takes fold means for more alike than they are, and so understated:
intervals made of it hold 97 % where they promise 95. Of tables of noise fewer than one in a hundred gets past it; asking for .90
lets none past, and misses five more gains in a hundred (`benchmarks/honesty.py`)."""


@dataclass(frozen=True)
class Comparison:
    """X against Y on the same cases: cost of Y minus cost of X, so positive means X is cheaper.

    saving: the wider of the row bootstrap and the corrected resampled t interval.
    probability_better: P that the saving exceeds hurdle + smallest gain. probability_positive: P that it exceeds 0.
    detectable: the smallest difference these cases could show (80 % power). cases_needed: cases that would show the one seen.
    """

    saving: Estimate
    probability_better: float
    probability_positive: float
    detectable: float
    cases_needed: float
