"""The same cases under other views of what answers cost: what wins under each, what it saves, what the verdict is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import UserError
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import OPPONENTS, Prices
from workbench.scenario import MOST_ALTERNATIVES, Costs, Scenario
from workbench.verdict import Verdict

IN_USE = "in use now"


@dataclass(frozen=True)
class CostView:
    """What one set of costs comes to.

    winner: the candidate that costs least, a model's fee included. saving: of the best model against the cheapest thing without
    one, currency a case, the fee taken off; None without a model. code: the verdict's.
    problem: why these costs cannot be used with the table, where they cannot.
    """

    name: str
    winner: str | None = None
    saving: Estimate | None = None
    code: str | None = None
    currency: str = ""
    problem: str | None = None


def scenarios(scenario: Scenario) -> dict[str, Scenario]:
    """Return the scenario under each set of costs: first the one in use, under its name where it was saved under one."""
    named = scenario.alternatives
    used = next((name for name, costs in named.items() if costs == scenario.costs), IN_USE)
    # What is saved and shown changes no figure: without it, one that was priced is found again whatever is saved since.
    bare = scenario.priced
    others = {name: bare.model_copy(update={"costs": costs}) for name, costs in named.items() if name != used}
    return {used: scenario, **others}


def view(name: str, prices: Prices, verdict: Verdict) -> CostView:
    """Sum up what one set of costs comes to, from what was priced under it."""
    paid = {
        price.name: price.cost_per_case.estimate + (0.0 if price.kind in OPPONENTS else prices.hurdle)
        for price in prices.candidates
    }
    winner = min(paid, key=lambda candidate: (paid[candidate], candidate != prices.best_baseline))
    found = None if prices.saving is None else prices.saving.saving
    saving = None if found is None else Estimate(*(value - prices.hurdle for value in (found.estimate, found.low, found.high)))
    return CostView(name, winner, saving, verdict.code, prices.costs.currency)


def unusable(name: str, problem: UserError) -> CostView:
    """Tell why a set of costs cannot be used: the others are compared all the same."""
    return CostView(name, problem=problem.what)


def agreement(views: Sequence[CostView]) -> str:
    """Say in one sentence whether it matters whose view of the costs is taken.

    >>> views = [CostView("a", "rule"), CostView("b", "model"), CostView("c", "model")]
    >>> agreement(views)
    'Under 2 of 3 views of the costs the same thing wins: model.'
    """
    winners = Counter(one.winner for one in views if one.winner is not None)
    if not winners:
        return "None of these costs can be used with this table."
    winner, count = winners.most_common(1)[0]
    if len(views) == 1:
        return f"Under these costs {winner} wins. Save other views of them to see whether that depends on them."
    if count == 1:
        return f"Under each of the {len(views)} views of the costs another thing wins: it depends on what mistakes really cost."
    which = f"{count} of {len(views)}"
    if count == len(views):
        which = "both" if count == 2 else f"all {count}"
    return f"Under {which} views of the costs the same thing wins: {winner}."


def saved(named: Mapping[str, Costs], name: str, costs: Costs) -> dict[str, Costs]:
    """Return the alternatives with these costs under a name. Raises UserError for an unusable name, or too many."""
    told = _free(named, name)
    if len(named) >= MOST_ALTERNATIVES:
        raise UserError(
            f"{len(named)} sets of costs are saved already.",
            "More than that nobody can compare on one screen.",
            "Delete one first.",
        )
    return {**named, told: costs}


def renamed(named: Mapping[str, Costs], old: str, new: str) -> dict[str, Costs]:
    """Return the alternatives with one under another name, in its place."""
    told = _free({name: costs for name, costs in named.items() if name != old}, new)
    return {told if name == old else name: costs for name, costs in named.items()}


def _free(named: Mapping[str, Costs], name: str) -> str:
    told = " ".join(name.split())[:200]
    if not told:
        raise UserError("These costs have no name.", "They are told apart by name.", "Name them, such as the view of finance.")
    if told in named or told == IN_USE:
        raise UserError(
            f"The name {told[:80]!r} is taken.",
            "Two sets of costs of one name could not be told apart.",
            "Choose another name, or delete the costs that have it.",
        )
    return told
