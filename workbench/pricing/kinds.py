"""Kinds of mistakes between many classes: close ones inside a group, and distance where classes have an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.distances import unstated
from workbench.pricing.names import nearest, shown
from workbench.scenario import Costs

MOST_GROUPS = 200
Groups = dict[str, tuple[str, ...]]


def grouped(groups: Mapping[str, Sequence[str]]) -> Groups:
    """Return the groups with their classes named as the data's labels are."""
    return {name: tuple(str(label(member)) for member in members) for name, members in groups.items()}


def with_group(groups: Mapping[str, Sequence[str]], name: str, members: Sequence[str]) -> Groups:
    """Return the groups with a new one. Raises UserError for an unusable name, and for fewer than two classes."""
    told = " ".join(name.split())[:200]
    if not told or told in groups:
        raise UserError(
            f"The group {shown(told)} is there already." if told else "The new group has no name.",
            "Groups are told apart by their names.",
            "Give it a name of its own, such as warm places.",
        )
    if len(members) < 2:
        raise UserError(
            f"The group {shown(told)} has {len(members)} class{'' if len(members) == 1 else 'es'}.",
            "A close mistake is one between two classes of a group.",
            "Put at least two classes in.",
        )
    if len(groups) >= MOST_GROUPS:
        raise UserError(f"There are {len(groups)} groups already.", "More cannot be kept apart.", "Remove one first.")
    return {**grouped(groups), told: tuple(members)}


def ordered(text: str, classes: Sequence[str]) -> tuple[str, ...]:
    """Read classes in order, one a line. Raises UserError naming the line that is no class, or comes twice."""
    known = {" ".join(name.split()): name for name in classes}
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        name = " ".join(line.split())
        if not name:
            continue
        if name not in known:
            raise UserError(
                f"Line {number} of the order, {shown(name)}, is not among the {len(classes)} classes.",
                "A distance can only be counted between answers that can occur.",
                nearest(name, list(known), "classes"),
            )
        if known[name] in found:
            raise UserError(
                f"{shown(name)} comes twice in the order, again in line {number}.",
                "A class cannot be in two places.",
                "Keep one of the two lines.",
            )
        found.append(known[name])
    return tuple(found)


def check_kinds(costs: Costs, classes: Sequence[str]) -> None:
    """Raise UserError for groups or an order that could not be priced, whether or not their prices are stated yet."""
    unstated(costs.model_copy(update={"close": 1.0, "step": 1.0}), classes)


def changes_nothing(
    groups: Mapping[str, Sequence[str]], close: float | None, order: Sequence[str], step: float | None
) -> tuple[str, ...]:
    """Say what was begun and has no effect yet."""
    told = []
    if groups and close is None:
        told.append("The groups change nothing until a close mistake has a price.")
    if close is not None and not groups:
        told.append("The price of a close mistake changes nothing until there is a group.")
    if order and step is None:
        told.append("The order changes nothing until a step has a price.")
    if step is not None and not order:
        told.append("The price of a step changes nothing until classes are put in order.")
    return tuple(told)
