"""Walkthrough: the story on a projector, one idea a screen, with the arrow keys."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, outlook, pictures, stage, state, widgets
from workbench.errors import UserError
from workbench.handoff.slides import slides
from workbench.outlook.outlook import Outlook
from workbench.run import Appraisal

LAST_SLIDE = "What would change the verdict is being worked out; where something would, it comes as the last slide."


def draw() -> None:
    if stage.is_black():
        stage.black()
    elif not state.needs_evidence():
        controls.body(_slide)


def _slide(appraisal: Appraisal, quick: bool) -> None:
    if stage.is_black():
        st.rerun()
    found = outlook.current(appraisal)
    shown = slides(appraisal, quick, found if isinstance(found, Outlook) else None)
    at = min(state.scenario().view.slide, len(shown) - 1)
    now = shown[at]
    stage.controls(at, len(shown))
    st.title(widgets.text(now.sentence), anchor=False)
    number, picture = st.columns([2, 5], gap="large", vertical_alignment="center")
    with number:
        st.title(f":primary[{widgets.text(now.number)}]", anchor=False)
        st.subheader(widgets.text(now.caption), anchor=False)
    with picture:
        pictures.draw(now.picture, appraisal, quick)
    if stage.has_notes():
        st.markdown("\n".join(f"- {widgets.text(note)}" for note in now.notes))
    if not isinstance(found, UserError) and outlook.complete(appraisal) is None:
        outlook.wait(appraisal, bar=False, said=LAST_SLIDE)


draw()
