"""Study: let people use the screen, and put what they did in the place of what was assumed."""

from __future__ import annotations

from pages.parts import state, story, study_teach, widgets


def draw() -> None:
    widgets.question(story.stop("study").question)
    widgets.answer(study_teach.ASSUMED)
    study_teach.draw()
    state.needs_evidence()
    widgets.next_step("trust", "who bears the mistakes?")


draw()
