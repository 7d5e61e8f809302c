"""One case as a person would read it: the columns that candidates may use, in plain words, long text apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from workbench.data.dataset import Column
from workbench.data.framing import Framing

MOST_SHOWN = 9
LONGEST_VALUE = 120
LONGEST_TEXT = 1_200
UNKNOWN = "not known"


@dataclass(frozen=True)
class Card:
    """title: the case's id, if it has one. texts: long ones. facts: shown at once; more: the rest. Each is (name, value)."""

    title: str
    texts: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]


def card(framing: Framing, row: int, id_column: str | None = None) -> Card:
    """Describe the case at `framing.rows[row]`. Columns that were set aside, which may give the answer away, are left out."""
    case = framing.dataset.table.iloc[int(framing.rows[row])]
    long = [column for column in framing.features if column.kind == "text"]
    short = [column for column in framing.features if column.kind != "text"]
    facts = tuple((plain_name(column.name), value_of(case[column.name], column)) for column in short)
    title = "" if id_column is None or id_column not in case.index else _cut(str(case[id_column]), LONGEST_VALUE)
    texts = tuple((plain_name(column.name), _cut(_text(case[column.name]), LONGEST_TEXT)) for column in long)
    return Card(title, texts, facts[:MOST_SHOWN], facts[MOST_SHOWN:])


def plain_name(name: str) -> str:
    """Write a column's name as a label: `days_since_last` reads `Days since last`."""
    words = " ".join(name.replace("_", " ").split())
    return _cut(words[:1].upper() + words[1:], 60)


def value_of(value: Any, column: Column) -> str:
    """Write one cell so that a person can read it."""
    if _missing(value):
        return UNKNOWN
    if column.kind == "date":
        return str(value)[:10] if str(value).endswith("00:00:00") else str(value)[:16]
    if column.kind == "number":
        return number(float(value))
    return _cut(str(value), LONGEST_VALUE)


def number(value: float) -> str:
    """Write a number with as many digits as it has, up to six.

    >>> number(1234.0), number(0.25), number(1234567.891)
    ('1,234', '0.25', '1,234,568')
    """
    if value == round(value) or abs(value) >= 100_000:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"


def _text(value: Any) -> str:
    return UNKNOWN if _missing(value) else str(value)


def _missing(value: Any) -> bool:
    """Missing in pandas is NaN, NaT or NA; each is unlike itself or refuses to say."""
    try:
        return value is None or bool(value != value) or (isinstance(value, float) and math.isnan(value))
    except TypeError:
        return True


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
