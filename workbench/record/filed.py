"""A study as one file: taken along from where nothing lasts, and opened again anywhere."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, insert, select

from workbench.record import bounds, documents, owning, rooms
from workbench.record.file_format import FORMAT, VERSION, WHAT, FiledParticipant, checked
from workbench.record.kept import Begun
from workbench.record.store import Store
from workbench.record.tables import PARTICIPANTS, STUDIES, TRIALS


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
    study, begun, now = checked(document), owning.new_keys(), store.now()
    plan = documents.compact(documents.written(document["plan"], WHAT), bounds.PLAN_BYTES, "The plan of the study")
    row = owning.fresh(begun, plan, study.name, study.begun, min(study.expires, now + bounds.MOST_DAYS * bounds.DAY_SECONDS))
    row |= {"stopped": study.stopped, "joined": 1 + max((one.number for one in study.participants), default=-1)}
    with store.writing() as connection:
        owning.make_room(connection, now)
        study_id = connection.execute(insert(STUDIES).values(row).returning(STUDIES.c.id)).scalar_one()
        for one, raw in zip(study.participants, document["participants"], strict=True):
            rooms.take(connection, study_id, _insert(connection, study_id, one, raw))
    return begun


def _insert(connection: Connection, study_id: int, one: FiledParticipant, raw: dict[str, Any]) -> int:
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
