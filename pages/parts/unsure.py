"""What is known about handing unsure cases over: what one more hour of people's time is worth, and risk against coverage."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, theme, widgets
from workbench.charts import risk
from workbench.charts.risk_words import alt, in_words, title
from workbench.experience.deferral import deferral
from workbench.experience.hour import hour
from workbench.experience.hour import in_words as hour_in_words
from workbench.experience.policies import find
from workbench.experience.risk_coverage import risk_coverage
from workbench.run import Appraisal
from workbench.scenario import likely

MOST_CASES_QUICKLY = 50_000
"""Up to so many cases it is worked out while a control moves; over more of them it waits until figures rest."""


def worth_of_an_hour(appraisal: Appraisal, name: str, quick: bool) -> None:
    """Say in one sentence, beside the cases that people can take, what one more hour of theirs would save."""
    if not _hands_over(appraisal, name) or (quick and len(appraisal.evidence.y) > MOST_CASES_QUICKLY):
        return
    scenario = appraisal.scenario
    cases = deferral(appraisal.evidence, scenario, appraisal.prices, name)
    found = hour(cases, scenario.policies.capacity, float(likely(scenario.people.by_hand)))
    if found is not None:
        st.caption(widgets.text(hour_in_words(found, appraisal.prices.costs.currency)))


def risk_against_coverage(appraisal: Appraisal, name: str) -> None:
    """Draw it where somebody asks for it: it sorts all cases twice, and draws them anew for its intervals."""
    if not _hands_over(appraisal, name):
        return
    opened = st.expander("How much the product should decide itself", key=state.key("risk"), on_change="rerun")
    if not opened.open:
        return
    scenario, currency = appraisal.scenario, appraisal.prices.costs.currency
    found = risk_coverage(deferral(appraisal.evidence, scenario, appraisal.prices, name), scenario.policies.capacity)
    priced = find(appraisal.outcomes, "defer", name)
    with opened:
        st.markdown(f"**{widgets.text(title(found, currency))}**")
        theme.show_chart(risk.chart(found, currency, dark=theme.is_dark()), alt=alt(found, currency), key="risk-chart")
        for sentence in in_words(found, currency, None if priced is None else priced.cost_per_case):
            st.markdown(widgets.text(sentence))


def _hands_over(appraisal: Appraisal, name: str) -> bool:
    """Whether handing over with this candidate is among what is compared."""
    return find(appraisal.outcomes, "defer", name) is not None
