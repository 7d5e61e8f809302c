"""Controls that several pages share: whose figures are shown, what is assumed about people, and when figures have come to rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.parts import memory, shell, state, widgets
from workbench.run import Appraisal
from workbench.scenario import likely

PEOPLE = (
    ("wage_per_hour", "Wage an hour", "What an hour of these people costs, all in.", None),
    ("by_hand", "Seconds by hand", "One case from scratch, with no suggestion.", None),
    ("read", "Seconds to read a suggestion", "One line of a list.", None),
    ("pick", "Seconds to pick", "Choosing one of the lines that were read.", None),
    ("confirm", "Seconds to confirm", "Looking at one answer and saying yes or change.", None),
    ("notices_wrong", "Notices a wrong answer", "Share of wrong suggestions that people reject; the rest is over-reliance.", 1.0),
    ("accepts_right", "Accepts a right answer", "Share of right suggestions that people take.", 1.0),
    ("picks_wrong_though_right_shown", "Picks wrong though right is shown", "Share of lists with the right answer.", 1.0),
    ("by_hand_error", "Errors by hand", "Share of cases a person gets wrong from scratch.", 1.0),
)


def body(draw: Callable[[Appraisal, bool], None]) -> None:
    """Draw the part of a page that follows a control at once, and the rest of the app when it rests.

    A change is first drawn with quick intervals, by this part alone. If nothing else is moved meanwhile, the whole app is drawn again,
    with bootstrap intervals; a further move interrupts that and nothing is lost.
    """

    def part() -> None:
        figures = state.scenario().priced.model_dump_json()
        moving = memory.recall("rested") not in (None, figures)
        appraisal = state.appraisal(quick=moving)
        if appraisal is not None:
            draw(appraisal, moving)
        memory.remember("rested", figures)
        if moving:
            st.rerun()

    st.fragment(shell.guarded(part))()


def candidate(appraisal: Appraisal, names: Sequence[str], field: str, label: str, default: str, **options: Any) -> str:
    """Choose a candidate; the choice is kept in the scenario's view, so that a link shows the same."""
    kept = getattr(appraisal_view(), field)
    chosen = kept if kept in names else default
    key = state.key(f"view.{field}")
    st.selectbox(
        label,
        names,
        index=list(names).index(chosen),
        key=key,
        format_func=widgets.plain,
        on_change=take,
        args=(field, key),
        **options,
    )
    return chosen


def appraisal_view() -> Any:
    return state.scenario().view


def take(field: str, key: str) -> None:
    state.change("view", **{field: state.widget_value(key)})


def people() -> None:
    """Everything that is assumed about people, each editable, each marked as assumed until it is measured."""
    known = state.scenario().people
    for name, label, meaning, most in PEOPLE:
        value = getattr(known, name)
        stated = None if value is None else float(likely(value))
        suffix = " (not stated)" if value is None else " (assumed)"
        widgets.number(
            label + suffix, "people", name, stated, min_value=0.0, max_value=most, help=meaning, step=_step(most, stated)
        )


def _step(most: float | None, value: float | None) -> float:
    if most is not None:
        return 0.01
    return 0.1 if value is not None and value < 10 else 1.0
