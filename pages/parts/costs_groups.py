"""Close and distant mistakes among many classes: groups whose mix-ups are close, and an order in which each step costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.parts import costs_cell, memory, state, widgets
from workbench.pricing.kinds import Groups, changes_nothing, check_kinds, grouped, ordered, with_group
from workbench.scenario import Costs, Scenario

WHAT_WINS = (
    "A price of its own comes first, then the order, then the groups, then the price of any wrong answer. "
    "A right answer costs nothing unless a price of its own says otherwise."
)
CLOSE = "What a mistake between two classes of one group costs. Empty: like any other."
STEP = "What each place between the truth and the answer costs. Empty: distance costs nothing by itself."


def editor(classes: tuple[str, ...]) -> None:
    """Draw groups and order, where there are more classes than have an input of their own."""
    if len(classes) <= costs_cell.FEW_CLASSES:
        return
    opened = st.expander("Close and distant mistakes", key=state.key("kinds"), on_change="rerun")
    if opened.open:
        with opened:
            _kinds(classes, state.scenario().costs, widgets.text(state.scenario().decision.currency))


def _kinds(classes: tuple[str, ...], costs: Costs, currency: str) -> None:
    st.caption(WHAT_WINS)
    _groups(grouped(costs.groups), classes)
    widgets.number(f"A close mistake ({currency})", "costs", "close", costs.close, step=1.0, format="%g", help=CLOSE)
    _order(costs.order, classes)
    widgets.number(f"Each step off ({currency})", "costs", "step", costs.step, step=1.0, format="%g", help=STEP)
    for note in changes_nothing(costs.groups, costs.close, costs.order, costs.step):
        st.caption(widgets.text(note))


def _groups(groups: Groups, classes: tuple[str, ...]) -> None:
    taken = {member for members in groups.values() for member in members}
    for name, members in groups.items():
        key = memory.show(state.key(f"group.{name}"), [member for member in members if member in classes])
        free = [one for one in classes if one in members or one not in taken]
        given = {"format_func": widgets.plain, "on_change": _take, "args": (classes, name, key)}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.multiselect(widgets.text(widgets.plain(name)), free, key=key, **given)
            st.button("Remove", key=state.key(f"group.remove.{name}"), on_click=_remove, args=(classes, name))
    turn = memory.recall(costs_cell.TURN, 0)
    name, members = (state.key(f"group.{field}.{turn}") for field in ("name", "members"))
    with st.popover("Add a group"), st.form(state.key("group.new"), border=False):
        st.text_input("Its name", key=name, max_chars=200, placeholder="warm places")
        st.multiselect("Classes in it", [one for one in classes if one not in taken], key=members, format_func=widgets.plain)
        st.form_submit_button("Add the group", on_click=_add, args=(classes, name, members))


def _order(order: Sequence[str], classes: tuple[str, ...]) -> None:
    with st.popover("Order of the classes"):
        key = state.key("order.text")
        shown = "\n".join(" ".join(name.split()) for name in (order or classes))
        st.text_area("One class a line, neighbours next to each other", shown, height=260, key=key)
        with st.container(horizontal=True):
            st.button("Use this order", key=state.key("order.use"), on_click=_take_order, args=(classes, key))
            st.button("No order", key=state.key("order.none"), on_click=_no_order, args=(classes,), disabled=not order)


def _put(classes: tuple[str, ...], make: Callable[[Costs], dict[str, object]]) -> None:
    """Put other groups or another order into the costs, once it is sure that they can be priced."""

    def put(before: Scenario) -> Scenario:
        after = before.changed("costs", **make(before.costs))
        check_kinds(after.costs, classes)
        return after

    if state.revise(put):
        costs_cell.turn()


def _take(classes: tuple[str, ...], name: str, key: str) -> None:
    members = tuple(state.widget_value(key))
    _put(classes, lambda costs: {"groups": {**grouped(costs.groups), name: members}})


def _remove(classes: tuple[str, ...], name: str) -> None:
    _put(classes, lambda costs: {"groups": {other: held for other, held in grouped(costs.groups).items() if other != name}})


def _add(classes: tuple[str, ...], name: str, members: str) -> None:
    named, chosen = state.widget_value(name) or "", tuple(state.widget_value(members))
    _put(classes, lambda costs: {"groups": with_group(costs.groups, named, chosen)})


def _take_order(classes: tuple[str, ...], key: str) -> None:
    text = state.widget_value(key) or ""
    _put(classes, lambda costs: {"order": ordered(text, classes)})


def _no_order(classes: tuple[str, ...]) -> None:
    _put(classes, lambda costs: {"order": ()})
