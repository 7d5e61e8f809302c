"""Which study this tab is about: its owner's key, in no address, so that neither a shared screen nor a copied link gives it away.

The browser keeps it for this tab alone: a reload finds the study again, and after the tab is closed the owner's link does.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import streamlit as st

from pages.parts import memory

OWNER = "owner"
_KEY = "study.owner"
_MINE = "study.mine"
_LEFT = "study.left"
KEPT = re.compile(r"[A-Za-z0-9_-]{1,64}")
KEEPER = """
export default function ({ data, setStateValue }) {
  const name = "study.owner";
  try {
    if (data.owner) sessionStorage.setItem(name, data.owner);
    else if (data.left) sessionStorage.removeItem(name);
    else {
      const kept = sessionStorage.getItem(name);
      if (kept) setStateValue("owner", kept);
    }
  } catch (refused) {
    // Without storage of its own a browser comes back by the owner's link alone.
  }
}
"""
_keeper = st.components.v2.component("study_owner_keeper", js=KEEPER)


def owner() -> str | None:
    """Return the key of the study on screen, opened by its link if it was; None while one is planned."""
    named = st.query_params.pop(OWNER, "")[:64]
    if named:
        put(named)
    key, left = known(), bool(memory.recall(_LEFT))
    asked = {"owner": key, "left": left}
    kept = _keeper(key="study.owner.keeper", data=asked, height="content", on_owner_change=_nothing).get("owner")
    if key is None and not left and isinstance(kept, str) and KEPT.fullmatch(kept):
        put(kept)
    return known()


def known() -> str | None:
    """Return the key of the study on screen, without asking the browser."""
    found = memory.recall(_KEY)
    return found if isinstance(found, str) else None


def _nothing() -> None:
    """The page is drawn again, and that is all."""


def put(key: str | None) -> None:
    """Show this study, or none, so that another can be planned."""
    memory.remember(_KEY, key)
    memory.remember(_LEFT, key is None)
    if key is not None and key not in mine():
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
