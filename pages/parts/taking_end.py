"""What comes after the last case: which screen was liked better, thanks, and a way to take it all back."""

from __future__ import annotations

import streamlit as st

from pages.parts import taking_attempt, taking_seat, widgets
from pages.parts.taking_seat import Seat
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.williams import assignment
from workbench.record.kept import Kept
from workbench.wording import in_words

ORDINALS = ("first", "second", "third")
NO_DIFFERENCE = "No difference"


def draw(plan: StudyPlan, seat: Seat, preferred: bool) -> None:
    """Ask which screen was preferred, if that is recorded and was not said yet; then thank."""
    if "preference" in plan.record and len(plan.variants) > 1 and not preferred:
        _preference(plan, seat)
    else:
        _thanks()
    delete(seat.key)


def over(kept: Kept, seat: Seat) -> None:
    """Say that no more answers are taken; what was answered can still be deleted."""
    st.title(widgets.text(widgets.plain(kept.name or "A study", 120)), anchor=False)
    st.info("Whoever runs this study has stopped it. What you answered before is kept. Thank you.")
    delete(seat.key)


def _preference(plan: StudyPlan, seat: Seat) -> None:
    st.title("Which way of working did you like better?", anchor=False)
    order = list(dict.fromkeys(one.variant for one in assignment(plan, seat.number) if not one.practice))
    st.markdown(f"You have worked with {in_words(len(order))} screens. There is no right answer.")
    for place, variant in enumerate(order):
        title = plan.variants[variant].title
        said = f"The {ORDINALS[place]} one" + (f": {widgets.text(widgets.plain(title, 80))}" if title else "")
        _choice(said, f"take-like-{variant}", seat, variant)
    _choice(NO_DIFFERENCE, "take-like-none", seat, None)


def _choice(said: str, key: str, seat: Seat, variant: int | None) -> None:
    st.button(said, key=key, width="stretch", on_click=taking_attempt.attempt, args=(taking_seat.prefer, seat, variant))


def _thanks() -> None:
    st.title("Thank you", anchor=False)
    st.markdown("That was all. Your answers are kept, with a number in place of a name. You can close this page.")


def delete(key: str) -> None:
    """Offer to delete what was answered, asking once more."""
    st.space("medium")
    with st.popover("Delete what I answered", type="tertiary"):
        st.markdown("All your answers in this study are deleted for good. Nobody can bring them back.")
        st.button("Delete them now", key="take-delete", on_click=taking_attempt.attempt, args=(taking_seat.withdraw, key))
