"""Experience: how the product should behave when it may be wrong, in money and in people's time."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, people, state, story, ways, widgets
from workbench.charts.experience_points import Point, points
from workbench.charts.experience_words import answer, cheaper_in_words, left_in_words
from workbench.experience.exchange import exchange, left_on_table
from workbench.experience.lengths import cheaper_length
from workbench.experience.policies import CLASS_SHARES
from workbench.run import Appraisal


def draw() -> None:
    widgets.question(story.stop("experience").question)
    if not state.needs_evidence():
        controls.body(_figures)
    widgets.next_step("try_it", "what does it feel like to use it?")


def _figures(appraisal: Appraisal, quick: bool) -> None:
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        name = _whose(appraisal)
        beside = ways.beside(appraisal, name)
        ways.team()
        people.assumptions(appraisal)
    shown = _points(appraisal, name, beside, quick)
    currency, today = appraisal.prices.costs.currency, appraisal.scenario.decision.today
    with top:
        spent = today.seconds if today.kind == "human" else None
        widgets.answer(answer(shown, currency, today=spent, people_priced=appraisal.scenario.people_are_priced))
    with left:
        ways.picture(shown, currency)
        _worth(appraisal, name, people.having(appraisal, name), quick)
    people.table(appraisal)


def _whose(appraisal: Appraisal) -> str:
    names = ways.candidates(appraisal)
    best = appraisal.prices.best_model if appraisal.prices.best_model in names else names[0]
    return controls.one_of("Behind the screen", "candidate", names, best, titles=ways.NAMES)


def _points(appraisal: Appraisal, name: str, beside: tuple[str, ...], quick: bool) -> tuple[Point, ...]:
    fees = {one: people.having(appraisal, one) for one in ways.candidates(appraisal)}
    return points(appraisal.outcomes, name, fees, CLASS_SHARES, beside, people.opponent(appraisal, quick))


def _worth(appraisal: Appraisal, name: str, having: float, quick: bool) -> None:
    """The exchange rate of the best screen over this candidate, whether another list does better, and what even that leaves."""
    best = min((one for one in appraisal.outcomes if one.candidate == name), key=lambda one: one.cost_per_case.estimate)
    prices, currency = appraisal.prices, appraisal.prices.costs.currency
    unused = best.human_share == 0 and best.seconds_per_case == 0
    if best.policy == "act" or unused:
        behind = "no model" if name == CLASS_SHARES else name
        told = f"Acting is the cheapest way to use {behind}: no screen adds to it, only better answers or other prices would."
        st.markdown(f"**What a screen adds.** {widgets.text(told)}")
    else:
        rate = exchange(best, appraisal.evidence, prices, quick=quick)
        st.markdown(f"**Exchange rate.** {widgets.text(rate.sentence)}")
    shorter = None if quick else cheaper_length(best, appraisal.evidence, prices, appraisal.scenario)
    if shorter is not None:
        st.markdown(widgets.text(cheaper_in_words(shorter.k, (shorter.cost + having) * 1000, currency)))
    left = left_on_table(best, prices, appraisal.scenario)
    mistakes, work = (left.total - left.people) * 1000, left.people * 1000
    st.markdown(widgets.text(left_in_words(mistakes, work, having * 1000, currency)))


draw()
