"""How many cases end where, and what they cost: the priced confusion matrix, whose total is the cost shown elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.decisions import cheapest_answers, realised
from workbench.pricing.given import given_answers
from workbench.pricing.prevalence import real_proba
from workbench.pricing.prices import Price, Prices


@dataclass(frozen=True, eq=False)
class Confusion:
    """cases, money (A, K): answer by truth, per 1,000 cases of real life; `money` in currency.

    Their sums are 1,000 and the cost per 1,000.
    """

    answers: tuple[str, ...]
    classes: tuple[str, ...]
    cases: np.ndarray
    money: np.ndarray

    @property
    def total(self) -> float:
        return float(self.money.sum())


@dataclass(frozen=True)
class Cell:
    """One cell in words' order: what was true, what was answered, how many cases and how much money per 1,000 cases."""

    truth: str
    answer: str
    cases: float
    money: float


def confusion(price: Price, prices: Prices, evidence: Evidence) -> Confusion:
    """Return what one candidate's answers come to.

    With a matrix of plain numbers it is arithmetic on the counts; where costs differ by case, the cases are gone through again.
    """
    costs = prices.costs
    cases = costs.per_1000(price.counts)
    if not costs.by_row or price.name not in evidence.predictions:
        money = cases * costs.stated.mean(axis=0)
    else:
        money = _summed(evidence.predictions[price.name], evidence, costs)
        money *= 1000 / len(evidence.y)
    return Confusion(costs.answers, costs.classes, cases, money)


def dearest(matrix: Confusion, most: int = 5) -> tuple[Cell, ...]:
    """Return the cells that cost money, the dearest first."""
    order = np.argsort(-matrix.money, axis=None, kind="stable")[:most]
    cells = (np.unravel_index(int(flat), matrix.money.shape) for flat in order)
    return tuple(
        Cell(matrix.classes[k], matrix.answers[a], float(matrix.cases[a, k]), float(matrix.money[a, k]))
        for a, k in cells
        if matrix.money[a, k] > 0
    )


def _summed(prediction: Prediction, evidence: Evidence, costs: CostModel) -> np.ndarray:
    """Return money (A, K) summed over cases, averaged over repeats."""
    y = evidence.y
    price_of = realised(costs.cost, y)
    money = np.zeros((len(costs.answers), len(costs.classes)))
    layers = _chances(prediction, evidence, costs)
    for chance in layers:
        for answer in range(len(costs.answers)):
            money[answer] += np.bincount(y, weights=chance[:, answer] * price_of[:, answer], minlength=len(costs.classes))
    return money / len(layers)


def _chances(prediction: Prediction, evidence: Evidence, costs: CostModel) -> list[np.ndarray]:
    """Return (n, A) for each repeat: how likely each answer is to be given; 1 for the one that is, unless answers are drawn."""
    chances = np.zeros((len(prediction.proba), len(evidence.y), len(costs.answers)))
    if prediction.answering == "drawn":
        chances[:, :, : prediction.proba.shape[2]] = real_proba(prediction.proba, costs.weight)
        return list(chances)
    if prediction.answering == "given":
        answers = np.broadcast_to(given_answers(prediction, costs, evidence), chances.shape[:2])
    elif prediction.answering == "likeliest":
        answers = real_proba(prediction.proba, costs.weight).argmax(axis=2)
    else:
        answers = np.stack([cheapest_answers(proba, costs.cost) for proba in prediction.proba])
    np.put_along_axis(chances, answers[:, :, np.newaxis], 1.0, axis=2)
    return list(chances)
