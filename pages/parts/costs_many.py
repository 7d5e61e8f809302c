"""Prices of single mistakes where there are many classes: a table of them up to some twenty, and one picked at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import costs_cell, memory, state, widgets
from workbench.pricing.cells import Cells, plain, stated
from workbench.scenario import ColumnCost

MOST_EDITED = 20
TRUTH = "It is"
SAYS = "says "


def editor(cells: Cells) -> None:
    """Draw what is asked beyond the price of any mistake, where there are more classes than have an input of their own."""
    if len(cells.classes) <= costs_cell.FEW_CLASSES:
        return
    opened = st.expander("Prices of single mistakes", key=state.key("single"), on_change="rerun")
    if opened.open:
        with opened:
            if len(cells.classes) <= MOST_EDITED:
                _table(cells)
            _single(cells)


def _table(cells: Cells) -> None:
    key = state.key(f"matrix.{memory.recall(costs_cell.TURN, 0)}")
    shown = {TRUTH: list(cells.classes)} | {SAYS + a: [_number(cells, t, a) for t in cells.classes] for a in cells.answers}
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        disabled=[TRUTH],
        num_rows="fixed",
        # A long name is cut where there are many columns; pointing at it shows all of it.
        column_config={TRUTH: st.column_config.TextColumn(pinned=True)}
        | {SAYS + a: st.column_config.NumberColumn(help=widgets.text(SAYS + a)) for a in cells.answers},
        on_change=_take,
        args=(key, cells.classes, cells.answers),
    )
    st.caption("Truth down, answer across, in currency a case; a gain is negative. Empty: it depends on the case, see below.")


def _number(cells: Cells, truth: str, answer: str) -> float | None:
    price = cells[truth, answer]
    return None if isinstance(price, ColumnCost) else float(price)


def _take(key: str, classes: tuple[str, ...], answers: tuple[str, ...]) -> None:
    """Put what was edited into the scenario's matrix; a cell that was emptied goes back to the price of its kind of mistake."""
    edited = state.widget_value(key)["edited_rows"]
    known = stated(state.scenario().costs)
    emptied = False
    for row, changes in edited.items():
        truth = classes[int(row)]
        for column, value in changes.items():
            answer = column.removeprefix(SAYS)
            if answer not in answers:
                continue
            if value is None:
                emptied = known.get(truth, {}).pop(answer, None) is not None or emptied
            else:
                known[truth] = {**known.get(truth, {}), answer: float(value)}
    if state.change("costs", matrix=plain(known)) and emptied:
        costs_cell.turn()


def _single(cells: Cells) -> None:
    """One cell at a time, for any number of classes, and for prices that depend on the case."""
    st.markdown("**One mistake**")
    left, right = st.columns(2)
    with left:
        truth = _pick("It is", "single.truth", cells.classes, cells.classes[0])
    with right:
        answer = _pick("The product says", "single.answer", cells.answers, cells.answers[1])
    costs_cell.draw(cells, truth, answer)
    if cells.is_stated(truth, answer):
        otherwise = widgets.money(cells.otherwise(truth, answer), state.scenario().decision.currency)
        st.button(
            f"Take this price back (it is then {otherwise})",
            key=state.key("single.back"),
            on_click=costs_cell.put,
            args=(truth, answer, None),
        )


def _pick(label: str, name: str, options: Sequence[str], first: str) -> str:
    """What was picked is remembered: the keys of widgets change whenever the scenario is replaced."""
    kept = memory.recall(name, first)
    chosen = kept if kept in options else first
    key = memory.show(state.key(name), chosen)
    st.selectbox(label, options, key=key, format_func=widgets.plain, on_change=_take_pick, args=(name, key))
    return chosen


def _take_pick(name: str, key: str) -> None:
    memory.remember(name, state.widget_value(key))
