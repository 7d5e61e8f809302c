"""The study that ships with the support tickets: its participants are made up, and every page of it says so."""

from __future__ import annotations

import json

import streamlit as st

from pages.parts import opening, state, stored, study_keys
from workbench.data.samples import sample
from workbench.experience.studies.planned import StudyPlan, read_plan
from workbench.record import studies

STORY = "support_tickets"
MADE_UP = (
    "**Made up.** Nobody took part in this study: its participants are drawn by a computer, to show what a study can change. "
    "Run one of your own before you decide anything."
)


def offer() -> None:
    """Draw the one click that opens it, with its story where nothing else is open."""
    if state.dataset() is None or state.scenario().data.fingerprint == _plan_of_sample().made_from.get("data"):
        st.button("Look at a study with made-up participants", key="study.sample", on_click=state.attempt, args=(_open,))


def banner(plan: StudyPlan) -> None:
    """Say that participants are made up, where they are."""
    if plan == _plan_of_sample():
        st.warning(MADE_UP)


def _open() -> None:
    study_keys.put(studies.from_file(stored.store(), _content()).owner_key)
    if _is_empty():
        state.open_from(opening.sample, STORY)


def _is_empty() -> bool:
    """Whether nothing is open that its story would put aside: a question without a table is somebody's work too."""
    return state.dataset() is None and not state.is_made_up() and not state.awaits_file()


def _content() -> bytes:
    return (sample(STORY).folder / "study.json").read_bytes()


@st.cache_resource(show_spinner=False)
def _plan_of_sample() -> StudyPlan:
    return read_plan(json.dumps(json.loads(_content())["plan"]))
