"""The link in the address bar: the whole scenario, never anything of the file."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from pages.parts import opening
from workbench.errors import UserError
from workbench.handoff import share
from workbench.scenario import Scenario

PARAMETER = "s"
SAMPLE = "sample"


def from_query(query: MutableMapping[str, str]) -> tuple[Scenario, str | None] | None:
    """Return the scenario and data key a link asks for, or None when it asks for nothing. Raises UserError when damaged."""
    if PARAMETER in query:
        return opening.over_its_data(share.decode(query[PARAMETER]))
    if SAMPLE in query:
        return opening.sample(query[SAMPLE])
    return None


def from_link(link: str) -> tuple[Scenario, str | None]:
    """Return what a pasted link asks for."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(link.strip()).query).items()}
    opened = from_query(query)
    if opened is None:
        raise UserError(
            "There is no scenario in this link.",
            f"A link to a scenario has ?{PARAMETER}= in it.",
            "Copy the whole address from the browser that shows the scenario.",
        )
    return opened


def to_query(query: MutableMapping[str, str], scenario: Scenario) -> None:
    """Write the link when it differs; a scenario too long for a link leaves the address bare."""
    link = link_of(scenario)
    if query.get(PARAMETER) != link or SAMPLE in query:
        query.pop(SAMPLE, None)
        if link is None:
            query.pop(PARAMETER, None)
        else:
            query[PARAMETER] = link


def link_of(scenario: Scenario) -> str | None:
    """Return what stands behind `?s=`, or None for a scenario that is empty or does not fit."""
    try:
        return None if scenario == Scenario() else _encoded(scenario.model_dump_json())
    except UserError:
        return None


def address(page: str | None, link: str) -> str:
    """Return the address of a page with the scenario in it."""
    return f"{(page or '').split('?')[0]}?{PARAMETER}={link}"


@lru_cache(maxsize=64)
def _encoded(document: str) -> str:
    return share.encode(Scenario.model_validate_json(document))
