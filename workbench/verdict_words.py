"""How the verdict is told: one plain sentence for each reason, with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench import wording
from workbench.experience.contender import DIGITS
from workbench.money import format_money
from workbench.pricing.distances import not_priced
from workbench.pricing.estimate import Estimate
from workbench.pricing.prevalence import as_in_table
from workbench.scenario import Scenario, likely

if TYPE_CHECKING:
    from workbench.data.readiness import Finding
    from workbench.evidence.evidence import Evidence
    from workbench.experience.contender import Contender
    from workbench.experience.outcome import Exchange
    from workbench.experience.race import Race
    from workbench.pricing.comparison import Comparison
    from workbench.pricing.prices import Prices


@dataclass(frozen=True, eq=False)
class Known:
    """All a rule may look at."""

    evidence: Evidence
    scenario: Scenario
    prices: Prices
    race: Race
    exchange: Exchange | None
    findings: Sequence[Finding]

    @property
    def currency(self) -> str:
        return self.prices.costs.currency

    def money(self, per_case: float) -> str:
        """Currency per 1,000 cases."""
        return format_money(per_case * 1000, self.currency)

    def net(self, x: Contender, y: Contender) -> Comparison:
        """The comparison with the model's fee already taken off the saving."""
        found = self.race.compare(x, y, self.race.quick)
        fee = x.fee - y.fee
        return replace(found, saving=Estimate(found.saving.estimate - fee, found.saving.low - fee, found.saving.high - fee))

    def against(self, x: Contender, y: Contender, yearly: bool = False) -> str:
        """What x saves against y, or costs more, after fees: "acting on m saves $80 (95 %: ...) per 1,000 cases against y"."""
        saved = self.net(x, y).saving
        if saved.low == saved.high == 0:
            return f"{x.label} saves nothing against {y.label}"
        more = saved.estimate < 0
        shown = Estimate(-saved.estimate, -saved.high, -saved.low) if more else saved
        text = f"{wording.format_interval(wording.per_1000(shown), self.currency)} {'more ' if more else ''}per 1,000 cases"
        volume = self.scenario.decision.volume_per_year
        if yearly and volume is not None:
            text += f", about {format_money(shown.estimate * volume, self.currency)} a year,"
        return f"{x.label} {'costs' if more else 'saves'} {text} {'than' if more else 'against'} {y.label}"


def same_screen(screen: Contender, race: Race) -> list[Contender]:
    return [one for one in race.alone if one.policy == screen.policy]


def beats(known: Known, x: Contender, y: Contender) -> str:
    """Say what x saves against y, or costs more, and how sure it is that x is better."""
    found = known.net(x, y)
    odds = wording.format_probability(found.probability_better)
    told = (
        f"it is better with a probability of {odds}"
        if found.saving.estimate > 0
        else f"the probability that it is better is {odds}"
    )
    return f"{first(known.against(x, y))}; {told}."


def unsure(known: Known, x: Contender, y: Contender) -> str:
    """Say how likely it is that x is better, where the 95 % interval leaves room for a loss; nothing where it leaves none."""
    found = known.net(x, y)
    if found.saving.low > 0:
        return ""
    return f", better with a probability of {wording.format_probability(found.probability_better)}"


def decided(known: Known, x: Contender, y: Contender) -> list[str]:
    """Tell what x decides apart from what having a model costs, so that a room sees which of the two loses the money."""
    if x.fee <= y.fee:
        return []
    saved = known.race.compare(x, y, known.race.quick).saving
    dearer = saved.estimate < 0
    shown = wording.per_1000(Estimate(-saved.estimate, -saved.high, -saved.low) if dearer else saved)
    if abs(shown.estimate) < 0.05 * (shown.high - shown.low):
        margin = format_money(shown.high, known.currency)
        return [f"Its answers by themselves cost what {y.label} costs, give or take {margin} per 1,000 cases (95 %)."]
    amount = f"{wording.format_interval(shown, known.currency)} per 1,000 cases {'dearer' if dearer else 'cheaper'}"
    return [f"Its answers by themselves are {amount} than {y.label}."]


def different(contenders: Sequence[Contender]) -> list[Contender]:
    """Leave out who costs exactly what one before costs: it is the same by another name."""
    costs = [round(one.all_in, DIGITS) for one in contenders]
    return [one for position, one in enumerate(contenders) if costs[position] not in costs[:position]]


def faced(race: Race, most: int) -> list[Contender]:
    """Return the cheapest opponents, and today's process whatever it costs: it is what people will ask about."""
    shown = different(race.opponents)[:most]
    return [*shown, *untold_today(race, shown)]


def untold_today(race: Race, told: Sequence[Contender]) -> list[Contender]:
    """Return today's process, unless what was told already is that, or something that costs the same."""
    today = race.today
    if today is None or len(different([*told, today])) == len(different(told)):
        return []
    return [today]


def with_today(race: Race, opponent: Contender) -> list[Contender]:
    """Return an opponent, and today's process after it where that is another."""
    return [opponent, *untold_today(race, [opponent])]


def having(known: Known) -> str:
    """Name what a model costs before it saves anything."""
    return "building, running and asking a model" if known.race.hurdle > known.scenario.costs.prediction else "asking the model"


def fee(known: Known) -> list[str]:
    """Say what is taken off the savings told here, and not off those told where candidates are compared."""
    fee = known.race.hurdle
    if fee <= 0:
        return []
    costs = f"{first(having(known))} costs {known.money(fee)} per 1,000 cases"
    return [f"{costs}. Savings here are what is left after it; where candidates are compared, they are before it."]


def flips(known: Known, design: Contender) -> tuple[str, ...]:
    """What would have to be otherwise for the design to save nothing more, other things being equal."""
    cheapest, scenario = known.race.cheapest, known.scenario
    saved = cheapest.mean - design.mean
    room = saved - known.race.hurdle
    flips = [f"A model that costs {known.money(room)} per 1,000 cases more to run than stated."]
    volume, business = scenario.decision.volume_per_year, scenario.business
    fixed = 0.0 if volume is None else (known.race.hurdle - scenario.costs.prediction) * volume
    if fixed > 0 and saved > scenario.costs.prediction:
        least = wording.format_count(fixed / (saved - scenario.costs.prediction))
        flips.append(f"Fewer than {least} cases a year, which would not pay for building and running it.")
    elif business.build or business.run_per_year:
        flips.append("Building and running costs, which need a yearly volume to be counted.")
    more = design.seconds - cheapest.seconds
    if scenario.people.wage_per_hour is not None and more > 0 and room > 0:
        wage = (scenario.people.wage_per_second + room / more) * 3600
        flips.append(f"People's time costing more than about {format_money(wage, known.currency)} an hour.")
    return tuple(flips)


def assumed_prices(known: Known) -> list[str]:
    """Say that the figures rest on a price that nobody stated, when that is so."""
    costs = known.scenario.costs
    if not costs.are_placeholders:
        return []
    one = format_money(costs.wrong, known.currency)
    return [f"The price of a mistake is a placeholder: nobody has said what one costs, so each wrong answer counts {one}."]


def partly_assumed(known: Known) -> list[str]:
    """Say which mistakes nobody priced, where some are priced and the others still count what they count by default."""
    costs, answers, classes = known.scenario.costs, known.prices.costs.answers, known.prices.costs.classes
    if not costs.matrix or costs.wrong != type(costs)().wrong:
        return []
    missing = not_priced(costs, classes, answers)
    places = np.argwhere(missing)
    if not len(places):
        return []
    (answer, truth), one = places[0], format_money(costs.wrong, known.currency)
    if len(places) == 1:
        cell = f'what answering "{answers[answer][:80]}" costs when it is "{classes[truth][:80]}": it counts {one}'
    else:
        such = f'"{answers[answer][:80]}" when it is "{classes[truth][:80]}"'
        cell = f"what {len(places):,} of {missing.size - len(classes):,} wrong answers cost, such as {such}: each counts {one}"
    return [f"Nobody has said {cell}, a placeholder."]


def left_out(known: Known) -> list[str]:
    if known.scenario.people_are_priced or set(known.scenario.policies.compare) <= {"act"}:
        return []
    said = "nobody has said what people's time or a review costs (Experience)"
    return [f"Screens that need people, and people alone, are left out: {said}."]


def rule_sentence(known: Known, rule: Contender) -> list[str]:
    seen = known.evidence.predictions.get(rule.candidate)
    counted = as_in_table(known.prices.costs.mix) if seen is not None and seen.answering != "given" else ""
    return [f"{seen.sentence[:500]}{counted}"] if seen is not None and seen.sentence else []


def error(known: Known) -> str:
    return wording.format_share(likely(known.scenario.people.by_hand_error))


def cheapest(contenders: Sequence[Contender]) -> Contender:
    return min(contenders, key=lambda one: one.all_in)


def first(label: str) -> str:
    return label[:1].upper() + label[1:]


def listed(names: Sequence[str]) -> str:
    shown = list(names[:3]) + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def rounding(race: Race) -> float:
    """What summing in another order may leave of nothing."""
    return 1e-12 * abs(race.cheapest.mean)
