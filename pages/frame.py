"""Frame: the decision as a card, and what happens when it is wrong."""

from __future__ import annotations

import streamlit as st

from pages.parts import decision, mistakes, no_table, state, story, target, today, widgets


def draw() -> None:
    widgets.question(story.stop("frame").question)
    if state.dataset() is None and not state.awaits_file() and not state.is_made_up():
        widgets.answer("Open a table first, or start with no data: the decision is framed round its cases.")
        widgets.go("start", "Pick a story, open a file, or do without")
        return
    widgets.answer(decision.in_words(state.scenario()))
    left, right = st.columns(2, gap="large")
    with left:
        _decision()
    with right:
        _mistakes()
    widgets.next_step("data", "can this data answer the question?")


def _decision() -> None:
    st.subheader("The decision", anchor=False)
    choice = state.scenario().decision
    widgets.line("What is decided?", "decision", "question", choice.question, placeholder="What has to be decided for each case?")
    if state.is_made_up():
        no_table.shares()
    target.chooser()
    count, unit = st.columns([2, 1])
    with count:
        volume = choice.volume_per_year
        widgets.number("How many cases a year?", "decision", "volume_per_year", volume, min_value=1.0, step=1000.0, format="%.0f")
    with unit:
        widgets.line("Currency", "decision", "currency", choice.currency, max_chars=12)
    today.draw()
    widgets.switch("We have talked to the people who will use it", "decision", "talked_to_users", choice.talked_to_users)


def _mistakes() -> None:
    st.subheader("When it is wrong", anchor=False)
    framing = state.framing()
    problem = state.framing_problem()
    if problem is not None:
        widgets.show_error(problem)
    mistakes.editor(() if framing is None else framing.classes)
    costs = state.scenario().costs
    currency = widgets.text(state.scenario().decision.currency)
    widgets.number(
        f"Fee for handing a case over ({currency}, on top of the time by hand)",
        "costs", "review", costs.review, min_value=0.0, step=1.0, format="%g",
        help="What handing one case to a person costs beyond their time, which is priced at the wage of the Experience page. "
        "Empty: nothing but the time.",
    )  # fmt: skip
    widgets.number(
        f"Asking the model once costs ({currency})",
        "costs",
        "prediction",
        costs.prediction,
        min_value=0.0,
        step=0.001,
        format="%g",
    )


draw()
