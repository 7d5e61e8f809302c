"""What a study is planned with: its variants, cases and people, what is recorded, and the words that come first."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import controls, memory, state, study_plan, widgets
from workbench.run import Appraisal
from workbench.scenario import StudyDesign, Variant
from workbench.wording import in_words, titled

BEST = "the best model"
RECORDED = {
    "time": "Seconds for each case",
    "confidence": "How sure people are",
    "helpful": "Whether it helped",
    "reason": "Why they changed it",
    "preference": "Which they liked better",
}


def controls_of(appraisal: Appraisal) -> None:
    """Draw all that can be chosen."""
    design = study_plan.designed(appraisal).study
    st.subheader("What is compared", anchor=False)
    _variants(appraisal, design)
    st.subheader("How much", anchor=False)
    _numbers(design)
    st.subheader("What is kept", anchor=False)
    _recorded(design)


def _variants(appraisal: Appraisal, design: StudyDesign) -> None:
    known = design.variants
    key = memory.show(state.key("study.many"), len(known) if len(known) in (2, 3) else 2)
    st.segmented_control(
        "Variants", [2, 3], key=key, format_func=in_words, on_change=_take_many, args=(key, known), required=True
    )
    for at, one in enumerate(known):
        _variant(appraisal, known, at, one)


def _variant(appraisal: Appraisal, known: tuple[Variant, ...], at: int, one: Variant) -> None:
    letter, names = "ABC"[at], list(study_plan.SCREENS)
    key = memory.show(state.key(f"study.screen.{at}"), one.screen if one.screen in names else None)
    arguments = (known, at, "screen", key)
    st.selectbox(f"Screen {letter}", names, key=key, format_func=study_plan.SCREENS.__getitem__, on_change=_take, args=arguments)
    candidates = ["", *controls.scored(appraisal)]
    key = memory.show(state.key(f"study.candidate.{at}"), one.candidate if one.candidate in candidates else "")
    st.selectbox(
        f"Behind {letter}",
        candidates,
        key=key,
        format_func=lambda name: titled(name) if name else BEST,
        on_change=_take,
        args=(known, at, "candidate", key),
        disabled=one.screen == "manual",
    )


def _take_many(key: str, known: tuple[Variant, ...]) -> None:
    wanted = state.widget_value(key) or 2
    unused = [name for name in study_plan.SCREENS if name not in {one.screen for one in known}]
    more = [Variant(screen=name) for name in unused[: max(0, wanted - len(known))]]
    _put((*known, *more)[:wanted])


def _take(known: tuple[Variant, ...], at: int, name: str, key: str) -> None:
    changed = known[at].model_copy(update={name: state.widget_value(key) or None})
    _put((*known[:at], changed, *known[at + 1 :]))


def _put(variants: tuple[Variant, ...]) -> None:
    state.change("study", variants=[one.model_dump() for one in variants])


def _numbers(design: StudyDesign) -> None:
    left, right = st.columns(2)
    with left:
        meaning = "Over all variants, practice left out. 8 a variant are usual; more tire people."
        _whole("Cases for each person", "cases", design.cases, 4, 200, meaning)
        _whole("Practice cases", "practice", design.practice, 0, 10, "Shown first, and not counted.")
    with right:
        _whole("People wanted", "participants", design.participants, 1, 1_000, "The link takes more.")
        meaning = "A case that takes longer is kept as one that ran out of time."
        widgets.number(
            "Seconds for one case, at most", "study", "timeout", design.timeout, 5.0, 3_600.0, 5.0, format="%g", help=meaning
        )
    key = memory.show(state.key("study.wrong"), round(100 * design.wrong_share))
    meaning = (
        "Of the suggestions that are shown, in every variant alike. 30 to 40 % show over-reliance with few people. Where "
        "mistakes are rarer in real life people watch less closely, so what a study finds is on the bright side."
    )
    st.slider("Wrong suggestions, %", 0, 100, step=5, key=key, help=meaning, on_change=_take_wrong, args=(key,))


def _whole(label: str, name: str, value: int, low: int, high: int, meaning: str) -> None:
    widgets.number(label, "study", name, value, low, high, 1, help=meaning)


def _take_wrong(key: str) -> None:
    state.change("study", wrong_share=state.widget_value(key) / 100)


def _recorded(design: StudyDesign) -> None:
    key = memory.show(state.key("study.record"), list(design.record))
    st.multiselect(
        "Besides every choice",
        list(RECORDED),
        key=key,
        placeholder="Nothing else",
        format_func=RECORDED.__getitem__,
        on_change=_take_recorded,
        args=(key,),
    )


def _take_recorded(key: str) -> None:
    chosen: Any = state.widget_value(key) or ()
    state.change("study", record=[name for name in RECORDED if name in chosen])


def consent(design: StudyDesign, usual: str) -> None:
    """Draw the words that come first. usual: what is said where nothing was written."""
    key = memory.show(state.key("study.consent"), design.consent or usual)
    st.text_area(
        "What people agree to before they begin",
        key=key,
        max_chars=2_000,
        height=130,
        on_change=_take_consent,
        args=(key, usual),
        help="Say who you are and what happens to the answers, if people would want to know. Empty it to get these words back.",
    )


def _take_consent(key: str, usual: str) -> None:
    written = (state.widget_value(key) or "").strip()
    state.change("study", consent="" if written == usual.strip() else written)
