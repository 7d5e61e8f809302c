"""What mistakes cost where nobody prices them one by one: close ones in a group of classes, or by the places they are off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.names import nearest, once_only, shown
from workbench.scenario import Costs


def unstated(costs: Costs, classes: Sequence[str]) -> np.ndarray:
    """Return (K, K), answer by truth: what each class costs as an answer where the matrix says nothing, in currency a case.

    0 on the diagonal; otherwise the order of the classes goes before their groups, and these before `wrong`. Groups without a
    `close` and an order without a `step` price nothing. Raises UserError for a label that is no class or is named twice, and for
    an order that leaves a class out.
    """
    prices = np.full((len(classes), len(classes)), costs.wrong, dtype=np.float64)
    if costs.close is not None:
        group = _groups(costs.groups, classes)
        prices[(group[:, np.newaxis] == group) & (group >= 0)] = costs.close
    if costs.step is not None and costs.order:
        place = _places(costs.order, classes)
        prices = costs.step * np.abs(place[:, np.newaxis] - place)
    np.fill_diagonal(prices, 0.0)
    return prices


def not_priced(costs: Costs, classes: Sequence[str], answers: Sequence[str]) -> np.ndarray:
    """Return (A, K): which answers cost `costs.wrong` only because nothing at all is said of them. answers: the classes first."""
    missing = np.ones((len(answers), len(classes)), dtype=bool)
    missing[: len(classes)] = np.isnan(unstated(costs.model_copy(update={"wrong": np.nan}), classes))
    for truth, row in costs.matrix.items():
        for answer in row:
            missing[answers.index(str(label(answer))), classes.index(str(label(truth)))] = False
    return missing


def _groups(groups: Mapping[str, Sequence[str]], classes: Sequence[str]) -> np.ndarray:
    """Return (K,): the number of each class's group, -1 for a class in none."""
    found = np.full(len(classes), -1)
    home: dict[str, str] = {}
    for number, (group, members) in enumerate(groups.items()):
        for raw in members:
            name = _known(raw, classes, f"The group {shown(group)}")
            if name in home:
                raise UserError(
                    f"The class {shown(raw)} is named in the group {shown(home[name])} and again in {shown(group)}.",
                    "A mistake between classes is close when they share their group, so a class has one group.",
                    "Take it out of one of the two.",
                )
            home[name] = group
            found[classes.index(name)] = number
    return found


def _places(order: Sequence[str], classes: Sequence[str]) -> np.ndarray:
    """Return (K,): the place of each class in the order, from 0."""
    place: dict[str, int] = {}
    for raw in order:
        name = _known(raw, classes, "The order of the classes")
        once_only(name, place, "costs, in the order,", "class")
        place[name] = len(place)
    missing = [name for name in classes if name not in place]
    if missing:
        told = ", ".join(map(shown, missing[:5])) + (" ..." if len(missing) > 5 else "")
        raise UserError(
            f"The order of the classes leaves out {told}.",
            "With a price for each place that a mistake is off, every class needs a place.",
            "Add what is missing where it belongs.",
        )
    return np.array([place[name] for name in classes])


def _known(raw: str, classes: Sequence[str], where: str) -> str:
    name = str(label(raw))
    if name not in classes:
        raise UserError(
            f"{where} names {shown(raw)}, which is not among the {len(classes)} classes of the target.",
            "A price for a class that never occurs would be ignored, and the one that was meant would be missing.",
            nearest(name, classes, "classes"),
        )
    return name
