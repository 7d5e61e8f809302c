"""The one step that is missing before a page can be read, and the button that gets there."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, progress, state, widgets

PAGE = "page"
WANTED = "wanted"
PROMISES = {
    "compare": "Here every candidate is priced per 1,000 cases, to see whether a model is worth more than doing without.",
    "rules": "Here you write the rules you would follow without a model, and see what they get right and what they cost.",
    "quality": "Here you see how good a model has to be before it pays, and how good these are.",
    "costs": "Here you say what right and wrong answers cost, and see from which probability to act.",
    "experience": "Here you see what each way of behaving costs, in money and in people's time.",
    "try_it": "Here you use the product yourself, on real cases, mistakes included.",
    "study": "Here you let people use the screen and measure what they do when it is wrong.",
    "trust": "Here you see which groups of cases bear the mistakes, and how far chance explains it.",
    "decide": "Here you get the verdict, its reasons, and what to do next.",
    "walkthrough": "Here the story is told on a projector, one idea a screen.",
}


def draw() -> bool:
    """Draw what is missing and return True; return False when there is evidence, with a progress line while it grows."""
    if state.dataset() is None and not state.is_made_up():
        memory.remember(WANTED, memory.recall(PAGE) if state.awaits_file() else None)
        if state.awaits_file():
            return _go("start", f"This scenario is about the file {state.scenario().data.source}.", "Open the file")
        return _go(
            "start", "It needs a table of past cases, or the share of each class.", "Pick a story, open a file, or do without"
        )
    if state.framing() is None:
        problem = state.framing_problem()
        if problem is not None:
            widgets.show_error(problem)
        if state.is_made_up():
            return _go("frame", "It needs to know how frequent each class is.", "State the shares")
        return _go("data", "It needs to know which column holds the right answer.", "Choose the column")
    return _collecting()


def _collecting() -> bool:
    job = state.job()
    if job is not None:
        progress.give_a_moment(job)
    # Always one container, or everything below would change its place, and its widgets start afresh, when the line goes.
    with st.container():
        progress.line(job)
    found = state.evidence()
    if found is not None and found.predictions:
        return False
    if job is not None and job.status in ("queued", "running"):
        promise = PROMISES.get(memory.recall(PAGE), "")
        st.info(widgets.text(f"{promise} The first candidates are being tried; they appear by themselves.".strip()))
    return True


def _go(page: str, why: str, label: str) -> bool:
    st.info(widgets.text(f"{PROMISES.get(memory.recall(PAGE), '')} {why}".strip()))
    widgets.go(page, label)
    return True
