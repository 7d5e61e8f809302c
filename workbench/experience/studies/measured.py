"""Put measured behaviour in the place of assumptions, with how sure it is and where it comes from."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from workbench.experience.behaviour import as_labels
from workbench.experience.studies.answers import BY_HAND, SHOWN_RIGHT, SHOWN_WRONG, Answers
from workbench.experience.studies.learned import ENOUGH, learned
from workbench.experience.studies.life import judging, shares
from workbench.experience.studies.rates import rate
from workbench.experience.studies.results import Results
from workbench.experience.studies.times import Seconds, seconds
from workbench.experience.trial import WORDS
from workbench.pricing.estimate import Estimate
from workbench.scenario import People, likely
from workbench.wording import format_share, plural

LISTS = ("top-k", "sets")
SECONDS = ("read", "confirm", "by_hand", "undo")
Range = tuple[float, float, float]


def measured(results: Results, people: People, variant: int | None = None, when: str | None = None) -> People:
    """Return people with what was measured, as [low, likely, high]; what nobody was seen to do stays as it was assumed.

    Each share is what was seen and what `people` assumes together, the assumption counting as `results.prior` cases. Seconds are
    as seen. variant: measured on this one alone; otherwise on all on which people judge suggestions. when: day for the sources.
    Nothing is changed in place: who keeps the old `people` can go back to it.
    """
    people, every = as_labels(people), results.answers
    answers = every if variant is None else every.of(every.variant == variant)
    values: dict[str, Any] = {}
    values |= _judged(results, people, answers)
    values |= _undone(results, people, answers)
    values |= _by_hand(results, people)
    values |= _looks(results, people, answers)
    picked = values.get("picks_wrong_though_right_shown", (people.picks_wrong_though_right_shown, 0))[0]
    bands = _bands(results, people, answers, likely(picked))
    told = {name: _source(results, cases, people, name, when) for name, (_, cases) in values.items()}
    if bands:
        told["bands"] = _source(results, sum(cases for _, cases in bands), people, "bands", when)
    return People.model_validate(
        {
            **people.model_dump(),
            **{name: _in_digits(name, value) for name, (value, _) in values.items()},
            "bands": [band for band, _ in bands] or people.bands,
            "sources": {**people.sources, **told},
        }
    )


def _in_digits(name: str, value: Any) -> Any:
    """Return what was measured in as many digits as it can be read in: tenths of a second, hundredths of a per cent.

    Shares are cut and not rounded, so that two that add up to 1 do not add up to more.
    """
    if isinstance(value, dict):
        return {one: _in_digits(name, found) for one, found in value.items()}
    if not isinstance(value, tuple):
        return value
    scale = 10 if name in SECONDS else 10_000
    return tuple(math.floor(one * scale + (0.5 if name in SECONDS else 1e-6)) / scale for one in value)


def _source(results: Results, cases: int, people: People, name: str, when: str | None) -> str:
    day = when or date.today().isoformat()
    study = f", study {results.plan.name[:100]}" if results.plan.name else ""
    assumed = getattr(people, name)
    shared = name not in SECONDS and not isinstance(assumed, dict) and name != "bands"
    prior = f"; the {format_share(likely(assumed))} assumed count as {results.prior:g} cases" if shared else ""
    return f"measured: {plural(results.people, 'person', 'people')}, {plural(cases, 'case')}{study}, {day}{prior}"


def _on(results: Results, answers: Answers, screens: tuple[str, ...]) -> Answers:
    """Return the trials on these screens."""
    wanted = [at for at, one in enumerate(results.plan.variants) if one.screen in screens]
    return answers.of(np.isin(answers.variant, wanted))


def _judged(results: Results, people: People, answers: Answers) -> dict[str, tuple[Range, int]]:
    """Return how people judge suggestions before anything is done.

    Taking the right answer and noticing that none is right are asked of one answer and of lists alike, so all of these trials
    count, each as much as any other. Picking a wrong answer beside the right one is only possible on lists, and told from these.
    """
    asked = _on(results, answers, ("confirm", *LISTS))
    missed = shares(asked).missed
    found: dict[str, tuple[Range, int]] = {}
    if missed.cases:
        found["notices_wrong"] = _other(learned(missed, _not(people.notices_wrong), results.prior).range()), missed.cases
    picked = likely(people.picks_wrong_though_right_shown)
    listed = _right_shown(_on(results, asked, LISTS))
    if len(listed.person):
        slips = learned(rate(listed.accepted & ~listed.right, listed.person), picked, results.prior).range()
        found["picks_wrong_though_right_shown"], picked = (slips, len(listed.person)), slips[1]
    offered = _right_shown(asked)
    if len(offered.person):
        found["accepts_right"] = _accepts(offered, people, results.prior, picked), len(offered.person)
    return found


def _right_shown(answers: Answers) -> Answers:
    """Return the trials in which a person judged what held the right answer."""
    return answers.of(answers.judged & (answers.stratum == SHOWN_RIGHT))


def _accepts(offered: Answers, people: People, prior: float, picked: float) -> Range:
    """Return how often a right answer is taken, leaving room for the share `picked` of wrong ones taken beside it."""
    taken = learned(rate(offered.right & offered.accepted, offered.person), people.accepts_right, prior)
    low, middle, high = (min(one, 1.0 - picked) for one in taken.range())
    return low, middle, high


def _not(share: float | Range) -> float:
    return 1.0 - likely(share)


def _undone(results: Results, people: People, answers: Answers) -> dict[str, tuple[Range, int]]:
    """Return how people judge what was done already: how much of what was wrong, and of what was right, they take back."""
    seen = shares(_on(results, answers, ("undo",)))
    known = judging("undo", seen, people, results.prior)
    found: dict[str, tuple[Range, int]] = {}
    if seen.missed.cases:
        found["notices_in_time"] = _other(known.missed.range()), seen.missed.cases
    if seen.turned_down.cases:
        found["takes_back_right"] = known.turned_down.range(), seen.turned_down.cases
    return found


def _by_hand(results: Results, people: People) -> dict[str, tuple[Any, int]]:
    """Return errors and seconds of work by hand, wherever it was done."""
    found: dict[str, tuple[Any, int]] = {}
    if results.errors.cases:
        found["by_hand_error"] = learned(results.errors, people.by_hand_error, results.prior).range(), results.errors.cases
    by_class = {
        name: learned(seen, people.by_hand_errors.get(name, people.by_hand_error), results.prior).range()
        for name, seen in results.errors_by_class.items()
        if seen.cases >= ENOUGH
    }
    if by_class:
        cases = sum(results.errors_by_class[name].cases for name in by_class)
        found["by_hand_errors"] = {**people.by_hand_errors, **by_class}, cases
    if results.hand_seconds is not None:
        found["by_hand"] = _range(results.hand_seconds.mean), results.hand_seconds.cases
    return found


def _looks(results: Results, people: People, answers: Answers) -> dict[str, tuple[Range, int]]:
    """Return seconds of looking: all of them to confirm; of a list what picking takes is taken off, and the rest is by line."""
    found: dict[str, tuple[Range, int]] = {}
    confirmed = _look(_on(results, answers, ("confirm",)))
    if confirmed is not None:
        found["confirm"] = _range(confirmed.mean), confirmed.cases
    listed = _on(results, answers, LISTS)
    looked = _look(listed)
    if looked is not None:
        rows = listed.judged
        lines, picked = float(listed.lines[rows].mean()), float(listed.accepted[rows].mean())
        found["read"] = _range(looked.mean, lambda value: (value - likely(people.pick) * picked) / max(lines, 1.0)), looked.cases
    undone = _on(results, answers, ("undo",))
    undone = undone.of(undone.judged & ~undone.accepted)
    taken_back = seconds(undone.first, undone.person, undone.lost)
    if taken_back is not None:
        found["undo"] = _range(taken_back.mean), taken_back.cases
    return found


def _look(answers: Answers) -> Seconds | None:
    some = answers.of(answers.judged & (answers.stratum != BY_HAND))
    return seconds(some.first, some.person, some.lost)


def _bands(results: Results, people: People, answers: Answers, picked: float) -> list[tuple[dict[str, Any], int]]:
    """Return how people judge what is shown as sure and as unsure, by the words that say so, surest last.

    Words next to each other are put together until each band has enough right and wrong suggestions.
    """
    asked = _on(results, answers, ("confirm", *LISTS))
    asked = asked.of(asked.judged & ~np.isnan(asked.share))
    bands, above = [], np.inf
    for floor, _ in WORDS:
        rows = (asked.share >= floor - 1e-6) & (asked.share < above)
        right, wrong = (rows & (asked.stratum == status) for status in (SHOWN_RIGHT, SHOWN_WRONG))
        if right.sum() < ENOUGH or wrong.sum() < ENOUGH:
            continue
        accepts = _accepts(asked.of(right), people, results.prior, picked)
        notices = learned(rate(~asked.accepted[wrong], asked.person[wrong]), people.notices_wrong, results.prior)
        bands.append(({"confidence": floor, "accepts_right": accepts, "notices_wrong": notices.range()}, int(rows.sum())))
        above = floor
    return bands[::-1] if len(bands) > 1 else []


def _other(value: Range) -> Range:
    """Return the range of 1 minus a share."""
    low, middle, high = value
    return 1.0 - high, 1.0 - middle, 1.0 - low


def _range(value: Estimate, turned: Callable[[float], float] = lambda value: value) -> Range:
    low, middle, high = (max(turned(one), 0.0) for one in (value.low, value.estimate, value.high))
    return low, middle, high
