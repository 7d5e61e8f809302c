"""Conformal sets over two classes, for many values of the inputs: each case has a list of the one class, of the other, or none.

Only which class is alone on a case's list depends on the probabilities. What that comes to is then a sum of products, and not a
formula for every case and coverage; the figures are those of `experience.anylength.Lists`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from workbench.experience.conformal import thresholds
from workbench.experience.formulas import look_up
from workbench.experience.policy import Cases, cheapest_of, on_the_others


class Alone(NamedTuple):
    """Which class is alone on a case's list at each of G coverages, 1 or 0: of each case the first class, then the second.

    own (G, 2n): by the thresholds of the case's own fold. case, fold (m,), moved (G, 2m): by how much that is another for `case`
    by the thresholds of another fold, `fold`; for whom it is the same is left out.
    """

    own: np.ndarray
    case: np.ndarray
    fold: np.ndarray
    moved: np.ndarray


def alone_on_lists(second: np.ndarray, coverage: np.ndarray, cases: Cases) -> Alone:
    """Make the lists at each coverage (G,).

    second (n,) float64: real-life probabilities of the second class, by which both classes are scored. Where cases are alike
    the likelier class is shown, as in `sets.same_lists`.
    """
    first = 1.0 - second
    if cases.alike:
        likelier = second <= first
        none = np.empty(0, dtype=np.intp)
        return Alone(np.concatenate([likelier, ~likelier])[np.newaxis].astype(float), none, none, np.empty((1, 0)))
    known = np.where(cases.y == 0, second, first)
    limit = thresholds(known, cases.weight, cases.weight, cases.fold, coverage)

    def told(ends: np.ndarray) -> np.ndarray:
        has_first, has_second = second <= ends, first <= ends
        return np.stack([has_first > has_second, has_second > has_first], axis=1)

    own = told(limit.T[:, cases.fold])  # (G, 2, n)
    there = [told(ends[:, np.newaxis]) for ends in limit]
    moved = [np.flatnonzero((one != own).any(axis=(0, 1)) & (cases.fold != fold)) for fold, one in enumerate(there)]
    # As numbers only for those few cases: twice as fast.
    apart = [one[..., case].astype(float) - own[..., case] for one, case in zip(there, moved, strict=True)]
    fold, case = np.repeat(np.arange(len(limit)), [len(case) for case in moved]), np.concatenate(moved)
    return Alone(own.reshape(len(own), -1).astype(float), case, fold, np.concatenate(apart, axis=2).reshape(len(own), -1))


def cost_of_sets(alone: Alone, shown: np.ndarray, by_hand: np.ndarray, cases: Cases) -> float:
    """Return what all cases come to, each fold at the coverage that is chosen as in `sets.Tried.cheapest`.

    shown (m, 2, 2): what a list of either class costs by truth; by_hand (m, 2): a case with no list.
    """
    y, place = cases.y, np.zeros(len(cases.y), dtype=np.intp)
    hand = look_up(by_hand[:, np.newaxis], place, y)
    saved = np.stack([look_up(shown, place, y) - hand, look_up(shown, place + 1, y) - hand])
    folds = np.arange(int(cases.fold.max()) + 1)[:, np.newaxis]
    weight = cases.weight * (cases.fold == folds)
    by_fold = alone.own @ (np.tile(weight, 2) * saved.ravel()).T + weight @ hand
    moved = np.tile(cases.weight[alone.case] * (alone.fold == folds), 2) * saved[:, alone.case].ravel()
    best = cheapest_of(on_the_others(by_fold) + alone.moved @ moved.T)
    return float(by_fold[best, np.arange(len(best))].sum())
