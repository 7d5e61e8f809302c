"""What a condition compares a column with: an input that fits the column's kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts import state, widgets
from workbench.data.dataset import Kind
from workbench.data.rule_editing import LISTS, MOST_LABELS, PRESENCE, labels_of, numbers_in
from workbench.data.rules import PARTS
from workbench.scenario import Condition

EARLIEST, LATEST = dt.date(1678, 1, 1), dt.date(2261, 12, 31)
Put = Callable[[tuple[int, int], Any], None]


def kind_of(name: str) -> Kind:
    """Return the kind of a column; one that is gone is taken for names."""
    table = state.dataset()
    kinds = {} if table is None else {column.name: column.kind for column in table.columns}
    return kinds.get(name, "category")


def draw(condition: Condition, kind: Kind, key: str, put: Put, place: tuple[int, int]) -> None:
    """Draw the input. put: called with `place` and the new value."""
    if condition.op in PRESENCE:
        return
    if kind == "number":
        (_numbers if condition.op in LISTS else _number)(condition, key, put, place)
    elif kind == "date" and _as_date(condition.value) is not None:
        st.date_input(
            "Value",
            _as_date(condition.value),
            EARLIEST,
            LATEST,
            key=key,
            format="YYYY-MM-DD",
            on_change=_take_date,
            args=(key, put, place),
        )
    elif kind in ("category", "boolean") and condition.op not in PARTS:
        _labels(condition, key, put, place)
    else:
        st.text_input("Value", value=_text(condition.value), max_chars=200, key=key, on_change=_take, args=(key, put, place))


def _number(condition: Condition, key: str, put: Put, place: tuple[int, int]) -> None:
    if isinstance(condition.value, float):
        st.number_input("Value", value=condition.value, format="%g", key=key, on_change=_take, args=(key, put, place))
    else:
        st.text_input("Value", value=_text(condition.value), key=key, on_change=_take, args=(key, put, place))


def _numbers(condition: Condition, key: str, put: Put, place: tuple[int, int]) -> None:
    st.text_input(
        "Values, by commas",
        value=_text(condition.value),
        max_chars=2_000,
        key=key,
        on_change=_take_numbers,
        args=(key, put, place),
    )


def _labels(condition: Condition, key: str, put: Put, place: tuple[int, int]) -> None:
    several = condition.op in LISTS
    stated = [_text(value) for value in _values(condition.value)]
    table = state.dataset()
    known = () if table is None or kind_of(condition.column) == "text" else _known(condition.column)
    options = list(dict.fromkeys((*known, *stated)))
    more = f"The {MOST_LABELS} most frequent are listed." if len(known) == MOST_LABELS else None
    if several:
        st.multiselect(
            "Values",
            options,
            default=stated,
            format_func=widgets.plain,
            key=key,
            on_change=_take_labels,
            args=(key, put, place),
            accept_new_options=True,
            help=more,
        )
        return
    index = options.index(stated[0]) if stated else None
    st.selectbox(
        "Value",
        options,
        index=index,
        format_func=widgets.plain,
        key=key,
        on_change=_take,
        args=(key, put, place),
        accept_new_options=True,
        help=more,
    )


def _known(column: str) -> tuple[str, ...]:
    table = state.dataset()
    return () if table is None or column not in table.table.columns else labels_of(table, column)


def _values(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _text(value: Any) -> str:
    return ", ".join(f"{one:.12g}" if isinstance(one, float) else str(one) for one in _values(value))


def _as_date(value: Any) -> dt.date | None:
    """The day, where a day is all that is stated."""
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _take(key: str, put: Put, place: tuple[int, int]) -> None:
    value = state.widget_value(key)
    if value is not None:
        put(place, value[:200] if isinstance(value, str) else float(value))


def _take_numbers(key: str, put: Put, place: tuple[int, int]) -> None:
    put(place, list(numbers_in(state.widget_value(key))))


def _take_labels(key: str, put: Put, place: tuple[int, int]) -> None:
    put(place, [value[:200] for value in state.widget_value(key)])


def _take_date(key: str, put: Put, place: tuple[int, int]) -> None:
    value = state.widget_value(key)
    if value is not None:
        put(place, value.isoformat())
