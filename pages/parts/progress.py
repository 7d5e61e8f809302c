"""A thin line that says what the evidence job is doing, while it is doing it."""

from __future__ import annotations

import streamlit as st

from pages.parts import shell, state, widgets
from workbench.errors import UserError
from workbench.evidence.jobs import Job

POLL_SECONDS = 0.5


def line(job: Job | None) -> None:
    """Draw progress and Cancel while a job runs; the page is drawn again when another candidate is ready."""
    if job is None or job.status == "done":
        return
    if job.status in ("queued", "running"):
        st.fragment(shell.guarded(_poll), run_every=POLL_SECONDS)(_ready(job))
    else:
        _ended(job)


def _poll(drawn: int) -> None:
    job = state.job()
    if job is None or job.status not in ("queued", "running") or _ready(job) > drawn:
        st.rerun()
    now = job.progress
    share = 0.0 if now is None or not now.total else now.done / now.total
    bar, button = st.columns([5, 1], vertical_alignment="center")
    bar.progress(min(max(share, 0.0), 1.0), text=widgets.text(_saying(job)))
    button.button("Cancel", key="cancel-evidence", on_click=job.cancel)


def _saying(job: Job) -> str:
    now = job.progress
    if job.status == "queued" or now is None:
        return "Waiting for its turn" if job.status == "queued" else "Starting"
    left = "" if now.seconds_left is None else f", about {max(1, round(now.seconds_left))} s left"
    return f"Fold {now.fold} of {now.folds}, {now.candidate}{left}"


def _ended(job: Job) -> None:
    if job.status == "failed":
        error = job.error
        problem = error if isinstance(error, UserError) else None
        widgets.show_error(problem or _unexpected())
    else:
        st.info("Stopped. What was ready stays.")
    st.button("Try again" if job.status == "failed" else "Go on", key="restart-evidence", on_click=state.restart_job)


def _unexpected() -> UserError:
    return UserError(
        "Trying the candidates stopped for a reason that is not your doing.",
        "It has been written to the log. What was ready stays.",
        "Try again, or leave out the candidate that was being tried.",
    )


def _ready(job: Job) -> int:
    return 0 if job.evidence is None else len(job.evidence.predictions)
