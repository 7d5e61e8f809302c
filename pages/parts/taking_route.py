"""Who comes by a participant's link sees the study and nothing else of the app: decided once a session, by its address."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from pages.parts import memory, shell, story

PATH = "take"
STUDY = "study"
PARTICIPANT = "p"
FILE = story.ROOT / "pages" / "take.py"
_ROLE = "taking.participant"


def is_for_participant() -> bool:
    """Whether this session takes part in a study. One that began as a participant's never becomes another."""
    if memory.recall(_ROLE) is None:
        path = urlsplit(st.context.url or "").path.rstrip("/").rsplit("/", 1)[-1]
        memory.remember(_ROLE, path == PATH or STUDY in st.query_params)
    return bool(memory.recall(_ROLE))


def run() -> None:
    """Run the participant's page, the only one there is, at its own path or at none."""
    st.set_page_config(page_title="Study", layout="centered", initial_sidebar_state="collapsed")
    pages = [
        st.Page(FILE, title="Study", url_path=PATH, visibility="hidden"),
        st.Page(FILE, title="Study", url_path="study", default=True, visibility="hidden"),
    ]
    shell.guarded(st.navigation(pages, position="hidden").run)()


def address(page: str | None, study_key: str) -> str:
    """Return the link a participant is given. page: the address of any page of the app."""
    here = urlsplit(page or "")
    return f"{here.scheme}://{here.netloc}{here.path.rstrip('/').rsplit('/', 1)[0]}/{PATH}?{STUDY}={study_key}"
