"""What one who takes part does: open the link, join, answer, come back, withdraw."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Row, delete, insert, select, update

from workbench.errors import UserError
from workbench.record import bounds, documents, refusals, rooms
from workbench.record.kept import Kept, Participant
from workbench.record.keys import hashed, is_key, new_key
from workbench.record.moments import moment, status
from workbench.record.store import Store
from workbench.record.tables import PARTICIPANTS, SHORT, STUDIES, TRIALS


def find(store: Store, study_key: str) -> Kept:
    """Return the study of a participant link, open or stopped. Raises UserError where it is mistyped, withdrawn or over."""
    with store.reading() as connection:
        study = _study(connection, study_key, store.now())
        plan = connection.execute(select(STUDIES.c.plan).where(STUDIES.c.id == study.id)).scalar_one()
    return Kept(study.name, plan, status(study, store.now()), moment(study.begun), moment(study.expires))


def join(store: Store, study_key: str) -> Participant:
    """Begin to take part, under the next number. Raises UserError where the study takes nobody any more."""
    key, now = new_key(), store.now()
    with store.writing() as connection:
        study = _study(connection, study_key, now)
        _refuse_stopped(study)
        rooms.refuse_without_room(connection, "another participant")
        # Counting and looking are one statement, so that two who join at once get two numbers.
        counted = update(STUDIES).where(STUDIES.c.id == study.id, STUDIES.c.joined < bounds.PARTICIPANTS)
        number = connection.execute(counted.values(joined=STUDIES.c.joined + 1).returning(STUDIES.c.joined)).scalar()
        if number is None:
            raise refusals.full(bounds.PARTICIPANTS)
        row = {"study_id": study.id, "number": number - 1, "key_hash": hashed(key), "joined": now, "seen": now}
        connection.execute(insert(PARTICIPANTS).values(row))
    return Participant(key, number - 1)


def resume(store: Store, study_key: str, participant_key: str) -> Participant:
    """Come back to a study that was joined before, in this tab or another. Raises UserError like `find`, or for another's key."""
    with store.reading() as connection:
        study = _study(connection, study_key, store.now())
        one = _participant(connection, participant_key, study.id)
        places = select(TRIALS.c.place).where(TRIALS.c.participant_id == one.id).order_by(TRIALS.c.place)
        answered = tuple(connection.execute(places).scalars())
    return Participant(participant_key, one.number, answered, one.preference is not None)


def keep(store: Store, participant_key: str, order: int, trial_json: str) -> bool:
    """Keep one answer for good, and say whether it is new: the first answer of an order stands.

    False after a double click, or where two tabs of one participant answer the same case. Raises UserError where the study is
    over, the answer is no JSON object or too large, or the store cannot be written; nothing is kept then.
    """
    if not 0 <= order < bounds.ORDERS:
        raise documents.damaged("An answer", f"{order} is no place in the order of a study")
    trial = documents.compact(trial_json, bounds.TRIAL_BYTES, "An answer")
    now = store.now()
    with store.writing() as connection:
        one = _answering(connection, participant_key, now)
        if connection.execute(select(TRIALS.c.place).filter_by(participant_id=one.id, place=order)).first():
            return False
        connection.execute(insert(TRIALS).values(participant_id=one.id, place=order, kept=now, trial=trial))
        connection.execute(update(PARTICIPANTS).where(PARTICIPANTS.c.id == one.id).values(seen=now))
        rooms.take(connection, one.study_id, rooms.size(trial))
    return True


def amend(store: Store, participant_key: str, order: int, trial_json: str) -> bool:
    """Fill in what an answer left open, such as how sure they were; what was said stands. False where there is no answer.

    Raises UserError like `keep`.
    """
    said = documents.parsed(trial_json, bounds.TRIAL_BYTES, "An answer")
    now = store.now()
    with store.writing() as connection:
        one = _answering(connection, participant_key, now)
        here = (TRIALS.c.participant_id == one.id) & (TRIALS.c.place == order)
        before = connection.execute(select(TRIALS.c.trial).where(here)).scalar()
        if before is None:
            return False
        answered = {name: value for name, value in json.loads(before).items() if value is not None}
        trial = documents.compact(documents.written({**said, **answered}, "An answer"), bounds.TRIAL_BYTES, "An answer")
        connection.execute(update(TRIALS).where(here).values(trial=trial))
        connection.execute(update(PARTICIPANTS).where(PARTICIPANTS.c.id == one.id).values(seen=now))
        rooms.take(connection, one.study_id, rooms.size(trial) - rooms.size(before))
    return True


def preference(store: Store, participant_key: str, preference_json: str) -> bool:
    """Keep what a participant prefers, and say whether it is new: the first one stands. Raises UserError like `keep`."""
    said = documents.compact(preference_json, bounds.PREFERENCE_BYTES, "A preference")
    now = store.now()
    with store.writing() as connection:
        one = _answering(connection, participant_key, now)
        if one.preference is not None:
            return False
        connection.execute(update(PARTICIPANTS).where(PARTICIPANTS.c.id == one.id).values(preference=said, seen=now))
        rooms.take(connection, one.study_id, rooms.size(said))
    return True


def withdraw(store: Store, participant_key: str) -> None:
    """Delete all that one participant answered, at their own wish and also after the study is over."""
    with store.writing() as connection:
        one = _participant(connection, participant_key)
        rooms.give_back(connection, one.study_id, one.id)
        connection.execute(delete(PARTICIPANTS).where(PARTICIPANTS.c.id == one.id))
    store.sweep()


def _study(connection: Connection, study_key: str, now: int) -> Row:
    """Return the row of a study whose link is good."""
    looked_up = select(*SHORT).where(STUDIES.c.link_hash == hashed(study_key))
    study = connection.execute(looked_up).first() if is_key(study_key) else None
    if study is None:
        raise refusals.no_such_link()
    _refuse_closed(study, now)
    return study


def _answering(connection: Connection, participant_key: str, now: int) -> Row:
    """Return the row of a participant whose study takes answers, and let no other change to it come between."""
    one = _participant(connection, participant_key, lock=True)
    study = connection.execute(select(*SHORT).where(STUDIES.c.id == one.study_id)).one()
    _refuse_closed(study, now)
    _refuse_stopped(study)
    return one


def _participant(connection: Connection, key: str, study_id: int | None = None, lock: bool = False) -> Row:
    looked_up = select(PARTICIPANTS).where(PARTICIPANTS.c.key_hash == hashed(key))
    one = connection.execute(looked_up.with_for_update() if lock else looked_up).first() if is_key(key) else None
    if one is None or study_id not in (None, one.study_id):
        raise refusals.no_such_participant()
    return one


def _refuse_closed(study: Row, now: int) -> None:
    found = status(study, now)
    refused: dict[str, UserError] = {"revoked": refusals.withdrawn(), "expired": refusals.over(moment(study.expires))}
    if found in refused:
        raise refused[found]


def _refuse_stopped(study: Row) -> None:
    if study.stopped:
        raise refusals.stopped()
