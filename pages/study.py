"""Study: let people use the screen, and put what they did in the place of what was assumed."""

from __future__ import annotations

import streamlit as st

from pages.parts import (
    controls,
    progress,
    state,
    stored,
    story,
    study_files,
    study_keys,
    study_plan,
    study_preview,
    study_results,
    study_running,
    study_sample,
    study_setup,
    study_teach,
    widgets,
)
from workbench.charts.study_words import answer
from workbench.errors import UserError
from workbench.experience.studies.needed import beforehand
from workbench.experience.studies.planned import StudyPlan, read_plan
from workbench.record import studies
from workbench.record.kept import Owned
from workbench.run import Appraisal
from workbench.wording import plural


def draw() -> None:
    widgets.question(story.stop("study").question)
    owner = study_keys.owner()
    if owner is not None:
        _begun(owner)
    elif state.is_made_up():
        widgets.answer(study_teach.NO_TABLE)
        widgets.go("start", "Open a table of past cases")
        study_teach.draw()
    elif not state.needs_evidence():
        controls.body(_planning, study_teach.draw)
    else:
        study_teach.draw()
    if owner is None:
        study_sample.offer()
    study_files.others(owner)
    stored.note()
    widgets.next_step("trust", "who bears the mistakes?")


def _planning(appraisal: Appraisal, _quick: bool) -> None:
    if study_keys.known() is not None:
        st.rerun()  # begun by a click in here, which draws only what is in here again
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    with right:
        study_setup.controls_of(appraisal)
    found = study_plan.planned(appraisal)
    with left:
        _planned(appraisal, found)
    with top:
        widgets.answer(study_teach.ASSUMED if isinstance(found, UserError) else _answer(found))
    study_teach.folded()


def _answer(plan: StudyPlan) -> str:
    cases = plural(len(plan.slots), "case")
    within = study_teach.precision(beforehand(plan).participants)
    return f"Nobody has been watched yet; {plural(plan.participants, 'person', 'people')} with {cases} each are planned.{within}"


def _planned(appraisal: Appraisal, found: StudyPlan | UserError) -> None:
    if isinstance(found, UserError) and study_plan.is_early(appraisal):
        st.info(study_teach.EARLY)
        return
    if isinstance(found, UserError):
        widgets.show_error(found)
        return
    study_preview.screen(found)
    study_setup.consent(state.scenario().study, found.consent)
    st.button("Begin the study", type="primary", key="study.begin", on_click=_begin, args=(found,))
    study_preview.order(found)


def _begin(plan: StudyPlan) -> None:
    def begin() -> None:
        study_keys.put(studies.begin(stored.store(), plan.model_dump_json(), plan.name or "A study").owner_key)

    state.attempt(begin)


def _begun(owner: str) -> None:
    # Always one container, so that what is below keeps its place when the line goes.
    with st.container():
        if state.framing() is not None:
            progress.line(state.job())
    try:
        study = studies.owned(stored.store(), owner)
        plan = read_plan(study.plan_json)
    except UserError as problem:
        widgets.show_error(problem)
    else:
        _study(owner, study, plan)
    st.button("Plan another study", key="study.leave", on_click=study_keys.put, args=(None,))


def _study(owner: str, study: Owned, plan: StudyPlan) -> None:
    study_sample.banner(plan)
    shown = study_results.found(owner, plan)
    widgets.answer(f"“{widgets.plain(study.name)}” has begun: send the link." if shown is None else answer(shown))
    if shown is not None:
        study_results.draw(owner, shown)
        st.subheader(f"The study “{widgets.text(widgets.plain(study.name))}”", anchor=False)
    study_running.links(owner, study)
    study_running.where(owner, study, plan)
    study_running.actions(owner, study, plan)


draw()
