"""The business case: what a year and all years bring, with the figures it rests on."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.experience.race import Race
from workbench.outlook.business import business_case, saving, worth_of_perfect
from workbench.outlook.told import business_in_words, perfect_in_words, present_in_words
from workbench.run import Appraisal


def case(appraisal: Appraisal, ran: Race) -> None:
    """Say what a year brings, what all years are worth today, and what a perfect model would be worth at most."""
    st.subheader("The business case", anchor=False)
    currency, scenario = appraisal.prices.costs.currency, appraisal.scenario
    found, perfect = saving(ran), worth_of_perfect(ran, scenario)
    counted = None if found is None else business_case(found.per_case, scenario)
    if found is None:
        st.markdown("No model has been tried yet, so there is nothing to build.")
    elif counted is None:
        st.markdown("How many cases there are a year is not stated: say so, and savings become money a year.")
    else:
        st.markdown(widgets.text(business_in_words(counted, found.product, found.opponent, currency)))
        st.markdown(widgets.text(present_in_words(counted, currency)))
    if perfect is not None:
        st.markdown(widgets.text(perfect_in_words(perfect, currency)))


def editor(currency: str) -> None:
    """Draw the figures of the business case, to be edited."""
    known, money = state.scenario(), state.scenario().business
    fields = (
        ("Cases a year", "decision", "volume_per_year", known.decision.volume_per_year, 1.0, None, 1000.0),
        (f"To build ({currency})", "business", "build", money.build, 0.0, None, 1000.0),
        (f"To run, a year ({currency})", "business", "run_per_year", money.run_per_year, 0.0, None, 1000.0),
        ("Years in use", "business", "years", money.years, 0.5, 50.0, 0.5),
        ("Cases to label first", "business", "labels", money.labels, 0.0, 1e12, 100.0),
        (f"To label one ({currency})", "business", "per_label", money.per_label, 0.0, None, 0.1),
    )
    columns = [*st.columns(4), *st.columns(4)]
    for column, (label, part, name, value, least, most, step) in zip(columns, fields, strict=False):
        with column:
            widgets.number(label, part, name, value, min_value=least, max_value=most, step=step, format="%.12g")
    with columns[len(fields)]:
        key, meaning = state.key("business.discount"), "What money is worth less for coming a year later: 8 % is usual."
        shown = round(money.discount * 100, 6)
        st.number_input(
            "Discount a year, %", 0.0, 100.0, shown, 0.5, "%g", key=key, help=meaning, on_change=_discount, args=(key,)
        )


def _discount(key: str) -> None:
    value = state.widget_value(key)
    if value is not None and not state.change("business", discount=value / 100):
        state.afresh()
