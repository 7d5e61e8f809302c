"""Named sets of costs: saved, taken up, renamed, deleted, and compared side by side on the same cases."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import cache, costs_presets, memory, state, widgets
from workbench.errors import UserError
from workbench.outlook.alternatives import CostView, agreement, renamed, saved, scenarios, unusable, view
from workbench.run import Appraisal
from workbench.scenario import Costs, Scenario
from workbench.wording import format_interval, per_1000

CHOSEN = "views.chosen"
VERDICTS = {
    "build": "build it",
    "redesign": "redesign the experience",
    "rules": "write rules",
    "labels": "collect labels first",
    "data": "look at the data first",
    "dont": "don't build",
    "unclear": "cannot tell yet",
}


def section(appraisal: Appraisal, quick: bool) -> None:
    """Draw the saved sets of costs, what to do with them, and what each comes to."""
    named = state.scenario().alternatives
    # Another title would close it.
    opened = st.expander("Other views of the costs: save these, compare", key=state.key("views"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        _save(named)
        if named:
            _one(named)
            _compared(appraisal, quick)


def _save(named: dict[str, Costs]) -> None:
    key = state.key("views.name")
    with st.form(state.key("views.new"), border=False, clear_on_submit=True):
        st.text_input("Save the costs in use as", key=key, max_chars=200, placeholder="the view of finance")
        st.form_submit_button("Save them", on_click=_take_name, args=(key,))


def _one(named: dict[str, Costs]) -> None:
    """Choose one that is saved, and take it up, rename it, or delete it."""
    kept = memory.recall(CHOSEN)
    chosen = kept if kept in named else next(iter(named))
    key = memory.show(state.key("views.chosen"), chosen)
    st.selectbox("Saved costs", list(named), key=key, format_func=widgets.plain, on_change=_choose, args=(key,))
    with st.container(horizontal=True):
        used = named[chosen] == state.scenario().costs
        st.button(
            "In use" if used else "Use these",
            key=state.key("views.use"),
            on_click=costs_presets.use,
            args=(named[chosen],),
            disabled=used,
        )
        st.button("Delete", key=state.key("views.delete"), on_click=_put, args=(lambda now: _without(now, chosen),))
        with st.popover("Rename"), st.form(state.key("views.rename"), border=False):
            new = state.key("views.newname")
            st.text_input("New name", value=chosen, key=new, max_chars=200)
            st.form_submit_button("Rename it", on_click=_rename, args=(chosen, new))


def _compared(appraisal: Appraisal, quick: bool) -> None:
    if quick:
        st.caption("Being compared: figures come when nothing is moved any more.")
        return
    views = [_view(name, scenario, appraisal) for name, scenario in scenarios(state.scenario()).items()]
    st.markdown(f"**{widgets.text(agreement(views))}**")
    head = "| Costs | Wins | Saves per 1,000 | Verdict |\n|---|---|---|---|\n"
    st.markdown(head + "\n".join(_row(one) for one in views))
    st.caption("On the same cases. What a model saves is against the cheapest thing without one, its fee taken off.")


def _view(name: str, scenario: Scenario, appraisal: Appraisal) -> CostView:
    """What is in use is priced already; the others are priced once and kept."""
    if scenario is state.scenario():
        return view(name, appraisal.prices, appraisal.verdict)
    try:
        priced = cache.quick_appraisal(appraisal.evidence, scenario, appraisal.findings)
    except UserError as problem:
        return unusable(name, problem)
    return view(name, priced.prices, priced.verdict)


def _row(one: CostView) -> str:
    name = f"**{widgets.text(widgets.plain(one.name))}**"
    if one.problem is not None:
        return f"| {name} | {widgets.text(one.problem)} | | |"
    saves = "no model yet" if one.saving is None else format_interval(per_1000(one.saving), one.currency)
    return (
        f"| {name} | {widgets.text(one.winner)} | {widgets.text(saves)} | {widgets.text(VERDICTS.get(str(one.code), one.code))} |"
    )


def _choose(key: str) -> None:
    memory.remember(CHOSEN, state.widget_value(key))


def _take_name(key: str) -> None:
    name = state.widget_value(key) or ""
    _put(lambda now: saved(now.alternatives, name, now.costs))


def _rename(old: str, key: str) -> None:
    new = state.widget_value(key) or ""
    if new != old and _put(lambda now: renamed(now.alternatives, old, new)):
        memory.remember(CHOSEN, " ".join(new.split()))


def _without(now: Scenario, name: str) -> dict[str, Costs]:
    return {other: costs for other, costs in now.alternatives.items() if other != name}


def _put(make: Callable[[Scenario], dict[str, Costs]]) -> bool:
    def put(before: Scenario) -> Scenario:
        return before.replaced("alternatives", {name: costs.model_dump() for name, costs in make(before).items()})

    return state.revise(put)
