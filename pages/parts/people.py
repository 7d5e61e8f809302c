"""What is assumed about people and about the screen, beside the figures it drives, and every policy's figures in a table."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.experience.lengths import longest
from workbench.experience.lists import lines_shown
from workbench.experience.naming import title
from workbench.experience.outcome import Outcome
from workbench.experience.race import race
from workbench.run import Appraisal
from workbench.scenario import likely
from workbench.wording import per_1000

MAIN = (
    ("by_hand", "Seconds to work a case by hand", "One case from scratch, with no suggestion."),
    ("notices_wrong", "Notices a wrong answer, %", "Share of wrong suggestions that people reject. The rest is over-reliance."),
    ("accepts_right", "Accepts a right answer, %", "Share of right suggestions that people take."),
    ("by_hand_error", "Wrong by hand, %", "Share of cases a person gets wrong from scratch."),
)
FINE = (
    ("read", "Seconds to read a suggestion", "One line of a list."),
    ("pick", "Seconds to pick", "Choosing one of the lines that were read."),
    ("confirm", "Seconds to confirm", "Looking at one answer and saying yes or change."),
    ("picks_wrong_though_right_shown", "Picks wrong though right is shown, %", "Share of lists that hold the right answer."),
)
SHARES = ("notices_wrong", "accepts_right", "by_hand_error", "picks_wrong_though_right_shown")


def assumptions(appraisal: Appraisal) -> None:
    """Draw the people and the screen: all of it assumed until a study measures it."""
    st.subheader("The people", anchor=False)
    st.caption("All of these are **assumed** until they are measured.")
    known = state.scenario().people
    currency = widgets.text(state.scenario().decision.currency)
    wage = None if known.wage_per_hour is None else float(likely(known.wage_per_hour))
    meaning = (
        "All in. Empty: not stated; the fee for handing a case over is then all that a case by hand costs, and tells what a "
        "second costs. With neither, time is priced at 30 an hour and the verdict leaves people out."
    )
    widgets.number(
        f"Wage an hour ({currency})", "people", "wage_per_hour", wage, min_value=0.0, step=1.0, format="%g", help=meaning
    )
    review = state.scenario().costs.review
    fee = "On top of the time by hand, which is paid by the wage. Empty: nothing but the time."
    widgets.number(
        f"Fee for handing a case over ({currency})", "costs", "review", review, min_value=0.0, step=1.0, format="%g", help=fee
    )
    for name, label, help_text in MAIN:
        _behaviour(name, label, help_text)
    with st.expander("Reading, picking, confirming"):
        for name, label, help_text in FINE:
            _behaviour(name, label, help_text)
    _screen(len(appraisal.prices.costs.classes))


def having(appraisal: Appraisal, name: str) -> float:
    """Return what having this candidate costs a case: only a model has to be built, run and asked."""
    seen = appraisal.evidence.predictions.get(name)
    return appraisal.prices.hurdle if seen is not None and seen.kind not in ("baseline", "rule", "process") else 0.0


def opponent(appraisal: Appraisal, quick: bool) -> list[Outcome]:
    """Return the verdict's cheapest opponent where it is a way of behaving: what is compared against belongs in the picture."""
    found = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick).cheapest
    return [one for one in appraisal.outcomes if (one.policy, one.candidate) == (found.policy, found.candidate)]


def _behaviour(name: str, label: str, meaning: str) -> None:
    """Shares are edited as per cent; a range `[low, likely, high]` is edited at its likely value and becomes that value."""
    scale = 100.0 if name in SHARES else 1.0
    key = state.key(f"people.{name}")
    value = round(float(likely(getattr(state.scenario().people, name))) * scale, 6)
    most = 100.0 if name in SHARES else None
    st.number_input(
        label,
        0.0,
        most,
        value,
        1.0 if value >= 10 else 0.1,
        "%g",
        key=key,
        help=meaning,
        on_change=_take,
        args=(name, key, scale),
    )


def _take(name: str, key: str, scale: float) -> None:
    value = state.widget_value(key)
    if value is not None and not state.change("people", **{name: value / scale}):
        state.afresh()


def _screen(classes: int) -> None:
    choice = state.scenario().policies
    st.subheader("The screen", anchor=False)
    if classes > 2:
        kept = None if choice.k is None else lines_shown(choice.k, classes)
        # A scenario from a file may ask for a longer list than is offered here: what is shown must be what is priced.
        most = max(longest(classes), kept or 1)
        meaning = f"From 1 to {most}: never all {classes} answers, and a long list is not read. Empty: what is cheapest is found."
        widgets.number(f"Answers shown, 1 to {most}", "policies", "k", kept, min_value=1, max_value=most, step=1, help=meaning)
    key = state.key("capacity")
    meaning = "The largest share of cases that people can take over when the product is unsure."
    st.slider(
        "Cases people can take, %",
        0,
        100,
        round(choice.capacity * 100),
        key=key,
        help=meaning,
        on_change=_take_capacity,
        args=(key,),
    )


def _take_capacity(key: str) -> None:
    state.change("policies", capacity=state.widget_value(key) / 100)


def table(appraisal: Appraisal) -> None:
    """Draw every policy over every candidate with its figures and the parameters it was priced with."""
    outcomes = appraisal.outcomes
    with st.expander("Every way of behaving, in numbers"):
        costs = [per_1000(one.cost_per_case) for one in outcomes]
        shown = {
            "Behaviour": [title(one.policy) for one in outcomes],
            "Behind it": [one.candidate for one in outcomes],
            "Cost per 1,000": [cost.estimate for cost in costs],
            "from": [cost.low for cost in costs],
            "to": [cost.high for cost in costs],
            "Seconds a case": [one.seconds_per_case for one in outcomes],
            "Ends wrong": [one.wrong_share for one in outcomes],
            "By hand": [one.human_share for one in outcomes],
            "Parameters": [", ".join(f"{name} {value:g}" for name, value in one.parameters.items()) for one in outcomes],
        }
        money, share = st.column_config.NumberColumn(format="%.0f"), st.column_config.NumberColumn(format="percent")
        st.dataframe(
            shown,
            hide_index=True,
            column_config={"Cost per 1,000": money, "from": money, "to": money, "Ends wrong": share, "By hand": share}
            | {"Seconds a case": st.column_config.NumberColumn(format="%.1f")},
        )
        st.caption("Asking the model is not in these costs: it is added in the picture, the ladder and the verdict, once.")
