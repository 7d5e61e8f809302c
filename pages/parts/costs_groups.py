"""Close and distant mistakes among many classes: groups whose mix-ups are close, and an order in which each step costs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import costs_cell, memory, state, widgets
from workbench.pricing.kinds import Groups, changes_nothing, grouped, ordered, with_group
from workbench.scenario import Scenario

WHAT_WINS = (
    "A price of its own comes first, then the order, then the groups, then the price of any wrong answer. "
    "A right answer costs nothing unless a price of its own says otherwise."
)


def editor(classes: Sequence[str]) -> None:
    """Draw groups and order, where there are more classes than have an input of their own."""
    if len(classes) <= costs_cell.FEW_CLASSES:
        return
    costs = state.scenario().costs
    opened = st.expander("Close and distant mistakes", key=state.key("kinds"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(WHAT_WINS)
        currency = widgets.text(costs_currency())
        _groups(grouped(costs.groups), classes)
        help_text = "What a mistake between two classes of one group costs. Empty: like any other."
        widgets.number(f"A close mistake ({currency})", "costs", "close", costs.close, step=1.0, format="%g", help=help_text)
        _order(costs.order, classes)
        help_text = "What each place between the truth and the answer costs. Empty: distance costs nothing by itself."
        widgets.number(f"Each step off ({currency})", "costs", "step", costs.step, step=1.0, format="%g", help=help_text)
        for note in changes_nothing(costs.groups, costs.close, costs.order, costs.step):
            st.caption(widgets.text(note))


def costs_currency() -> str:
    return state.scenario().decision.currency


def _groups(groups: Groups, classes: Sequence[str]) -> None:
    for name, members in groups.items():
        key = memory.show(state.key(f"group.{name}"), [member for member in members if member in classes])
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.multiselect(
                widgets.text(widgets.plain(name)), classes, key=key, format_func=widgets.plain, on_change=_take, args=(name, key)
            )
            st.button("Remove", key=state.key(f"group.remove.{name}"), on_click=_remove, args=(name,))
    name, members = state.key("group.name"), state.key("group.members")
    with st.popover("Add a group"), st.form(state.key("group.new"), border=False):
        st.text_input("Its name", key=name, max_chars=200, placeholder="warm places")
        st.multiselect("Classes in it", classes, key=members, format_func=widgets.plain)
        st.form_submit_button("Add the group", on_click=_add, args=(name, members))


def _order(order: Sequence[str], classes: Sequence[str]) -> None:
    with st.popover(f"Order ({len(order)} classes)" if order else "Put the classes in order"):
        key = state.key("order.text")
        shown = "\n".join(" ".join(name.split()) for name in (order or classes))
        st.text_area("One class a line, neighbours next to each other", shown, height=260, key=key)
        with st.container(horizontal=True):
            st.button("Use this order", key=state.key("order.use"), on_click=_take_order, args=(key, tuple(classes)))
            st.button("No order", key=state.key("order.none"), on_click=_put, kwargs={"order": ()}, disabled=not order)


def _put(**values: object) -> None:
    if state.change("costs", **values):
        costs_cell.turn()


def _take(name: str, key: str) -> None:
    _put(groups={**grouped(state.scenario().costs.groups), name: tuple(state.widget_value(key))})


def _remove(name: str) -> None:
    _put(groups={other: members for other, members in grouped(state.scenario().costs.groups).items() if other != name})


def _add(name: str, members: str) -> None:
    named, chosen = state.widget_value(name) or "", tuple(state.widget_value(members))

    def add(before: Scenario) -> Scenario:
        return before.changed("costs", groups=with_group(before.costs.groups, named, chosen))

    if state.revise(add):
        costs_cell.turn()


def _take_order(key: str, classes: tuple[str, ...]) -> None:
    text = state.widget_value(key) or ""
    if state.revise(lambda before: before.changed("costs", order=ordered(text, classes))):
        costs_cell.turn()
