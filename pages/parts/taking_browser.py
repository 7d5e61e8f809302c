"""What a participant's browser does: shows the study alone, remembers who takes part, comes back after a break, keeps time."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st

from pages.parts import memory

# The key of a participant opens nothing but that participant's own answers; it never leaves this browser but to this server.
# A server that was started again knows nothing of this page until it is asked, and a click before that would be lost: it is asked
# as soon as it answers, and `data.run` is another one then.
KEEPER = """
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const name = "study." + data.study;
  try {
    if (data.forget) localStorage.removeItem(name);
    else if (data.participant) localStorage.setItem(name, data.participant);
    const kept = data.participant || data.forget ? null : localStorage.getItem(name);
    if (kept && kept !== data.seen) setStateValue("kept", kept);
  } catch (refused) {
    // Without storage of its own a browser resumes by the address alone.
  }
  const app = document.querySelector('[data-testid="stApp"]');
  const told = parentElement.querySelector("p");
  const show = (gone) => { told.hidden = !gone; app.style.pointerEvents = gone ? "none" : ""; };
  const connected = () => app.getAttribute("data-test-connection-state") === "CONNECTED";
  show(false);
  const watch = new MutationObserver(() => {
    if (!connected()) show(true);
    else if (!told.hidden) setTriggerValue("back", Date.now());
  });
  watch.observe(app, { attributeFilter: ["data-test-connection-state"] });
  return () => { watch.disconnect(); show(false); };
}
"""
GONE = "<p hidden>The connection is gone for the moment. What you answered is kept; this page goes on by itself.</p>"
GONE_STYLE = "p { font-family: var(--st-font); color: var(--st-text-color); margin: 0; }"
CLOCK = """
export default function ({ data, setTriggerValue }) {
  const timer = setTimeout(() => setTriggerValue("late", data.order), 1000 * data.seconds);
  return () => clearTimeout(timer);
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
_RUN = "taking.run"
_keeper = st.components.v2.component("study_keeper", html=GONE, css=GONE_STYLE, js=KEEPER)
_clock = st.components.v2.component("study_clock", js=CLOCK)


def hide_the_rest() -> None:
    """Take away all that is drawn round a page."""
    st.html(f"<style>{ONLY_THE_STUDY}</style>")


def keeper(study: str, participant: str | None, forget: bool, seen: str | None) -> str | None:
    """Let the browser remember this participant, or forget one, or return the key of whom it remembers under this link.

    seen: the key it has named already and that was of no use, so that it is not named again.
    """
    run = memory.recall(_RUN) or _new_run()
    asked = {"study": study[:64], "participant": participant, "forget": forget, "seen": seen, "run": run}
    found = _keeper(key="study.keeper", data=asked, height="content", on_kept_change=_nothing, on_back_change=_new_run)
    kept = found.get("kept")
    return kept[:64] if isinstance(kept, str) else None


def clock(order: int, seconds: float, late: Callable[[], None]) -> None:
    """Call `late` when the time for this case has run out."""
    _clock(key="study.clock", data={"order": order, "seconds": max(seconds, 0.0)}, height="content", on_late_change=late)


def _new_run() -> str:
    """Name the run that the browser waits for, unlike any before it."""
    memory.remember(_RUN, secrets.token_urlsafe(6))
    return str(memory.recall(_RUN))


def _nothing() -> None:
    """The page is drawn again, and that is all."""
