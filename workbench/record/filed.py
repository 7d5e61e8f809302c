"""A study as one file: taken along from where nothing lasts, and opened again anywhere.

What comes back was written by anybody: its size is bounded before it is read, and plan and answers are checked like any others.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator
from sqlalchemy import Connection, insert, select

from workbench.errors import UserError
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial
from workbench.record import bounds, documents, owning, rooms
from workbench.record.kept import Begun
from workbench.record.store import Store
from workbench.record.tables import PARTICIPANTS, STUDIES, TRIALS
from workbench.scenario_fields import Part

FORMAT = "fallible study"
VERSION = 1
WHAT = "The file of a study"

Moment = Annotated[int, Field(ge=0, le=10**11)]
Number = Annotated[int, Field(ge=0, lt=bounds.PARTICIPANTS)]


class _Answer(Part):
    order: Annotated[int, Field(ge=0, lt=bounds.ORDERS)]
    kept: Moment
    trial: Trial


class _Preference(Part):
    variant: Annotated[int, Field(ge=0, le=2)] | None = None


class _Participant(Part):
    number: Number
    joined: Moment
    seen: Moment
    preference: _Preference | None
    trials: Annotated[tuple[_Answer, ...], Field(max_length=bounds.ORDERS)]

    @model_validator(mode="after")
    def _are_theirs(self) -> _Participant:
        if len({one.order for one in self.trials}) < len(self.trials):
            raise ValueError(f"participant {self.number} answers a case twice")
        if any((one.trial.participant, one.trial.order) != (self.number, one.order) for one in self.trials):
            raise ValueError(f"participant {self.number} has answers of another")
        return self


class _Study(Part):
    format: Literal["fallible study"]
    version: Literal[1]
    name: Annotated[str, Field(max_length=bounds.NAME_CHARACTERS)]
    begun: Moment
    expires: Moment
    stopped: bool
    plan: StudyPlan
    participants: Annotated[tuple[_Participant, ...], Field(max_length=bounds.PARTICIPANTS)]

    @model_validator(mode="after")
    def _hangs_together(self) -> _Study:
        if len({one.number for one in self.participants}) < len(self.participants):
            raise ValueError("two participants have one number")
        for one in self.participants:
            for answer in one.trials:
                _check(self.plan, answer.trial)
            if one.preference and (one.preference.variant or 0) >= len(self.plan.variants):
                raise ValueError(f"participant {one.number} prefers a variant that is not in the plan")
        return self


def _check(plan: StudyPlan, trial: Trial) -> None:
    """Raise ValueError for an answer to something that the plan does not hold."""
    cases = len(plan.practice) if trial.practice else len(plan.cases)
    named = {trial.true_label, *(one.label for one in trial.shown)} | ({trial.choice} - {None})
    if trial.case >= cases or trial.variant >= len(plan.variants) or not named <= set(plan.answers):
        raise ValueError(f"an answer of participant {trial.participant} does not fit the plan")


def as_file(store: Store, owner_key: str) -> bytes:
    """Return a study with all its answers as JSON. No keys are in it: whoever opens it becomes the owner of a copy."""
    with store.reading() as connection:
        study = owning.study_of(connection, owner_key)
        document = {
            "format": FORMAT,
            "version": VERSION,
            **{name: getattr(study, name) for name in ("name", "begun", "expires", "stopped")},
            "plan": json.loads(owning.plan_of(connection, study)),
            "participants": _participants(connection, study.id),
        }
    return documents.written(document, WHAT).encode()


def _participants(connection: Connection, study_id: int) -> list[dict[str, Any]]:
    theirs = select(PARTICIPANTS).where(PARTICIPANTS.c.study_id == study_id).order_by(PARTICIPANTS.c.number)
    answers = select(TRIALS).join_from(TRIALS, PARTICIPANTS).where(PARTICIPANTS.c.study_id == study_id).order_by(TRIALS.c.place)
    found = {
        one.id: {
            **{name: getattr(one, name) for name in ("number", "joined", "seen")},
            "preference": None if one.preference is None else json.loads(one.preference),
            "trials": [],
        }
        for one in connection.execute(theirs)
    }
    for answer in connection.execute(answers):
        trial = {"order": answer.place, "kept": answer.kept, "trial": json.loads(answer.trial)}
        found[answer.participant_id]["trials"].append(trial)
    return list(found.values())


def from_file(store: Store, content: bytes) -> Begun:
    """Keep the study in a file as a new one, with new keys. Raises UserError where it is no study, damaged or too large.

    Nobody can go on for those who took part before: their keys are in no file. Who joins gets a number of their own.
    """
    document = documents.parsed(content, bounds.FILE_BYTES, WHAT)
    study, begun, now = _checked(document), owning.new_keys(), store.now()
    plan = documents.compact(documents.written(document["plan"], WHAT), bounds.PLAN_BYTES, "The plan of the study")
    row = owning.fresh(begun, plan, study.name, study.begun, min(study.expires, now + bounds.MOST_DAYS * bounds.DAY_SECONDS))
    row |= {"stopped": study.stopped, "joined": 1 + max((one.number for one in study.participants), default=-1)}
    with store.writing() as connection:
        owning.make_room(connection, now)
        study_id = connection.execute(insert(STUDIES).values(row).returning(STUDIES.c.id)).scalar_one()
        for one, raw in zip(study.participants, document["participants"], strict=True):
            rooms.take(connection, study_id, _insert(connection, study_id, one, raw))
    return begun


def _checked(document: dict[str, Any]) -> _Study:
    version = document.get("version")
    if document.get("format") == FORMAT and isinstance(version, int) and version > VERSION:
        raise UserError(
            f"The file was written by a newer Fallible: it has version {str(version)[:20]}, and this one reads {VERSION}.",
            "What an older program does not know would be lost.",
            "Open it in the newer Fallible.",
        )
    try:
        return _Study.model_validate(document)
    except (ValidationError, RecursionError) as error:
        raise documents.damaged(WHAT, _where(error)) from None


def _where(error: ValidationError | RecursionError) -> str:
    """Say in one line what does not fit."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))[:80]
    return f"{place}: {first['msg']}"[:200] if place else str(first["msg"])[:200]


def _insert(connection: Connection, study_id: int, one: _Participant, raw: dict[str, Any]) -> int:
    """Insert who took part with all their answers, as they were written, and return the bytes they take."""
    said = None if one.preference is None else documents.written(raw["preference"], WHAT)
    row = {"study_id": study_id, "number": one.number, "joined": one.joined, "seen": one.seen, "preference": said}
    identity = connection.execute(insert(PARTICIPANTS).values(row).returning(PARTICIPANTS.c.id)).scalar_one()
    trials = [
        {"participant_id": identity, "place": each.order, "kept": each.kept, "trial": documents.written(written["trial"], WHAT)}
        for each, written in zip(one.trials, raw["trials"], strict=True)
    ]
    if trials:
        connection.execute(insert(TRIALS), trials)
    return sum(rooms.size(each["trial"]) for each in trials) + (0 if said is None else rooms.size(said))
