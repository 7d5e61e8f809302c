"""Answers that are no class, such as to do nothing, to call the customer, to ask for a document: added, priced, removed."""

from __future__ import annotations

import streamlit as st

from pages.parts import costs_cell, memory, state, widgets
from workbench.pricing.cells import Cells, with_answer, without_answer

MEANING = (
    "Doing nothing, calling the customer, asking for a document: it is open to the product like any other answer, "
    "and is given where it costs least."
)


def editor(cells: Cells) -> None:
    """Draw the answers that are no class behind a button, with a way to add one."""
    extra = cells.answers[len(cells.classes) :]
    opened = st.popover("Answers that are no class", key=state.key("answers"), on_change="rerun", type="tertiary")
    if not opened.open:
        return
    with opened:
        st.caption(MEANING)
        for name in extra:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{widgets.text(name)}**", width="stretch")
                st.button("Remove", key=state.key(f"answers.remove.{name}"), on_click=_remove, args=(name,))
        _new(cells)


def _new(cells: Cells) -> None:
    # What was typed stays until it could be used.
    turn = memory.recall(costs_cell.TURN, 0)
    name, price = (state.key(f"answers.{field}.{turn}") for field in ("name", "price"))
    with st.form(state.key("answers.new"), border=False):
        st.text_input("Its name", key=name, max_chars=200, placeholder="call the customer")
        st.number_input(
            f"What it costs, whatever is true ({widgets.text(state.scenario().decision.currency)})",
            key=price,
            value=0.0,
            step=1.0,
            format="%g",
            help="A price of its own under each truth can be set once it is added.",
        )
        st.form_submit_button("Add it", on_click=_add, args=(cells.classes, name, price))


def _add(classes: tuple[str, ...], name: str, price: str) -> None:
    named, costs = state.widget_value(name) or "", float(state.widget_value(price) or 0.0)

    if state.revise(lambda before: before.changed("costs", matrix=with_answer(before.costs, classes, named, costs))):
        costs_cell.turn()


def _remove(name: str) -> None:
    if state.revise(lambda before: before.changed("costs", matrix=without_answer(before, name))):
        costs_cell.turn()
