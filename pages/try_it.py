"""Try it: the prototype screen, on real cases, with any candidate behind it."""

from __future__ import annotations

import streamlit as st

from pages.parts import (
    controls,
    corrections_view,
    prototype,
    prototype_end,
    prototype_look,
    prototype_words,
    shell,
    state,
    story,
    told,
    widgets,
)
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.round import Round
from workbench.run import Appraisal

SCREENS = {policy.name: policy.title for policy in CATALOGUE}


def draw() -> None:
    widgets.question(story.stop("try_it").question)
    if not state.needs_evidence():
        st.fragment(shell.guarded(_prototype))()
        # Outside what a click draws again: the next case must not wait for settings that stay as they are.
        prototype_look.panel()
    widgets.next_step("study", "how do people really behave with it?")


def _prototype() -> None:
    with st.container():
        # A fragment that runs by itself does not reach the top of the page.
        widgets.show_waiting(state.take_problem(), state.take_notice())
    appraisal = state.appraisal(quick=True)
    if appraisal is None:
        return
    top = st.container()
    running, policy = _behind(appraisal)
    key, now = prototype.current(appraisal, running, policy)
    with top:
        widgets.answer(prototype_words.answer(now, appraisal))
    if now.over:
        _end(key, now, appraisal, running, policy)
    else:
        _case(key, now, appraisal, running, policy)
    _below(key, now, appraisal, running, policy)


def _behind(appraisal: Appraisal) -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        running = controls.one_of("Running on", "running", controls.scored(appraisal), controls.best(appraisal))
        policy = controls.one_of("Behaviour", "screen", tuple(SCREENS), _usual(appraisal), titles=SCREENS)
    return running, policy


def _usual(appraisal: Appraisal) -> str:
    """Begin with the screen that was cheapest, since that is the one to get a feeling for."""
    return "top-k" if appraisal.best_policy is None else appraisal.best_policy.policy


def _case(key: str, now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    settings = state.scenario().prototype
    if now.turns and not prototype_words.tells_each():
        told.last_done(key, now.turns[-1], settings.helpful)
    seen = prototype.screen_of(appraisal, running, policy, now)
    prototype.draw(key, now, seen, appraisal, running)
    if now.told:
        told.turn(now.turns[-1], appraisal.prices.costs.currency)
    with st.container(horizontal=True, vertical_alignment="center"):
        if now.told:
            shortcut = "Enter" if settings.template == "queue" else None
            go_on = {"on_click": prototype.go_on, "args": (key,), "shortcut": shortcut}
            st.button("Next case", key=f"prototype.next.{now.at}", type="primary", **go_on)
            told.take_back(key)
        if seen.shown or seen.why:
            told.why(appraisal, running, now.position, seen)
    if now.told and settings.helpful:
        told.ask_helpful(key, now.turns[-1])


def _end(key: str, now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    st.success(f"That was all {len(now.positions)}. Put something else behind the screen, and see how the same cases go.")
    prototype_end.summary(now, appraisal, running, policy)
    _begin_again(key, "secondary")


def _below(key: str, now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    if now.turns and (prototype_words.tells_each() or now.over):
        told.total(now.turns, appraisal.prices.costs.currency)
        told.comparison(appraisal)
    prototype_words.note(now, appraisal, running, policy)
    if now.turns and not now.over:
        _begin_again(key)
    corrections_view.draw(appraisal)


def _begin_again(key: str, kind: str = "tertiary") -> None:
    with st.container(horizontal=True):
        st.button("Again, same cases", key="prototype.restart", on_click=prototype.restart, args=(key,), type=kind)
        st.button("Other cases", key="prototype.others", on_click=prototype.others, type=kind)


draw()
