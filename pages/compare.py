"""Compare: every candidate on the same cases and prices, as they become ready."""

from __future__ import annotations

import streamlit as st

from pages.parts import candidates, controls, mistakes, simulated, state, story, theme, widgets
from workbench.charts import compare
from workbench.pricing.prices import Prices
from workbench.run import Appraisal


def draw() -> None:
    widgets.question(story.stop("compare").question)
    if not state.needs_evidence():
        controls.body(_body)
        widgets.next_step("rules", "what would the rules you can write today get right?")


def _body(appraisal: Appraisal, quick: bool) -> None:
    job = state.job()
    widgets.answer(compare.answer(appraisal.prices, running=job is not None and not job.finished))
    mistakes.placeholders()
    left, right = st.columns([5, 2], gap="large")
    with left:
        _picture(appraisal.prices)
        candidates.offer_calibration(appraisal, quick)
    with right:
        _assumptions(appraisal.prices)
    candidates.details(appraisal, quick)


def _picture(prices: Prices) -> None:
    st.markdown(f"**{widgets.text(compare.title(prices))}**")
    if prices.best_model is None:
        st.caption(widgets.text(compare.guessing(prices)))
    theme.show_chart(compare.chart(prices, dark=theme.is_dark()), alt=compare.alt(prices), key="compare")
    for sentence in compare.remarks(prices):
        st.markdown(widgets.text(sentence))


def _assumptions(prices: Prices) -> None:
    st.markdown("**What a mistake costs**")
    mistakes.editor(prices.costs.classes)
    if state.is_made_up():
        st.markdown("**How good the model is**")
        simulated.controls(prices)
        return
    with st.expander("Candidates and how they are tried"):
        candidates.chooser()
        simulated.controls(prices)


draw()
