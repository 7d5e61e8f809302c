"""Required quality: what a model has to reach before it pays, and how far the candidates are."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, mistakes, required, simulated, state, story, widgets
from workbench.run import Appraisal


def draw() -> None:
    widgets.question(story.stop("quality").question)
    if not state.needs_evidence():
        controls.body(_body)
    widgets.next_step("experience", "how should the product behave?")


def _body(appraisal: Appraisal, quick: bool) -> None:
    top = st.container()
    mistakes.placeholders()
    left, right = st.columns([3, 2], gap="large")
    names = required.names(appraisal)
    with right:
        name = _chosen(appraisal, names)
        st.markdown("**How good a simulated model is**" if state.is_made_up() else "**What if there were a better model?**")
        simulated.controls(appraisal.prices)
        required.simulated_needs(appraisal, quick)
        st.markdown("**What a mistake costs**")
        mistakes.editor(appraisal.prices.costs.classes)
    with left:
        if appraisal.evidence.framing.task == "binary":
            required.two_classes(appraisal, name, names, top)
        else:
            required.many_classes(appraisal, name, names, quick, top)


def _chosen(appraisal: Appraisal, names: tuple[str, ...]) -> str | None:
    """Begin with the best model, and while there is none with what is there; choosing begins when all are ready."""
    best = (appraisal.prices.best_model, appraisal.prices.best_baseline, *names)
    usual = next((one for one in best if one in names), None)
    job = state.job()
    # A browser that still shows fewer candidates would send its choice back as if somebody had made it.
    if usual is None or (job is not None and not job.finished):
        return usual
    return controls.one_of("Whose answers", "candidate", names, usual)


draw()
