"""Try it: the prototype screen, on real cases, with any candidate behind it."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, corrections_view, prototype, prototype_end, prototype_look, shell, state, story, told, widgets
from workbench.experience.cases import class_mix
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.realmix import on_real_mix
from workbench.experience.round import Round
from workbench.experience.seen import why_no_numbers
from workbench.experience.turns import tally
from workbench.run import Appraisal
from workbench.wording import format_money, format_share, plural

SCREENS = {policy.name: policy.title for policy in CATALOGUE}


def draw() -> None:
    widgets.question(story.stop("try_it").question)
    if not state.needs_evidence():
        st.fragment(shell.guarded(_prototype))()
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
        widgets.answer(_answer(now, appraisal))
    if now.over:
        _end(key, now, appraisal, running, policy)
    else:
        _case(key, now, appraisal, running, policy)
    _below(key, now, appraisal, running, policy)


def _behind(appraisal: Appraisal) -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        running = controls.one_of("Running on", "running", controls.scored(appraisal), controls.best(appraisal))
        policy = controls.one_of("Behaviour", "screen", tuple(SCREENS), _usual(appraisal), titles=SCREENS)
        prototype_look.panel(appraisal)
    return running, policy


def _usual(appraisal: Appraisal) -> str:
    """Begin with the screen that was cheapest, since that is the one to get a feeling for."""
    return "top-k" if appraisal.best_policy is None else appraisal.best_policy.policy


def _tells_each() -> bool:
    return state.scenario().prototype.tell == "each"


def _answer(now: Round, appraisal: Appraisal) -> str:
    if not now.turns:
        cases = plural(len(now.positions), "made-up case" if appraisal.evidence.simulated else "real case")
        when = "after each one you see" if _tells_each() else "at the end you see"
        return f"Answer {cases}; {when} the truth and what {'a mistake' if _tells_each() else 'mistakes'} cost."
    if not _tells_each() and not now.over:
        return f"{len(now.turns)} of {plural(len(now.positions), 'case')} done; the truth and what mistakes cost come at the end."
    so_far = tally(now.turns)
    cost = format_money(so_far.cost, appraisal.prices.costs.currency)
    return f"{so_far.mistakes} of {plural(so_far.cases, 'answer')} wrong so far, {cost} in all."


def _case(key: str, now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    settings = state.scenario().prototype
    if now.turns and not _tells_each():
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
    if now.turns and (_tells_each() or now.over):
        told.total(now.turns, appraisal.prices.costs.currency)
        told.comparison(appraisal)
    _note(now, appraisal, running, policy)
    if now.turns and not now.over:
        _begin_again(key)
    corrections_view.draw(appraisal)


def _note(now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    costs = appraisal.prices.costs
    shown, real = class_mix(appraisal.evidence.y, now.positions, costs.weight)
    rare = int(real.argmin())
    whole = "real life" if costs.mix is not None else "all" if appraisal.evidence.simulated else "the table"
    st.caption(
        widgets.text(
            f"Cases are drawn so that every class comes up: {costs.classes[rare]} is {format_share(float(shown[rare]))} of "
            f"these and {format_share(float(real[rare]))} of {whole}. {_known(appraisal)}"
            f"{_in_real_life(appraisal, running, policy)} {_no_numbers(appraisal, running)}".strip()
        )
    )


def _no_numbers(appraisal: Appraisal, running: str) -> str:
    asked = state.scenario().prototype.confidence in ("number", "bar")
    return why_no_numbers(appraisal.evidence.predictions[running]) if asked else ""


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
