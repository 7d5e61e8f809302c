"""Where to draw the line between two classes: by probability, by the past cases, and what every other line would cost."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.pricing.amount_curve import curve_by_amount
from workbench.pricing.costs import CostModel
from workbench.pricing.memo import once
from workbench.pricing.prevalence import to_real, to_table

TIE = 1e-12


class CostCurve(NamedTuple):
    """threshold (T,) ascending real-life probabilities of the positive class; cost (T,) of acting from each upwards, a case."""

    threshold: np.ndarray
    cost: np.ndarray


def p_star(cost: np.ndarray) -> float | np.ndarray | None:
    """Return the probability of the positive class from which acting is the cheaper of the two class answers: L / (L + B).

    cost (A, 2), (1 or n, A, 2): currency a case as stated; the probability is then that of real life. L: what a false alarm costs
    more than leaving a negative alone. B: what catching a positive saves. A float for one matrix, (n,) for a matrix a row with
    NaN where it does not apply.
    None where L or B is not positive: one answer is then always the cheaper one, or the rule is the other way round.
    """
    cost = np.asarray(cost, dtype=float)
    cells = cost if cost.ndim == 3 else cost[np.newaxis]
    lost, saved = cells[:, 1, 0] - cells[:, 0, 0], cells[:, 0, 1] - cells[:, 1, 1]
    applies = (lost > 0) & (saved > 0)
    if len(cells) == 1:
        return float(lost[0] / (lost[0] + saved[0])) if applies[0] else None
    return np.where(applies, lost / np.where(applies, lost + saved, 1.0), np.nan)


def best_threshold(scores: np.ndarray, y: np.ndarray, costs: CostModel | np.ndarray) -> float:
    """Return the threshold at which acting (score >= threshold) cost least on these cases, exactly, by one sort.

    scores (n,): probability of the positive class, or any score that grows with it. y (n,): 1 positive, 0 negative.
    costs: a cost model or its array (A, 2) or (1 or n, A, 2). Candidates are plus and minus infinity and the midpoints between
    distinct scores. Of equally cheap ones the run with the fewest acts is taken, and its centre returned.
    """
    return least_costly(np.asarray(scores), acting_costs_extra(costs, y))


def least_costly(scores: np.ndarray, extra: np.ndarray) -> float:
    """Return the best threshold, given what acting costs `extra` (n,) in each case, as in `acting_costs_extra`."""
    order = np.argsort(scores)[::-1]
    ordered, extra = scores[order], extra[order]
    last = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True)) if ordered.size else np.empty(0, dtype=np.intp)
    summed = np.concatenate(([0.0], np.cumsum(extra)[last]))
    edges = np.concatenate(([np.inf], ordered[last].astype(np.float64), [-np.inf]))
    return centre(summed, np.arange(summed.size), edges[:-1], edges[1:], float(np.abs(extra).sum()))


def median(tuned: list[float]) -> float:
    """Return the middle one of the thresholds tuned in each fold, as a probability: always and never acting are 0 and 1."""
    return float(np.median(np.clip(tuned, 0.0, 1.0)))


def centre(cost: np.ndarray, position: np.ndarray, upper: np.ndarray, lower: np.ndarray, scale: float) -> float:
    """Return the centre of the first cheapest run.

    cost (V,): of the candidates in order of falling threshold. position (V,): their places among all candidates, to tell
    neighbours. upper, lower (V,): scores between which a candidate threshold may lie. scale: size of the sums, for telling ties.
    """
    cheapest = np.flatnonzero(cost <= cost.min() + TIE * scale)
    first = last = int(cheapest[0])
    while last + 1 < cost.size and last + 1 in cheapest and position[last + 1] == position[last] + 1:
        last += 1
    return float((upper[first] + lower[last]) / 2) if np.isfinite(upper[first]) else float(upper[first])


def acting_costs_extra(costs: CostModel | np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (n,): what answering the positive class costs more than answering the negative one, given the truth."""
    cost = costs.cost if isinstance(costs, CostModel) else np.asarray(costs, dtype=float)
    cost = cost if cost.ndim == 3 else cost[np.newaxis]
    extra = cost[:, 1, :] - cost[:, 0, :]
    return extra[0][y] if len(extra) == 1 else np.where(y == 1, extra[:, 1], extra[:, 0])


def cost_curve(prediction: Prediction, y: np.ndarray, cost_model: CostModel, points: int = 301) -> CostCurve:
    """Return the exact cost a case of acting at or above each of at most `points` thresholds, over all repeats.

    prediction: binary. y (n,) truth. The thresholds, probabilities in real life, are spread over [0, 1] and over the scores, so
    that a rare class shows too.
    """
    by_truth = once(_sorted, prediction, lambda: _sort(prediction.proba, y))
    every = np.concatenate(by_truth.scores)
    quantiles = np.quantile(every, np.linspace(0, 1, points // 2), method="nearest") if every.size <= points else by_truth.spread
    spread = to_table(np.linspace(0, 1, points - points // 2), cost_model.weight)
    picked = np.concatenate((spread, quantiles[:: max(1, -(-quantiles.size // (points // 2)))]))
    threshold = np.unique(picked.astype(np.float32))
    shown = to_real(threshold.astype(float), cost_model.weight)
    if cost_model.terms is not None and cost_model.by_row and len(prediction.proba) == 1:
        return CostCurve(shown, curve_by_amount(prediction, y, cost_model, threshold))
    if cost_model.by_row:
        return CostCurve(shown, _curve_by_row(prediction.proba, y, cost_model, threshold))
    cost = cost_model.cost[0]
    total = np.zeros(threshold.size)
    for truth, scores in enumerate(by_truth.scores):
        acted = scores.size - np.searchsorted(scores, threshold)
        total += acted * cost[1, truth] + (scores.size - acted) * cost[0, truth]
    return CostCurve(shown, total / max(every.size, 1))


class _ByTruth(NamedTuple):
    scores: tuple[np.ndarray, np.ndarray]
    spread: np.ndarray


_sorted: WeakKeyDictionary[Prediction, _ByTruth] = WeakKeyDictionary()


def _sort(proba: np.ndarray, y: np.ndarray) -> _ByTruth:
    scores = proba[:, :, 1].astype(np.float32)
    parts = np.sort(scores[:, y == 0], axis=None), np.sort(scores[:, y == 1], axis=None)
    return _ByTruth(parts, np.quantile(scores, np.linspace(0, 1, 1001), method="nearest"))


def _curve_by_row(proba: np.ndarray, y: np.ndarray, cost_model: CostModel, threshold: np.ndarray) -> np.ndarray:
    """One pass: each case's extra cost falls into the interval its score lies in; sums from the right are the curve."""
    extra = acting_costs_extra(cost_model, y)
    passive = np.where(y == 1, cost_model.cost[:, 0, 1], cost_model.cost[:, 0, 0]).mean()
    sums = np.zeros(threshold.size + 1)
    for scores in proba[:, :, 1]:
        sums += np.bincount(np.searchsorted(threshold, scores, side="right"), weights=extra, minlength=sums.size)
    return passive + sums[::-1].cumsum()[::-1][1:] / (len(proba) * max(len(y), 1))
