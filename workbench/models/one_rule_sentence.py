"""A learned rule in plain words. Names and labels are a user's own text: shortened, never interpreted."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from workbench.models.table import Input, Table

if TYPE_CHECKING:
    from workbench.models.one_rule import OneRuleClassifier

LONGEST = 40
MOST_GROUPS = 3
FEWEST_ROWS = 30
"""Of fewer rows, an extreme share is more likely chance than anything to tell people."""


def sentence(rule: OneRuleClassifier, table: Table, lookups: tuple[np.ndarray, ...], classes: tuple[str, ...]) -> str:
    """Say which column the rule looks at and what it makes of its values.

    lookups: as in `OrdinalInputs`, to name categories. classes: all labels; the rule may have seen fewer.
    """
    if rule.feature_ is None:
        return "No single column says more than how common each answer is."
    made = table.inputs[rule.feature_]
    names, rows, shares = _groups(rule, made, table, lookups)
    target = len(classes) - 1 if len(classes) == 2 else None
    seen = [int(label) for label in rule.classes_]
    if target is not None and target in seen:
        positive = shares[:, seen.index(target)]
        return f"{_title(made)}: {_contrast(names, positive, rows, made, _short(classes[target]))}."
    likeliest = [_short(classes[seen[column]]) for column in shares.argmax(axis=1)]
    order = np.argsort(-rows, kind="stable")[:MOST_GROUPS]
    said = [f"{names[i]} -> {likeliest[i]} ({100 * shares[i].max():.0f} %)" for i in np.sort(order)]
    more = len(rows) - len(said)
    return f"{_title(made)}: " + "; ".join(said) + (f"; and {more} more" if more else "") + "."


def _groups(
    rule: OneRuleClassifier, made: Input, table: Table, lookups: tuple[np.ndarray, ...]
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, training rows and class shares of the bins that hold rows, missing values last."""
    position = int(rule.feature_ or 0) - len(table.number_inputs)
    if position >= 0:
        names = _category_names(rule, made, lookups[position])
    elif made.labels:
        names = [_short(label) for label in made.labels[: len(rule.edges_) + 1]]
    else:
        names = _ranges(rule.edges_, made)
    names += ["missing", "unseen"]
    held = np.flatnonzero(rule.counts_ > 0)
    return [names[i] for i in held], rule.counts_[held], rule.table_[held]


def _category_names(rule: OneRuleClassifier, made: Input, lookup: np.ndarray) -> list[str]:
    names: list[str] = []
    for group in range(rule.bins_.max(initial=-1) + 1):
        codes = rule.edges_[rule.bins_ == group]
        labels = [made.labels[i] for i in np.flatnonzero(np.isin(lookup[:-1], codes))]
        names.append(_short(labels[0]) if len(labels) == 1 else f"{len(labels)} rare values")
    return names


def _ranges(edges: np.ndarray, made: Input) -> list[str]:
    if not len(edges):
        return ["any value"]
    shown = [_value(edge, made) for edge in edges]
    between = [f"above {low} up to {high}" for low, high in pairwise(shown)]
    return [f"up to {shown[0]}", *between, f"above {shown[-1]}"]


def _contrast(names: list[str], positive: np.ndarray, rows: np.ndarray, made: Input, label: str) -> str:
    """Where the positive class is most and least common, among values with rows enough to say so."""
    if len(names) == 1:
        return f"{label} in {100 * positive[0]:.1f} % of cases"
    told = np.flatnonzero(rows >= FEWEST_ROWS)
    if len(told) < 2:
        told = np.argsort(-rows, kind="stable")[:2]
    high, low = int(told[positive[told].argmax()]), int(told[positive[told].argmin()])
    most, least = (f"{100 * positive[at]:.1f} %" for at in (high, low))
    return f"{label} in {most} of cases where it is {names[high]}, in {least} where it is {names[low]}"


def _title(made: Input) -> str:
    return f"Looks at {_short(made.column)} only" if not made.part else f"Looks at the {made.part} of {_short(made.column)} only"


def _value(value: float, made: Input) -> str:
    if made.part == "day":
        return str(np.datetime64("1970-01-01", "D") + np.timedelta64(int(np.floor(value)), "D"))
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
