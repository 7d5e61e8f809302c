"""What a decision rests on, as pairs of words and values: for the brief on screen and in a report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.data.readiness import Finding
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence
from workbench.experience.presets import origin
from workbench.money import format_money
from workbench.outlook.inputs import guesses
from workbench.outlook.told import range_in_words
from workbench.pricing.prevalence import real_mix
from workbench.scenario import ColumnCost, Costs, People, Scenario, likely
from workbench.wording import format_count, format_share, plural

Pairs = tuple[tuple[str, str], ...]
MOST_PRICES = 12
MOST_CONCERNS = 6

SECONDS = {
    "by_hand": "Seconds to work a case by hand",
    "read": "Seconds to read a suggestion",
    "pick": "Seconds to pick one",
    "confirm": "Seconds to confirm one",
}
SHARES = {
    "notices_wrong": "People notice a wrong suggestion",
    "accepts_right": "People accept a right suggestion",
    "picks_wrong_though_right_shown": "People pick wrong though right is shown",
    "by_hand_error": "People are wrong by hand",
}

UNDO_SECONDS = {"undo": "Seconds to take an action back"}
UNDO_SHARES = {
    "notices_in_time": "People notice a wrong action in time",
    "takes_back_right": "People take a right action back",
    "unrecovered": "What stays of a mistake that was taken back",
}


def assumed(scenario: Scenario, evidence: Evidence) -> Pairs:
    """List every assumption that a figure rests on, prices first, then people, then how evidence was collected."""
    return (
        *_prices(scenario, len(evidence.classes)),
        *_shares(scenario, evidence),
        *_today(scenario),
        *_business(scenario),
        *_people(scenario),
        *_ranges(scenario, evidence),
        *_evidence(scenario, evidence),
    )


def open_questions(scenario: Scenario, findings: Sequence[Finding] = ()) -> tuple[str, ...]:
    """List what is still open: prices nobody stated first, then concerns about the data, then what nobody measured."""
    lines = []
    if scenario.costs.are_placeholders:
        lines.append("Prices are placeholders: nobody has said what a wrong answer costs.")
    lines += _not_stated(scenario)
    serious = [finding for finding in findings if finding.severity != "note"]
    lines += [f"{finding.sentence} {finding.do}" for finding in serious[:MOST_CONCERNS]]
    lines.append(_how_people_behave(scenario.people))
    if not scenario.decision.talked_to_users:
        lines.append("Nobody has said that they talked to the people who will use it.")
    return tuple(lines)


def _not_stated(scenario: Scenario) -> list[str]:
    costs = not scenario.business.build and not scenario.business.run_per_year
    if scenario.decision.volume_per_year is None:
        what = "Build and running costs, and the yearly volume, are" if costs else "The yearly volume is"
        return [f"{what} not stated: savings cannot be told as money a year."]
    return ["Build and running costs are not stated: savings are told before them."] if costs else []


def _prices(scenario: Scenario, classes: int) -> Pairs:
    costs, currency = scenario.costs, scenario.decision.currency
    stated = [
        (f"It is {truth}, the answer is {answer}", _price(price, currency))
        for truth, row in costs.matrix.items()
        for answer, price in row.items()
        if isinstance(price, ColumnCost) or price != 0 or truth != answer
    ]
    more = [(f"and {len(stated) - MOST_PRICES:,} more prices", "")] if len(stated) > MOST_PRICES else []
    pairs = sum(truth != answer for truth, row in costs.matrix.items() for answer in row)
    rest = [] if pairs >= classes * (classes - 1) else [("Any other wrong answer", format_money(costs.wrong, currency))]
    rest = [*_distances(costs, currency), *rest]
    other = [*rest, ("Asking the model once", _exact(costs.prediction, currency))]
    review = [] if costs.review is None else [("Fee for handing a case over", format_money(costs.review, currency))]
    least = ("A gain not worth having is below", f"{format_share(costs.smallest_gain)} of the best cost without a model")
    return (*stated[:MOST_PRICES], *more, *other, *review, least)


def _distances(costs: Costs, currency: str) -> Pairs:
    """What a close mistake costs, or one that is some places off, where that is said; an order goes before groups."""
    if costs.step is not None and costs.order:
        return (("Each place a mistake is off", format_money(costs.step, currency)),)
    if costs.close is None or not costs.groups:
        return ()
    names = ", ".join(list(costs.groups)[:MOST_PRICES])
    return ((f"A mistake inside one of the groups {names}", format_money(costs.close, currency)),)


def _shares(scenario: Scenario, evidence: Evidence) -> Pairs:
    """The share of each class that figures are of, stated for real life or the table's own, the rarest first."""
    sizes = np.bincount(evidence.y, minlength=len(evidence.classes))
    mix = real_mix(scenario.prevalence, evidence.classes, sizes)
    shares, where = (sizes / max(len(evidence.y), 1), "as in the table") if mix is None else (mix.shares, "stated for real life")
    where = "made up" if evidence.simulated and mix is None else where
    rarest = np.argsort(shares, kind="stable")[: 1 if len(shares) == 2 else MOST_PRICES]
    told = [(f'Cases that are "{evidence.classes[at][:60]}"', f"{format_share(float(shares[at]))} ({where})") for at in rarest]
    left = len(shares) - len(told)
    return (*told, *([(f"and {left:,} more classes", "")] if len(shares) > 2 and left else []))


def _today(scenario: Scenario) -> Pairs:
    """What today's process is, and what is said of it."""
    today, currency = scenario.decision.today, scenario.decision.currency
    on_top = f", {format_money(today.cost, currency)} a case" if today.cost else ""
    if isinstance(today.accuracy, dict):
        right = ", ".join(f"{name[:60]} {format_share(share)}" for name, share in list(today.accuracy.items())[:MOST_PRICES])
        right = f"right by class: {right}" if right else "always right"
    else:
        right = f"right in {format_share(today.accuracy)} of cases"
    told = {
        "none": "not stated",
        "always": f"always {today.answer!s:.60}",
        "human": f"people, {right}{on_top}",
        "rules": "the team's rules",
        "column": f"past answers in {today.column!s:.60}{on_top}",
    }
    return (("Today's process", told[today.kind]),)


def _business(scenario: Scenario) -> Pairs:
    """What is counted a year and over the years; nothing where no volume is stated."""
    volume, money, currency = scenario.decision.volume_per_year, scenario.business, scenario.decision.currency
    if volume is None:
        return (("Cases a year", "not stated"),)
    labels = (("Labelling first", f"{format_count(money.labels)} cases at {format_money(money.per_label, currency)}"),)
    return (
        ("Cases a year", format_count(volume)),
        ("To build", format_money(money.build, currency)),
        ("To run, a year", format_money(money.run_per_year, currency)),
        *(labels if money.labels else ()),
        ("Years in use", f"{money.years:g}"),
        ("Discount a year", format_share(money.discount)),
    )


def _price(price: float | ColumnCost, currency: str) -> str:
    if not isinstance(price, ColumnCost):
        return format_money(price, currency)
    times = price.column if price.times == 1 else f"{price.times:g} × {price.column}"
    return f"{format_money(price.plus, currency)} + {times}" if price.plus else times


def _exact(value: float, currency: str) -> str:
    return "nothing" if value == 0 else format_money(value, currency)


def _people(scenario: Scenario) -> Pairs:
    """What is assumed of people, and what is not assumed but measured or taken from a preset, where that is so."""
    people, currency = scenario.people, scenario.decision.currency
    wage = "not stated" if people.wage_per_hour is None else f"{format_money(likely(people.wage_per_hour), currency)} an hour"
    undoing = "undo" in scenario.policies.compare
    seconds = SECONDS | (UNDO_SECONDS if undoing else {})
    shares = SHARES | (UNDO_SHARES if undoing else {})
    told = [("wage_per_hour", "People's wage", wage)]
    told += [(name, title, f"{likely(getattr(people, name)):.4g} s") for name, title in seconds.items()]
    told += [(name, title, format_share(likely(getattr(people, name)))) for name, title in shares.items()]
    told += [
        (f"by_hand_errors.{name}", f'People are wrong by hand when it is "{name[:60]}"', format_share(likely(share)))
        for name, share in list(people.by_hand_errors.items())[:MOST_PRICES]
    ]
    for place, band in enumerate(people.bands):
        shown = f"shown at {format_share(band.confidence)} or more"
        told += [
            (f"bands.{place}.{name}", f"{SHARES[name]}, {shown}", format_share(likely(getattr(band, name))))
            for name in ("notices_wrong", "accepts_right")
        ]
    return tuple((title, _with_origin(value, origin(people, name))) for name, title, value in told)


def _with_origin(value: str, where: str) -> str:
    return value if where == "assumed" else f"{value} ({where})"


def _how_people_behave(people: People) -> str:
    names = [*SECONDS, *SHARES]
    origins = [origin(people, name) for name in names]
    if "made up" in origins:
        made_up = origins.count("made up")
        come = "comes" if made_up == 1 else "come"
        told = f"Of {len(names)} numbers for how people behave with the product {made_up} {come} from made-up people: "
        return f"{told}nobody was watched."
    measured = origins.count("measured")
    if not measured:
        return "How people behave with the product is assumed, not measured."
    if measured == len(names):
        return "How people behave with the product was measured, and holds for people like those who took part."
    are = "is" if measured == 1 else "are"
    return f"Of {len(names)} numbers for how people behave with the product {measured} {are} measured, the rest assumed."


def _ranges(scenario: Scenario, evidence: Evidence) -> Pairs:
    """The ranges that somebody stated, and how many guesses have an assumed one."""
    try:
        found = guesses(scenario, evidence)
    except UserError as problem:
        return (("Ranges that cannot be used", problem.what),)
    stated = [(f"Range of {one.name}", range_in_words(one, scenario.decision.currency)) for one in found if one.stated]
    rest = len(found) - len(stated)
    return (*stated, ("Guesses with an assumed range", f"{rest} of {len(found)}")) if found else ()


def _evidence(scenario: Scenario, evidence: Evidence) -> Pairs:
    choice = scenario.evidence
    cases = plural(len(evidence.y), "made-up case" if evidence.simulated else "case")
    tried = f"{cases}, {choice.folds} folds, seed {choice.seed}"
    return (("Evidence", tried), ("Most cases people can take", format_share(scenario.policies.capacity)))
