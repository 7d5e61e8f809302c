"""Where people differ: their own errors class by class, and how they take what is shown as sure or as unsure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.parts import state, widgets
from pages.parts.people_numbers import number, revise
from workbench.data.labels import label
from workbench.outlook.apart import add_band, add_class, remove_band, remove_class
from workbench.outlook.people import IN_BANDS
from workbench.wording import format_share

MEANING = {
    "accepts_right": (
        "Accepts a right answer, %",
        "Share of right suggestions that people take when they are shown as this sure.",
    ),
    "notices_wrong": (
        "Notices a wrong answer, %",
        "Share of wrong suggestions that people reject when they are shown as this sure.",
    ),
}


def by_class(classes: Sequence[str]) -> None:
    """Draw people's own errors where they differ between classes, and a way to say so of another class."""
    known = state.scenario().people.by_hand_errors
    opened = st.expander("Wrong by hand, class by class", key=state.key("people.classes"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        for name in known:
            number(
                ("people", "by_hand_errors", name),
                f"{widgets.text(name)}, wrong by hand, %",
                f"Of cases that are {widgets.text(name)}.",
            )
            st.button(
                "Remove",
                key=state.key(f"people.class.off.{name}"),
                on_click=revise,
                args=(partial(remove_class, name=name),),
                type="tertiary",
            )
        named = {str(label(name)) for name in known}
        rest = [name for name in classes if name not in named]
        if rest:
            key = state.key(f"people.class.{len(known)}")
            st.selectbox(
                "Say it of another class", rest, index=None, key=key, format_func=widgets.plain, on_change=_add_class, args=(key,)
            )


def _add_class(key: str) -> None:
    name = state.widget_value(key)
    if name is not None and state.is_current(key):
        revise(lambda known: add_class(known, name))


def by_confidence() -> None:
    """Draw how people behave by the confidence that is shown, and a way to add from which confidence on it is otherwise."""
    bands = state.scenario().people.bands
    opened = st.expander("By the confidence that is shown", key=state.key("people.bands"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(
            "Where it is known. A list is shown with the confidence of its surest line; below all of these the shares above hold."
        )
        for place, band in enumerate(bands):
            st.markdown(f"**Shown at {format_share(band.confidence)} or more**")
            for name in IN_BANDS:
                number(("people", "bands", str(place), name), *MEANING[name])
            st.button(
                "Remove",
                key=state.key(f"people.band.off.{place}"),
                on_click=revise,
                args=(partial(remove_band, place=place),),
                type="tertiary",
            )
        with st.form(state.key(f"people.band.{len(bands)}"), border=False):
            key = state.key(f"people.band.from.{len(bands)}")
            st.number_input("Otherwise from this confidence on, %", 0.0, 100.0, 90.0, 5.0, "%g", key=key)
            st.form_submit_button("Add", on_click=_add_band, args=(key,))


def _add_band(key: str) -> None:
    start = state.widget_value(key)
    revise(lambda known: add_band(known, start / 100.0))
