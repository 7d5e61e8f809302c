"""What a participant will see, before anybody does: the screen of each variant, and who sees what in which order."""

from __future__ import annotations

import streamlit as st

from pages.parts import prototype_view, state, taking_case, widgets
from pages.parts.prototype_case import Click, Desk
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.williams import assignment, case_of, shown_of, williams

ORDERS_SHOWN = 6


def screen(plan: StudyPlan) -> None:
    """Draw one case as each variant shows it; clicks lead nowhere here."""
    letters = "ABC"[: len(plan.variants)]
    key = state.key(f"study.preview.{len(letters)}")
    chosen = st.segmented_control(
        "Seen by a participant", list(letters), default="A", key=key, format_func=lambda one: f"Screen {one}", required=True
    )
    variant = letters.index(chosen or "A")
    st.caption(widgets.text(plan.variants[variant].title))
    first = next(one for one in assignment(plan, 0) if not one.practice)
    seen = first._replace(variant=variant, case=plan.slots[0][variant])
    desk = Desk(key="study-preview", answers=plan.answers, name=plan.name, at=0, of=len(plan.slots) + len(plan.practice))
    prototype_view.draw(case_of(plan, seen), shown_of(plan, seen), taking_case.settings(plan), desk, _nowhere)
    st.caption(
        "This is how it looks and only that: buttons lead nowhere here. Words, columns and template are set on **Try it**, "
        "where it can be used."
    )


def _nowhere(_click: Click) -> None:
    """A preview is only looked at."""


def order(plan: StudyPlan) -> None:
    """Draw who sees the variants in which order, and how many cases of each kind."""
    with st.expander("Who sees what in which order"):
        many = min(len(williams(len(plan.variants))), ORDERS_SHOWN)
        st.dataframe(_orders(plan, many), hide_index=True)
        st.caption(
            widgets.text(
                f"After {many} people it begins again. Every screen comes first equally often and follows every other one "
                "equally often; which cases go with which screen moves on from one to the next, and nobody sees a case twice."
            )
        )


def _orders(plan: StudyPlan, many: int) -> dict[str, list[str]]:
    rows = [list(dict.fromkeys(one.variant for one in assignment(plan, number) if not one.practice)) for number in range(many)]
    shown = {"Participant": [str(number + 1) for number in range(many)]}
    for place in range(len(plan.variants)):
        shown[f"Part {place + 1}, {plan.per_variant} cases"] = [
            f"{'ABC'[row[place]]}: {widgets.plain(plan.variants[row[place]].title)}" for row in rows
        ]
    return shown
