"""What one candidate answered to each case, and what that came to: all that is counted by group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.decisions import cheapest_answers
from workbench.pricing.given import given_answers
from workbench.pricing.prices import Price, Prices
from workbench.pricing.uncertainty import grouping

TIE = 1e-12


@dataclass(frozen=True, eq=False)
class Answered:
    """cost (n,): realised, currency. y (n,): truth. weight (K,): real-life cases that one case of each truth stands for.

    said (n, A) bool or float: whether each answer was given; a share where repeats differ or answers are drawn. None where a
    process only has a price. focus: the class that is looked for. right (A, K): whether no other answer is cheaper for that
    truth. proba (n,): probability of the focus, averaged over repeats. block (n,), correction: see
    `pricing.uncertainty.grouping`. least: currency that no case can cost less than.
    """

    name: str
    cost: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    right: np.ndarray
    said: np.ndarray | None
    focus: int
    proba: np.ndarray | None
    block: np.ndarray
    correction: float
    least: float

    @cached_property
    def wrong(self) -> np.ndarray:
        """(n,): whether the answer was wrong, or in which share of the repeats."""
        assert self.said is not None
        wrong = ~self.right.T[self.y]
        return (self.said & wrong).any(axis=1) if self.said.dtype == bool else (self.said * wrong).sum(axis=1)


def answered(evidence: Evidence, prices: Prices, candidate: str) -> Answered:
    """Return what a priced candidate answered. Two classes: the focus is the positive one; otherwise the dearest, see below."""
    price, costs = prices[candidate], prices.costs
    prediction = evidence.predictions.get(candidate)
    block, correction = grouping(evidence)
    focus = 1 if len(costs.classes) == 2 else dearest_class(price, costs)
    return Answered(
        name=candidate,
        cost=price.cost,
        y=evidence.y,
        weight=costs.weight,
        right=_right(costs),
        said=None if prediction is None else _said(prediction, evidence, costs),
        focus=focus,
        proba=None if prediction is None else prediction.proba[:, :, focus].mean(axis=0),
        block=block[0],
        correction=correction,
        least=costs.least,
    )


def dearest_class(price: Price, costs: CostModel) -> int:
    """Return the class whose mistakes cost most in all: many classes cannot all be looked at."""
    mean = costs.mean_stated
    return int((price.counts * costs.weight * (mean - mean.min(axis=0))).sum(axis=0).argmax())


def _right(costs: CostModel) -> np.ndarray:
    mean = costs.mean_stated
    return mean <= mean.min(axis=0) + TIE * np.abs(mean).max(initial=1.0)


def _said(prediction: Prediction, evidence: Evidence, costs: CostModel) -> np.ndarray:
    n, answers = len(evidence.y), len(costs.answers)
    if prediction.answering == "drawn":
        chances = np.zeros((n, answers))
        chances[:, : prediction.proba.shape[2]] = prediction.proba.mean(axis=0)
        return chances
    given = _answers(prediction, evidence, costs)
    if len(given) == 1:
        return given[0][:, np.newaxis] == np.arange(answers)
    return np.stack([(given == answer).mean(axis=0) for answer in range(answers)], axis=1)


def _answers(prediction: Prediction, evidence: Evidence, costs: CostModel) -> np.ndarray:
    """Return (R, n), or (1, n) where all repeats answer alike."""
    if prediction.answering == "given":
        return given_answers(prediction, costs, evidence)
    if prediction.answering == "likeliest":
        return prediction.proba.argmax(axis=2)
    return np.stack([cheapest_answers(layer, costs.cost) for layer in prediction.proba])
