"""What every line costs where prices follow a column: sums of amounts from each score upwards, prepared once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.terms import Column

Ascending = tuple[np.ndarray, np.ndarray]
"""The scores of one truth in rising order, and the sum of the amounts of all its cases before each of them, one longer."""

_ascending: WeakKeyDictionary[Prediction, dict[tuple[int, str], tuple[Column, Ascending]]] = WeakKeyDictionary()


def curve_by_amount(prediction: Prediction, y: np.ndarray, costs: CostModel, threshold: np.ndarray) -> np.ndarray:
    """Return (T,): the cost a case of acting at or above each of threshold (T,) float32, in the table's mix. One repeat.

    Only for prices that follow columns.
    """
    assert costs.terms is not None
    plus, times, total = costs.terms.plus, costs.terms.times, np.zeros(threshold.size)
    for truth in (0, 1):
        for place, column in enumerate(costs.terms.columns):
            scores, sums = _sums(prediction, y, truth, column)
            left = np.searchsorted(scores, threshold)
            alone, acted = times[place, 0, truth] * sums[left], times[place, 1, truth] * (sums[-1] - sums[left])
            total += (alone + acted) * costs.weight[truth]
        total += (plus[0, truth] * left + plus[1, truth] * (scores.size - left)) * costs.weight[truth]
    return total / max(len(y), 1)


def _sums(prediction: Prediction, y: np.ndarray, truth: int, column: Column) -> Ascending:
    known, key = _ascending.setdefault(prediction, {}), (truth, column.name)
    if key not in known or known[key][0] is not column:
        mine = y == truth
        known[key] = column, _of_truth(prediction.proba[0, mine, 1].astype(np.float32), column.values[mine])
    return known[key][1]


def _of_truth(scores: np.ndarray, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(scores)
    return scores[order], np.concatenate(([0.0], np.cumsum(amounts[order])))
