"""What a study found, in sentences and in a table."""

from __future__ import annotations

import math

from workbench.charts.study import MISSED, interval, rows
from workbench.experience.studies.needed import USUAL_HALF, Needed, for_precision, to_tell_apart
from workbench.experience.studies.rates import Rate
from workbench.experience.studies.results import Results
from workbench.experience.studies.times import Seconds
from workbench.pricing.estimate import Estimate
from workbench.wording import format_count, format_interval, format_probability, format_share, per_1000, plural

POINTS = round(100 * USUAL_HALF)
ENOUGH_PEOPLE = 5
"""Of fewer nobody can tell how much people differ from each other."""


def answer(found: Results) -> str:
    """Answer the page's question in one sentence: over-reliance measured against assumed, and which screen is cheapest."""
    over = [row for row in rows(found) if row.what == MISSED]
    if not over:
        return f"{_people(found)} answered so far, and nobody has met a wrong suggestion yet."
    worst = max(over, key=lambda row: row.seen.estimate)
    of = f" on “{worst.screen}”" if len(over) > 1 else ""
    return (
        f"People took {interval(worst.seen)} of wrong suggestions{of}, against {format_share(worst.assumed)} that was assumed; "
        f"{cheapest(found)}.{_enough(found)}"
    )


def _enough(found: Results) -> str:
    """Say how many more people it takes, where it takes some."""
    wanted = _precisely(found)
    if wanted is None or wanted.more <= 0 or not math.isfinite(wanted.more):
        return ""
    return f" {_people_more(wanted).capitalize()} would tell over-reliance within {POINTS} points."


def cheapest(found: Results) -> str:
    """Say which screen is probably cheapest, and how sure that is."""
    if found.people < ENOUGH_PEOPLE:
        return f"which screen is cheapest cannot be told from {plural(found.people, 'person', 'people')}"
    best = found.variants[found.cheapest]
    sure = format_probability(best.cheapest)
    if best.cheapest < 0.8:
        return f"which screen is cheapest cannot be told yet (“{best.title}”: {sure})"
    return f"“{best.title}” is probably cheapest ({sure})"


def _people(found: Results) -> str:
    return plural(found.people, "person has", "people have")


def table(found: Results) -> dict[str, list[str]]:
    """Return one line a screen: reliance with both intervals, seconds, money, and who liked it."""
    currency, variants = found.plan.currency, found.variants
    shown = {
        "Screen": [one.title for one in variants],
        "Cases": [f"{one.trials:,}" for one in variants],
        "Wrong suggestions taken": [_rate(None if one.shares is None else one.shares.missed) for one in variants],
        "Right ones not taken": [_rate(None if one.shares is None else one.shares.turned_down) for one in variants],
        "Seconds a case, typical": [_seconds(one.seconds) for one in variants],
        "Ran out of time": [f"{one.lost:,}" for one in variants],
        "Cost per 1,000 in real life": [format_interval(per_1000(one.in_life), currency) for one in variants],
        "Probably cheapest": [_sure(found, one.cheapest) for one in variants],
    }
    if any(one.preferences for one in variants):
        shown["Liked better by"] = [plural(one.preferences, "person", "people") for one in variants]
    if any(one.helpful.cases for one in variants):
        shown["Said it helped"] = [_rate(one.helpful) for one in variants]
    if any(one.confidence is not None for one in variants):
        shown["How sure, 1 to 5"] = ["not asked" if one.confidence is None else f"{one.confidence:.1f}" for one in variants]
    return shown


def _sure(found: Results, cheapest: float) -> str:
    return "too few people" if found.people < ENOUGH_PEOPLE else format_probability(cheapest)


def _rate(seen: Rate | None) -> str:
    """Tell a share with the interval that allows for people, and with Wilson's as if every case stood for itself."""
    if seen is None or not seen.cases:
        return "none met"
    naive = f"{format_share(seen.naive.low)} to {format_share(seen.naive.high)}"
    return f"{interval(seen.clustered)}; case by case {naive}; {seen.hits} of {seen.cases}"


def _seconds(taken: Seconds | None) -> str:
    if taken is None:
        return "too few"
    at_least = "at least " if taken.at_least else ""
    low, high = (f"{end:.1f}" if math.isfinite(end) and end < 1e6 else "any" for end in (taken.typical.low, taken.typical.high))
    return f"{at_least}{taken.typical.estimate:.1f} (95 %: {low} to {high})"


def pairs(found: Results) -> tuple[str, ...]:
    """Say how screens compare within the people who used both."""
    return tuple(
        told for pair in found.pairs if pair.quicker is not None and (told := _pair(found, pair.first, pair.second, pair.quicker))
    )


def _pair(found: Results, first: int, second: int, quicker: Estimate) -> str:
    names = [found.variants[at].title for at in (second, first)]
    slower = "longer" if quicker.estimate > 1 else "less"
    told = [format_share(abs(end - 1.0)) for end in (quicker.estimate, quicker.low, quicker.high)]
    sure = "" if quicker.low <= 1.0 <= quicker.high else f" (95 %: {min(told[1:])} to {max(told[1:])})"
    unsure = ", which may be chance" if not sure else ""
    return f"Within the same people, a case on “{names[0]}” took {told[0]} {slower} than on “{names[1]}”{sure}{unsure}."


def needed(found: Results, points: int = POINTS, gap: int | None = None) -> tuple[str, ...]:
    """Say how many more participants it takes: to know how often wrong suggestions are taken, and to tell the screens apart.

    points: within so many per cent; gap: a difference of so many, or None for the one that was seen.
    """
    most = _precisely(found, points)
    if most is None:
        return ("How many people it takes cannot be told before anybody has met a wrong suggestion.",)
    asked = _asked(found)
    told = [_more(most, f"To know within {points} points how often wrong suggestions are taken")]
    if tells_apart(found):
        apart = to_tell_apart(found, asked[0], asked[1], None if gap is None else gap / 100.0)
        if_so = "" if gap is None else f", where they differ by {gap} points or more"
        told.append(_more(apart, f"To show which of the first two screens people watch better on{if_so}"))
    return tuple(told)


def tells_apart(found: Results) -> bool:
    """Whether two screens can be held against each other at all."""
    return len(_asked(found)) > 1 and found.people >= ENOUGH_PEOPLE


def _asked(found: Results) -> list[int]:
    """Return the screens on which somebody met a wrong suggestion."""
    return [at for at, one in enumerate(found.variants) if one.shares is not None and one.shares.missed.cases]


def _precisely(found: Results, points: int = POINTS) -> Needed | None:
    """Return how many people tell over-reliance within so many points on every screen, by the one that takes most."""
    return max((for_precision(found, at, points / 100.0) for at in _asked(found)), key=lambda one: one.more, default=None)


def _people_more(wanted: Needed) -> str:
    return f"about {format_count(wanted.more)} more {'person' if wanted.more == 1 else 'people'}"


def _more(wanted: Needed, what: str) -> str:
    if not math.isfinite(wanted.more):
        return f"{what}: no number of people would do, if the two are as alike as they look."
    if wanted.more <= 0:
        return f"{what}: enough people have taken part."
    return f"{what}: {_people_more(wanted)}."
