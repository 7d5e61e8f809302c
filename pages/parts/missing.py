"""The one step that is missing before a page can be read, and the button that gets there."""

from __future__ import annotations

import streamlit as st

from pages.parts import progress, state, widgets


def draw() -> bool:
    """Draw what is missing and return True; return False when there is evidence, with a progress line while it grows."""
    if state.dataset() is None:
        if state.awaits_file():
            return _go("start", f"This scenario is about the file {state.scenario().data.source}.", "Open the file")
        return _go("start", "This page needs a table of past cases.", "Pick a story or open a file")
    if state.framing() is None:
        problem = state.framing_problem()
        if problem is not None:
            widgets.show_error(problem)
        return _go("data", "This page needs to know which column holds the right answer.", "Choose the column")
    return _collecting()


def _collecting() -> bool:
    job = state.job()
    if job is not None:
        progress.give_a_moment(job)
    # Always one container, or everything below would change its place, and its widgets start afresh, when the line goes.
    with st.container():
        progress.line(job)
    if job is not None and job.evidence is not None and job.evidence.predictions:
        return False
    if job is not None and job.status in ("queued", "running"):
        st.info("The first candidates are being tried. They appear here by themselves.")
    return True


def _go(page: str, why: str, label: str) -> bool:
    st.info(widgets.text(why))
    widgets.go(page, label)
    return True
