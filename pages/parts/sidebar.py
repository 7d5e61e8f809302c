"""What every page shows at its side: the scenario's name, the data in use, the verdict so far, and a way to keep it all."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, missing, mistakes, opening, share, shell, state, story, widgets
from workbench import scenario as scenarios
from workbench.errors import UserError
from workbench.scenario import Scenario

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
        name = widgets.text(widgets.plain(opening.shown_name(state.dataset_key(), table)))
        st.caption(f"**Data** {name}: {len(table.table):,} cases, {len(table.columns):,} columns")
    elif state.is_made_up():
        st.caption("**Data** none: simulated, with made-up cases")
    elif state.awaits_file():
        st.caption(f"**Data** waiting for {widgets.text(widgets.plain(state.scenario().data.source))}")
    else:
        st.caption("**Data** none yet")


def _verdict() -> None:
    try:
        verdict = state.verdict_so_far()
        said = _nothing_yet() if verdict is None or _without_a_model() else verdict.sentence
    except UserError as error:
        said = f"none, because {error.what}"
    st.caption(f"**Verdict so far** {widgets.text(said)}")
    if state.framing() is not None and mistakes.are_placeholders():
        st.caption(widgets.text(mistakes.PLACEHOLDERS))
        if memory.recall(missing.PAGE) != "frame":
            st.page_link(story.stop("frame").file, label=mistakes.WAYS["frame"])


def _without_a_model() -> bool:
    """Whether models are still to come: of baselines alone nothing can be said about building one."""
    job, found = state.job(), state.appraisal(quick=True)
    return job is not None and not job.finished and found is not None and found.prices.best_model is None


def _nothing_yet() -> str:
    job = state.job()
    return "nothing to judge yet" if job is None or job.finished else "being worked out"


def _keep() -> None:
    with st.container(horizontal=True):
        st.button("Undo", key="undo", on_click=state.undo, disabled=not state.can_undo(), help="Take back the last change")
        with st.popover("Share or save", disabled=state.scenario() == Scenario()):
            _link()
            _file()


def _link() -> None:
    link = share.link_of(state.scenario())
    if link is None:
        st.markdown("This scenario is too long for a link. Save it and send the file.")
        return
    st.markdown("Whoever opens this link sees the same, with every setting:")
    st.code(share.address(st.context.url, link), language=None, wrap_lines=True, height=90)
    if not opening.is_sample(state.dataset_key()) and not state.is_made_up():
        st.caption("It holds nothing of your table: who opens it is asked for the same file.")


def _file() -> None:
    scenario = state.scenario()
    st.download_button(
        "Save the scenario as a file",
        data=lambda: scenarios.dumps(scenario),
        file_name="scenario.toml",
        mime="application/toml",
        key="save",
        on_click="ignore",
    )
