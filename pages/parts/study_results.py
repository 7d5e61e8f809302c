"""What a study found: the answer, the picture, the figures, and one click that puts measurements in the place of assumptions."""

from __future__ import annotations

import json

import streamlit as st

from pages.parts import memory, state, stored, theme, widgets
from workbench.charts import study as charts
from workbench.charts import study_words
from workbench.errors import UserError
from workbench.experience.studies.measured import measured
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.results import Results, results
from workbench.experience.studies.trial import Trial
from workbench.record import studies
from workbench.record.kept import KeptPreference

_FOUND = "study.found"
_TAKEN = "study.taken"
WIDTHS = (3, 5, 10, 15, 20)
GAPS = (None, 5, 10, 15, 20, 30)
MORE_WRONG = (
    "In a study more suggestions are wrong than in real life, and people who expect mistakes watch closely: over-reliance will "
    "rather be higher than this. Costs in real life are worked out with real life's share of wrong suggestions."
)


def found(owner: str, plan: StudyPlan) -> Results | None:
    """Return what was found so far, worked out again when somebody has answered; None while nobody has."""
    # Who is where tells at once whether anything was answered: reading every answer takes long where many people take part.
    where = studies.progress(stored.store(), owner)
    asked = (owner, tuple((one.number, one.answered, one.seen, one.preferred) for one in where))
    known = memory.recall(_FOUND)
    if known is None or known[0] != asked:
        known = asked, _worked_out(owner, plan)
        memory.remember(_FOUND, known)
    return known[1]


def _worked_out(owner: str, plan: StudyPlan) -> Results | None:
    trials = [Trial.model_validate_json(one.trial_json) for one in studies.trials(stored.store(), owner)]
    said = studies.preferences(stored.store(), owner)
    counted = any(not one.practice for one in trials)
    return results(plan, trials, [_preferred(one) for one in said]) if counted else None


def _preferred(one: KeptPreference) -> int | None:
    """A preference names a variant, or none."""
    return json.loads(one.preference_json).get("variant")


def draw(owner: str, shown: Results) -> None:
    """Draw the picture, what the click would do, and the figures."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(f"**{widgets.text(charts.title(shown))}**")
        theme.show_chart(charts.chart(shown, dark=theme.is_dark()), alt=charts.alt(shown), key="study.chart")
    with right:
        _take(owner, shown)
        _needed(shown)
    with st.expander("Every screen, in numbers"):
        st.dataframe(study_words.table(shown), hide_index=True)
        for sentence in study_words.pairs(shown):
            st.markdown(widgets.text(sentence))
        st.caption(MORE_WRONG)


def _needed(shown: Results) -> None:
    """Say how many more people it takes, for as narrow an interval and as small a difference as is wanted."""
    place, gap = st.container(), None
    with st.popover("How sure, and how small a difference"):
        points = st.select_slider("Know over-reliance within so many points", WIDTHS, study_words.POINTS, key="study.points")
        if study_words.tells_apart(shown):
            gap = st.select_slider("Show a difference of so many points", GAPS, None, _gap, key="study.gap")
    for sentence in study_words.needed(shown, points, gap):
        place.markdown(widgets.text(sentence))


def _gap(points: int | None) -> str:
    return "as seen" if points is None else str(points)


def _take(owner: str, shown: Results) -> None:
    """Draw the one click, and after it what it did to the verdict."""
    st.subheader("In the place of what is assumed", anchor=False)
    taken = memory.recall(_TAKEN)
    if taken is not None and taken[0] == owner and taken[1] == state.scenario().people:
        _told(taken[2])
        return
    st.markdown(
        "Shares, seconds and errors as they were measured, each with its uncertainty, take the place of what is assumed about "
        "people. Undo in the sidebar brings the assumptions back."
    )
    _caution(shown.plan)
    st.button("Use what was measured", type="primary", key="study.take", on_click=_put, args=(owner, shown))


def _caution(plan: StudyPlan) -> None:
    """Say where the study was made with other data than is open."""
    table = state.dataset()
    if table is None or table.fingerprint != plan.made_from.get("data"):
        st.caption("This study was made over other data than is open here: how people behaved there may not carry over.")


def _put(owner: str, shown: Results) -> None:
    before = _verdict()

    def put() -> None:
        people = measured(shown, state.scenario().people)
        if state.change("people", **{name: getattr(people, name) for name in type(people).model_fields}):
            memory.remember(_TAKEN, (owner, state.scenario().people, before))

    state.attempt(put)


def _verdict() -> str | None:
    """Return the verdict so far as a sentence, where there is one."""
    try:
        verdict = state.verdict_so_far()
    except UserError:
        return None
    return None if verdict is None else verdict.sentence


def _told(before: str | None) -> None:
    """Say what the measurements did to the verdict."""
    now = _verdict()
    st.markdown("**Measured behaviour is in use**, with its uncertainty. Undo in the sidebar brings the assumptions back.")
    if now is not None and before is None:
        st.markdown(f"**The verdict with it:** {widgets.text(now)}")
    elif now is None:
        st.markdown("There is no verdict to compare yet: open the data of this study.")
    elif now == before:
        st.markdown(f"The verdict stays: {widgets.text(now)}")
    else:
        st.markdown(f"Verdict before: {widgets.text(before)}")
        st.markdown(f"**Verdict now:** {widgets.text(now)}")
