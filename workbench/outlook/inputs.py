"""Which inputs of a scenario are guesses, how far each may be off, and how another value is put in its place.

Only what can change a figure is listed: people where their time is priced, fixed costs where a yearly volume spreads them. A
range is the one that was stated, or else an assumed one, and every page says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence
from workbench.outlook.guess import Guess, Path, check_range, guess
from workbench.outlook.named import BUSINESS, TODAY, Named, cell, part_of_column, share_of
from workbench.outlook.people import of_people, stated_ends, with_ends
from workbench.scenario import ColumnCost, Scenario, Uncertain, validate

MOST_CELLS = 12
MISSING = object()
SMALLEST_SHARE = 2e-6  # of what is left, a little more than real-life shares have to leave


def guesses(scenario: Scenario, evidence: Evidence) -> tuple[Guess, ...]:
    """List the guessed inputs that can change a figure: prices first, then class shares, people, today, and the business.

    Raises UserError where a stated range does not hold the value that the scenario uses.
    """
    return listed(scenario, evidence.classes, np.bincount(evidence.y, minlength=len(evidence.classes)))


def listed(scenario: Scenario, classes: Sequence[str], sizes: np.ndarray) -> tuple[Guess, ...]:
    """Do the same from the classes alone. sizes (K,): how many cases of each the table has."""
    found = [
        *_prices(scenario, classes, sizes),
        *_shares(scenario, classes, sizes),
        *of_people(scenario, classes),
        *_today(scenario),
        *_business(scenario),
    ]
    return tuple(_with_range(one, scenario) for one in found)


def check_ranges(scenario: Scenario, classes: Sequence[str], sizes: np.ndarray) -> tuple[str, ...]:
    """Raise UserError where a range is stated for what is no input, or cannot be used, before anything slow is begun.

    Returns the inputs whose stated range is left out, since they change no figure of this scenario.
    """
    for one in scenario.uncertain:
        if not _is_there(scenario, one.input, classes):
            raise no_input(one.input)
        for end in (one.low, one.high):
            _try_end(scenario, one, end)
    used = {one.path for one in listed(scenario, classes, sizes)}
    return tuple(dict.fromkeys(".".join(one.input)[:200] for one in scenario.uncertain if one.input not in used))


def usable_ranges(scenario: Scenario, evidence: Evidence) -> tuple[Uncertain, ...]:
    """Return the stated ranges that `check_ranges` does not refuse."""
    sizes, kept = np.bincount(evidence.y, minlength=len(evidence.classes)), []
    for one in scenario.uncertain:
        alone = scenario.model_copy(update={"uncertain": (one,)})
        try:
            check_ranges(alone, evidence.classes, sizes)
        except UserError:
            continue
        kept.append(one)
    return tuple(kept)


def _try_end(scenario: Scenario, one: Uncertain, end: float) -> None:
    """Name the range, and not the input alone, where one of its ends cannot be used."""
    try:
        with_value(scenario, one.input, end)
    except UserError as error:
        raise UserError(
            f"The range of {'.'.join(one.input)[:200]} is {one.low:g} to {one.high:g}, and {end:g} cannot be used. {error.what}",
            "Figures are worked out over the whole of a range, so every value in it has to be possible.",
            "Change the range, or remove it.",
        ) from None


def _is_there(scenario: Scenario, path: Path, classes: Sequence[str]) -> bool:
    """Whether a path leads to something; the share of a class need not have been stated."""
    if path[0] == "prevalence":
        return len(path) == 2 and str(label(path[1])) in classes
    place: Any = scenario.model_dump(include={path[0]})
    for step in path:
        place = _inside(place, step)
        if place is MISSING:
            return False
    return True


def _inside(place: Any, step: str) -> Any:
    """Return what a step of a path leads to: a key of a table, or a place in a list; MISSING where there is nothing."""
    if isinstance(place, dict):
        return place.get(step, MISSING)
    if isinstance(place, (list, tuple)) and step.isdecimal() and int(step) < len(place) and isinstance(place[int(step)], dict):
        return place[int(step)]
    return MISSING


def exactly(scenario: Scenario, classes: Sequence[str]) -> Scenario:
    """Return the scenario with real-life shares that add up to exactly 1, where every class has one: they may be rounded."""
    total = sum(scenario.prevalence.values())
    if len(scenario.prevalence) < len(classes) or total in (0.0, 1.0):
        return scenario
    return scenario.model_copy(update={"prevalence": {name: share / total for name, share in scenario.prevalence.items()}})


def with_value(scenario: Scenario, path: Path, value: float) -> Scenario:
    """Return the scenario with another value of one input, checked. Raises UserError where there is no such input."""
    return with_values(scenario, {path: value})


def with_values(scenario: Scenario, values: Mapping[Path, float]) -> Scenario:
    """Return the scenario with other values of several inputs. The parts they are in are checked again, the others kept."""
    parts = {path[0] for path in values}
    document = scenario.model_dump(include=parts)
    for path, value in values.items():
        if path[0] == "prevalence" and len(path) == 2:
            document["prevalence"] = _shares_with(document["prevalence"], path[1], value)
        else:
            _put(document, path, value)
    checked = validate(document)
    return scenario.model_copy(update={part: getattr(checked, part) for part in parts})


def _put(document: dict[str, Any], path: Path, value: float) -> None:
    place: Any = document
    for step in path[:-1]:
        place = _inside(place, step)
    if not isinstance(place, dict) or path[-1] not in place:
        raise no_input(path)
    place[path[-1]] = value


def no_input(path: Path) -> UserError:
    """Say that there is nothing of this name that a range could be stated for."""
    return UserError(
        f"The scenario has no input {'.'.join(path)[:200]!r}.",
        "A range is stated for it, and there is nothing it could be a range of.",
        "State the input itself first, or remove its range.",
    )


def _shares_with(stated: dict[str, float], name: str, value: float) -> dict[str, float]:
    """Other shares that are stated divide what is left as they did before."""
    rest = 1.0 - stated.get(name, 0.0)
    scale = (1.0 - value) / rest if name in stated and rest > 0 else 1.0
    # Rounding may take a share a hair above 1.
    return {**{other: min(share * scale, 1.0) for other, share in stated.items()}, name: value}


def _prices(scenario: Scenario, classes: Sequence[str], sizes: np.ndarray) -> list[Guess]:
    costs = scenario.costs
    found = _cells(scenario, dict(zip(classes, sizes.tolist(), strict=True)))
    k = len(classes)
    stated = sum(str(label(truth)) != str(label(answer)) for truth, row in costs.matrix.items() for answer in row)
    other = "any other wrong answer" if stated else "a wrong answer"
    single = {
        "wrong": (other, other, costs.wrong if stated < k * (k - 1) else None),
        "close": ("a close mistake", "a close mistake", costs.close),
        "step": ("each place a mistake is off", "each place a mistake is off", costs.step),
        "review": ("review fee", "handing a case over", costs.review),
        "prediction": ("price of one prediction", "asking the model once", costs.prediction),
    }
    for key, (name, words, value) in single.items():
        if value:
            least = 0.0 if key in ("review", "prediction") else -1e15
            found.append(guess(("costs", key), Named(name, "money", *cell(words)), value, least))
    return found


def _cells(scenario: Scenario, often: dict[str, int]) -> list[Guess]:
    """The cells of the matrix; of many, those where most money is: the price times how often its truth comes up."""
    ranked = []
    for truth, row in scenario.costs.matrix.items():
        for answer, price in row.items():
            found = _cell(truth, answer, price)
            size = max((abs(one.value) for one in found), default=0.0)
            ranked.append((size * often.get(str(label(truth)), 0), found))
    ranked.sort(key=lambda pair: -pair[0])
    return [one for _, several in ranked[:MOST_CELLS] for one in several]


def _cell(truth: str, answer: str, price: float | ColumnCost) -> list[Guess]:
    path = ("costs", "matrix", truth, answer)
    words = f'saying "{answer[:60]}" when it is "{truth[:60]}"'
    if not isinstance(price, ColumnCost):
        return [guess(path, Named(words, "money", *cell(words)), price)] if price else []
    fixed = f"the fixed part of {words}"
    found = [
        guess((*path, "plus"), Named(f"{words}: fixed part", "money", *cell(fixed)), price.plus),
        guess((*path, "times"), part_of_column(words, price.column), price.times),
    ]
    return [one for one in found if one.value]


def _shares(scenario: Scenario, classes: Sequence[str], sizes: np.ndarray) -> list[Guess]:
    """Two classes: the share of the positive one, whoever stated it. More: the shares that were stated."""
    in_table = sizes / max(float(sizes.sum()), 1.0)
    named = {str(label(name)): (name, share) for name, share in scenario.prevalence.items()}
    if len(classes) == 2 and classes[1] not in named:
        other = next(iter(named.values()), None)
        named = {classes[1]: (classes[1], float(in_table[1]) if other is None else 1.0 - other[1])}
    shown = [pair for name, pair in named.items() if name in (classes[1:] if len(classes) == 2 else classes)]
    return [
        guess(("prevalence", name), share_of(name), share, SMALLEST_SHARE, 1.0 - SMALLEST_SHARE)
        for name, share in shown
        if SMALLEST_SHARE < share < 1.0 - SMALLEST_SHARE
    ]


def _today(scenario: Scenario) -> list[Guess]:
    today = scenario.decision.today
    if today.kind not in ("human", "column"):
        return []
    found = [guess(("decision", "today", "cost"), TODAY["cost"], today.cost, 0.0)] if today.cost else []
    if today.kind == "human" and not isinstance(today.accuracy, dict) and 0 < today.accuracy < 1:
        found.append(guess(("decision", "today", "accuracy"), TODAY["accuracy"], today.accuracy, 0.0, 1.0))
    return found


def _business(scenario: Scenario) -> list[Guess]:
    volume, business = scenario.decision.volume_per_year, scenario.business
    if volume is None:
        return []
    labels = business.per_label if business.labels else 0.0
    wanted = {"build": business.build, "run_per_year": business.run_per_year, "per_label": labels}
    found = [guess(("business", name), BUSINESS[name], value, 0.0) for name, value in wanted.items() if value]
    if not found:
        return []
    years = [guess(("business", "years"), BUSINESS["years"], business.years, 0.01, 50.0)] if business.build or labels else []
    return [guess(("decision", "volume_per_year"), BUSINESS["volume"], volume, 1e-6), *found, *years]


def _with_range(one: Guess, scenario: Scenario) -> Guess:
    ends = stated_ends(scenario, one.path)
    if ends is None:
        return one
    low, high = ends
    check_range(one.name, one.value, low, high)
    return replace(one, low=max(low, one.least), high=min(high, one.most), stated=True)


def with_range(scenario: Scenario, one: Guess, ends: tuple[float, float] | None) -> Scenario:
    """Return the scenario with a stated range for a guess, or with none. Raises UserError where it does not hold the value."""
    if one.path[0] == "people":
        return with_ends(scenario, one.path, ends)
    kept = [known.model_dump() for known in scenario.uncertain if known.input != one.path]
    if ends is not None:
        check_range(one.name, one.value, *ends)
        kept.append({"input": one.path, "low": ends[0], "high": ends[1]})
    return scenario.replaced("uncertain", kept)
