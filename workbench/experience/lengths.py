"""Whether a list of another length than the one that was asked for would be clearly cheaper."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.evidence.evidence import Evidence
from workbench.experience.behaviour import behaviour
from workbench.experience.catalogue import TopK
from workbench.experience.lists import MOST_LINES, lines_shown
from workbench.experience.measures import measures
from workbench.experience.outcome import Outcome
from workbench.experience.policies import score
from workbench.pricing.prices import Prices
from workbench.pricing.uncertainty import grouping, interval
from workbench.scenario import Scenario


@dataclass(frozen=True)
class Length:
    """A list of k answers. cost: currency per case, what having a model costs not included."""

    k: int
    cost: float


def longest(classes: int) -> int:
    """Return how many answers a list shows at most.

    >>> longest(14), longest(3)
    (5, 2)
    """
    return lines_shown(MOST_LINES, classes)


def cheaper_length(outcome: Outcome, evidence: Evidence, prices: Prices, scenario: Scenario) -> Length | None:
    """Return the cheapest other length, where it is cheaper than `outcome` on these cases by more than chance would have it.

    Chosen among few on the cases it is scored on, so it is a hint to try, not a figure to promise.
    """
    if outcome.policy != "top-k" or outcome.cells is None or outcome.money is None or scenario.policies.k is None:
        return None
    cells, now = outcome.cells, int(outcome.parameters["k"])
    sums = measures(prices.costs.cost, behaviour(scenario, prices.costs.classes), prices.costs.weight)
    others = [k for k in range(1, longest(len(evidence.classes)) + 1) if k != now]
    money = {
        k: score(TopK(), outcome.candidate, cells, sums, scenario.policies.model_copy(update={"k": k})).money for k in others
    }
    if not money:
        return None
    best = min(money, key=lambda k: cells.mean(money[k].mean(axis=0) if money[k].ndim > 1 else money[k]))
    saved = interval(cells.sample(outcome.money - money[best], prices.costs.mix is not None), grouping(evidence)[1], True, 0)
    clearly = saved.low > 0 and saved.estimate > scenario.costs.smallest_gain * abs(outcome.cost_per_case.estimate)
    return Length(best, outcome.cost_per_case.estimate - saved.estimate) if clearly else None
