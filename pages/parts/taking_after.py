"""What is said and asked once a case is answered: what was true, how sure one was, whether the suggestion helped."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts import state, taking_attempt, taking_seat, taking_sitting, widgets
from pages.parts.taking_seat import Seat
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial, settle
from workbench.money import format_money

SURE = {1: "1, guessed", 2: "2", 3: "3", 4: "4", 5: "5, certain"}
TIME_IS_UP = "The time for this case is up. It counts as it is, and the next one begins when you go on."
HELPED = {True: "Yes", False: "No"}


def is_due(plan: StudyPlan, trial: Trial) -> bool:
    """Whether anything is said or asked before the next case."""
    return trial.timeout or _tells(plan) or _asks_how_sure(plan, trial) or _asks_whether_it_helped(plan, trial)


def _tells(plan: StudyPlan) -> bool:
    return plan.prototype.tell == "each"


def _asks_how_sure(plan: StudyPlan, trial: Trial) -> bool:
    return "confidence" in plan.record and trial.choice is not None and not trial.practice


def _asks_whether_it_helped(plan: StudyPlan, trial: Trial) -> bool:
    return "helpful" in plan.record and bool(trial.shown) and not trial.practice


def dealt(trial: Trial) -> tuple[str, str]:
    """Return what was done with a case, for the screen that still shows it."""
    return ("You gave no answer.", "") if trial.choice is None else ("Your answer:", trial.choice)


def draw(plan: StudyPlan, seat: Seat, trial: Trial) -> None:
    """Draw what is said and asked, and the way on."""
    with st.container(border=True):
        if trial.timeout:
            st.markdown(TIME_IS_UP)
        sure = helped = None
        if _asks_how_sure(plan, trial):
            sure = _how_sure(plan, seat, trial)
        if _tells(plan) and sure is None:
            _truth(plan, trial)
        if _asks_whether_it_helped(plan, trial):
            helped = f"take-helped-{trial.order}"
            st.segmented_control("Did what was suggested help?", list(HELPED), key=helped, format_func=HELPED.__getitem__)
        arguments = (_go_on, seat, trial, sure, helped)
        st.button(
            "Next",
            key=f"take-next-{trial.order}",
            type="primary",
            shortcut="Enter",
            on_click=taking_attempt.attempt,
            args=arguments,
        )


def _how_sure(plan: StudyPlan, seat: Seat, trial: Trial) -> str | None:
    """Ask how sure one was, before the truth is told: nobody knows that any more afterwards. Returns the control's key."""
    if trial.confidence is not None:
        st.markdown(f"How sure you were: **{SURE[trial.confidence]}**")
        return None
    key = f"take-sure-{trial.order}"
    then = {"on_change": taking_attempt.attempt, "args": (_say_sure, seat, trial, key)} if _tells(plan) else {}
    st.segmented_control("How sure were you?", list(SURE), key=key, format_func=SURE.__getitem__, **then)
    if then:
        st.caption("What was true is told once you have said so.")
    return key


def _say_sure(seat: Seat, trial: Trial, key: str) -> None:
    """Keep it at once, and tell the truth from now on."""
    now, chosen = taking_sitting.recall(), state.widget_value(key)
    if now is not None and now.answered is not None and chosen is not None:
        said = trial.model_copy(update={"confidence": chosen})
        taking_seat.amend(seat, said)
        taking_sitting.keep(replace(now, answered=said))


def _truth(plan: StudyPlan, trial: Trial) -> None:
    """Say what was true, and what the answer cost."""
    names = plan.prototype.labels
    truth = widgets.text(names.get(trial.true_label) or trial.true_label)
    if trial.choice is None:
        st.info(f"It was **{truth}**.")
        return
    chosen, settled = widgets.text(names.get(trial.choice) or trial.choice), settle(plan, trial)
    cost = widgets.text(format_money(settled.cost, plan.currency))
    if settled.mistake:
        st.error(f"You ended with **{chosen}**. It was **{truth}**. That costs {cost}.")
    else:
        st.success(f"You ended with **{chosen}**. It was **{truth}**.")


def _go_on(seat: Seat, trial: Trial, sure: str | None, helped: str | None) -> None:
    """Keep what was said about the case, if anything was, and show the next one."""
    now = taking_sitting.recall()
    if now is None or now.answered is None:
        return  # a second click
    said = {"confidence": sure and state.widget_value(sure), "helpful": helped and state.widget_value(helped)}
    found = {name: value for name, value in said.items() if value is not None}
    if found:
        taking_seat.amend(seat, trial.model_copy(update=found))
    taking_sitting.sit_down(trial.order + 1)
