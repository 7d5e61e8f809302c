"""The money ladder: what the decision costs, from working by hand to a perfect answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.experience.contender import DIGITS, Contender
from workbench.experience.exchange import left_on_table
from workbench.experience.outcome import Outcome
from workbench.experience.policies import find
from workbench.experience.race import Race
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Price, Prices
from workbench.scenario import Scenario
from workbench.wording import in_words

SCREENS = {
    "confirm": "confirmed first",
    "top-k": "showing {k} answers",
    "sets": "showing as many answers as needed",
    "undo": "with an undo",
    "defer": "unsure cases by hand",
    "cascade": "after the rules, unsure cases by hand",
}


@dataclass(frozen=True)
class Step:
    """One rung. cost: currency per 1,000 cases. model: one is asked. chosen: the cheapest to be had. bound: cannot be had.

    people, having: the parts of the cost that pay for people's work and for having a model; the rest are mistakes.
    """

    name: str
    meaning: str
    cost: Estimate
    model: bool = False
    chosen: bool = False
    bound: bool = False
    people: float = 0.0
    having: float = 0.0


def ladder(prices: Prices, outcomes: Sequence[Outcome], scenario: Scenario, race: Race) -> tuple[Step, ...]:
    """Return the rungs that can be priced, in the order in which a team would think of them.

    Having a model costs the hurdle, which is added here where a model is asked, so that the rungs can be compared.
    """
    steps = [
        *_without_model(prices, outcomes, scenario),
        *_screens_without(race, outcomes),
        *_with_model(prices, outcomes, scenario),
    ]
    cheapest = min(steps, key=lambda step: step.cost.estimate) if steps else None
    marked = [replace(step, chosen=step is cheapest) for step in steps]
    perfect = prices.perfect * 1000
    last = Step("perfect answer", "what always being right would cost", Estimate(perfect, perfect, perfect), bound=True)
    return (*marked, last)


def opponents(race: Race, most: int) -> list[Contender]:
    """Return the cheapest things to do without a model, cheapest first, each price once, and today's process among them."""
    shown: list[Contender] = []
    for one in sorted(race.opponents, key=lambda one: (round(one.all_in, DIGITS), one is not race.today)):
        if all(round(one.all_in, DIGITS) != round(other.all_in, DIGITS) for other in shown):
            shown.append(one)
    kept = shown[:most]
    return kept if race.today is None or race.today in kept or race.today not in shown else [*kept[:-1], race.today]


def _without_model(prices: Prices, outcomes: Sequence[Outcome], scenario: Scenario) -> list[Step]:
    by_hand = [
        replace(
            _of_outcome(one, "by hand", "a person works every case"), people=left_on_table(one, prices, scenario).people * 1000
        )
        for one in outcomes
        if one.policy == "manual"
    ]
    today = [_of_price(p, "today", "what is done now") for p in prices.candidates if p.kind == "process"]
    told = (("cheapest answer", "always the cheapest answer"), ("one rule", "one rule"), ("your rules", "your rules"))
    given = [_of_price(prices[name], name, meaning) for name, meaning in told if name in prices]
    return [*by_hand[:1], *today[:1], *given]


def _screens_without(race: Race, outcomes: Sequence[Outcome]) -> list[Step]:
    """The best screen's like with no model behind it, and the verdict's cheapest opponent, dearest first."""
    best = min(race.designs, key=lambda one: one.all_in, default=None)
    same = [one for one in race.alone if best is not None and one.policy == best.policy and not one.learned]
    shown = dict.fromkeys(one for one in (*same, race.cheapest) if one in race.alone and one.policy != "manual")
    found = [(one, find(outcomes, one.policy, one.candidate)) for one in sorted(shown, key=lambda one: -one.all_in)]
    return [_of_outcome(outcome, one.label, f"{one.label}, no model") for one, outcome in found if outcome is not None]


def _with_model(prices: Prices, outcomes: Sequence[Outcome], scenario: Scenario) -> list[Step]:
    """The best model acted on, and behind the screen that makes the most of it. A screen nobody would use is acting again."""
    if prices.best_model is None:
        return []
    acted = f"{prices.best_model}, its top answer carried out"
    steps = [_of_price(prices[prices.best_model], "model, acted on", acted, prices.hurdle)]
    screens = [one for one in outcomes if one.candidate == prices.best_model and one.policy != "act" and _used(one)]
    if screens:
        best = min(screens, key=lambda one: one.cost_per_case.estimate)
        k = int(best.parameters.get("k") or 1)
        told = "showing one answer" if best.policy == "top-k" and k == 1 else SCREENS[best.policy].format(k=in_words(k))
        people = left_on_table(best, prices, scenario).people * 1000
        step = _of_outcome(best, f"model, {told}", f"{best.candidate}, {told}", prices.hurdle)
        steps.append(replace(step, model=True, people=people))
    return steps


def _used(one: Outcome) -> bool:
    return one.human_share > 0 or one.seconds_per_case > 0


def _of_price(price: Price, name: str, meaning: str, fee: float = 0.0) -> Step:
    model = price.kind not in ("baseline", "rule", "process")
    return Step(name, meaning, _thousand(price.cost_per_case, fee), model, having=fee * 1000)


def _of_outcome(outcome: Outcome, name: str, meaning: str, fee: float = 0.0) -> Step:
    return Step(name, meaning, _thousand(outcome.cost_per_case, fee), having=fee * 1000)


def _thousand(cost: Estimate, fee: float) -> Estimate:
    return Estimate((cost.estimate + fee) * 1000, (cost.low + fee) * 1000, (cost.high + fee) * 1000)
