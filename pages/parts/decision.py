"""The decision in words, and how it is made today."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.scenario import Scenario, Today, likely
from workbench.wording import format_money, format_share

TODAY = {
    "none": "Not stated, or nothing is done",
    "always": "Every case gets the same answer",
    "human": "A person decides each case",
    "rules": "The team's own rules decide",
}


def in_words(scenario: Scenario) -> str:
    """Say the decision in one sentence or two, from what is known of it."""
    decision = scenario.decision
    question = decision.question or (f"What is {scenario.data.target}?" if scenario.data.target else "No question yet.")
    volume = "" if decision.volume_per_year is None else f" {decision.volume_per_year:,.0f} times a year."
    return f"{question}{volume} {today_in_words(decision.today, decision.currency)}"


def today_in_words(today: Today, currency: str) -> str:
    if today.kind == "always":
        return f"Today every case gets “{today.answer}”."
    if today.kind == "human":
        cost = format_money(today.cost, currency)
        return f"Today a person decides: {cost} and {today.seconds:g} s a case, right in {format_share(today.accuracy)}."
    return "Today rules decide." if today.kind == "rules" else "How it is done today is not stated."


def today() -> None:
    """Draw how it is done today; only what applies to the kind chosen is asked."""
    now = state.scenario().decision.today
    kinds = [kind for kind in TODAY if kind != "rules" or now.kind == "rules"]
    key = state.key("today.kind")
    st.selectbox(
        "How is it done today?",
        kinds,
        index=kinds.index(now.kind),
        format_func=TODAY.__getitem__,
        key=key,
        on_change=_take_kind,
        args=(key,),
    )
    if now.kind == "always":
        _always(now)
    elif now.kind == "human":
        _human(now)


def _always(now: Today) -> None:
    framing = state.framing()
    classes = [now.answer] if framing is None else list(framing.classes)
    key = state.key("today.answer")
    index = classes.index(now.answer) if now.answer in classes else 0
    st.selectbox("Which answer?", classes, index=index, key=key, on_change=_take, args=("answer", key))


def _human(now: Today) -> None:
    currency = widgets.text(state.scenario().decision.currency)
    cost, seconds, right = st.columns(3)
    with cost:
        _number(f"Cost a case ({currency})", "cost", now.cost, max_value=1e9, help="All-in: the time below is not priced again.")
    with seconds:
        _number("Seconds a case", "seconds", now.seconds, max_value=1e6)
    with right:
        _number("Right, %", "accuracy", now.accuracy, 100.0, max_value=100.0, help="Share of cases that are decided rightly.")


def _number(label: str, name: str, value: float, scale: float = 1.0, **options: object) -> None:
    """scale: what is shown is the value times this."""
    key = state.key(f"today.{name}")
    st.number_input(
        label,
        min_value=0.0,
        value=round(value * scale, 6),
        step=1.0,
        format="%g",
        key=key,
        on_change=_take_scaled,
        args=(name, key, scale),
        **options,
    )


def _take_kind(key: str) -> None:
    kind = state.widget_value(key)
    framing = state.framing()
    answer = state.scenario().decision.today.answer
    if kind == "always" and answer is None and framing is not None:
        answer = framing.classes[0]
    if kind == "always" and answer is None:
        state.say("Choose the column that holds the right answer first: then its answers can be named here.")
        state.afresh()
        return
    _change(kind=kind, answer=answer, **(_by_hand() if kind == "human" else {}))
    # What was filled in is shown by inputs that may have been drawn before.
    state.afresh()


def _by_hand() -> dict[str, float]:
    """What a person who decides every case costs and gets right, as the scenario's people do; nothing where it was stated."""
    known, people = state.scenario().decision.today, state.scenario().people
    if (known.cost, known.seconds, known.accuracy) != (Today().cost, Today().seconds, Today().accuracy):
        return {}
    seconds = float(likely(people.by_hand))
    cost = float(f"{people.wage_per_second * seconds:.3g}")
    return {"cost": cost, "seconds": seconds, "accuracy": 1.0 - float(likely(people.by_hand_error))}


def _take(name: str, key: str) -> None:
    value = state.widget_value(key)
    if value is not None:
        _change(**{name: value})


def _take_scaled(name: str, key: str, scale: float) -> None:
    value = state.widget_value(key)
    if value is not None:
        _change(**{name: round(value / scale, 9)})


def _change(**values: object) -> None:
    state.change("decision", today={**state.scenario().decision.today.model_dump(), **values})
