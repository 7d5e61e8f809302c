"""What the prototype says beside the product: the truth, what it cost, the running total, and why these answers were shown."""

from __future__ import annotations

import streamlit as st

from pages.parts import prototype, widgets
from workbench.charts.experience_words import seconds
from workbench.experience.naming import title
from workbench.experience.seen import why_no_numbers
from workbench.experience.trial import Screen, rank
from workbench.experience.turns import Turn, in_all, tally
from workbench.money import format_money
from workbench.run import Appraisal
from workbench.wording import format_share, plural, titled

BEHIND = {
    "likeliest": "Whatever stands behind this screen always gives the most frequent answer, whatever it costs.",
    "given": "What stands behind this screen gives its answer whatever it costs; others follow by what that tells of the truth.",
    "drawn": "Whatever stands behind this screen guesses: it draws an answer as often as each class is frequent.",
}


def turn(last: Turn, currency: str) -> None:
    """Say what was true and what the answer came to."""
    if last.action == "send":
        cost = format_money(last.cost, currency)
        st.info(widgets.text(f"Sent to a colleague. It was {last.truth}. Their time, and their mistakes, come to {cost} a case."))
        return
    by_itself = last.action == "accept" and last.mode in ("acted", "undo")
    truth = f"{'The product answered' if by_itself else 'You chose'} {last.answer}. It was {last.truth}."
    time = "" if by_itself else f" {seconds(last.seconds)}."
    undone = " Part of what was done before stays done." if last.action == "undo" else ""
    if last.mistake:
        extra = "" if last.least == 0 else f" The best answer would have cost {format_money(last.least, currency)}."
        st.error(widgets.text(f"{truth} That costs {format_money(last.cost, currency)}.{undone}{extra}{time}"))
    else:
        paid = " Right, and it costs nothing." if last.cost == 0 else f" The best there is: {format_money(last.cost, currency)}."
        st.success(widgets.text(f"{truth}{paid}{time}"))


def last_done(key: str, last: Turn, helpful: bool) -> None:
    """Say what was done with the case before this one, with a way to take it back, and ask whether the suggestion helped."""
    with st.container(horizontal=True, vertical_alignment="center"):
        word, answer = prototype.dealt(last)
        st.caption(widgets.text(f"{word} {answer}".strip() + "."), width="content")
        take_back(key)
    if helpful:
        ask_helpful(key, last)


def take_back(key: str) -> None:
    """Draw the button that takes back what was done last."""
    st.button("Take that back", key="prototype.back", type="tertiary", on_click=prototype.take_back, args=(key,))


def ask_helpful(key: str, last: Turn) -> None:
    """Ask whether what was suggested last helped."""
    if not last.shown:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Was the suggestion helpful?", width="content")
        widget = f"prototype.helpful.{key}.{last.position}"
        st.feedback("thumbs", key=widget, on_change=prototype.rate, args=(key, widget))


def total(turns: tuple[Turn, ...], currency: str) -> None:
    """Say what the answers so far came to."""
    so_far = tally(turns)
    paid = f", {seconds(so_far.seconds)} of your time" if so_far.seconds >= 0.05 else ""
    sent = f", {so_far.sent} sent to a colleague" if so_far.sent else ""
    counted = f"{plural(so_far.cases, 'case')}, {plural(so_far.mistakes, 'mistake')}{sent}"
    sentence = f"So far: {counted}, {format_money(so_far.cost, currency)}{paid}."
    st.markdown(f"**{widgets.text(sentence)}**")


def why(appraisal: Appraisal, running: str, position: int, seen: Screen) -> None:
    """Explain the suggestions: who answered, and what each is expected to cost on this case."""
    if not seen.shown:
        st.caption(widgets.text(seen.why))
        return
    prediction, costs = appraisal.evidence.predictions[running], appraisal.prices.costs
    ranked = rank(prediction.proba[0, position], "cheapest", costs, position)
    shown, numbers = {one.action for one in seen.shown}, not why_no_numbers(prediction)
    with st.popover("Why these?" if len(seen.shown) > 1 else "Why this?"):
        if seen.why:
            st.markdown(widgets.text(seen.why))
        st.markdown(BEHIND.get(prediction.answering, "What is expected to cost least on this case comes first."))
        lines = [one for one in ranked if one.action in shown] + [one for one in ranked if one.action not in shown][:2]
        for one in lines:
            chance = f"right with {format_share(one.probability)}" if numbers and one.probability is not None else one.words
            mark = "shown" if one.action in shown else "not shown"
            told = f"{one.answer} ({mark}), {chance}: expected to cost {format_money(one.expected_cost, costs.currency)}"
            st.markdown(f"- {widgets.text(told)}")
        if prediction.sentence:
            st.caption(widgets.text(prediction.sentence))


def comparison(appraisal: Appraisal) -> None:
    """Set the rounds over the same cases side by side, once there is more than one."""
    begun = prototype.rounds(appraisal)
    if len(begun) < 2:
        return
    currency = appraisal.prices.costs.currency
    alike = in_all([turns for _, _, turns in begun])
    sums = [(name, title(policy), tally(turns)) for (name, policy, _), turns in zip(begun, alike, strict=True)]
    st.markdown("**The same cases, so far**")
    if any(len(turns) > len(alike[0]) for _, _, turns in begun):
        st.caption(f"Only the {plural(len(alike[0]), 'case')} answered in every round, so that they can be compared.")
    st.dataframe(
        {
            "Behind the screen": [titled(name) for name, _, _ in sums],
            "Behaviour": [policy for _, policy, _ in sums],
            "Cases": [one.cases for _, _, one in sums],
            "Mistakes": [one.mistakes for _, _, one in sums],
            "Cost": [format_money(one.cost, currency) for _, _, one in sums],
            "Your seconds": [round(one.seconds, 1) for _, _, one in sums],
        },
        hide_index=True,
    )
