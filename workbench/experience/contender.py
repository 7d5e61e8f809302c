"""One thing that could be done about the decision, what it costs, and how a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workbench.evidence.prior import NAME as PRIOR
from workbench.experience.cells import CLASS_SHARES, Cells
from workbench.experience.exchange import left_on_table
from workbench.experience.outcome import Outcome
from workbench.experience.policies import NO_MODEL
from workbench.pricing.prices import Prices
from workbench.pricing.processes import NAME as TODAY
from workbench.scenario import ColumnCost, Scenario
from workbench.wording import in_words

DIGITS = 12
"""Costs that differ only beyond these digits are equal: they were summed in another order."""


@dataclass(frozen=True, eq=False)
class Contender:
    """One thing that could be done. money (c,) or (R, c): currency of each cell, or of each case where cells is None.

    label: how a sentence names it. candidate: what is behind it. fee: what asking a model costs per case, not part of money.
    seconds, work: people's time a case, and what it costs.
    """

    label: str
    policy: str
    money: np.ndarray
    cells: Cells | None
    mean: float
    candidate: str = ""
    fee: float = 0.0
    seconds: float = 0.0
    work: float = 0.0

    @property
    def learned(self) -> bool:
        """Whether something learned from the cases is behind it, a rule or a model, and not only class shares or people."""
        return self.candidate not in (CLASS_SHARES, PRIOR, NO_MODEL, TODAY)

    @property
    def all_in(self) -> float:
        """Currency per case, the model's fee included."""
        return self.mean + self.fee


def contender(one: Outcome, label: str | None = None) -> Contender:
    """Enter an outcome with no model behind it."""
    money = one.cost if one.money is None else one.money
    label = _label(one) if label is None else label
    return Contender(label, one.policy, money, one.cells, one.cost_per_case.estimate, one.candidate, 0.0, one.seconds_per_case)


def over_model(one: Outcome, prices: Prices, scenario: Scenario) -> Contender:
    """Enter an outcome over the best model, which costs the hurdle on top."""
    return replace(contender(one), fee=prices.hurdle, work=left_on_table(one, prices, scenario).people)


def _label(one: Outcome) -> str:
    k = int(one.parameters.get("k", 1))
    if one.candidate in (CLASS_SHARES, NO_MODEL):
        labels = {
            "manual": "people working every case by hand",
            "confirm": "asking people to confirm the same answer each time",
            "top-k": f"showing everyone the same {in_words(k)} answers" if k > 1 else "showing everyone the same answer",
            "defer": "handing cases to people without a model",
        }
        return labels.get(one.policy, f"{one.policy} without a model")
    labels = {
        "act": f"acting on {one.candidate}",
        "confirm": f"asking people to confirm what {one.candidate} says",
        "top-k": f"showing {in_words(k)} {'answer' if k == 1 else 'answers'} by {one.candidate}",
        "defer": f"acting on {one.candidate} and handing unsure cases to a person",
    }
    return labels.get(one.policy, f"{one.policy} over {one.candidate}")


def constant_of(prices: Prices, scenario: Scenario, outcome: Outcome | None) -> Contender:
    """Enter the one answer that is cheapest for every case. outcome: acting on class shares, where it was priced."""
    price = prices[CLASS_SHARES] if CLASS_SHARES in prices else prices[prices.best_baseline]
    given = price.counts.sum(axis=1)
    label = f'always answering "{prices.costs.answers[int(given.argmax())][:80]}"'
    if outcome is not None:
        return contender(outcome, label)
    return Contender(label, "act", price.cost, None, price.cost_per_case.estimate, price.name)


def by_amounts(prices: Prices, scenario: Scenario) -> Contender | None:
    """Enter what knows class shares and the case's own prices; None where no price depends on the case."""
    if PRIOR not in prices:
        return None
    cells = [cell for row in scenario.costs.matrix.values() for cell in row.values()]
    columns = sorted({cell.column for cell in cells if isinstance(cell, ColumnCost)})
    amounts = f'"{columns[0][:80]}"' if len(columns) == 1 else "the amounts at stake"
    price = prices[PRIOR]
    label = f"deciding by class shares and {amounts} alone"
    return Contender(label, "act", price.cost, None, price.cost_per_case.estimate, PRIOR)


def today_of(prices: Prices, scenario: Scenario, constant: Contender) -> Contender | None:
    """Enter today's process, on the cells of the constant; None where it has no price."""
    if TODAY not in prices:
        return None
    price = prices[TODAY]
    # Answers given case by case cost different amounts in cases that share their truth, so they are compared case by case.
    cells = None if scenario.decision.today.kind in ("rules", "column") else constant.cells
    # Without a cost from a column, today's process costs the same in every case of a group: they share the truth.
    first = None if cells is None or cells.pieces is None else cells.pieces[0][np.cumsum(cells.weight).astype(np.intp) - 1]
    money = price.cost if first is None else price.cost[first]
    return Contender("today's process", "today", money, cells, price.cost_per_case.estimate, TODAY)
