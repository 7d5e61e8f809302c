"""Settings in which people work, in a popover: each says what it takes for granted, and one click puts it in place."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.experience.presets import PRESETS, Preset, Told
from workbench.outlook.named import PEOPLE
from workbench.scenario import Scenario


def chooser() -> None:
    """Draw the settings; undo in the sidebar brings back what was before."""
    opened = st.popover("Start from a setting", key=state.key("people.presets"), on_change="rerun", type="tertiary")
    if not opened.open:
        return
    with opened:
        st.caption("A start, not a measurement. The wage stays as it is; what was said of classes or by confidence goes.")
        for preset in PRESETS:
            _one(preset)


def _one(preset: Preset) -> None:
    with st.container(border=True):
        st.markdown(f"**{widgets.text(preset.title[:1].upper() + preset.title[1:])}**  \n{widgets.text(preset.sentence)}")
        lines = [widgets.text(_line(name, told)) for name, told in preset.numbers.items()]
        st.button("Use these people", key=state.key(f"people.preset.{preset.name}"), on_click=_use, args=(preset,))
        with st.expander("Where the numbers come from"):
            st.markdown("\n".join(f"- {line}" for line in lines))


def _line(name: str, told: Told) -> str:
    """What a number is, between what it lies, and where it comes from."""
    low, likely, high = (PEOPLE[name].written(value, "") for value in told.range)
    return f"{PEOPLE[name].name}: {likely}, between {low} and {high}. {told.source[:1].upper()}{told.source[1:]}."


def _use(preset: Preset) -> None:
    def put() -> None:
        known: Scenario = state.scenario()
        state.replace(preset.put(known))

    state.attempt(put)
