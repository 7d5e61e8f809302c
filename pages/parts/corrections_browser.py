"""What the browser remembers of corrections: the key under which they are kept, so that a reload finds them again."""

from __future__ import annotations

import re

import streamlit as st

# The key opens nothing but this browser's own corrections; it never leaves the browser but to this server.
KEEPER = """
export default function ({ data, setStateValue }) {
  const name = "corrections.owner";
  try {
    if (data.owner) localStorage.setItem(name, data.owner);
    else {
      const kept = localStorage.getItem(name);
      if (kept) setStateValue("owner", kept);
    }
  } catch (refused) {
    // Without storage of its own a browser forgets when it is reloaded.
  }
}
"""
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_keeper = st.components.v2.component("corrections_keeper", js=KEEPER)


def remembered(owner: str | None) -> str | None:
    """Let the browser remember this owner's key; or, where there is none yet, return the one that it remembers."""
    found = _keeper(key="corrections.keeper", data={"owner": owner}, height="content", on_owner_change=_nothing).get("owner")
    return found if owner is None and isinstance(found, str) and KEY.fullmatch(found) else None


def _nothing() -> None:
    """The page is drawn again, and that is all."""
