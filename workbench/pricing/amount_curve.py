"""What every line costs where prices follow one column: sums of amounts from each score upwards, prepared once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.terms import Column

Ascending = tuple[tuple[np.ndarray, np.ndarray], ...]
"""For each truth: its scores in rising order, and the sum of the amounts of all cases before each of them, one longer."""

_ascending: WeakKeyDictionary[Prediction, tuple[Column, Ascending]] = WeakKeyDictionary()


def curve_by_amount(prediction: Prediction, y: np.ndarray, costs: CostModel, threshold: np.ndarray) -> np.ndarray:
    """Return (T,): the cost a case of acting at or above each of threshold (T,) float32, in the table's mix. One repeat."""
    assert costs.terms is not None
    column, times = costs.terms.columns[0], costs.terms.times[0]
    total = np.zeros(threshold.size)
    for truth, (scores, sums) in enumerate(_sums(prediction, y, column)):
        left = np.searchsorted(scores, threshold)
        alone = costs.terms.plus[0, truth] * left + times[0, truth] * sums[left]
        acted = costs.terms.plus[1, truth] * (scores.size - left) + times[1, truth] * (sums[-1] - sums[left])
        total += (alone + acted) * costs.weight[truth]
    return total / max(len(y), 1)


def _sums(prediction: Prediction, y: np.ndarray, column: Column) -> Ascending:
    found = _ascending.get(prediction)
    if found is None or found[0] is not column:
        scores = prediction.proba[0, :, 1].astype(np.float32)
        found = _ascending[prediction] = (column, tuple(_of_truth(scores[y == k], column.values[y == k]) for k in (0, 1)))
    return found[1]


def _of_truth(scores: np.ndarray, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(scores)
    return scores[order], np.concatenate(([0.0], np.cumsum(amounts[order])))
