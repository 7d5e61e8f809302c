"""Which study this tab is about: its owner's key, held here and in the address of the Study page so that a reload keeps it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from pages.parts import memory

OWNER = "owner"
_KEY = "study.owner"
_MINE = "study.mine"


def owner() -> str | None:
    """Return the key of the study on screen, opened by its link if it was; None while one is planned."""
    named = st.query_params.get(OWNER, "")[:64]
    if named and memory.recall(_KEY) is None and memory.recall("study.left") != named:
        put(named)
    key = memory.recall(_KEY)
    if key is not None and named != key:
        st.query_params[OWNER] = key
    return key


def put(key: str | None) -> None:
    """Show this study, or none, so that another can be planned."""
    before = memory.recall(_KEY)
    memory.remember("study.left", before if key is None else None)
    memory.remember(_KEY, key)
    if key is None:
        st.query_params.pop(OWNER, None)
    elif key not in mine():
        memory.remember(_MINE, (*mine(), key)[-20:])


def forget(key: str) -> None:
    """Let go of a study that is deleted."""
    memory.remember(_MINE, tuple(one for one in mine() if one != key))
    put(None)


def mine() -> tuple[str, ...]:
    """Return the studies that were begun or opened in this tab."""
    return memory.recall(_MINE, ())


def address(page: str | None, key: str) -> str:
    """Return the link that brings an owner back. page: the address of any page of the app."""
    here = urlsplit(page or "")
    return f"{here.scheme}://{here.netloc}{here.path.rstrip('/').rsplit('/', 1)[0]}/study?{OWNER}={key}"
