"""Say that people behave otherwise with one class, or from one confidence on, and take that back; the rest stays known."""

from __future__ import annotations

from typing import Any

from workbench.experience.presets import source_of
from workbench.outlook.people import IN_BANDS
from workbench.scenario import People, Scenario, likely

Told = tuple[dict[str, Any], dict[str, str]]
"""A band, and where its numbers come from."""


def add_class(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario with a share of errors of its own for a class, at first the one that held for it before."""
    people = scenario.people
    return _with_classes(scenario, {**people.by_hand_errors, name: people.by_hand_error})


def remove_class(scenario: Scenario, name: str) -> Scenario:
    return _with_classes(scenario, {other: value for other, value in scenario.people.by_hand_errors.items() if other != name})


def _with_classes(scenario: Scenario, errors: dict[str, Any]) -> Scenario:
    people = scenario.people
    told = {f"by_hand_errors.{name}"[:200]: source_of(people, f"by_hand_errors.{name}"[:200]) for name in people.by_hand_errors}
    kept = {name: text for name, text in told.items() if text and name.partition(".")[2] in errors}
    return scenario.changed("people", by_hand_errors=errors, sources={**_others(people, "by_hand_errors"), **kept})


def add_band(scenario: Scenario, confidence: float) -> Scenario:
    """Return the scenario with a band that begins at a confidence, in which people at first behave as they do overall.

    Raises UserError where a band begins there already.
    """
    usual = {name: likely(getattr(scenario.people, name)) for name in IN_BANDS}
    return _with_bands(scenario, [*_bands(scenario.people), ({"confidence": confidence, **usual}, {})])


def remove_band(scenario: Scenario, place: int) -> Scenario:
    return _with_bands(scenario, [one for at, one in enumerate(_bands(scenario.people)) if at != place])


def _bands(people: People) -> list[Told]:
    return [
        (band.model_dump(), {name: source_of(people, f"bands.{place}.{name}") for name in IN_BANDS})
        for place, band in enumerate(people.bands)
    ]


def _with_bands(scenario: Scenario, several: list[Told]) -> Scenario:
    """The surest band comes last, wherever it was said."""
    ordered = sorted(several, key=lambda one: one[0]["confidence"])
    told = {f"bands.{place}.{name}": text for place, (_, sources) in enumerate(ordered) for name, text in sources.items() if text}
    sources = {**_others(scenario.people, "bands"), **told}
    return scenario.changed("people", bands=[band for band, _ in ordered], sources=sources)


def _others(people: People, several: str) -> dict[str, str]:
    """Return where all other numbers come from."""
    return {name: text for name, text in people.sources.items() if name.split(".")[0] != several}
