"""The outlook in sentences, for pages, reports and the terminal alike. Text only, never markup."""

from __future__ import annotations

import math

from workbench.experience.presets import origin
from workbench.money import format_money
from workbench.outlook.business import BusinessCase, Perfect
from workbench.outlook.chance import Chance
from workbench.outlook.guess import Guess
from workbench.outlook.tornado import Bar
from workbench.pricing.estimate import Estimate
from workbench.scenario import Scenario
from workbench.wording import format_interval, format_probability, format_range, plural, resolution

BEHAVIOUR = ("notices_wrong", "accepts_right", "picks_wrong_though_right_shown", "notices_in_time", "by_hand_error", "by_hand")


def range_in_words(guess: Guess, currency: str) -> str:
    """Return the range of a guess and whose it is: `$10 to $40, assumed range`."""
    low, high = (guess.named.written(value, currency) for value in (guess.low, guess.high))
    return f"{low} to {high}, {'stated' if guess.stated else 'assumed range'}"


def matters_most(bars: tuple[Bar, ...], currency: str, yearly: bool) -> str:
    """Say which guess matters most, and from where to where it moves what a model saves."""
    if not bars:
        return "No guess within its range changes what a model saves."
    first = bars[0]
    guess = first.guess
    low, high = (guess.named.written(value, currency) for value in (guess.low, guess.high))
    ends = Estimate(first.at_low, min(first.at_low, first.at_high), max(first.at_low, first.at_high))
    step = resolution(ends)
    start, end = (format_money(value, currency, step) for value in (first.at_low, first.at_high))
    whose = "" if guess.stated else " (assumed range)"
    value = "the yearly value runs" if yearly else "the value of 1,000 cases runs"
    return f"{first_letter(guess.name)} matters most: between {low} and {high}{whose} {value} from {start} to {end}."


def chance_in_words(found: Chance, currency: str, yearly: bool) -> str:
    """Say how likely it is that a model wins, and between what its value lies."""
    span = "a year" if yearly else "per 1,000 cases"
    odds = format_probability(found.wins)
    return (
        f"With every guess drawn from its range, and chance in the cases seen, a model wins with a probability of {odds}; "
        f"its value lies between {' and '.join(_ends(found.value, currency))} {span} in 95 % of {found.draws:,} draws."
    )


def counted_in_words(scenario: Scenario) -> str:
    """Say which uncertainty the verdict and its intervals hold, and where the rest is."""
    who = [origin(scenario.people, name) for name in BEHAVIOUR]
    seen = "measured, yet at its likely value" if "measured" in who else "at its likely value"
    people = f"how people behave ({seen}) and " if scenario.people_are_priced else ""
    return (
        f"The verdict and its 95 % intervals count chance in the cases seen. They take {people}each price as stated; "
        "how far these may be off is counted in the probability that a model wins."
    )


def knowing_in_words(found: Chance, currency: str, yearly: bool) -> str:
    """Say what pinning the guesses down may cost at most."""
    span = "a year" if yearly else "per 1,000 cases"
    if found.evpi <= 0:
        return "Whatever turns out to be true within these ranges, the choice stays the same: pinning them down is worth nothing."
    return f"Knowing all of this beforehand would be worth at most {format_money(found.evpi, currency)} {span}."


def business_in_words(case: BusinessCase, product: str, opponent: str, currency: str) -> str:
    """Say what a year brings, and when what is spent first is earned back."""
    gains, year = case.yearly.estimate >= 0, case.yearly
    shown = year if gains else Estimate(-year.estimate, -year.high, -year.low)
    told = format_money(shown.estimate, currency, resolution(shown))
    saves = "saves" if gains else "loses"
    told = f"{told} a year (95 %: {format_range(shown, currency)}), after what running and building it costs"
    sentence = f"{first_letter(product)} against {opponent}: {saves} {told}."
    if not case.first:
        return sentence
    return f"{sentence} The {format_money(case.first, currency)} spent before the start {_earned_back(case)}."


def _earned_back(case: BusinessCase) -> str:
    """A payback after the last year of use is none, and saying the months alone would sound like one."""
    if case.payback_months is None:
        return "are never earned back"
    if case.payback_months > 12.0 * case.years:
        # Rounded to years it might be as long as the use itself.
        takes = f"{math.ceil(case.payback_months)} months" if case.payback_months < 120 else months(case.payback_months)
        return f"are not earned back in {_years(case)} of use: that would take {takes}"
    return f"are earned back in {months(case.payback_months)}"


def present_in_words(case: BusinessCase, currency: str) -> str:
    """Say what all years together are worth today."""
    worth = format_interval(case.present, currency)
    spent = f", less the {format_money(case.first, currency)} spent first" if case.first else ""
    return f"Over {_years(case)} of use that is worth {worth} today{spent}."


def _years(case: BusinessCase) -> str:
    return f"{case.years:g} {'year' if case.years == 1 else 'years'}"


def perfect_in_words(perfect: Perfect, currency: str) -> str:
    """Say what a model may be worth at most, and so what may be spent on one."""
    if perfect.yearly <= 0:
        return "Even a model that is never wrong would save nothing after what running it costs."
    yearly, cap = format_money(perfect.yearly, currency), format_money(perfect.present, currency)
    return f"A model that is never wrong would save {yearly} a year: spending more than {cap} before the start never pays."


def months(value: float) -> str:
    """Write a span in months, or in years when it is long."""
    if value > 1200:
        return "more than a century"
    if value > 36:
        return f"{value / 12:.0f} years"
    return "less than a month" if value < 1 else plural(max(1, round(value)), "month")


def first_letter(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ends(value: Estimate, currency: str) -> tuple[str, str]:
    step = resolution(value)
    return format_money(value.low, currency, step), format_money(value.high, currency, step)
