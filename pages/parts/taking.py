"""The page of those who take part in a study: consent, the cases, what they preferred, thanks. Nothing else of the app is here.

Everything is read from the plan that was kept when the study began; this session never holds a table, evidence or a scenario.
"""

from __future__ import annotations

import streamlit as st

from pages.parts import taking_attempt, taking_browser, taking_case, taking_end, taking_seat, widgets
from pages.parts.taking_seat import Seat
from workbench.errors import UserError
from workbench.experience.studies.planned import StudyPlan
from workbench.record.kept import Kept, Participant

NO_LINK = UserError(
    "This address is not complete.",
    "The link to a study ends in a long key, and here there is none.",
    "Open the whole link as it was sent to you.",
)
PRIVATE = (
    "Nobody asks who you are. What is kept: your answers, how long each took, and a number in place of a name. You can stop at "
    "any time, and delete what you answered at the end or here. Close the page and open the same link in this browser to go on."
)


def draw() -> None:
    """Draw where this participant is."""
    taking_browser.hide_the_rest()
    taking_attempt.said()
    try:
        _study()
    except UserError as problem:
        _refused(problem)


def _study() -> None:
    if not taking_seat.study_key():
        raise NO_LINK
    kept, plan = taking_seat.open_study()
    one = _whoever_it_is()
    if one is None:
        _consent(kept, plan)
        return
    seat = Seat(one.key, one.number)
    if kept.status != "open":
        taking_end.over(kept, seat)
    elif not taking_case.draw(plan, seat, one.next):
        taking_end.draw(plan, seat, one.preferred)


def _whoever_it_is() -> Participant | None:
    """Return who takes part: as the address says, else as this browser remembers."""
    named = taking_seat.known_key()
    forget = taking_seat.is_forgotten()
    remembered = taking_browser.keeper(taking_seat.study_key(), named, forget, taking_seat.useless())
    key = named or (None if forget else remembered)
    return None if key is None or key == taking_seat.useless() else taking_seat.come_back(key)


def _consent(kept: Kept, plan: StudyPlan) -> None:
    """Say what it is about before anything is kept, and begin on a click."""
    st.title(widgets.text(widgets.plain(kept.name or "A study", 120)), anchor=False)
    if kept.status != "open":
        st.info("This study takes no more answers. Thank you for coming.")
        return
    st.markdown(widgets.paragraphs(plan.consent))
    st.caption(widgets.text(f"{len(plan.slots) + len(plan.practice)} cases. {PRIVATE}"))
    st.button("I agree, begin", type="primary", key="take-begin", on_click=taking_attempt.attempt, args=(taking_seat.begin,))


def _refused(problem: UserError) -> None:
    """Say why the link is of no use, and let who took part delete what they answered all the same."""
    widgets.show_error(problem)
    key = taking_seat.known_key()
    if key is not None:
        taking_end.delete(key)
