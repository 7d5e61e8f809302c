"""What one candidate answered to each case, and what that came to: all that is counted by group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.general import General
from workbench.pricing.prevalence import real_proba
from workbench.pricing.prices import Price, Prices
from workbench.pricing.uncertainty import clusters, grouping

TIE = 1e-12


@dataclass(frozen=True, eq=False)
class Answered:
    """cost (n,): realised, currency. y (n,): truth. weight (K,): real-life cases that one case of each truth stands for.

    said (n, A) bool or float: whether each answer was given; a share where repeats differ or answers are drawn. None where a
    process only has a price. focus: the class that is looked for. right (A, K): whether no other answer is cheaper for that
    truth. block (n,), correction, cluster (n,) or None: see `pricing.uncertainty`. least: currency no case can cost less than.
    """

    cost: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    right: np.ndarray
    said: np.ndarray | None
    focus: int
    prediction: Prediction | None
    block: np.ndarray
    correction: float
    cluster: np.ndarray | None
    least: float

    @cached_property
    def wrong(self) -> np.ndarray:
        """(n,): whether the answer was wrong, or in which share of the repeats."""
        assert self.said is not None
        wrong = ~self.right.T[self.y]
        return (self.said & wrong).any(axis=1) if self.said.dtype == bool else (self.said * wrong).sum(axis=1)

    @cached_property
    def evenly(self) -> bool:
        """Whether every case stands for as many real-life cases."""
        return bool(np.all(self.weight == self.weight[0]))

    @cached_property
    def truth(self) -> np.ndarray:
        """(n,): y in 16 bits: most of the time goes into moving memory."""
        return self.y.astype(np.uint16)


def answered(evidence: Evidence, prices: Prices, candidate: str) -> Answered:
    """Return what a priced candidate answered. The focus is the positive of two classes, or the dearest of many."""
    price, costs = prices[candidate], prices.costs
    prediction = evidence.predictions.get(candidate)
    block, correction = grouping(evidence)
    return Answered(
        cost=price.cost,
        y=evidence.y,
        weight=costs.weight,
        right=_right(costs),
        said=None if prediction is None else _said(prediction, evidence, costs),
        focus=1 if len(costs.classes) == 2 else dearest_class(price, costs),
        prediction=prediction,
        block=block[0],
        correction=correction,
        cluster=clusters(evidence),
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
        chances[:, : len(costs.classes)] = real_proba(prediction.proba, costs.weight).mean(axis=0)
        return chances
    given = General(evidence, costs).answers(prediction)
    if len(given) == 1:
        # Answer by answer, so that each is contiguous.
        return np.stack([given[0] == answer for answer in range(answers)]).T
    return np.stack([(given == answer).mean(axis=0) for answer in range(answers)]).T
