"""Data: what stands in the way first, then the columns one by one."""

from __future__ import annotations

import streamlit as st

from pages.parts import columns, purposes, readiness, state, story, target, widgets


def draw() -> None:
    widgets.question(story.stop("data").question)
    table = state.dataset()
    if table is None and state.is_made_up():
        _without_a_table()
        return
    if table is None:
        widgets.answer("Open a table first: it is read and checked here.")
        widgets.go("start", "Open the file" if state.awaits_file() else "Pick a story or open a file")
        return
    problem, framing = state.framing_problem(), state.framing()
    widgets.answer(readiness.in_words(table, framing, problem, state.findings()))
    if problem is not None:
        widgets.show_error(problem)
    left, right = st.columns([3, 2], gap="large")
    with left:
        readiness.draw(state.findings())
        readiness.accepted()
    with right:
        target.chooser()
        purposes.chooser(table, framing)
        columns.set_aside(framing)
    columns.editor(table, framing)
    columns.notes(table, framing)
    widgets.next_step("compare", "does a model beat guessing, one rule and today?")


def _without_a_table() -> None:
    widgets.answer("There is no table, so nothing can be checked: cases are made up from the shares on Frame.")
    st.markdown(
        "What a table would have to hold: one row for each past case, what was known when it was decided, and one column with "
        "what turned out to be right. A few hundred cases, with at least 30 of the rarer class, begin to tell something."
    )
    widgets.go("start", "Open a table")
    widgets.next_step("compare", "what would a model of a given quality bring?")


draw()
