"""Decide: the brief. The verdict, its reasons, what would change it, what a year brings, and what all of it rests on."""

from __future__ import annotations

import streamlit as st

from pages.parts import brief, business, controls, flips, mistakes, outlook, ranges, state, story, theme, widgets
from workbench.charts import decide
from workbench.charts import outlook as charts
from workbench.experience.race import Race, race
from workbench.outlook.business import priced_outcomes, split
from workbench.outlook.chance import Chance
from workbench.outlook.ladder import ladder
from workbench.outlook.outlook import Outlook
from workbench.outlook.told import chance_in_words, counted_in_words, knowing_in_words, matters_most
from workbench.run import Appraisal
from workbench.verdict import Verdict
from workbench.wording import plural

MOST_REASONS = 3


def draw() -> None:
    widgets.question(story.stop("decide").question)
    if not state.needs_evidence():
        controls.body(_brief)
    widgets.next_step("walkthrough", "tell it to those who decide.")


def _brief(appraisal: Appraisal, quick: bool) -> None:
    """What a meeting needs comes first, on one screen; what it rests on is a tab away."""
    widgets.answer(appraisal.verdict.sentence)
    mistakes.placeholders()
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick)
    _why(appraisal)
    money, guesses, rests, away = st.tabs(("Money", "Guesses", "Assumptions and questions", "Take it away"))
    with money:
        _money(appraisal, ran)
    with guesses:
        _what_matters(appraisal)
    with rests:
        left, right = st.columns([3, 2], gap="large")
        with left:
            brief.assumptions(appraisal)
        with right:
            brief.open_questions(appraisal)
    with away:
        brief.downloads(appraisal)


def _why(appraisal: Appraisal) -> None:
    verdict = appraisal.verdict
    left, right = st.columns([3, 2], gap="large")
    with left:
        _reasons(verdict)
        st.caption(widgets.text(counted_in_words(appraisal.scenario)))
    with right:
        st.subheader("What would change our mind", anchor=False)
        outlook.draw(appraisal, lambda found: flips.listed(found, appraisal))
        st.subheader("Next step", anchor=False)
        st.markdown(widgets.text(verdict.next_step))


def _reasons(verdict: Verdict) -> None:
    st.subheader("Why", anchor=False)
    told = [f"{number}. {widgets.text(reason)}" for number, reason in enumerate(verdict.reasons, start=1)]
    # One more is quicker read than unfolded.
    first = told if len(told) <= MOST_REASONS + 1 else told[:MOST_REASONS]
    st.markdown("\n".join(first))
    if len(told) > len(first):
        with st.expander(f"{plural(len(told) - len(first), 'more reason')}"):
            st.markdown("\n".join(told[len(first) :]))


def _money(appraisal: Appraisal, ran: Race) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        _ladder(appraisal, ran)
    with right:
        business.case(appraisal, ran)
    with st.expander("What the business case rests on: change it"):
        business.editor(widgets.text(appraisal.prices.costs.currency))


def _what_matters(appraisal: Appraisal) -> None:
    found = outlook.current(appraisal)
    if isinstance(found, Outlook) and found.chance is not None:
        _guesses(found, found.chance, appraisal)
    else:
        st.caption("Which guess matters most is still being worked out.")


def _guesses(found: Outlook, won: Chance, appraisal: Appraisal) -> None:
    """Which guess matters most, how likely a model is to pay, and the ranges that say so, to be edited."""
    currency = appraisal.prices.costs.currency
    st.subheader(widgets.text(matters_most(found.bars, currency, found.yearly)), anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        figure = charts.tornado(found.bars, found.now, currency, found.yearly, dark=theme.is_dark())
        theme.show_chart(figure, alt=charts.alt(found.bars, currency), key="tornado")
    with right:
        st.markdown(widgets.text(chance_in_words(won, currency, found.yearly)))
        st.markdown(widgets.text(knowing_in_words(won, currency, found.yearly)))
    with st.expander("How far each guess may be off: change the ranges"):
        ranges.editor(found.guesses, currency)


def _ladder(appraisal: Appraisal, ran: Race) -> None:
    outcomes = priced_outcomes(appraisal.outcomes, appraisal.scenario)
    steps = ladder(appraisal.prices, outcomes, appraisal.scenario, ran)
    currency = appraisal.prices.costs.currency
    st.markdown(f"**{widgets.text(decide.title_ladder(steps, currency))}**")
    theme.show_chart(decide.ladder(steps, currency, dark=theme.is_dark()), alt=decide.alt_ladder(steps, currency), key="ladder")
    parts = split(ran)
    if appraisal.verdict.code == "redesign" and parts is not None and parts.model >= 0:
        st.markdown(widgets.text(decide.split_in_words(parts, currency)))


draw()
