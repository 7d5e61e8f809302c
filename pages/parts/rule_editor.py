"""Writing rules: one at a time, its conditions and its answer, and the order in which they are tried."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import memory, rule_edits, rule_value, state, widgets
from workbench.data.rule_editing import comparisons
from workbench.data.rule_words import OPS, title
from workbench.scenario import Condition, Rule

MOST_RULES, MOST_CONDITIONS = 200, 20
CONSTANT = "the constant answer that costs least"
ORDER = "The first rule that matches decides. A value that is missing matches only “is missing”."
SUGGESTIONS = {"one rule": "Suggest one rule", "small tree": "Suggest a small tree"}


def start() -> None:
    """Draw the ways to begin, where there are no rules."""
    with st.container(horizontal=True):
        st.button("Add a rule", key="rules.add", type="primary", on_click=rule_edits.add)
        _suggestions()


def draw() -> None:
    """Draw the rules, one of them open to be changed."""
    rules = state.scenario().rules
    at = min(int(memory.recall(rule_edits.OPEN, 0)), len(rules) - 1)
    st.subheader("The rules, in their order", anchor=False)
    st.caption(widgets.text(ORDER))
    listed, card = st.columns([2, 3], gap="large")
    with listed:
        _list(rules, at)
    with card, st.container(border=True):
        _card(rules[at], at)


def _list(rules: Sequence[Rule], at: int) -> None:
    key = memory.show(state.key("rules.open"), at)
    st.selectbox(
        "Rule to change",
        range(len(rules)),
        format_func=lambda place: widgets.plain(title(rules[place], place), 120),
        key=key,
        on_change=rule_edits.bring_up,
        args=(key,),
    )
    with st.container(horizontal=True):
        st.button("Move up", key="rules.up", on_click=rule_edits.move, args=(at, -1), disabled=at == 0)
        st.button("Move down", key="rules.down", on_click=rule_edits.move, args=(at, 1), disabled=at == len(rules) - 1)
        st.button("Delete", key="rules.delete", on_click=rule_edits.delete, args=(at,))
        st.button("Add a rule", key="rules.add", on_click=rule_edits.add, disabled=len(rules) >= MOST_RULES)
    _fallback()
    with st.container(horizontal=True):
        _suggestions()


def _fallback() -> None:
    known = ["", *rule_edits.answers()]
    now = state.scenario().rules_fallback or ""
    known = known if now in known else [*known, now]
    key = state.key("rules.fallback")
    st.selectbox(
        "When no rule matches",
        known,
        index=known.index(now),
        format_func=lambda answer: widgets.plain(answer) if answer else CONSTANT,
        key=key,
        on_change=rule_edits.take_fallback,
        args=(key,),
    )


def _suggestions() -> None:
    for origin, label in SUGGESTIONS.items():
        st.button(
            label,
            key=f"rules.suggest.{origin}",
            on_click=rule_edits.suggest,
            args=(origin,),
            help="Learned from these cases, and put in place of the rules there are. Undo brings those back.",
        )


def _card(rule: Rule, at: int) -> None:
    key = state.key(f"rule.{at}.name")
    st.text_input(
        "Name (may be left out)", value=rule.name, max_chars=200, key=key, on_change=rule_edits.take_rule, args=(at, "name", key)
    )
    for number, condition in enumerate(rule.when):
        _condition(condition, at, number)
    if not rule.when:
        st.caption("Without a condition this rule matches every case.")
    st.button(
        "Add a condition",
        key="rules.condition",
        on_click=rule_edits.add_condition,
        args=(at,),
        disabled=len(rule.when) >= MOST_CONDITIONS,
    )
    answers = rule_edits.answers()
    answers = answers if rule.answer in answers else [*answers, rule.answer]
    key = state.key(f"rule.{at}.answer")
    st.selectbox(
        "Then answer",
        answers,
        index=answers.index(rule.answer),
        format_func=widgets.plain,
        key=key,
        on_change=rule_edits.take_rule,
        args=(at, "answer", key),
    )


def _condition(condition: Condition, at: int, number: int) -> None:
    place, names = (at, number), rule_edits.columns()
    names = names if condition.column in names else [*names, condition.column]
    column, comparison, value, remove = st.columns([5, 5, 5, 2], vertical_alignment="bottom")
    with column:
        key = state.key(f"rule.{at}.{number}.column")
        st.selectbox(
            "If" if number == 0 else "and",
            names,
            index=names.index(condition.column),
            format_func=widgets.plain,
            key=key,
            on_change=rule_edits.take_column,
            args=(place, key),
        )
    kind = rule_value.kind_of(condition.column)
    offered = list(comparisons(kind))
    offered = offered if condition.op in offered else [*offered, condition.op]
    with comparison:
        key = state.key(f"rule.{at}.{number}.op.{condition.column}")
        st.selectbox(
            "Comparison",
            offered,
            index=offered.index(condition.op),
            format_func=OPS.__getitem__,
            key=key,
            on_change=rule_edits.take_op,
            args=(place, key),
        )
    with value:
        rule_value.draw(
            condition, kind, state.key(f"rule.{at}.{number}.value.{condition.column}.{condition.op}"), rule_edits.put_value, place
        )
    with remove:
        st.button(
            "✕", key=f"rules.remove.{number}", on_click=rule_edits.remove_condition, args=place, help="Leave this condition out"
        )
