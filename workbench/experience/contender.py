"""One thing that could be done about the decision, what it costs, and how a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from workbench.evidence.prior import NAME as PRIOR
from workbench.experience.cells import CLASS_SHARES, Cells
from workbench.experience.exchange import left_on_table
from workbench.experience.outcome import Outcome
from workbench.experience.policies import NO_MODEL
from workbench.pricing.casecosts import CaseCosts
from workbench.pricing.lazy import LazyArray
from workbench.pricing.prices import Price, Prices
from workbench.pricing.processes import NAME as TODAY
from workbench.pricing.sample import Sample
from workbench.scenario import ColumnCost, Scenario
from workbench.wording import in_words

DIGITS = 12
"""Costs that differ only beyond these digits are equal: they were summed in another order."""


@dataclass(frozen=True, eq=False)
class Contender:
    """One thing that could be done. money (c,) or (R, c): currency of each cell, or of each case where cells is None.

    case_costs: the same in the form it was counted in, for comparing; then money is written out only when asked for.
    label: how a sentence names it. candidate: what is behind it. fee: what asking a model costs per case, not part of money.
    seconds, work: people's time a case, and what it costs. rules_learned: rules decide first, and they come from these cases.
    """

    label: str
    policy: str
    if TYPE_CHECKING:
        money: np.ndarray
    else:
        money: LazyArray = LazyArray()
    cells: Cells | None
    mean: float
    candidate: str = ""
    fee: float = 0.0
    seconds: float = 0.0
    work: float = 0.0
    case_costs: CaseCosts | None = None
    rules_learned: bool = False

    @property
    def learned(self) -> bool:
        """Whether something learned from the cases is behind it, a rule or a model, and not only class shares or people."""
        return self.rules_learned or self.candidate not in (CLASS_SHARES, PRIOR, NO_MODEL, TODAY)

    @property
    def all_in(self) -> float:
        """Currency per case, the model's fee included."""
        return self.mean + self.fee

    def but(self, **changes: Any) -> Contender:
        """Return the same with other values in some fields; money that is not written out stays so."""
        return Contender(**(vars(self) | changes))

    def described(self, known_shares: bool) -> Sample | None:
        """What it costs, as a sample; None where that would have to be written out. known_shares: as in `Cells.sample`."""
        if self.case_costs is not None:
            return self.case_costs.sample()
        return None if self.cells is None else self.cells.sample(self.money, known_shares)


def contender(one: Outcome, label: str | None = None, fee: float = 0.0, work: float = 0.0) -> Contender:
    """Enter an outcome; with no fee there is no model behind it."""
    return Contender(
        label=_label(one) if label is None else label,
        policy=one.policy,
        money=cast("np.ndarray", lambda: one.cost) if one.money is None else one.money,
        cells=one.cells,
        mean=one.cost_per_case.estimate,
        candidate=one.candidate,
        fee=fee,
        seconds=one.seconds_per_case,
        work=work,
        case_costs=one.case_costs,
    )


def over_model(one: Outcome, prices: Prices, scenario: Scenario) -> Contender:
    """Enter an outcome over the best model, which costs the hurdle on top."""
    return contender(one, fee=prices.hurdle, work=left_on_table(one, prices, scenario).people)


def _priced(label: str, price: Price, policy: str = "act") -> Contender:
    """Enter a candidate as it was priced, case by case."""
    money = cast("np.ndarray", lambda: price.cost)
    mean = price.cost_per_case.estimate
    return Contender(label, policy, money, None, mean, price.name, case_costs=price.case_costs)


def _label(one: Outcome) -> str:
    k = int(one.parameters.get("k", 1))
    if one.candidate in (CLASS_SHARES, NO_MODEL):
        labels = {
            "manual": "people working every case by hand",
            "confirm": "asking people to confirm the same answer each time",
            "top-k": f"showing everyone the same {in_words(k)} answers" if k > 1 else "showing everyone the same answer",
            "sets": f"showing everyone the same {in_words(k)} answers" if k > 1 else "showing everyone the same answer",
            "undo": "giving everyone the same answer, which can be undone",
            "defer": "handing cases to people without a model",
            "cascade": "using your rules, and people without a model for the rest",
        }
        return labels.get(one.policy, f"{one.policy} without a model")
    labels = {
        "act": f"acting on {one.candidate}",
        "confirm": f"asking people to confirm what {one.candidate} says",
        "top-k": f"showing {in_words(k)} {'answer' if k == 1 else 'answers'} by {one.candidate}",
        "sets": f"showing as many answers by {one.candidate} as needed",
        "undo": f"acting on {one.candidate} with an undo",
        "defer": f"acting on {one.candidate} and handing unsure cases to a person",
        "cascade": f"using your rules first, then {one.candidate}, then a person",
    }
    return labels.get(one.policy, f"{one.policy} over {one.candidate}")


def constant_of(prices: Prices, scenario: Scenario, outcome: Outcome | None) -> Contender:
    """Enter the one answer that is cheapest for every case. outcome: acting on class shares, where it was priced."""
    price = prices[CLASS_SHARES] if CLASS_SHARES in prices else prices[prices.best_baseline]
    given = price.counts.sum(axis=1)
    label = f'always answering "{prices.costs.answers[int(given.argmax())][:80]}"'
    if outcome is not None:
        return contender(outcome, label)
    return _priced(label, price)


def by_amounts(prices: Prices, scenario: Scenario) -> Contender | None:
    """Enter what knows class shares and the case's own prices; None where no price depends on the case."""
    if PRIOR not in prices:
        return None
    cells = [cell for row in scenario.costs.matrix.values() for cell in row.values()]
    columns = sorted({cell.column for cell in cells if isinstance(cell, ColumnCost)})
    amounts = f'"{columns[0][:80]}"' if len(columns) == 1 else "the amounts at stake"
    return _priced(f"deciding by class shares and {amounts} alone", prices[PRIOR])


def today_of(prices: Prices, scenario: Scenario, constant: Contender, rules: Outcome | None = None) -> Contender | None:
    """Enter today's process, on cells where it can be; None where it has no price. rules: acting on the team's rules."""
    if TODAY not in prices:
        return None
    price, cells = prices[TODAY], constant.cells
    if scenario.decision.today.kind == "rules" and rules is not None:
        return contender(rules, "today's process").but(policy="today", candidate=TODAY)
    # Past answers cost different amounts in cases that share their truth, so they are compared case by case.
    if scenario.decision.today.kind == "column" or cells is None or cells.pieces is None:
        return _priced("today's process", price, "today")
    # Without a cost from a column, today's process costs the same in every case of a group: they share the truth.
    first = cells.pieces[0][np.cumsum(cells.weight).astype(np.intp) - 1]
    return Contender("today's process", "today", price.cost[first], cells, price.cost_per_case.estimate, TODAY)
