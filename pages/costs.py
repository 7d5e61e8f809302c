"""Costs: what right and wrong answers are worth, and where the line should be."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, costs_views, flips, lines, matrix, mistakes, state, story, widgets
from workbench.charts import costs
from workbench.pricing.confusion import Confusion, confusion, dearest
from workbench.pricing.prices import Price
from workbench.run import Appraisal
from workbench.wording import per_1000


def draw() -> None:
    widgets.question(story.stop("costs").question)
    if not state.needs_evidence():
        controls.body(_figures, instead=_editor_alone)
    widgets.next_step("quality", "how good must it be before it pays?")


def _figures(appraisal: Appraisal, quick: bool) -> None:
    top, shown = st.container(), st.container()
    mistakes.placeholders(("frame",))
    with shown:
        name = controls.one_of("Whose answers", "candidate", controls.scored(appraisal), controls.best(appraisal))
    left, right = st.columns([3, 2], gap="large")
    below = st.container()
    if appraisal.evidence.framing.task == "binary":
        with left:
            found, whose = lines.draw(appraisal, name, quick, top)
    else:
        found, whose = confusion(appraisal.prices[name], appraisal.prices, appraisal.evidence), f"the cost of {name}"
        with top:
            _dearest(found, appraisal.prices[name], appraisal.prices.costs.currency)
        with left:
            matrix.picture(found, appraisal.prices.costs.currency)
    with right:
        st.subheader("What a mistake costs", anchor=False)
        mistakes.editor(appraisal.prices.costs.classes, below)
    matrix.table(found, appraisal, whose)
    flips.line(appraisal)
    costs_views.section(appraisal, quick)


def _editor_alone() -> None:
    """What is wrong is said above; here it is put right."""
    framing = state.framing()
    if framing is not None:
        st.subheader("What a mistake costs", anchor=False)
        mistakes.editor(framing.classes)


def _dearest(found: Confusion, price: Price, currency: str) -> None:
    worst = dearest(found, most=1)
    if not worst:
        widgets.answer(f"With these prices, nothing that {price.name} answers costs anything.")
        return
    cell = worst[0]
    total = per_1000(price.cost_per_case)
    widgets.answer(costs.answer_many(cell.truth, cell.answer, cell.money, total, price.name, currency))


draw()
