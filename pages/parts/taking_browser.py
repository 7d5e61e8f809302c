"""What a participant's browser does: it hides all that is not the study, and remembers who takes part under this link."""

from __future__ import annotations

import streamlit as st

# The key of a participant opens nothing but that participant's own answers; it never leaves this browser but to this server.
KEEPER = """
export default function ({ data, setStateValue }) {
  const name = "study." + data.study;
  try {
    if (data.forget) localStorage.removeItem(name);
    else if (data.participant) localStorage.setItem(name, data.participant);
    const kept = data.participant || data.forget ? null : localStorage.getItem(name);
    if (kept && kept !== data.seen) setStateValue("kept", kept);
  } catch (refused) {
    // Without storage of its own a browser resumes by the address alone.
  }
}
"""
ONLY_THE_STUDY = """
[data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"],
[data-testid="stStatusWidget"], [data-testid="stMainMenu"], [data-testid="stAppDeployButton"] { display: none !important; }
[data-testid="stMainBlockContainer"] { padding-top: 1.5rem !important; padding-bottom: 3rem !important; max-width: 44rem; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: 0.9rem !important; padding-right: 0.9rem !important; }
}
"""
_keeper = st.components.v2.component("study_keeper", js=KEEPER)


def hide_the_rest() -> None:
    """Take away all that is drawn round a page."""
    st.html(f"<style>{ONLY_THE_STUDY}</style>")


def keeper(study: str, participant: str | None, forget: bool, seen: str | None) -> str | None:
    """Let the browser remember this participant, or forget one, or return the key of whom it remembers under this link.

    seen: the key it has named already and that was of no use, so that it is not named again.
    """
    asked = {"study": study[:64], "participant": participant, "forget": forget, "seen": seen}
    found = _keeper(key="study.keeper", data=asked, height="content", on_kept_change=lambda: None)
    kept = found.get("kept")
    return kept[:64] if isinstance(kept, str) else None
