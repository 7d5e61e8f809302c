"""What needs no model is enough: a rule, people, or another screen."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.experience.cells import CLASS_SHARES
from workbench.experience.contender import DIGITS, Contender
from workbench.experience.race import Race
from workbench.pricing.comparison import SURE_ENOUGH
from workbench.verdict import Verdict
from workbench.verdict_words import (
    Known,
    beats,
    cheapest,
    error,
    fee,
    first,
    having,
    rounding,
    rule_sentence,
    same_screen,
    unsure,
    with_today,
)
from workbench.wording import format_probability


def rules_suffice(known: Known) -> Verdict | None:
    """4. A rule is better than the constant and today, and neither a model nor anything simpler is better than the rule.

    The rule may be acted on, or stand behind a screen; then the screen has to be better with it than without, and than people.
    """
    race = known.race
    simple = [one for one in race.alone if not one.learned]
    able = [rule for rule in race.rules if race.better(rule, race.present)]
    able += [one for one in race.alone if one.learned and race.better(one, (*race.present, *simple))]
    if not able:
        return None
    rule = cheapest(able)
    if any(race.better(one, [rule]) for one in (*race.designs, *simple)):
        return None
    closest, present = cheapest(race.designs), cheapest(race.present)
    saves = known.against(rule, present, yearly=True) + unsure(known, rule, present)
    return Verdict(
        "rules",
        f"Write the rules: {saves}; no model is clearly better.",
        (
            *(beats(known, rule, one) for one in with_today(race, present)),
            *(beats(known, rule, one) for one in same_screen(rule, race) if one is not rule),
            f"{beats(known, closest, rule)[:-1]}, and it takes {format_probability(SURE_ENOUGH)}.",
            *rule_sentence(known, rule),
            *fee(known),
        ),
        "Write the rule down with the people who know the cases, and price their version of it here.",
        (f"A model that saves more than {known.money(race.hurdle + race.smallest_gain)} per 1,000 cases against the rule.",),
    )


def another_length_first(known: Known) -> Verdict | None:
    """6, before it is said that people suffice: a list for everyone is cheapest, and no model was tried with one as long.

    How many answers are shown was fixed for the model, and found for the list that is the same for everyone.
    """
    race, k = known.race, known.scenario.policies.k
    best = min((*race.opponents, *race.designs), key=lambda one: round(one.all_in, DIGITS))
    same = (best.policy, best.candidate) == ("sets", CLASS_SHARES)
    if not same or k is None or any(one.policy == "top-k" and one.label == best.label for one in race.alone):
        return None
    closest = min(race.designs, key=lambda one: one.all_in)
    return Verdict(
        "unclear",
        f"Cannot tell yet: {best.label} is cheapest of what was tried, and no model was tried with a list of that length.",
        (beats(known, best, cheapest(race.present)), beats(known, best, closest)),
        f"Leave the number of answers shown open on Experience, where it is fixed at {k}: then both are found alike.",
        ("A list by the model that is as long.",),
    )


def people_suffice(known: Known) -> Verdict | None:
    """6, second half. People alone, or a screen with no model behind it (class shares, or a rule), are cheapest.

    And no design with a model may turn out to gain enough on them: as long as one may, that is what cannot be told yet.
    """
    race = known.race
    cheapest_of_all = min((*race.opponents, *race.designs), key=lambda one: round(one.all_in, DIGITS))
    others = (*race.present, *race.rules)
    if cheapest_of_all not in race.alone or not race.better(cheapest_of_all, others):
        return None
    alone = _simplest(race, cheapest_of_all, others)
    if any(race.may_save(design, alone, race.smallest_gain + rounding(race)) for design in race.designs):
        return None
    as_now = alone.policy == "manual" and known.scenario.decision.today.kind == "human"
    change = "keep people on it" if as_now else "change the screen, no model needed"
    closest = min(race.designs, key=lambda one: one.all_in)
    included = f", with {known.money(closest.fee)} for {having(known)}" if closest.fee > 0 else ""
    return Verdict(
        "dont",
        f"Don't build a model: {change}. {first(known.against(alone, cheapest(others), yearly=True))}.",
        (
            *(beats(known, alone, one) for one in with_today(race, cheapest(others))),
            f"{first(closest.label)} costs {known.money(closest.all_in)} per 1,000 cases{included}, "
            f"against {known.money(alone.mean)}.",
            *rule_sentence(known, alone),
        ),
        "Try that screen with the people who would use it." if alone.policy != "manual" else "Leave it with people.",
        (f"People whose time costs more, or who make more mistakes than {error(known)}.",),
    )


def _simplest(race: Race, screen: Contender, others: Sequence[Contender]) -> Contender:
    """Return what needs no rule where a rule behind the screen is not surely better, and it beats the others as well."""
    if not screen.learned:
        return screen
    plain = [one for one in race.alone if not one.learned and race.better(one, others) and not race.better(screen, [one])]
    return cheapest(plain) if plain else screen
