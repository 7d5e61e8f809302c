"""What the prototype page says of a round: how it goes, which cases these are, and how the same does in real life."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.experience.cases import class_mix
from workbench.experience.realmix import on_real_mix
from workbench.experience.round import Round
from workbench.experience.seen import why_no_numbers
from workbench.experience.turns import tally
from workbench.money import format_money
from workbench.run import Appraisal
from workbench.wording import format_share, plural


def tells_each() -> bool:
    """Whether the truth is told after each case."""
    return state.scenario().prototype.tell == "each"


def answer(now: Round, appraisal: Appraisal) -> str:
    """Return the page's answer: what there is to do, or how it went so far."""
    if not now.turns:
        cases = plural(len(now.positions), "made-up case" if appraisal.evidence.simulated else "real case")
        when = "after each one you see" if tells_each() else "at the end you see"
        return f"Answer {cases}; {when} the truth and what {'a mistake' if tells_each() else 'mistakes'} cost."
    if not tells_each() and not now.over:
        return f"{len(now.turns)} of {plural(len(now.positions), 'case')} done; the truth and what mistakes cost come at the end."
    so_far = tally(now.turns)
    cost = format_money(so_far.cost, appraisal.prices.costs.currency)
    return f"{so_far.mistakes} of {plural(so_far.cases, 'answer')} wrong so far, {cost} in all."


def note(now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    """Say which cases these are, and how the same screen does in real life."""
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
