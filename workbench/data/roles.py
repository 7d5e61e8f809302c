"""What each column is for: which ones candidates may learn from, and why the others are set aside."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.data.dataset import Column, Dataset
from workbench.data.parsing import COLUMN_LIMIT
from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.scenario import Scenario

ID_NAME = re.compile(
    r"(?:^|[\W_])(?:id|ids|uuid|guid|key|nr|no|number|ref|reference|index|idx|serial|rowid)(?:$|[\W_])|[a-z](?:Id|ID)$"
)
NEARLY_EVERY = 0.95
LABEL_SOURCE = "label source"
"""The column that says where a label comes from, in a table to which corrections were joined. It is never a feature."""
PREDICTED = "It holds predictions brought from outside."
ANSWERED = "It holds the answers that were given in the past."


def existing(dataset: Dataset, name: str, role: str) -> str:
    """Return the column of this name. Raises UserError with the nearest names when there is none."""
    names = [column.name for column in dataset.columns]
    if name in set(names):
        return name
    if name.strip() in set(names):
        return name.strip()
    beyond = (
        " Where a file has more, what is between those and its last column is left out." if len(names) >= COLUMN_LIMIT else ""
    )
    raise UserError(
        f"There is no column {name[:80]!r} in the table ({role}).",
        "A name that matches no column would silently mean nothing.",
        f"{nearest(name, names)} The table has {len(names):,} columns.{beyond}",
    )


def nearest(name: str, names: list[str]) -> str:
    """One sentence that offers the names closest to what was written."""
    by_lower = {option.lower(): option for option in reversed(names)}
    close = [by_lower[match] for match in get_close_matches(name.strip().lower(), list(by_lower), n=3, cutoff=0.5)]
    if close:
        return f"Did you mean {' or '.join(repr(option[:60]) for option in close)}?"
    return f"Choose from {', '.join(repr(option[:60]) for option in names[:6])}{' and others' if len(names) > 6 else ''}."


def named_columns(dataset: Dataset, scenario: Scenario) -> None:
    """Check every column name a scenario holds. Raises UserError at the first that is not in the table."""
    data = scenario.data
    roles: list[tuple[str, str | None]] = [
        ("data.time", data.time),
        ("data.entity", data.entity),
        ("data.amount", data.amount),
        ("data.id", data.id),
    ]
    roles += [("data.exclude", name) for name in data.exclude]
    roles += [("data.accepted_flags", name) for name in data.accepted_flags]
    for truth, row in scenario.costs.matrix.items():
        roles += [(f"costs.matrix.{truth[:40]}.{answer[:40]}", getattr(cost, "column", None)) for answer, cost in row.items()]
    for role, name in roles:
        if name is not None:
            existing(dataset, name, role)
    for name in data.groups:
        group_column(dataset, name, data.target)
    if data.amount is not None and dataset.column(existing(dataset, data.amount, "data.amount")).kind != "number":
        raise UserError(
            f"The amount column {data.amount[:80]!r} holds no numbers.",
            "What is at stake in a case has to be an amount of money.",
            "Name a column of numbers, or set this column's type to number.",
        )


def group_column(dataset: Dataset, name: str, target: str | None) -> str:
    """Return the column that tells groups apart. Raises UserError when there is none of this name, or it is the target."""
    found = existing(dataset, name, "data.groups")
    if target is None or found != target.strip():
        return found
    raise UserError(
        f"{name[:80]!r} is the target, and named as a group too.",
        "Groups are told apart before the answer is known, and mistakes are counted within them.",
        "Choose another column for the groups.",
    )


def set_aside(
    dataset: Dataset, scenario: Scenario, target: str, rows: np.ndarray, predictions: tuple[str, ...] = ()
) -> dict[str, str]:
    """Return the reason for every column but the target that is no feature.

    rows (n,): positions that are used. predictions: columns that came from another model.
    """
    chosen = dict.fromkeys(predictions, PREDICTED) | _chosen(scenario)
    chosen[LABEL_SOURCE] = "It says where a label comes from: who learned from it would learn who corrected what."
    everything = len(rows) == len(dataset.table)
    reasons: dict[str, str] = {}
    for column in dataset.columns:
        if column.name == target:
            continue
        reason = chosen.get(column.name) or _found(
            column, dataset.table[column.name], rows, everything, scenario.data.accepted_flags
        )
        if reason:
            reasons[column.name] = reason
    return reasons


def _chosen(scenario: Scenario) -> dict[str, str]:
    data = scenario.data
    reasons = {name.strip(): "You left it out." for name in data.exclude}
    if data.entity:
        reasons[data.entity.strip()] = "It says whose case it is: cases of one stay in one fold."
    if data.time:
        reasons[data.time.strip()] = "It puts the cases in order of time: what comes later is never learned from."
    if data.id:
        reasons[data.id.strip()] = "It identifies the case."
    if scenario.decision.today.kind == "column" and scenario.decision.today.column:
        reasons[scenario.decision.today.column.strip()] = ANSWERED
    return reasons


def _found(column: Column, values: pd.Series, rows: np.ndarray, everything: bool, accepted: tuple[str, ...]) -> str | None:
    if column.distinct == 0:
        return "It is empty."
    if column.distinct == 1 and column.missing == 0:
        return f"It is constant: every row holds {column.examples[0]!r}."
    if not everything:
        left = values.iloc[rows]
        if not left.notna().any():
            return "It is empty wherever the answer is known."
        if column.distinct <= 50 and left.notna().all() and left.nunique() == 1:
            return "It is constant wherever the answer is known."
    if column.name not in accepted and looks_like_id(column, values):
        return (
            f"It looks like an identifier: {column.distinct:,} different values in {len(values):,} rows. "
            "If it is none, accept the column (Data page, or --accept-flag) and it is used."
        )
    return None


def looks_like_id(column: Column, values: pd.Series) -> bool:
    """A value of its own in nearly every row, and, for whole numbers, also the ways of an identifier.

    Whole amounts of money differ in nearly every row too. They are told apart by steady order, by a dense range, by the
    name, or by not one repeat in a thousand rows and more.
    """
    n = len(values)
    if n < 20 or column.distinct < NEARLY_EVERY * n or column.kind not in ("category", "number"):
        return False
    if column.kind == "category":
        return True
    numbers = values.dropna().to_numpy(dtype=np.float64)
    if not np.equal(np.floor(numbers), numbers).all():
        return False
    with np.errstate(over="ignore"):  # of the very largest numbers a step may be infinite, which is no dense range
        steps = np.diff(numbers)
        spread = float(numbers.max() - numbers.min())
    in_order = bool((steps > 0).all() or (steps < 0).all())
    dense = spread < column.distinct or (n >= 50 and spread < 2 * n)
    no_repeat = n >= 1_000 and column.distinct == len(numbers)
    return in_order or dense or no_repeat or bool(ID_NAME.search(column.name) or ID_NAME.search(column.name.lower()))
