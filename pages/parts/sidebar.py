"""What every page shows at its side: the scenario's name, the data in use, the verdict so far, and a way to keep it all."""

from __future__ import annotations

import streamlit as st

from pages.parts import shell, state, widgets
from workbench import scenario as scenarios

UNNAMED = "Untitled"


def draw() -> None:
    with st.sidebar:
        shell.guarded(_draw)()


def _draw() -> None:
    _name()
    _data()
    _verdict()
    _keep()


def _name() -> None:
    key = state.key("name")
    st.text_input(
        "Scenario", value=state.scenario().name, max_chars=200, placeholder=UNNAMED, key=key, on_change=_rename, args=(key,)
    )


def _rename(key: str) -> None:
    state.change("name", value=state.widget_value(key) or "")


def _data() -> None:
    table = state.dataset()
    if table is not None:
        st.caption(f"**Data** {widgets.text(table.name)}: {len(table.table):,} cases, {len(table.columns):,} columns")
    elif state.awaits_file():
        st.caption(f"**Data** waiting for {widgets.text(state.scenario().data.source)}")
    else:
        st.caption("**Data** none yet")


def _verdict() -> None:
    appraisal = state.appraisal(quick=True) if state.dataset() is not None else None
    if appraisal is not None:
        st.caption(f"**Verdict so far** {widgets.text(appraisal.verdict.sentence)}")
    else:
        st.caption("**Verdict so far** nothing to judge yet")


def _keep() -> None:
    scenario = state.scenario()
    st.button("Undo", key="undo", on_click=state.undo, disabled=not state.can_undo())
    with st.popover("Share or save"):
        st.download_button(
            "Save the scenario",
            data=lambda: scenarios.dumps(scenario),
            file_name="scenario.toml",
            mime="application/toml",
            key="save",
            on_click="ignore",
        )
