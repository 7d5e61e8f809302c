"""A thin line that says what the evidence job is doing, while it is doing it."""

from __future__ import annotations

import time

import streamlit as st

from pages.parts import shell, state, widgets
from workbench.evidence.jobs import Job

POLL_SECONDS = 0.5
MOMENT_SECONDS = 0.6


def line(job: Job | None) -> None:
    """Draw progress and Cancel while a job runs; the page is drawn again when another candidate is ready."""
    if job is None or job.status == "done":
        return
    if job.status in ("failed", "cancelled") or state.job_stopped():
        _ended(job)
    else:
        st.fragment(shell.guarded(_poll), run_every=POLL_SECONDS)(_ready(job))


def give_a_moment(job: Job) -> None:
    """Wait briefly for the first candidates: baselines are there at once, and a page that begins with them need not blink."""
    deadline = time.monotonic() + MOMENT_SECONDS
    while not job.finished and not _ready(job) and time.monotonic() < deadline:
        job.wait(0.02)


def _poll(drawn: int) -> None:
    job = state.job()
    if job is None or job.finished or state.job_stopped() or _ready(job) > drawn:
        st.rerun()
    bar, button = st.columns([5, 1], vertical_alignment="center")
    bar.progress(0.0 if job.progress is None else job.progress.share, text=widgets.text(_saying(job)))
    button.button("Cancel", key="cancel-evidence", on_click=state.cancel_job)


def _saying(job: Job) -> str:
    now = job.progress
    if now is None:
        return "Waiting for its turn" if job.status == "queued" else "Starting"
    left = "" if now.seconds_left is None else f", about {max(1, round(now.seconds_left))} s left"
    return f"Fold {now.fold} of {now.folds}, {now.candidate}{left}"


def _ended(job: Job) -> None:
    if job.error is not None:
        widgets.show_error(job.error)
    else:
        st.caption("Stopped. What was ready stays.")
    st.button("Try again" if job.error is not None else "Go on trying", key="restart-evidence", on_click=state.restart_job)


def _ready(job: Job) -> int:
    return 0 if job.evidence is None else len(job.evidence.predictions)
