"""Studies from elsewhere: opened from a file, from an owner's link, or among those begun in this tab."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from pages.parts import state, stored, study_keys, widgets
from workbench.errors import UserError
from workbench.record import studies


def others(current: str | None) -> None:
    """Draw the ways to another study."""
    with st.expander("Another study: a file, your link to one, or begun here"):
        _mine(current)
        _link()
        _file()


def _mine(current: str | None) -> None:
    for place, key in enumerate(one for one in study_keys.mine() if one != current):
        try:
            name = studies.owned(stored.store(), key).name
        except UserError:
            continue
        said = f"Go to {widgets.text(widgets.plain(name or 'a study without a name'))}"
        st.button(said, key=f"study.go.{place}", on_click=study_keys.put, args=(key,))


def _link() -> None:
    key = state.key("study.link")
    st.text_input("Your own link to a study", key=key, max_chars=500, on_change=_open_link, args=(key,))


def _open_link(key: str) -> None:
    given = (state.widget_value(key) or "").strip()
    if given:
        named = parse_qs(urlsplit(given).query).get(study_keys.OWNER, [given])[0]
        state.attempt(lambda: _found(named))


def _found(owner: str) -> None:
    studies.owned(stored.store(), owner)
    study_keys.put(owner)
    state.afresh()


def _file() -> None:
    file = st.file_uploader("A study saved as a file", type=["json"], key=state.key("study.file"))
    if file is not None:
        if state.attempt(lambda: _opened(file.getvalue())):
            state.say("The study was opened from its file, under new keys: nobody can take part through old links.")
        state.afresh()
        st.rerun()


def _opened(content: bytes) -> None:
    study_keys.put(studies.from_file(stored.store(), content).owner_key)
