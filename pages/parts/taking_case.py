"""One case after another: each answer is kept the moment it is given, and only then is the next case shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from pages.parts import prototype_view, taking_after, taking_attempt, taking_browser, taking_seat, taking_sitting, widgets
from pages.parts.prototype_case import Click, Desk
from pages.parts.taking_seat import Seat
from pages.parts.taking_sitting import Sitting
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import record
from workbench.experience.studies.williams import Assigned, assignment, case_of, shown_of
from workbench.scenario import Prototype

GRACE_SECONDS = 1.0
ELSEWHERE = "That case was answered in another tab of yours, so this answer was not kept. Here is where you are."
CAUGHT_UP = "You went on in another tab. Here is where you are."
TOO_LATE = "It was too late to take it back: it stands as it was done."
PRACTICE = "**Practice.** This case is only to get used to the screen; it does not count."
BEGINS = "**Now it counts.** From here on your answers are part of the study."
CHANGES = "**Something changes here:** from now on the screen behaves a little differently."


@dataclass(frozen=True)
class Table:
    """A participant before the case on screen: the plan, who it is, all that is shown to them, and how many are answered."""

    plan: StudyPlan
    seat: Seat
    assigned: tuple[Assigned, ...]
    done: int


def draw(plan: StudyPlan, seat: Seat, done: int) -> bool:
    """Draw the case this participant is at, or what is asked about the last one. Returns False when there is none left."""
    table = Table(plan, seat, assignment(plan, seat.number), done)
    now = _caught_up(table)
    if now.note:
        st.info(widgets.text(now.note))
        taking_sitting.keep(replace(now, note=""))
    if now.order >= len(table.assigned):
        return False
    _case(table, now)
    if now.answered is not None:
        taking_after.draw(plan, seat, now.answered)
    else:
        late = partial(taking_attempt.attempt, run_out, table, now.order)
        taking_browser.clock(now.order, plan.timeout - now.seconds(), late)
    return True


def _caught_up(table: Table) -> Sitting:
    """Return what this tab shows: what it was at, unless another tab of this participant has gone on meanwhile."""
    now = taking_sitting.recall()
    if now is None:
        return taking_sitting.sit_down(table.done)
    behind = now.order < table.done if now.answered is None else now.order < table.done - 1
    return taking_sitting.sit_down(table.done, now.note or CAUGHT_UP) if behind else now


def _case(table: Table, now: Sitting) -> None:
    assigned = table.assigned[now.order]
    st.markdown(_heading(table.assigned, now.order))
    desk = Desk(
        key="take",
        answers=table.plan.answers,
        name=table.plan.name,
        at=now.order,
        of=len(table.assigned),
        changing=now.changing,
        dealt=None if now.answered is None else taking_after.dealt(now.answered),
    )
    did = partial(taking_attempt.attempt, _did, table, now.order)
    prototype_view.draw(case_of(table.plan, assigned), shown_of(table.plan, assigned), settings(table.plan), desk, did)


def settings(plan: StudyPlan) -> Prototype:
    """Return how the screen is drawn: as it was tried, asking for a reason only where the study records one."""
    return plan.prototype.model_copy(update={"reason": "reason" in plan.record})


def _heading(assigned: tuple[Assigned, ...], order: int) -> str:
    """Say whether a case is practice, and where something begins."""
    now, before = assigned[order], assigned[order - 1] if order else None
    if now.practice:
        return PRACTICE
    if before is not None and before.practice:
        return BEGINS
    return CHANGES if before is not None and before.variant != now.variant else ""


def _did(table: Table, order: int, click: Click) -> None:
    """Take what was clicked. The answer is kept before anything is drawn again."""
    now = taking_sitting.recall()
    if now is None or now.order != order or now.answered is not None:
        return  # a second click on what was answered already
    first = now.seconds() if now.first is None else now.first
    if now.seconds() > table.plan.timeout + GRACE_SECONDS:
        run_out(table, order)
    elif click.doing == "undo" and first > table.plan.prototype.undo_seconds + GRACE_SECONDS:
        _keep(table, replace(now, note=TOO_LATE), {"choice": click.answer, "action": "accept", "t_first": first})
    elif click.doing in ("change", "undo"):
        taking_sitting.keep(replace(now, changing=True, undone=click.doing == "undo", first=first))
    elif click.doing == "back":
        taking_sitting.keep(replace(now, changing=False))
    else:
        _keep(table, now, {**_told(click, now), "t_first": first})


def _told(click: Click, now: Sitting) -> dict[str, Any]:
    """Return what a click says: which answer, how it came about, and why."""
    if click.doing == "send":
        return {"action": "send"}
    action = "undo" if now.undone else click.doing
    return {"choice": click.answer, "action": action, "reason": click.reason or None}


def run_out(table: Table, order: int) -> None:
    """Keep that there was no answer in time."""
    now = taking_sitting.recall()
    if now is not None and now.order == order and now.answered is None:
        limit = table.plan.timeout
        first = limit if now.first is None else min(now.first, limit)
        _keep(table, now, {"action": "abstain", "timeout": True, "t_first": first, "t_final": limit})


def _keep(table: Table, now: Sitting, sent: dict[str, Any]) -> None:
    """Keep an answer, or find that it was given elsewhere."""
    trial = record(table.plan, table.seat.number, now.order, {"t_final": max(now.seconds(), sent["t_first"]), **sent})
    if not taking_seat.keep(table.seat, trial):
        taking_sitting.sit_down(taking_seat.done(table.seat), ELSEWHERE)
    elif taking_after.is_due(table.plan, trial):
        taking_sitting.keep(replace(now, answered=trial, changing=False))
    else:
        taking_sitting.sit_down(now.order + 1, now.note)
