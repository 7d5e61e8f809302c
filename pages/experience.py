"""Experience: how the product should behave when it may be wrong, in money and in people's time."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, guidelines, people, state, story, unsure, ways, widgets, worth
from workbench.charts.experience_points import Point, points
from workbench.charts.experience_words import answer, beside_the_verdict
from workbench.experience.policies import CLASS_SHARES
from workbench.experience.race import race
from workbench.outlook.business import best_design
from workbench.run import Appraisal


def draw() -> None:
    widgets.question(story.stop("experience").question)
    if not state.needs_evidence():
        controls.body(_figures, instead=people.mended)
    widgets.next_step("try_it", "what does it feel like to use it?")


def _figures(appraisal: Appraisal, quick: bool) -> None:
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        name = _whose(appraisal)
        beside = ways.beside(appraisal, name)
        ways.team()
        people.assumptions(appraisal)
        unsure.worth_of_an_hour(appraisal, name, quick)
    shown = _points(appraisal, name, beside, quick)
    currency, today = appraisal.prices.costs.currency, appraisal.scenario.decision.today
    with top:
        spent = today.seconds if today.kind == "human" else None
        widgets.answer(answer(shown, currency, today=spent, people_priced=appraisal.scenario.people_are_priced))
        _beside_the_verdict(appraisal, shown, quick)
    with left:
        ways.picture(shown, currency)
        worth.best(appraisal, name, people.having(appraisal, name), quick)
        # Beside the people and not below them: their panel is long.
        worth.table(appraisal, name, people.having(appraisal, name), quick)
        unsure.risk_against_coverage(appraisal, name)
        guidelines.draw(appraisal, name)
    people.table(appraisal)
    controls.left_out(appraisal.prices)


def _beside_the_verdict(appraisal: Appraisal, shown: tuple[Point, ...], quick: bool) -> None:
    """Say why the verdict at the side names another way of behaving, where it does."""
    product = best_design(race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick))
    if product is not None:
        currency, verdict = appraisal.prices.costs.currency, appraisal.verdict.sentence
        told = beside_the_verdict(shown, product.label, product.all_in * 1000, verdict, currency)
        st.markdown(widgets.text(told))


def _whose(appraisal: Appraisal) -> str:
    names = ways.candidates(appraisal)
    best = appraisal.prices.best_model if appraisal.prices.best_model in names else names[0]
    return controls.one_of("Behind the screen", "candidate", names, best, titles=ways.NAMES)


def _points(appraisal: Appraisal, name: str, beside: tuple[str, ...], quick: bool) -> tuple[Point, ...]:
    fees = {one: people.having(appraisal, one) for one in ways.candidates(appraisal)}
    return points(appraisal.outcomes, name, fees, CLASS_SHARES, beside, people.opponent(appraisal, quick))


draw()
