"""What one candidate answered to each case, and what that came to: all that is counted by group."""

from __future__ import annotations

from dataclasses import dataclass, replace
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

    given (R, n): answers, one row where all repeats answer alike; chances (R, n, K): of answers that are drawn; both None where
    there is only a price, as of people with a screen. focus: the class that is looked for. right (A, K): whether no other answer
    is cheaper for that truth. block (n,), correction, cluster (n,) or None: see `pricing.uncertainty`. least: currency no case
    can cost less than.
    """

    cost: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    right: np.ndarray
    focus: int
    block: np.ndarray
    correction: float
    cluster: np.ndarray | None
    least: float
    prediction: Prediction | None = None
    given: np.ndarray | None = None
    chances: np.ndarray | None = None

    @property
    def has_answers(self) -> bool:
        return self.given is not None or self.chances is not None

    def said(self, answer: int) -> np.ndarray:
        """Return (n,) whether an answer was given, or in which share where repeats differ or answers are drawn."""
        if self.chances is not None:
            return self.chances[:, :, answer].mean(axis=0)
        assert self.given is not None
        return self.given[0] == answer if len(self.given) == 1 else (self.given == answer).mean(axis=0)

    @cached_property
    def wrong(self) -> np.ndarray:
        """(n,): whether the answer was wrong, or in which share."""
        if self.chances is not None:
            right = np.zeros(len(self.y))
            for answer in range(self.chances.shape[2]):
                right += self.said(answer) * self.right[answer, self.y]
            return 1.0 - right
        assert self.given is not None
        wrong = ~self.right[self.given, self.y]
        return wrong[0] if len(wrong) == 1 else wrong.mean(axis=0)

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
    price = prices[candidate]
    plain = priced(evidence, prices, price.cost, price)
    prediction = evidence.predictions.get(candidate)
    if prediction is None:
        return plain
    if prediction.answering == "drawn":
        return replace(plain, prediction=prediction, chances=real_proba(prediction.proba, plain.weight))
    return replace(plain, prediction=prediction, given=General(evidence, prices.costs).answers(prediction))


def priced(evidence: Evidence, prices: Prices, cost: np.ndarray, price: Price) -> Answered:
    """Return what is known where only each case's cost (n,) is. price: whose mistakes say which of many classes is the focus."""
    costs = prices.costs
    block, correction = grouping(evidence)
    return Answered(
        cost=cost,
        y=evidence.y,
        weight=costs.weight,
        right=_right(costs),
        focus=1 if len(costs.classes) == 2 else dearest_class(price, costs),
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
