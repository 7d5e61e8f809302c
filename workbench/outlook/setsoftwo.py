"""Conformal sets over two classes, for many values of the inputs: each case has a list of the one class, of the other, or none.

Only which class is alone on a case's list depends on the probabilities. What that comes to is then a sum of products, and not a
formula for every case and coverage; the figures are those of `experience.anylength.Lists`.
"""

from __future__ import annotations

import numpy as np

from workbench.experience.conformal import thresholds
from workbench.experience.formulas import look_up
from workbench.experience.policy import Cases, cheapest_elsewhere


def alone_on_lists(second: np.ndarray, coverage: np.ndarray, cases: Cases) -> np.ndarray:
    """Return (G, 2n) of 0 and 1: whether the first class is alone on a case's list at each coverage (G,), then the second.

    second (n,) float64: real-life probabilities of the second class, by which both classes are scored. Where cases are alike
    the likelier class is shown, as in `sets.same_lists`.
    """
    first = 1.0 - second
    if cases.alike:
        likelier = second <= first
        return np.concatenate([likelier, ~likelier])[np.newaxis].astype(float)
    known = np.where(cases.y == 0, second, first)
    limit = thresholds(known, cases.weight, cases.weight, cases.fold, coverage).T[:, cases.fold]
    has_first, has_second = second <= limit, first <= limit
    return np.concatenate([has_first > has_second, has_second > has_first], axis=1).astype(float)


def cost_of_sets(alone: np.ndarray, shown: np.ndarray, by_hand: np.ndarray, cases: Cases) -> float:
    """Return what all cases come to, each fold at the coverage that was cheapest on the others.

    alone: as `alone_on_lists`. shown (m, 2, 2): what a list of either class costs by truth; by_hand (m, 2): a case with no list.
    """
    y, place = cases.y, np.zeros(len(cases.y), dtype=np.intp)
    hand = look_up(by_hand[:, np.newaxis], place, y)
    saved = np.concatenate([look_up(shown, place, y) - hand, look_up(shown, place + 1, y) - hand])
    weight = cases.weight * (cases.fold == np.arange(int(cases.fold.max()) + 1)[:, np.newaxis])
    by_fold = alone @ (np.tile(weight, 2) * saved).T + weight @ hand
    best = cheapest_elsewhere(by_fold)
    return float(by_fold[best, np.arange(len(best))].sum())
