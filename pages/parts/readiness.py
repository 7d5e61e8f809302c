"""What the readiness checks say, most serious first, with what to do and a way to say "I checked"."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import state, widgets
from workbench.data.dataset import Dataset
from workbench.data.framing import Framing
from workbench.data.readiness import Finding
from workbench.errors import UserError

SEVERITIES = {"stop": ("Stop", "red"), "warn": ("Look at this", "orange")}
MOST_SHOWN = 20
LOOKED_FOR = """Looked for, and not found:
- classes too rare to learn or to judge, or written in two ways
- rows without an answer
- identifiers, constants and empty columns that are still in use
- one column that gives the answer away, or follows it
- rows that repeat, or say the same with different answers"""


def in_words(dataset: Dataset, framing: Framing | None, problem: UserError | None, findings: Sequence[Finding]) -> str:
    """Answer the page's question in one sentence."""
    if problem is not None:
        return "Not as the question is put now."
    if framing is None:
        return f"{len(dataset.table):,} cases are here. Choose the column that holds the right answer."
    cases = f"{len(framing.rows):,} cases, {len(framing.features):,} columns to learn from"
    stops = sum(finding.severity == "stop" for finding in findings)
    looks = sum(finding.severity == "warn" for finding in findings)
    if stops:
        return f"Not yet: {_things(stops)} to be put right first. {cases}."
    if looks:
        return f"Yes, with {_things(looks)} to look at before a figure is trusted. {cases}."
    return f"Nothing stands in the way: {cases}. Whether they tell anything shows when models are compared."


def draw(findings: Sequence[Finding]) -> None:
    """List the findings, most serious first; mere notes without a box of their own."""
    serious = [finding for finding in findings if finding.severity != "note"]
    serious.sort(key=lambda finding: list(SEVERITIES).index(finding.severity))
    for position, finding in enumerate(serious[:MOST_SHOWN]):
        with st.container(border=True):
            _finding(finding, position)
    mild = [finding for finding in findings if finding.severity == "note" and not _listed_beside(finding)]
    notes = [f"- {widgets.text(finding.sentence)} {widgets.text(finding.do)}" for finding in mild]
    if notes:
        st.markdown("Good to know:\n" + "\n".join(notes[:MOST_SHOWN]))
    if not serious and not notes:
        st.markdown(LOOKED_FOR)
    hidden = max(0, len(serious) - MOST_SHOWN) + max(0, len(notes) - MOST_SHOWN)
    if hidden:
        st.caption(f"and {hidden:,} more")


def _listed_beside(finding: Finding) -> bool:
    """Whether a note only says that a column is set aside: this page lists those, each with its reason."""
    return finding.check in ("constant", "id-like") and "is set aside" in finding.sentence


def _finding(finding: Finding, position: int) -> None:
    name, colour = SEVERITIES[finding.severity]
    st.badge(name, color=colour)
    st.markdown(f"{widgets.text(finding.sentence)} {widgets.text(finding.do)}")
    if finding.column is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_flag(finding):
            _accept(finding.column, position)
        _exclude(finding.column, position)


def is_flag(finding: Finding) -> bool:
    """Whether someone may say of this finding "I checked, it is no leak"."""
    return "leak" in finding.check or finding.check == "scores of a model"


def _accept(column: str, position: int) -> None:
    key = state.key(f"accept.{position}.{column}")
    st.checkbox("I checked: it is known before the decision", value=False, key=key, on_change=_take, args=(column, key))


def _take(column: str, key: str) -> None:
    others = tuple(name for name in state.scenario().data.accepted_flags if name != column)
    state.change("data", accepted_flags=(*others, column) if state.widget_value(key) else others)


def accepted() -> None:
    """List what was accepted as no leak, each with a way to take that back."""
    for column in state.scenario().data.accepted_flags:
        key = state.key(f"accepted.{column}")
        label = f"Checked: {widgets.text(column)} is known before the decision"
        st.checkbox(label, value=True, key=key, on_change=_take, args=(column, key))


def _exclude(column: str, position: int) -> None:
    choice = state.scenario().data
    if column not in (*choice.exclude, choice.target):
        st.button("Leave this column out", key=f"leave.{position}.{column}", on_click=_leave_out, args=(column,))


def _leave_out(column: str) -> None:
    state.change("data", exclude=(*state.scenario().data.exclude, column))
    state.afresh()


def _things(count: int) -> str:
    return "one thing" if count == 1 else f"{count:,} things"
