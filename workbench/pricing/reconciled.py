"""The priced confusion matrix in sentences and in cents: which cells the money is in, and that they add up to the cost shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.pricing.cells import Cells
from workbench.pricing.confusion import Confusion
from workbench.pricing.costs import Cell, CostModel


@dataclass(frozen=True)
class Told:
    """One cell of the matrix. cases, money: in the table. cases_per_1000, money_per_1000: in real life. price: as stated."""

    truth: str
    answer: str
    price: Cell
    cases: float
    money: float
    cases_per_1000: float
    money_per_1000: float


@dataclass(frozen=True)
class Reconciled:
    """cells: where most of the money is, losses and gains, the largest first. others: how many more cells hold money.

    cents: of each of `cells`, then of all others together; they add up to `total_cents`. They are of the table's `n` cases, or
    where real-life shares are stated, of 1,000 cases in real life (`of_table` is then False).
    """

    cells: tuple[Told, ...]
    others: int
    cents: tuple[int, ...]
    total_cents: int
    n: int
    of_table: bool


def reconciled(found: Confusion, costs: CostModel, cells: Cells, n: int, most: int = 5) -> Reconciled:
    """Tell the cells of a priced confusion matrix. n: scored cases of the table."""
    in_table = n / 1000 / costs.weight
    order = np.argsort(-np.abs(found.money), axis=None, kind="stable")
    positions = [np.unravel_index(int(flat), found.money.shape) for flat in order]
    paid = [(int(a), int(k)) for a, k in positions if found.money[a, k] != 0]
    told = tuple(
        Told(
            truth=found.classes[k],
            answer=found.answers[a],
            price=cells[found.classes[k], found.answers[a]],
            cases=float(found.cases[a, k] * in_table[k]),
            money=float(found.money[a, k] * in_table[k]),
            cases_per_1000=float(found.cases[a, k]),
            money_per_1000=float(found.money[a, k]),
        )
        for a, k in paid[:most]
    )
    of_table = costs.mix is None
    amounts = found.money * in_table if of_table else found.money
    parts = [one.money if of_table else one.money_per_1000 for one in told]
    cents = in_cents([*parts, float(amounts.sum()) - sum(parts)])
    return Reconciled(told, len(paid) - len(told), cents, sum(cents), n, of_table)


def in_cents(parts: Sequence[float]) -> tuple[int, ...]:
    """Round amounts to cents so that they add up to their sum rounded to cents; no amount moves by a cent or more.

    >>> in_cents([0.004, 0.004, 0.004])
    (1, 0, 0)
    """
    # Prices in cents add up to cents but for the last binary digit, which must not look like a remainder.
    exact = [round(part * 100, 6) for part in parts]
    down = [math.floor(part) for part in exact]
    missing = round(math.fsum(exact)) - sum(down)
    largest = sorted(range(len(parts)), key=lambda position: down[position] - exact[position])[:missing]
    return tuple(cents + (position in largest) for position, cents in enumerate(down))
