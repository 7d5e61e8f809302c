"""The lower half of the brief: the business case, what everything rests on, what is open, and what to take away."""

from __future__ import annotations

import json
from math import nan

import streamlit as st

from pages.parts import state, widgets
from workbench import scenario as scenarios
from workbench.charts import decide
from workbench.experience.race import race
from workbench.handoff.as_json import as_json
from workbench.handoff.as_text import printable, run_text
from workbench.handoff.brief import assumed
from workbench.handoff.brief import open_questions as still_open
from workbench.outlook.business import business_case, saving
from workbench.run import Appraisal, Run, Timings


def business(appraisal: Appraisal, quick: bool) -> None:
    """Draw what a year brings, with the figures it rests on beside it."""
    st.subheader("The business case", anchor=False)
    known, currency = state.scenario(), widgets.text(appraisal.prices.costs.currency)
    found = saving(race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick))
    if found is None:
        st.markdown("No model has been tried yet, so there is nothing to build.")
    elif (case := business_case(found.per_case, appraisal.scenario)) is None:
        st.markdown("How many cases there are a year is not stated: say so, and savings become money a year.")
    else:
        st.markdown(widgets.text(decide.business_in_words(case, found.product, found.opponent, appraisal.prices.costs.currency)))
    (volume, build), (run, years) = st.columns(2), st.columns(2)
    with volume:
        cases = known.decision.volume_per_year
        widgets.number("Cases a year", "decision", "volume_per_year", cases, min_value=1.0, step=1000.0, format="%.0f")
    with build:
        widgets.number(
            f"To build ({currency})", "business", "build", known.business.build, min_value=0.0, step=1000.0, format="%.0f"
        )
    with run:
        cost = known.business.run_per_year
        widgets.number(
            f"To run, a year ({currency})", "business", "run_per_year", cost, min_value=0.0, step=1000.0, format="%.0f"
        )
    with years:
        widgets.number(
            "Years in use", "business", "years", known.business.years, min_value=0.5, max_value=50.0, step=0.5, format="%g"
        )


def assumptions(appraisal: Appraisal) -> None:
    """List what was assumed, with its value: whatever is here is an opinion until it is measured."""
    st.subheader("What this rests on", anchor=False)
    rows = assumed(appraisal.scenario, appraisal.evidence)
    st.markdown(
        "| Assumption | Value |\n|---|---|\n"
        + "\n".join(f"| {widgets.text(name)} | {widgets.text(value)} |" for name, value in rows)
    )
    for note in appraisal.evidence.notes:
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
    return Run(appraisal, framing.dataset, framing, Timings(nan, nan, nan, nan))
