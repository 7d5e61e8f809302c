"""Starting with no data: the classes, how frequent each is, and what missing it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.parts import opening, state
from pages.parts.opening import ClassRow

NAME, SHARE, COST = "Class", "Share, %", "Cost if missed"
SUGGESTED = (ClassRow("fraud", 0.02, 100.0), ClassRow("ok", None, 5.0))
MEANING = "What a case costs when it is this and the product says something else."


def start() -> bool:
    """Draw the form that starts a scenario with no data; return whether one was opened."""
    with st.form(state.key("no-table"), border=False):
        rows = _editor(SUGGESTED, "no-table.classes", costs=True)
        left, right = st.columns([2, 1])
        volume = left.number_input(
            "How many cases a year? (may be empty)",
            value=None,
            min_value=1.0,
            step=1000.0,
            format="%.0f",
            key=state.key("no-table.volume"),
        )
        currency = right.text_input("Currency", value="USD", max_chars=12, key=state.key("no-table.currency"))
        sent = st.form_submit_button("Start with no data", type="primary")
    return sent and state.open_from(opening.without_table, "Without data", rows, volume, currency)


def shares() -> None:
    """Draw the classes and shares of a scenario that has no table, to be changed."""
    known = state.scenario().prevalence
    st.markdown("**How frequent is each class in real life?**")
    with st.form(state.key("no-table.shares"), border=False):
        rows = _editor([ClassRow(name, share, 0.0) for name, share in known.items()], "no-table.shares.rows", costs=False)
        sent = st.form_submit_button("Use these shares")
    if sent and state.attempt(lambda: _take(rows)):
        st.rerun()


def _take(rows: Sequence[ClassRow]) -> None:
    """Prices of a class that is no longer there go with it; undo brings them back."""
    named = opening.shares_of(rows)
    scenario = state.scenario().replaced("prevalence", named)
    kept = {
        truth: {answer: cell for answer, cell in row.items() if answer in named or answer not in state.scenario().prevalence}
        for truth, row in scenario.model_dump()["costs"]["matrix"].items()
        if truth in named
    }
    state.replace(opening.checked(scenario.changed("costs", matrix=kept)))


def _editor(rows: Sequence[ClassRow], key: str, costs: bool) -> list[ClassRow]:
    table: dict[str, list[Any]] = {
        NAME: [one.name for one in rows],
        SHARE: [None if one.share is None else round(one.share * 100, 6) for one in rows],
    }
    if costs:
        table[COST] = [one.cost for one in rows]
    edited = st.data_editor(
        table,
        key=state.key(key),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={
            NAME: st.column_config.TextColumn(required=True, max_chars=200),
            SHARE: st.column_config.NumberColumn(min_value=0.0, max_value=100.0, help="One may be empty: it takes the rest."),
            COST: st.column_config.NumberColumn(help=MEANING),
        },
    )
    return _rows(edited)


def _rows(edited: Mapping[str, Sequence[Any]]) -> list[ClassRow]:
    """Read what the editor holds; a line without a name and a share is none."""
    names, shares = edited[NAME], edited[SHARE]
    costs = edited.get(COST, [0.0] * len(names))
    return [
        ClassRow("" if _empty(name) else str(name).strip(), _share(share), 0.0 if _empty(cost) else float(cost))
        for name, share, cost in zip(names, shares, costs, strict=True)
        if not (_empty(name) and _empty(share))
    ]


def _share(value: Any) -> float | None:
    return None if _empty(value) else round(float(value) / 100.0, 10)


def _empty(value: Any) -> bool:
    return value is None or value != value or not str(value).strip()
