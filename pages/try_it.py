"""Try it: the prototype screen, on real cases, with any candidate behind it."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, prototype, shell, state, story, told, widgets
from workbench.experience.cases import class_mix
from workbench.experience.realmix import on_real_mix
from workbench.experience.trial import tally
from workbench.run import Appraisal
from workbench.wording import format_money, format_share, plural


def draw() -> None:
    widgets.question(story.stop("try_it").question)
    if not state.needs_evidence():
        st.fragment(shell.guarded(_prototype))()
    widgets.next_step("trust", "who bears the mistakes?")


def _prototype() -> None:
    appraisal = state.appraisal(quick=True)
    if appraisal is None:
        return
    top = st.container()
    behind, plan = st.columns(2)
    with behind:
        running = controls.one_of("Running on", "running", controls.scored(appraisal), controls.best(appraisal))
    with plan:
        policy = controls.one_of("Behaviour", "screen", tuple(told.SCREENS), _usual(appraisal), titles=told.SCREENS)
    key, now = prototype.current(appraisal, running, policy)
    with top:
        widgets.answer(_answer(now, appraisal))
    _end(key, now) if now.over else _case(key, now, appraisal, running, policy)
    if now.turns:
        told.total(now.turns, appraisal.prices.costs.currency)
    told.comparison(appraisal)
    _note(now, appraisal, running, policy)
    if now.turns and not now.over:
        _begin_again(key)


def _usual(appraisal: Appraisal) -> str:
    """Begin with the screen that was cheapest, since that is the one to get a feeling for."""
    return "top-k" if appraisal.best_policy is None else appraisal.best_policy.policy


def _answer(now: prototype.Round, appraisal: Appraisal) -> str:
    if not now.turns:
        cases = plural(len(now.positions), "made-up case" if appraisal.evidence.simulated else "real case")
        return f"Answer {cases}; after each one you see the truth and what a mistake cost."
    so_far = tally(now.turns)
    cost = format_money(so_far.cost, appraisal.prices.costs.currency)
    return f"{so_far.mistakes} of {plural(so_far.cases, 'answer')} wrong so far, {cost} in all."


def _case(key: str, now: prototype.Round, appraisal: Appraisal, running: str, policy: str) -> None:
    position = now.positions[now.at]
    seen = prototype.screen_of(appraisal, running, policy, now)
    with st.container(border=True, key="prototype"):
        asked = state.scenario().decision.question or state.scenario().name
        st.caption(f"{widgets.text(asked)}  ·  case {now.at + 1} of {len(now.positions)}")
        prototype.show_case(appraisal, position)
        st.divider()
        if now.told:
            told.turn(now.turns[-1], appraisal.prices.costs.currency)
            st.button("Next case", key=f"prototype.next.{now.at}", type="primary", on_click=prototype.go_on, args=(key,))
        else:
            prototype.ask(key, now, seen, appraisal)
        if seen.shown:
            told.why(appraisal, running, position, seen)


def _end(key: str, now: prototype.Round) -> None:
    st.success(f"That was all {len(now.positions)}. Put something else behind the screen, and see how the same cases go.")
    _begin_again(key, "secondary")


def _note(now: prototype.Round, appraisal: Appraisal, running: str, policy: str) -> None:
    costs = appraisal.prices.costs
    shown, real = class_mix(appraisal.evidence.y, now.positions, costs.weight)
    rare = int(real.argmin())
    whole = "real life" if costs.mix is not None else "all" if appraisal.evidence.simulated else "the table"
    st.caption(
        widgets.text(
            f"Cases are drawn so that every class comes up: {costs.classes[rare]} is {format_share(float(shown[rare]))} of "
            f"these and {format_share(float(real[rare]))} of {whole}. {_known(appraisal)}"
            f"{_in_real_life(appraisal, running, policy)}"
        )
    )


def _known(appraisal: Appraisal) -> str:
    if appraisal.evidence.simulated:
        return "The cases are made up, so there is nothing to see in them."
    return "No candidate had seen a case before it answered it."


def _in_real_life(appraisal: Appraisal, running: str, policy: str) -> str:
    """Say how this does on the table's own mix of classes, which the cases shown here are not."""
    found = on_real_mix(appraisal.outcomes, appraisal.prices, running, policy)
    if found is None:
        return ""
    cost = format_money(found.cost * 1000, appraisal.prices.costs.currency)
    before = ", before what having a model costs" if found.asks_model and appraisal.prices.hurdle > 0 else ""
    wrong = "fewer than one" if 0 < found.wrong * 1000 < 0.5 else f"{found.wrong * 1000:,.0f}"
    real = "such" if appraisal.evidence.simulated else "real"
    return f" In 1,000 {real} cases this would be wrong in {wrong} and cost {cost}{before}."


def _begin_again(key: str, kind: str = "tertiary") -> None:
    with st.container(horizontal=True):
        st.button("Again, same cases", key="prototype.restart", on_click=prototype.restart, args=(key,), type=kind)
        st.button("Other cases", key="prototype.others", on_click=prototype.others, type=kind)


draw()
