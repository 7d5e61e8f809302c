"""How the prototype looks and reads: its template, wording, columns, and what it says of its confidence."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.errors import UserError
from workbench.run import Appraisal
from workbench.scenario import Prototype

TEMPLATES = {"inbox": "Inbox: a list with the open case beside it", "queue": "Approval queue: one card after another"}
CONFIDENCE = {"words": "In words", "number": "As a number", "bar": "As a bar", "none": "Not at all"}
TELL = {"each": "After each case", "end": "At the end"}
MOST_LABELS = 200


def panel() -> None:
    """Draw the settings; each is kept in the scenario, in the link, and can be undone."""
    try:
        appraisal = state.appraisal(quick=True)
    except UserError:
        return  # said where the product would be
    if appraisal is None:
        return
    with st.expander("How it looks and reads"):
        behaves, reads = st.columns(2, gap="medium")
        with behaves:
            _looks(appraisal, state.scenario().prototype)
        with reads:
            _wording(appraisal, state.scenario().prototype)


def _looks(appraisal: Appraisal, look: Prototype) -> None:
    _one_of("Template", "template", TEMPLATES, look.template)
    _one_of("How sure it says it is", "confidence", CONFIDENCE, look.confidence)
    _one_of("The truth is told", "tell", TELL, look.tell)
    _columns(appraisal, look.columns)
    widgets.switch("Ask whether a suggestion helped", "prototype", "helpful", look.helpful)
    widgets.switch("Ask why a suggestion was changed", "prototype", "reason", look.reason)
    meaning = "How long what the product did by itself can be taken back."
    widgets.number("Seconds to undo", "prototype", "undo_seconds", look.undo_seconds, 1.0, 600.0, 1.0, help=meaning)


def _wording(appraisal: Appraisal, look: Prototype) -> None:
    widgets.line("Name of the product", "prototype", "title", look.title, max_chars=200)
    widgets.line("What it asks", "prototype", "question", look.question, max_chars=200)
    none = {"max_chars": 60, "placeholder": "None of these"}
    widgets.line("Where nothing fits", "prototype", "none_of_these", look.none_of_these, **none)
    _labels(appraisal, dict(look.labels))


def _one_of(label: str, name: str, titles: dict[str, str], value: str) -> None:
    widgets.choice(label, "prototype", name, list(titles), value, format_func=lambda one: titles[one])


def _columns(appraisal: Appraisal, chosen: tuple[str, ...]) -> None:
    names = [column.name for column in appraisal.evidence.framing.features]
    if not names:
        return
    key = memory.show(state.key("prototype.columns"), [name for name in chosen if name in names])
    st.multiselect(
        "Columns shown of a case",
        names,
        key=key,
        max_selections=50,
        placeholder="All that candidates may use",
        format_func=widgets.plain,
        on_change=_take_columns,
        args=(key,),
    )


def _take_columns(key: str) -> None:
    state.change("prototype", columns=tuple(state.widget_value(key)))


def _labels(appraisal: Appraisal, labels: dict[str, str]) -> None:
    """What each answer is called on the screen, one field an answer, below a heading of their own."""
    answers = appraisal.prices.costs.answers[:MOST_LABELS]
    st.markdown("**What answers are called**")
    for number, answer in enumerate(answers):
        key = state.key(f"prototype.label.{number}")
        st.text_input(
            widgets.text(widgets.plain(answer)),
            value=labels.get(answer, ""),
            key=key,
            max_chars=60,
            placeholder=widgets.plain(answer),
            on_change=_take_label,
            args=(answer, key),
        )


def _take_label(answer: str, key: str) -> None:
    known = dict(state.scenario().prototype.labels)
    written = (state.widget_value(key) or "").strip()
    if written:
        known[answer] = written
    else:
        known.pop(answer, None)
    state.change("prototype", labels=known)
