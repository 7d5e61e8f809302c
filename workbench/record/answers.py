"""What the owner of a study sees of those who take part: who is where, what they answered, what they prefer."""

from __future__ import annotations

from sqlalchemy import func, select

from workbench.record.kept import KeptPreference, KeptTrial, Progress
from workbench.record.moments import moment
from workbench.record.owning import study_of
from workbench.record.store import Store
from workbench.record.tables import PARTICIPANTS, TRIALS


def progress(store: Store, owner_key: str) -> tuple[Progress, ...]:
    """Tell who is where, by number."""
    answered = func.count(TRIALS.c.place)
    with store.reading() as connection:
        study = study_of(connection, owner_key)
        counted = (
            select(PARTICIPANTS.c.number, PARTICIPANTS.c.joined, PARTICIPANTS.c.seen, answered, PARTICIPANTS.c.preference)
            .outerjoin_from(PARTICIPANTS, TRIALS, TRIALS.c.participant_id == PARTICIPANTS.c.id)
            .where(PARTICIPANTS.c.study_id == study.id)
            .group_by(PARTICIPANTS.c.id)
            .order_by(PARTICIPANTS.c.number)
        )
        rows = connection.execute(counted).all()
    return tuple(
        Progress(number, moment(joined), moment(seen), many, said is not None) for number, joined, seen, many, said in rows
    )


def trials(store: Store, owner_key: str) -> tuple[KeptTrial, ...]:
    """Return all answers, by participant and in the order in which they saw the cases."""
    with store.reading() as connection:
        study = study_of(connection, owner_key)
        asked = (
            select(PARTICIPANTS.c.number, TRIALS.c.place, TRIALS.c.kept, TRIALS.c.trial)
            .join_from(TRIALS, PARTICIPANTS, TRIALS.c.participant_id == PARTICIPANTS.c.id)
            .where(PARTICIPANTS.c.study_id == study.id)
            .order_by(PARTICIPANTS.c.number, TRIALS.c.place)
        )
        rows = connection.execute(asked).all()
    return tuple(KeptTrial(number, place, moment(kept), trial) for number, place, kept, trial in rows)


def preferences(store: Store, owner_key: str) -> tuple[KeptPreference, ...]:
    """Return what participants prefer, of those who said so, by number."""
    with store.reading() as connection:
        study = study_of(connection, owner_key)
        asked = select(PARTICIPANTS.c.number, PARTICIPANTS.c.preference).where(
            PARTICIPANTS.c.study_id == study.id, PARTICIPANTS.c.preference.is_not(None)
        )
        rows = connection.execute(asked.order_by(PARTICIPANTS.c.number)).all()
    return tuple(KeptPreference(number, said) for number, said in rows)
