"""What screens are worth: the best one in a sentence, every one of a candidate in a table, and how that is worked out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import state, widgets
from workbench.charts.experience_words import cheaper_in_words, left_in_words
from workbench.charts.worth_words import in_right_decisions
from workbench.experience.exchange import exchange, left_on_table
from workbench.experience.exchange_words import worked_out
from workbench.experience.lengths import cheaper_length
from workbench.experience.naming import named
from workbench.experience.outcome import Exchange, Outcome
from workbench.experience.policies import CLASS_SHARES
from workbench.money import format_money
from workbench.run import Appraisal

MOST_AT_ONCE = 400_000
"""Up to so many probabilities (cases times classes) every screen is worked out unasked; over more of them on demand."""
HEAD = ("| Way of behaving | Worth in right decisions | Left on the table, per 1,000 |", "|---|---|---|")
STILL = "after a moment"
METHOD = (
    "A decision is wrong when another answer would have been cheaper. Acting is made better by putting wrong decisions right, "
    "each with the same probability, until it costs what the screen costs; where the screen is dearer than acting, right "
    "decisions are made wrong instead. The share of right decisions is then what the screen is worth. Intervals: the cases drawn "
    "again, 1,000 times. What having a model costs is not in a rate; it is in what is left on the table. Amounts are per 1,000 "
    "cases."
)


def best(appraisal: Appraisal, name: str, having: float, quick: bool) -> None:
    """The exchange rate of the best screen over this candidate, whether another list does better, and what even that leaves."""
    found = min((one for one in appraisal.outcomes if one.candidate == name), key=lambda one: one.cost_per_case.estimate)
    prices, currency = appraisal.prices, appraisal.prices.costs.currency
    unused = found.human_share == 0 and found.seconds_per_case == 0
    if found.policy == "act" or unused:
        behind = "no model" if name == CLASS_SHARES else name
        told = f"Acting is the cheapest way to use {behind}: no screen adds to it, only better answers or other prices would."
        st.markdown(f"**What a screen adds.** {widgets.text(told)}")
    else:
        rate = exchange(found, appraisal.evidence, prices, quick=quick)
        st.markdown(f"**Exchange rate.** {widgets.text(rate.sentence)}")
    shorter = None if quick else cheaper_length(found, appraisal.evidence, prices, appraisal.scenario)
    if shorter is not None:
        st.markdown(widgets.text(cheaper_in_words(shorter.k, (shorter.cost + having) * 1000, currency)))
    left = left_on_table(found, prices, appraisal.scenario)
    mistakes, work = (left.total - left.people) * 1000, left.people * 1000
    st.markdown(widgets.text(left_in_words(mistakes, work, having * 1000, currency)))


def table(appraisal: Appraisal, name: str, having: float, quick: bool) -> None:
    """Every screen over this candidate: what it is worth in right decisions, and what it leaves on the table."""
    shown = [one for one in appraisal.outcomes if one.candidate == name or one.policy == "manual"]
    small = appraisal.evidence.y.size * len(appraisal.evidence.classes) <= MOST_AT_ONCE
    opened = st.expander("What each way of behaving is worth", expanded=small, key=state.key("worth"), on_change="rerun")
    if not opened.open:
        return
    # A rate goes through all cases: while a control moves, only the best one is told.
    rates = None if quick else [exchange(one, appraisal.evidence, appraisal.prices) for one in shown]
    with opened:
        st.markdown("\n".join(_rows(appraisal, shown, rates, having)))
        if rates is not None:
            _how(shown, rates, appraisal.prices.costs.currency)


def _rows(appraisal: Appraisal, shown: Sequence[Outcome], rates: Sequence[Exchange] | None, having: float) -> list[str]:
    currency = appraisal.prices.costs.currency
    rows = [*HEAD]
    for i, one in enumerate(shown):
        left = left_on_table(one, appraisal.prices, appraisal.scenario)
        fee = 0.0 if one.policy == "manual" else having
        rate = STILL if rates is None else in_right_decisions(rates[i])
        total, work = format_money((left.total + fee) * 1000, currency), format_money(left.people * 1000, currency)
        cells = (named(one, "short"), rate, f"{total}, of it people's work {work}" if left.people > 0 else total)
        rows.append(f"| {' | '.join(map(widgets.text, cells))} |")
    return rows


def _how(shown: Sequence[Outcome], rates: Sequence[Exchange], currency: str) -> None:
    with st.popover("How this is worked out", type="tertiary"):
        st.markdown(widgets.text(METHOD))
        for one, rate in zip(shown, rates, strict=True):
            told = (
                rate.sentence if rate.put_in is None or one.policy == "act" else worked_out(rate.put_in, rate.right_now, currency)
            )
            st.markdown(f"**{widgets.text(named(one, 'short'))}.** {widgets.text(told)}")
