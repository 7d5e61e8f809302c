"""Choosing which column holds the right answer, and which of two answers is the one to act on."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets


def chooser() -> None:
    """Draw the choice of target; with two classes also which of them is meant by `positive`."""
    table = state.dataset()
    if table is None:
        if state.is_made_up():
            _positive()
        return
    names = [column.name for column in table.columns]
    target = state.scenario().data.target
    key = state.key("target")
    st.selectbox(
        "Which column holds the right answer?",
        names,
        index=names.index(target) if target in names else None,
        key=key,
        on_change=_take_target,
        args=(key,),
        placeholder="Choose a column",
        help="What turned out to be true for each case: the target. Candidates learn to answer it from the other columns.",
    )
    _positive()


def _positive() -> None:
    framing = state.framing()
    if framing is not None and framing.task == "binary":
        widgets.choice(
            "Which answer is looked for?",
            "data",
            "positive",
            list(framing.classes),
            framing.classes[1],
            help="The positive class: usually the rarer one, such as fraud. Thresholds are on its probability.",
        )


def _take_target(key: str) -> None:
    """Another target makes prices named after the old one's classes unusable, so they go with it; undo brings them back."""
    target = state.widget_value(key)
    if target is not None and target != state.scenario().data.target:
        state.choose_target(target)
