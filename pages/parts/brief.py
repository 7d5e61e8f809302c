"""The lower end of the brief: what everything rests on, what is open, and what to take away."""

from __future__ import annotations

import json
from math import nan

import streamlit as st

from pages.parts import outlook, state, widgets
from workbench import scenario as scenarios
from workbench.handoff.as_json import as_json
from workbench.handoff.as_text import printable, run_text
from workbench.handoff.brief import assumed
from workbench.handoff.brief import open_questions as still_open
from workbench.run import Appraisal, Run, Timings
from workbench.wording import plural


def assumptions(appraisal: Appraisal) -> None:
    """List what was assumed, with its value: whatever is here is an opinion until it is measured."""
    st.subheader("What this rests on", anchor=False)
    rows = assumed(appraisal.scenario, appraisal.evidence)
    with st.expander(f"All {plural(len(rows), 'assumption')}, with the value of each"):
        st.markdown(
            "| Assumption | Value |\n|---|---|\n"
            + "\n".join(f"| {widgets.text(name)} | {widgets.text(value)} |" for name, value in rows)
        )
    for note in (*appraisal.evidence.notes, *appraisal.prices.notes):
        st.caption(widgets.text(note))


def open_questions(appraisal: Appraisal) -> None:
    """Say what is still open: prices nobody stated, concerns about the data, what nobody measured or asked."""
    st.subheader("Open", anchor=False)
    lines = still_open(appraisal.scenario, appraisal.findings)
    st.markdown("\n".join(f"- {widgets.text(line)}" for line in lines))
    talked = state.scenario().decision.talked_to_users
    widgets.switch("We have talked to the people who will use it", "decision", "talked_to_users", talked)


def downloads(appraisal: Appraisal) -> None:
    """Offer what can be taken away. Each file is made when it is asked for."""
    st.subheader("Take it away", anchor=False)
    scenario = state.scenario()
    with st.container(horizontal=True):
        st.download_button(
            "Report",
            data=lambda: _report(appraisal),
            file_name="fallible-report.txt",
            mime="text/plain",
            key="save-report",
            on_click="ignore",
        )
        st.download_button(
            "Figures (JSON)",
            data=lambda: json.dumps(as_json(_run(appraisal)), indent=2, ensure_ascii=False),
            file_name="fallible-run.json",
            mime="application/json",
            key="save-json",
            on_click="ignore",
        )
        st.download_button(
            "Scenario (TOML)",
            data=lambda: scenarios.dumps(scenario),
            file_name="scenario.toml",
            mime="application/toml",
            key="save-scenario",
            on_click="ignore",
        )


def _report(appraisal: Appraisal) -> str:
    lines = still_open(appraisal.scenario, appraisal.findings)
    return run_text(as_json(_run(appraisal))) + "\nOpen:\n" + "".join(f"  - {printable(line)}\n" for line in lines)


def _run(appraisal: Appraisal) -> Run:
    """The browser collects evidence in a job, so nobody timed one run from beginning to end."""
    framing = appraisal.evidence.framing
    return Run(appraisal, framing.dataset, framing, Timings(nan, nan, nan, nan), outlook=outlook.complete(appraisal))
