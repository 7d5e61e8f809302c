"""Which ways of behaving are compared, and what they are allowed: answers shown, coverage, the cases people can take."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.lengths import longest
from workbench.experience.lists import lines_shown
from workbench.experience.naming import title

ALWAYS = "act"
LEAST, MOST = 50.0, 99.9


def draw(classes: int) -> None:
    st.subheader("The screen", anchor=False)
    compared = _compared()
    if classes > 2 and "top-k" in compared:
        _lines(classes)
    if "sets" in compared:
        _coverage()
    if {"defer", "cascade"} & set(compared):
        _capacity()


def _compared() -> tuple[str, ...]:
    """Acting is always compared; the others are chosen."""
    names = [policy.name for policy in CATALOGUE if policy.name != ALWAYS]
    chosen = [name for name in names if name in state.scenario().policies.compare]
    key = memory.show(state.key("policies.compare"), chosen)
    st.multiselect(
        "Compared with acting",
        names,
        key=key,
        format_func=title,
        help="  \n".join(f"**{policy.title}**: {policy.meaning}" for policy in CATALOGUE if policy.name != ALWAYS),
        on_change=_take_compared,
        args=(key,),
    )
    if "cascade" in chosen and not state.scenario().rules:
        st.caption("There are no rules yet, so rules, the model and a person is not priced: write some on the Rules page.")
    return tuple(chosen)


def _take_compared(key: str) -> None:
    if not state.is_current(key):
        return
    state.change("policies", compare=[ALWAYS, *state.widget_value(key)])


def _lines(classes: int) -> None:
    choice = state.scenario().policies
    kept = None if choice.k is None else lines_shown(choice.k, classes)
    # A scenario from a file may ask for a longer list than is offered here: what is shown must be what is priced.
    most = max(longest(classes), kept or 1)
    meaning = f"From 1 to {most}: never all {classes} answers, and a long list is not read. Empty: what is cheapest is found."
    widgets.number(f"Answers shown, 1 to {most}", "policies", "k", kept, min_value=1, max_value=most, step=1, help=meaning)


def _coverage() -> None:
    known = state.scenario().policies.coverage
    key = memory.show(state.key("policies.coverage"), None if known is None else round(known * 100.0, 6))
    meaning = (
        f"Share of cases whose list holds the right answer, {LEAST:g} to {MOST:g} %. Empty: what is cheapest is found on other "
        "cases than it is scored on."
    )
    st.number_input(
        "Lists that hold the right answer, %",
        value=None,
        step=1.0,
        format="%g",
        key=key,
        placeholder="what is cheapest",
        help=meaning,
        on_change=_take_coverage,
        args=(key,),
    )


def _take_coverage(key: str) -> None:
    if not state.is_current(key):
        return
    value = state.widget_value(key)
    if value is not None and widgets.within(value, LEAST, MOST) != value:
        state.say(f"{value:g} % cannot be: from {LEAST:g} to {MOST:g} % can, and the nearest is used.")
    state.change("policies", coverage=None if value is None else widgets.within(value, LEAST, MOST) / 100.0)


def _capacity() -> None:
    choice = state.scenario().policies
    key = state.key("capacity")
    st.slider(
        "Cases people can take, %",
        0,
        100,
        round(choice.capacity * 100),
        key=key,
        help="The largest share of cases that people can take over when the product is unsure.",
        on_change=_take_capacity,
        args=(key,),
    )
    if choice.capacity == 0:
        st.caption("People can take none, so nothing is handed over: that is acting.")


def _take_capacity(key: str) -> None:
    if not state.is_current(key):
        return
    state.change("policies", capacity=state.widget_value(key) / 100)
