"""Trust: who bears the mistakes, and whether that could be chance."""

from __future__ import annotations

import streamlit as st

from pages.parts import bearing, controls, state, story, theme, widgets
from workbench.charts import trust
from workbench.run import Appraisal
from workbench.trust.borne import Borne
from workbench.trust.burden import answer, telling

MADE_UP = "Made-up cases have no groups: who bears the mistakes can be told once a table of past cases is opened."
NOTHING_YET = "No groups are chosen yet: name the columns that tell apart who is affected."
TEACHING = (
    "An average hides who pays. A product can be right nine times in ten and wrong nearly every time for one region, one age, "
    "one kind of customer. Choose columns that tell apart **people who are affected**, or cases that somebody will ask about: "
    "where they live, how old they are, which channel they came by, how much is at stake."
)


def draw() -> None:
    widgets.question(story.stop("trust").question)
    if state.needs_evidence():
        if state.framing_problem() is not None and state.scenario().data.groups:
            bearing.chooser()  # it may be a group that cannot be used, and here it can be taken out again
    elif state.is_made_up():
        widgets.answer(MADE_UP)
    elif state.scenario().data.groups:
        controls.body(_body)
    else:
        _empty()
    widgets.next_step("decide", "build, don't, rules, redesign, or labels first?")


def _empty() -> None:
    widgets.answer(NOTHING_YET)
    st.markdown(TEACHING)
    bearing.suggestions()
    bearing.chooser()
    st.caption(bearing.KEPT)


def _body(appraisal: Appraisal, _quick: bool) -> None:
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        bearing.chooser()
        found = bearing.shown(appraisal)
        st.caption(bearing.KEPT)
    if found is None:
        with top:
            widgets.answer(NOTHING_YET)
        return
    borne, column = found
    currency = appraisal.prices.costs.currency
    with top:
        widgets.answer(answer(borne, column, currency))
        bearing.unlike_the_verdict(appraisal, borne)
    with left:
        _picture(borne, column, currency)
    bearing.details(appraisal, borne, column)
    controls.left_out(appraisal.prices)


def _picture(found: Borne, column: str, currency: str) -> None:
    st.markdown(f"**{widgets.text(trust.title(found, column, currency))}**")
    if trust.rows(found, column):
        theme.show_chart(
            trust.chart(found, column, currency, theme.is_dark()), alt=trust.alt(found, column, currency), key="trust"
        )
    left_out = trust.left_out(found, column)
    if left_out:
        st.markdown(widgets.text(left_out))
    if telling(found, column) is not None:
        st.markdown(bearing.REMEDIES)


draw()
