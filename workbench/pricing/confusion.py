"""How many cases end where, and what they cost: the priced confusion matrix, whose total is the cost shown elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence
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

    The money was added up when the candidate was priced, so it is the same to the cent. No cell has what a process costs itself.
    """
    costs = prices.costs
    money = price.counts * costs.mean_stated * costs.weight if price.money is None else price.money
    return Confusion(costs.answers, costs.classes, costs.per_1000(price.counts), money * (1000.0 / price.counts.sum()))


def dearest(matrix: Confusion, most: int = 5) -> tuple[Cell, ...]:
    """Return the cells that cost money, the dearest first."""
    order = np.argsort(-matrix.money, axis=None, kind="stable")[:most]
    cells = (np.unravel_index(int(flat), matrix.money.shape) for flat in order)
    return tuple(
        Cell(matrix.classes[k], matrix.answers[a], float(matrix.cases[a, k]), float(matrix.money[a, k]))
        for a, k in cells
        if matrix.money[a, k] > 0
    )
