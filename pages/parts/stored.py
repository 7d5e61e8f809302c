"""The one store of this process, for all its sessions. What cannot be kept is said, and the rest of the app works on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import widgets
from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.record.store import Store

PASSING = (
    "This app runs where files do not last: studies and corrections are kept here until it restarts, and that can be at any "
    "time. Take them as a file before you leave."
)

# Not where: strangers who open an app on a server need not know its folders.
LASTING = (
    "Kept by this app until you delete it. A study that ended over 90 days ago may leave when there is no room for new ones."
)


def store() -> Store:
    """Return the open store. Raises UserError where it cannot be opened; the next run tries again."""
    return _opened(os.environ.get("FALLIBLE_STORE", ""))


@st.cache_resource(show_spinner=False, max_entries=2, on_release=lambda opened: opened.close())
def _opened(setting: str) -> Store:
    # Only those who come to a study or a correction wait for what opening a database imports.
    from workbench.record.store import open_store

    return open_store(setting or None)


def available() -> Store | None:
    """Return the open store; None where it cannot be opened, which is said where this is called."""
    try:
        return store()
    except UserError as problem:
        widgets.show_error(problem)
        return None


def note() -> None:
    """Say where things are kept; loudly, where they do not last."""
    try:
        found = store()
    except UserError:
        return
    if found.lasting:
        st.caption(LASTING)
    else:
        st.warning(PASSING)
