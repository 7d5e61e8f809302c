"""What is known of a difference of two costs from each of them alone, without going through the cases.

Its mean and its fold means are differences of theirs. Its standard deviation is at least the difference of theirs and at most
their sum, whatever the two have to do with each other. With many cases that often settles a comparison that would take longer.
"""

from __future__ import annotations

import math
from dataclasses import replace

from workbench.pricing.sample import Sample
from workbench.pricing.uncertainty import interval, probability_above

ROUNDING = 1e-12
MARGIN = 1e-9
"""Probabilities closer than this to a bar are not settled by bounds."""


def extremes(dearer: Sample, cheaper: Sample) -> tuple[Sample, Sample] | None:
    """Return the sample of dearer minus cheaper with the least and with the largest spread that it may have.

    None where the two are not described alike. Neither can be resampled.
    """
    if dearer.n != cheaper.n or dearer.apart != cheaper.apart or len(dearer.fold_means) != len(cheaper.fold_means):
        return None
    mean, fold_means = dearer.mean - cheaper.mean, dearer.fold_means - cheaper.fold_means
    # A spread that is nothing but rounding has been taken for none in each of them.
    slack = ROUNDING * math.sqrt(dearer.n) * (abs(dearer.mean) + abs(cheaper.mean))
    least = max(abs(dearer.sd - cheaper.sd) - slack, 0.0)
    found = replace(dearer, mean=mean, sd=least, fold_means=fold_means)
    return found, replace(found, sd=dearer.sd + cheaper.sd + slack)


def odds_between(ends: tuple[Sample, Sample], test_to_train: float, bar: float) -> tuple[float, float]:
    """Return bounds of the probability that the mean is above `bar`: it rises or falls with the spread, and never turns."""
    odds = [probability_above(end, test_to_train, bar) for end in ends]
    return min(odds), max(odds)


def most_between(ends: tuple[Sample, Sample], test_to_train: float) -> tuple[float, float]:
    """Return bounds of the upper end of the quick 95 % interval: it rises with the spread."""
    low, high = (interval(end, test_to_train, True, 0).high for end in ends)
    return low, high
