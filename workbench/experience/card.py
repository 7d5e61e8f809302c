"""One case as a person would read it: the columns that candidates may use, in plain words, long text apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
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


def card(
    framing: Framing, row: int, id_column: str | None = None, columns: Sequence[str] = (), longest: int = LONGEST_TEXT
) -> Card:
    """Describe the case at `framing.rows[row]`. Columns that were set aside, which may give the answer away, are left out.

    columns: those to show, in this order; all where none of them is there. longest: characters of a long text.
    """
    case = framing.dataset.table.iloc[int(framing.rows[row])]
    features = chosen(framing, columns)
    long = [column for column in features if column.kind == "text"]
    short = [column for column in features if column.kind != "text"]
    facts = tuple((plain_name(column.name), value_of(case[column.name], column)) for column in short)
    title = "" if id_column is None or id_column not in case.index else _cut(str(case[id_column]), LONGEST_VALUE)
    texts = tuple((plain_name(column.name), _cut(_text(case[column.name]), longest)) for column in long)
    return Card(title, texts, facts[:MOST_SHOWN], facts[MOST_SHOWN:])


def chosen(framing: Framing, columns: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns to show: of those that candidates may use the ones that are named, or all."""
    usable = {column.name: column for column in framing.features}
    return tuple(usable[name] for name in columns if name in usable) or framing.features


def line_of(card: Card, otherwise: str, longest: int = 160) -> str:
    """Write a case in one line, as a list shows it: its title and how its text begins, or its first facts."""
    said = card.texts[0][1] if card.texts else " · ".join(value for _, value in card.facts[:3] if value != UNKNOWN)
    line = " ".join(f"{card.title}  {said}".split())
    return _cut(line or otherwise, longest)


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
