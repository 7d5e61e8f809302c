"""Rules as they are edited: which comparisons fit a column, what a condition starts with, what becomes of what was suggested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.data.dataset import Dataset, Kind
from workbench.data.labels import encode, label
from workbench.scenario_parts import Condition, Rule

MOST_LABELS = 500
MOST_DISTINCT = 5_000
LOOKED_AT = 2_000
BY_SIZE = (">=", ">", "<=", "<", "==", "!=")
BY_LABEL = ("==", "!=", "in", "not in", "contains", "not contains")
BY_TEXT = ("contains", "not contains", "==", "!=")
PRESENCE = ("missing", "not missing")
LISTS = ("in", "not in")


def comparisons(kind: Kind) -> tuple[str, ...]:
    """Return the comparisons that fit a column of this kind, the usual one first."""
    by = {"number": (*BY_SIZE, *LISTS), "date": BY_SIZE, "text": BY_TEXT}.get(kind, BY_LABEL)
    return (*by, *PRESENCE)


def labels_of(dataset: Dataset, column: str) -> tuple[str, ...]:
    """Return the labels a column holds, the most frequent first, at most `MOST_LABELS`; none of a column of too many to list."""
    if dataset.column(column).distinct > MOST_DISTINCT:
        return ()
    codes, names = encode(dataset.table[column])
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    return tuple(names[place] for place in np.argsort(-counts, kind="stable")[:MOST_LABELS])


def fresh(dataset: Dataset, column: str) -> Condition:
    """Return a condition on a column that can be tried as it is: above the middle, or equal to what is most frequent."""
    kind = dataset.column(column).kind
    op = comparisons(kind)[0]
    return Condition.model_validate({"column": column, "op": op, "value": _usual(dataset, column, kind)})


def _usual(dataset: Dataset, column: str, kind: Kind) -> Any:
    values = dataset.table[column].dropna()
    if kind == "number":
        return float(f"{float(values.median()):.3g}") if len(values) else 0.0
    if kind == "date":
        middle = values.sort_values().iloc[len(values) // 2] if len(values) else pd.Timestamp("2025-01-01")
        return str(middle.date())
    if kind == "text":
        return _usual_word(values)
    return next((str(label(one)) for one in (*labels_of(dataset, column), *values.iloc[:1])), "unknown")


def _usual_word(values: pd.Series) -> str:
    """The long word most texts have: something to see the rule at work with, before another one is typed in its place."""
    words = Counter(word for text in values.iloc[:LOOKED_AT] for word in set(re.findall(r"\w{5,40}", str(text).casefold())))
    return words.most_common(1)[0][0] if words else "unknown"


def with_op(condition: Condition, op: str, dataset: Dataset) -> Condition:
    """Return the condition with another comparison, its value kept as far as it fits."""
    value: Any = condition.value
    if op in PRESENCE:
        value = None
    elif value is None:
        value = fresh(dataset, condition.column).value
    if op in LISTS and value is not None and not isinstance(value, tuple):
        value = (value,)
    if op not in LISTS and isinstance(value, tuple):
        value = value[0] if value else fresh(dataset, condition.column).value
    return Condition.model_validate({"column": condition.column, "op": op, "value": value})


def changed(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return rules that somebody has changed: what was suggested among them is no longer as it was suggested."""
    return tuple(rule if rule.origin == "written" else rule.model_copy(update={"origin": "edited"}) for rule in rules)


def moved(rules: Sequence[Rule], position: int, by: int) -> tuple[Rule, ...]:
    """Return rules with one of them further up or down; at the end it stays where it is."""
    order = list(rules)
    to = min(max(position + by, 0), len(order) - 1)
    order.insert(to, order.pop(position))
    return tuple(order)


def numbers_in(text: str) -> tuple[float | str, ...]:
    """Read numbers separated by commas or semicolons; what is no number is kept as text, for `rulings` to complain about."""
    return tuple(_number(part.strip()) for part in text.replace(";", ",").split(",") if part.strip())


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text[:200]
    return number if np.isfinite(number) else text[:200]
