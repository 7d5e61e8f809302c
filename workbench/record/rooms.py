"""Keeping count of what things take, so that neither one study nor everything together fills the disk."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from workbench.errors import UserError
from workbench.experience.studies.planned import StudyPlan, read_plan
from workbench.record import bounds, refusals
from workbench.record.tables import CORRECTIONS, PARTICIPANTS, STUDIES, TRIALS

ANSWER_BYTES = 300  # of an answer with a short reason, besides what was shown


def size(text: str) -> int:
    """Bytes that a text takes in the store."""
    return len(text.encode()) + bounds.ROW_BYTES


def take(connection: Connection, study_id: int, nbytes: int) -> None:
    """Count what a study takes in addition. Raises UserError where that is too much, and the change it is part of is undone."""
    fits = update(STUDIES).where(STUDIES.c.id == study_id, STUDIES.c.nbytes <= bounds.STUDY_BYTES - nbytes)
    if connection.execute(fits.values(nbytes=STUDIES.c.nbytes + nbytes)).rowcount == 0:
        raise refusals.no_more_answers()


def refuse_more_than_fit(plan: str) -> None:
    """Raise UserError where the answers of all who are wanted would take more than one study may, before anybody has begun."""
    try:
        made = read_plan(plan)
    except UserError:
        return  # said by whoever wants to read it
    orders = len(made.slots) + len(made.practice)
    fit = (bounds.STUDY_BYTES - size(plan)) // (orders * _usual_answer(made))
    if made.participants > fit:
        raise refusals.too_many_wanted(made.participants, orders, max(fit, 0))


def _usual_answer(plan: StudyPlan) -> int:
    """Bytes of one answer: it says again what was shown, and what that came from."""
    shown = [len(one.model_dump_json().encode()) for case in plan.cases for one in case.shown]
    made_from = sum(len(text.encode()) for pair in plan.made_from.items() for text in pair)
    return bounds.ROW_BYTES + ANSWER_BYTES + made_from + sum(shown) // len(shown)


def give_back(connection: Connection, study_id: int, participant_id: int) -> None:
    """Count off what a participant took, before it is deleted."""
    texts = list(connection.execute(select(TRIALS.c.trial).where(TRIALS.c.participant_id == participant_id)).scalars())
    said = connection.execute(select(PARTICIPANTS.c.preference).where(PARTICIPANTS.c.id == participant_id)).scalar()
    freed = sum(map(size, texts)) + (0 if said is None else size(said))
    connection.execute(update(STUDIES).where(STUDIES.c.id == study_id).values(nbytes=STUDIES.c.nbytes - freed))


def refuse_without_room(connection: Connection, what: str) -> None:
    """Raise UserError where all that is kept takes what the store may take."""
    if _taken(connection) >= bounds.STORE_BYTES:
        raise refusals.no_room(what)


def are_full(connection: Connection) -> bool:
    """Say whether there are as many studies as there may be, or no bytes left for another."""
    studies = connection.execute(select(func.count()).select_from(STUDIES)).scalar_one()
    return studies >= bounds.STUDIES or _taken(connection) >= bounds.STORE_BYTES


def _taken(connection: Connection) -> int:
    sums = (select(func.coalesce(func.sum(table.c.nbytes), 0)) for table in (STUDIES, CORRECTIONS))
    return sum(int(connection.execute(one).scalar_one()) for one in sums)
