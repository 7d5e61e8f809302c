"""Who is in the running: at most four designs with the model, against everything that could be done without one.

Choosing among many is what makes noise look good, so the race stays short; and a screen with people behind it is only fair
to a model when the same screen without one, and people alone, are opponents too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.experience.cells import CLASS_SHARES, Cells
from workbench.experience.exchange import left_on_table
from workbench.experience.outcome import Outcome
from workbench.experience.policies import NO_MODEL, find
from workbench.pricing.comparison import Comparison
from workbench.pricing.prices import Prices
from workbench.pricing.processes import NAME as TODAY
from workbench.pricing.sample import Sample, from_rows
from workbench.pricing.uncertainty import compared, grouping
from workbench.scenario import Scenario
from workbench.wording import in_words

SURE_ENOUGH = 0.90
MOST_DESIGNS = 4


@dataclass(frozen=True, eq=False)
class Contender:
    """One thing that could be done. money (c,): currency of each cell, or of each case where cells is None.

    label: how a sentence names it. fee: what asking a model costs per case, not part of money.
    seconds, work: people's time a case, and what it costs.
    """

    label: str
    policy: str
    money: np.ndarray
    cells: Cells | None
    mean: float
    fee: float = 0.0
    seconds: float = 0.0
    work: float = 0.0

    @property
    def all_in(self) -> float:
        """Currency per case, the model's fee included."""
        return self.mean + self.fee


@dataclass(frozen=True, eq=False)
class Race:
    """acting: the best model's answers carried out, None before there is a model. screens: other designs over that model.

    constant, rules, today, alone (people, and screens with class shares only): what can be done without a model.
    compared: comparisons made so far.
    smallest_gain: currency per case.
    """

    evidence: Evidence
    acting: Contender | None
    screens: tuple[Contender, ...]
    constant: Contender
    rules: tuple[Contender, ...]
    today: Contender | None
    alone: tuple[Contender, ...]
    smallest_gain: float
    hurdle: float
    perfect: float
    quick: bool
    compared: dict[tuple[int, int, bool], Comparison] = field(default_factory=dict, repr=False)

    @property
    def designs(self) -> tuple[Contender, ...]:
        return (() if self.acting is None else (self.acting,)) + self.screens

    @property
    def present(self) -> tuple[Contender, ...]:
        """What needs neither a model nor rules nor a new screen: the constant and today's process."""
        return (self.constant,) if self.today is None else (self.today, self.constant)

    @property
    def opponents(self) -> tuple[Contender, ...]:
        """Cheapest first. Among equals what changes least comes first."""
        return tuple(sorted((*self.present, *self.rules, *self.alone), key=lambda one: one.mean))

    @property
    def cheapest(self) -> Contender:
        return self.opponents[0]

    def compare(self, x: Contender, y: Contender, quick: bool = True) -> Comparison:
        """Compare x with y on the same cases: positive savings mean that x is cheaper. Differing fees are the hurdle."""
        key = (id(x), id(y), quick)
        if key not in self.compared:
            _, ratio = grouping(self.evidence)
            self.compared[key] = compared(self._difference(y, x), ratio, x.fee - y.fee, self.smallest_gain, quick)
        return self.compared[key]

    def better(self, x: Contender, others: Iterable[Contender]) -> bool:
        """Whether x is better than each of the others, with all the certainty that a decision asks for."""
        return all(self.compare(x, other).probability_better >= SURE_ENOUGH for other in others)

    def hardest(self, x: Contender) -> Contender:
        """The opponent that x is least surely better than."""
        return min(self.opponents, key=lambda one: self.compare(x, one).probability_better)

    def _difference(self, y: Contender, x: Contender) -> Sample:
        if x.cells is not None and y.cells is not None:
            lifted = x.cells.lift(y.money, y.cells)
            if lifted is not None:
                return x.cells.sample(lifted - x.money)
            lifted = y.cells.lift(x.money, x.cells)
            if lifted is not None:
                return y.cells.sample(y.money - lifted)
        return from_rows(_rows(y) - _rows(x), grouping(self.evidence)[0])


def _rows(one: Contender) -> np.ndarray:
    return one.money if one.cells is None else one.cells.per_case(one.money)


def race(evidence: Evidence, scenario: Scenario, prices: Prices, outcomes: Sequence[Outcome], quick: bool = False) -> Race:
    """Put the outcomes in their places. Designs that need people only enter where someone said what people's time costs."""
    model = prices.best_model
    over_model = [one for one in outcomes if one.candidate == model and (one.policy == "act" or scenario.people_are_priced)]
    acting = next((one for one in over_model if one.policy == "act"), None)
    screens = [one for one in over_model if one.policy != "act"][: MOST_DESIGNS - 1]
    without = [one for one in outcomes if one.candidate in (NO_MODEL, CLASS_SHARES) and one.policy != "act"]
    rules = [name for name, seen in evidence.predictions.items() if seen.kind == "rule"]
    constant = _constant(prices, find(outcomes, "act", CLASS_SHARES))
    found = Race(
        evidence=evidence,
        acting=None if acting is None else _over_model(acting, prices, scenario),
        screens=tuple(_over_model(one, prices, scenario) for one in screens),
        constant=constant,
        rules=tuple(_contender(one, f"acting on {name}") for name in rules for one in outcomes if _is(one, "act", name)),
        today=_today(prices, constant),
        alone=tuple(_alone(one) for one in without) if scenario.people_are_priced else (),
        smallest_gain=0.0,
        hurdle=prices.hurdle,
        perfect=prices.perfect,
        quick=quick,
    )
    # A share of the best cost without a model, people included, so that a gain is measured on what it would replace.
    return replace(found, smallest_gain=scenario.costs.smallest_gain * abs(found.cheapest.mean))


def _is(one: Outcome, policy: str, candidate: str) -> bool:
    return one.policy == policy and one.candidate == candidate


def _contender(one: Outcome, label: str) -> Contender:
    money = one.cost if one.money is None else one.money
    return Contender(label, one.policy, money, one.cells, one.cost_per_case.estimate, seconds=one.seconds_per_case)


def _over_model(one: Outcome, prices: Prices, scenario: Scenario) -> Contender:
    k = int(one.parameters.get("k", 1))
    shown = "showing one answer" if k == 1 else f"showing {in_words(k)} answers"
    labels = {
        "act": f"acting on {one.candidate}",
        "confirm": f"asking people to confirm what {one.candidate} says",
        "top-k": f"{shown} by {one.candidate}",
        "defer": f"acting on {one.candidate} and handing unsure cases to a person",
    }
    label = labels.get(one.policy, f"{one.policy} over {one.candidate}")
    work = left_on_table(one, prices, scenario).people
    return replace(_contender(one, label), fee=prices.hurdle, work=work)


def _alone(one: Outcome) -> Contender:
    k = int(one.parameters.get("k", 1))
    labels = {
        "manual": "people working every case by hand",
        "confirm": "asking people to confirm the same answer each time",
        "top-k": f"showing everyone the same {in_words(k)} answers",
        "defer": "handing cases to people without a model",
    }
    return _contender(one, labels.get(one.policy, f"{one.policy} without a model"))


def _constant(prices: Prices, outcome: Outcome | None) -> Contender:
    price = prices[CLASS_SHARES] if CLASS_SHARES in prices else prices[prices.best_baseline]
    answer = prices.costs.answers[int(price.counts.sum(axis=1).argmax())]
    label = f'always answering "{answer[:80]}"'
    if outcome is not None:
        return _contender(outcome, label)
    return Contender(label, "act", price.cost, None, price.cost_per_case.estimate)


def _today(prices: Prices, constant: Contender) -> Contender | None:
    if TODAY not in prices:
        return None
    price = prices[TODAY]
    cells = constant.cells
    # Without a cost from a column, today's process costs the same in every case of a group: they share the truth.
    first = None if cells is None or cells.pieces is None else cells.pieces[0][np.cumsum(cells.weight).astype(np.intp) - 1]
    money = price.cost if first is None else price.cost[first]
    return Contender("today's process", "today", money, cells, price.cost_per_case.estimate)
