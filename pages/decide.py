"""Decide: the brief. The verdict, its reasons, what would change it, what comes next, and what all of it rests on."""

from __future__ import annotations

import streamlit as st

from pages.parts import brief, controls, state, story, theme, widgets
from workbench.charts import decide
from workbench.experience.race import Race, race
from workbench.outlook.business import priced_outcomes, split
from workbench.outlook.ladder import ladder
from workbench.run import Appraisal
from workbench.verdict import Verdict


def draw() -> None:
    widgets.question(story.stop("decide").question)
    if not state.needs_evidence():
        controls.body(_brief)
    widgets.next_step("walkthrough", "tell it to those who decide.")


def _brief(appraisal: Appraisal, quick: bool) -> None:
    verdict = appraisal.verdict
    widgets.answer(verdict.sentence)
    left, right = st.columns([3, 2], gap="large")
    with left:
        ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick)
        _ladder(appraisal, ran)
        brief.business(appraisal, quick)
        brief.assumptions(appraisal)
    with right:
        _why(verdict)
        brief.open_questions(appraisal)
        brief.downloads(appraisal)


def _ladder(appraisal: Appraisal, ran: Race) -> None:
    outcomes = priced_outcomes(appraisal.outcomes, appraisal.scenario)
    steps = ladder(appraisal.prices, outcomes, appraisal.scenario, ran)
    currency = appraisal.prices.costs.currency
    st.markdown(f"**{widgets.text(decide.title_ladder(steps, currency))}**")
    theme.show_chart(decide.ladder(steps, currency, dark=theme.is_dark()), alt=decide.alt_ladder(steps, currency), key="ladder")
    parts = split(ran)
    if appraisal.verdict.code == "redesign" and parts is not None and parts.model >= 0:
        st.markdown(widgets.text(decide.split_in_words(parts, currency)))


def _why(verdict: Verdict) -> None:
    st.subheader("Why", anchor=False)
    st.markdown("\n".join(f"{number}. {widgets.text(reason)}" for number, reason in enumerate(verdict.reasons, start=1)))
    if verdict.would_change:
        st.subheader("What would change our mind", anchor=False)
        st.markdown("\n".join(f"- {widgets.text(change)}" for change in verdict.would_change))
    st.subheader("Next step", anchor=False)
    st.markdown(widgets.text(verdict.next_step))


draw()
