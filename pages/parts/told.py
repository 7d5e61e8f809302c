"""What the prototype says after an answer: the truth, what it cost, the running total, and why these answers were shown."""

from __future__ import annotations

import streamlit as st

from pages.parts import people, prototype, widgets
from workbench.charts.experience import seconds
from workbench.experience.trial import Screen, Turn, in_both, rank, tally
from workbench.run import Appraisal
from workbench.wording import format_money, format_share, plural

SCREENS = people.PLAN
BEHIND = {
    "likeliest": "Whatever stands behind this screen always gives the most frequent answer, whatever it costs.",
    "given": "What stands behind this screen gives its answer whatever it costs; others follow by what that tells of the truth.",
    "drawn": "Whatever stands behind this screen guesses: it draws an answer as often as each class is frequent.",
}


def turn(last: Turn, currency: str) -> None:
    """Say what was true and what the answer came to."""
    who = "The product answered" if last.mode == "acted" else "You chose"
    truth = f"{who} {last.answer}. It was {last.truth}."
    time = "" if last.mode == "acted" else f" {seconds(last.seconds)}."
    if last.mistake:
        extra = "" if last.least == 0 else f" The best answer would have cost {format_money(last.least, currency)}."
        st.error(widgets.text(f"{truth} That costs {format_money(last.cost, currency)}.{extra}{time}"))
    else:
        paid = " Right, and it costs nothing." if last.cost == 0 else f" The best there is: {format_money(last.cost, currency)}."
        st.success(widgets.text(f"{truth}{paid}{time}"))


def total(turns: tuple[Turn, ...], currency: str) -> None:
    """Say what the answers so far came to."""
    so_far = tally(turns)
    paid = f", {seconds(so_far.seconds)} of your time" if so_far.seconds >= 0.05 else ""
    counted = f"{plural(so_far.cases, 'case')}, {plural(so_far.mistakes, 'mistake')}"
    sentence = f"So far: {counted}, {format_money(so_far.cost, currency)}{paid}."
    st.markdown(f"**{widgets.text(sentence)}**")


def why(appraisal: Appraisal, running: str, position: int, seen: Screen) -> None:
    """Explain the suggestions: what each is expected to cost on this case."""
    prediction, costs = appraisal.evidence.predictions[running], appraisal.prices.costs
    ranked = rank(prediction.proba[0, position], "cheapest", costs, position)
    shown = {one.action for one in seen.shown}
    with st.popover("Why these?" if len(seen.shown) > 1 else "Why this?"):
        st.markdown(BEHIND.get(prediction.answering, "What is expected to cost least on this case comes first."))
        lines = [one for one in ranked if one.action in shown] + [one for one in ranked if one.action not in shown][:2]
        for one in lines:
            chance = "" if one.probability is None else f", right with {format_share(one.probability)}"
            mark = "shown" if one.action in shown else "not shown"
            told = f"{one.answer} ({mark}){chance}: expected to cost {format_money(one.expected_cost, costs.currency)}"
            st.markdown(f"- {widgets.text(told)}")
        if prediction.sentence:
            st.caption(widgets.text(prediction.sentence))


def comparison(appraisal: Appraisal) -> None:
    """Set the rounds over the same cases side by side, once there is more than one."""
    begun = prototype.rounds(appraisal)
    if len(begun) < 2:
        return
    currency = appraisal.prices.costs.currency
    alike = in_both([turns for _, _, turns in begun])
    sums = [(name, SCREENS[policy], tally(turns)) for (name, policy, _), turns in zip(begun, alike, strict=True)]
    st.markdown("**The same cases, so far**")
    if any(len(turns) > len(alike[0]) for _, _, turns in begun):
        st.caption(f"Only the first {plural(len(alike[0]), 'case')}, answered in every round, so that they can be compared.")
    st.dataframe(
        {
            "Behind the screen": [name for name, _, _ in sums],
            "Behaviour": [policy for _, policy, _ in sums],
            "Cases": [one.cases for _, _, one in sums],
            "Mistakes": [one.mistakes for _, _, one in sums],
            "Cost": [format_money(one.cost, currency) for _, _, one in sums],
            "Your seconds": [round(one.seconds, 1) for _, _, one in sums],
        },
        hide_index=True,
    )
