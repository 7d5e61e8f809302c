"""The money ladder: what the decision costs, from working by hand to a perfect answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.experience.contender import DIGITS, Contender
from workbench.experience.outcome import Outcome
from workbench.experience.race import Race
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Price, Prices
from workbench.wording import in_words

SCREENS = {"confirm": "confirmed first", "top-k": "showing {k} answers", "defer": "unsure cases by hand"}


@dataclass(frozen=True)
class Step:
    """One rung. cost: currency per 1,000 cases. model: one is asked. chosen: the cheapest to be had. bound: cannot be had."""

    name: str
    meaning: str
    cost: Estimate
    model: bool = False
    chosen: bool = False
    bound: bool = False


def ladder(prices: Prices, outcomes: Sequence[Outcome]) -> tuple[Step, ...]:
    """Return the rungs that can be priced, in the order in which a team would think of them.

    Asking a model costs the hurdle, which is added here where a model is asked, so that the rungs can be compared.
    """
    steps = [*_without_model(prices, outcomes), *_with_model(prices, outcomes)]
    cheapest = min(steps, key=lambda step: step.cost.estimate) if steps else None
    marked = [Step(step.name, step.meaning, step.cost, step.model, step is cheapest) for step in steps]
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
    return kept if race.today is None or race.today in shown[:most] or race.today not in shown else [*kept[:-1], race.today]


def _without_model(prices: Prices, outcomes: Sequence[Outcome]) -> list[Step]:
    by_hand = [_of_outcome(o, "by hand", "a person works every case", 0.0) for o in outcomes if o.policy == "manual"]
    today = [_of_price(p, "today", "what is done now") for p in prices.candidates if p.kind == "process"]
    told = (("cheapest answer", "always the cheapest answer"), ("one rule", "one rule"), ("your rules", "your rules"))
    given = [_of_price(prices[name], name, meaning) for name, meaning in told if name in prices]
    return [*by_hand[:1], *today[:1], *given]


def _with_model(prices: Prices, outcomes: Sequence[Outcome]) -> list[Step]:
    """The best model acted on, and behind the screen that makes the most of it."""
    if prices.best_model is None:
        return []
    acted = f"{prices.best_model}, its top answer carried out"
    steps = [_of_price(prices[prices.best_model], "model, acted on", acted, prices.hurdle)]
    screens = [one for one in outcomes if one.candidate == prices.best_model and one.policy != "act"]
    if screens:
        best = min(screens, key=lambda one: one.cost_per_case.estimate)
        told = SCREENS[best.policy].format(k=in_words(int(best.parameters.get("k") or 1)))
        steps.append(_of_outcome(best, f"model, {told}", f"{best.candidate}, {told}", prices.hurdle, model=True))
    return steps


def _of_price(price: Price, name: str, meaning: str, fee: float = 0.0) -> Step:
    return Step(name, meaning, _thousand(price.cost_per_case, fee), price.kind not in ("baseline", "rule", "process"))


def _of_outcome(outcome: Outcome, name: str, meaning: str, fee: float, model: bool = False) -> Step:
    return Step(name, meaning, _thousand(outcome.cost_per_case, fee), model)


def _thousand(cost: Estimate, fee: float) -> Estimate:
    return Estimate((cost.estimate + fee) * 1000, (cost.low + fee) * 1000, (cost.high + fee) * 1000)
