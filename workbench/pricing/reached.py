"""How good candidates are, in the terms of what is needed: recall and false alarms of two classes, right answers of many."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.casecosts import RowCosts
from workbench.pricing.estimate import Estimate
from workbench.pricing.memo import once
from workbench.pricing.prices import TIE, Price, Prices
from workbench.pricing.sample import from_rows
from workbench.pricing.uncertainty import grouping, interval
from workbench.pricing.wilson import wilson

ROC_POINTS = 120


@dataclass(frozen=True, eq=False)
class Reached:
    """What a candidate of two classes reaches with the answers it gives.

    recall, false_alarms: shares of positives and of negatives that get the positive answer, each with its 95 % interval (Wilson).
    money: share of what catching every positive would save that is saved; None where it is the recall. precision: in real life,
    None where it never gives the positive answer. roc (P, 2): false alarms and recall at every line, None where it has no scores.
    """

    name: str
    kind: str
    recall: Estimate
    false_alarms: Estimate
    money: float | None
    precision: float | None
    roc: np.ndarray | None


def reached(price: Price, prices: Prices, evidence: Evidence) -> Reached:
    """Describe a candidate of two classes."""
    caught, alarmed = price.counts[1, 1], price.counts[1, 0]
    positives, negatives = price.counts[:, 1].sum(), price.counts[:, 0].sum()
    weight = prices.costs.weight
    acted = float(caught * weight[1] + alarmed * weight[0])
    prediction = evidence.predictions.get(price.name)
    return Reached(
        price.name,
        price.kind,
        _share(caught, positives),
        _share(alarmed, negatives),
        _money(price, prices, evidence) if prices.costs.by_row else None,
        float(caught * weight[1]) / acted if acted > 0 else None,
        None if prediction is None or prediction.answering == "given" else roc(prediction, evidence.y),
    )


def _share(hits: float, cases: float) -> Estimate:
    low, high = wilson(hits, cases)
    return Estimate(float(hits / max(cases, 1e-300)), float(low), float(high))


def _money(price: Price, prices: Prices, evidence: Evidence) -> float | None:
    """What is saved on positives against missing them all, as a share of what catching them all would save."""
    positive = evidence.y == 1
    cost = prices.costs.cost[:, :2, 1][positive]
    possible = float((cost[:, 0] - cost[:, 1]).sum())
    return float((cost[:, 0] - price.cost[positive]).sum()) / possible if possible > 0 else None


_curves: WeakKeyDictionary[Prediction, np.ndarray] = WeakKeyDictionary()


def roc(prediction: Prediction, y: np.ndarray) -> np.ndarray:
    """Return (P, 2): false-alarm rate and recall at some hundred lines, from never to always acting."""
    return once(_curves, prediction, lambda: _roc(prediction.proba[:, :, 1], y))


def _roc(scores: np.ndarray, y: np.ndarray) -> np.ndarray:
    negatives, positives = (np.sort(scores[:, y == truth], axis=None) for truth in (0, 1))
    if not negatives.size or not positives.size:
        return np.array([[0.0, 0.0], [1.0, 1.0]])
    spread = np.linspace(0, 1, ROC_POINTS // 2)
    lines = np.unique(np.concatenate([np.quantile(part, spread, method="nearest") for part in (negatives, positives)]))
    points = [1.0 - np.searchsorted(part, lines) / part.size for part in (negatives, positives)]
    return np.vstack(([1.0, 1.0], np.stack(points, axis=1), [0.0, 0.0]))


@dataclass(frozen=True)
class RightAnswers:
    """How often a candidate is right, and how often it would have to be to pay, as long as its mistakes stay of their kind.

    A decision is right when no other answer costs less for that truth. needed: None where it makes no mistake to judge by; above
    1 it cannot pay, below 0 it always does.
    """

    name: str
    kind: str
    right: Estimate
    needed: Estimate | None


def right_answers(price: Price, prices: Prices, evidence: Evidence, quick: bool = False) -> RightAnswers:
    """Describe a candidate of any number of classes, from the realised cost of each case.

    Fixing or adding mistakes of the same average price e / w, with w mistakes and e their cost per case, it pays up to
    (opponent - hurdle - perfect) * w / e mistakes. The interval is of that ratio, to first order, on the same cases.
    """
    least = _least(prices, evidence)
    mine, other = _layers(price), _layers(prices[prices.best_baseline])
    weight = prices.costs.weight[evidence.y]
    wrong = (mine > least + TIE * np.abs(least).max(initial=1.0)) * weight
    extra, room = mine - least, other - least
    share, paid, allowed = float(wrong.mean()), float(extra.mean()), float(room.mean()) - prices.hurdle
    groups, ratio = grouping(evidence)
    strata = None if prices.costs.mix is None else evidence.y
    spread = interval(from_rows(wrong, groups, strata), ratio, quick, 0)
    right = Estimate(1.0 - share, max(0.0, 1.0 - spread.high), min(1.0, 1.0 - spread.low))
    if paid <= 0 or share <= 0:
        return RightAnswers(price.name, price.kind, right, None)
    moves = (
        (room - prices.hurdle - allowed) * share + allowed * (wrong - share) - allowed * share / paid * (extra - paid)
    ) / paid
    off = interval(from_rows(moves, groups, strata), ratio, quick, 0)
    needed = 1.0 - allowed * share / paid
    return RightAnswers(price.name, price.kind, right, Estimate(needed, needed - off.high, needed - off.low))


def _least(prices: Prices, evidence: Evidence) -> np.ndarray:
    """(n,): what the best answer to each case costs."""
    best = prices.costs.cost.min(axis=1)
    return best[0][evidence.y] if len(best) == 1 else best[np.arange(len(best)), evidence.y]


def _layers(price: Price) -> np.ndarray:
    """(R, n) realised costs."""
    return price.case_costs.values if isinstance(price.case_costs, RowCosts) else price.cost[np.newaxis]
