"""What the owner of a study does: begin it, stop it, extend it, withdraw its link, delete."""

from __future__ import annotations

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from workbench.record import bounds, documents, refusals, rooms
from workbench.record.kept import Begun, Owned
from workbench.record.keys import derived, hashed, is_key, new_key
from workbench.record.moments import moment, status
from workbench.record.store import Store
from workbench.record.tables import PARTICIPANTS, SHORT, STUDIES


def begin(store: Store, plan_json: str, name: str, days: int = bounds.DAYS) -> Begun:
    """Keep the plan of a study and open it for so many days. Raises UserError where the plan is none or there is no room."""
    plan = documents.compact(plan_json, bounds.PLAN_BYTES, "The plan of the study")
    rooms.refuse_more_than_fit(plan)
    begun, now = new_keys(), store.now()
    with store.writing() as connection:
        make_room(connection, now)
        connection.execute(insert(STUDIES).values(fresh(begun, plan, name, now, now + _within(days))))
    return begun


def new_keys() -> Begun:
    """Return the keys of a new study."""
    owner_key = new_key()
    return Begun(derived(owner_key, 0), owner_key)


def fresh(begun: Begun, plan: str, name: str, at: int, expires: int) -> dict[str, object]:
    """Return the row of a study that nobody has joined yet."""
    keys = {"owner_hash": hashed(begun.owner_key), "link_hash": hashed(begun.study_key), "link": 0}
    return {
        **keys,
        "name": one_line(name),
        "plan": plan,
        "begun": at,
        "expires": expires,
        "joined": 0,
        "nbytes": rooms.size(plan),
    }


def one_line(name: str) -> str:
    """Return a name as one line of bounded length that any database and any screen can hold."""
    printable = "".join(sign if sign.isprintable() else " " for sign in name[: 4 * bounds.NAME_CHARACTERS])
    return " ".join(printable.split())[: bounds.NAME_CHARACTERS]


def make_room(connection: Connection, now: int) -> None:
    """See that there is room for one more study; those that ended long ago leave for it. Raises UserError."""
    if rooms.are_full(connection):
        connection.execute(delete(STUDIES).where(STUDIES.c.expires < now - bounds.ENDED_DAYS * bounds.DAY_SECONDS))
        if rooms.are_full(connection):
            raise refusals.no_room("another study")


def owned(store: Store, owner_key: str) -> Owned:
    """Return a study as its owner may know it, open or over. Raises UserError where the key opens none, as all here do."""
    with store.reading() as connection:
        study = study_of(connection, owner_key)
        here = select(func.count()).select_from(PARTICIPANTS).where(PARTICIPANTS.c.study_id == study.id)
        participants = connection.execute(here).scalar_one()
        plan = plan_of(connection, study)
    found, link = status(study, store.now()), derived(owner_key, study.link)
    return Owned(study.name, plan, found, moment(study.begun), moment(study.expires), link, participants)


def stop(store: Store, owner_key: str) -> None:
    """Take no more participants and no more answers. What was answered stays."""
    _change(store, owner_key, stopped=True)


def extend(store: Store, owner_key: str, days: int = bounds.DAYS) -> None:
    """Open a study, stopped or not, for so many days from now on."""
    _change(store, owner_key, stopped=False, expires=store.now() + _within(days))


def revoke(store: Store, owner_key: str) -> None:
    """Withdraw the participant link: nobody joins or answers through it any more. `renew` hands out another."""
    _change(store, owner_key, revoked=True)


def renew(store: Store, owner_key: str) -> str:
    """Return the key of a new participant link; the one before leads nowhere. Those who take part go on through the new one."""
    with store.writing() as connection:
        study = study_of(connection, owner_key)
        key = derived(owner_key, study.link + 1)
        values = {"link": study.link + 1, "link_hash": hashed(key), "revoked": False}
        connection.execute(update(STUDIES).where(STUDIES.c.id == study.id).values(values))
    return key


def delete_participant(store: Store, owner_key: str, number: int) -> None:
    """Delete all that one participant answered, for good. Their number is not given to anybody else."""
    with store.writing() as connection:
        study = study_of(connection, owner_key)
        theirs = select(PARTICIPANTS.c.id).where(PARTICIPANTS.c.study_id == study.id, PARTICIPANTS.c.number == number)
        found = connection.execute(theirs).scalar()
        if found is None:
            raise refusals.no_such_number(number)
        rooms.give_back(connection, study.id, found)
        connection.execute(delete(PARTICIPANTS).where(PARTICIPANTS.c.id == found))
    store.sweep()


def delete_study(store: Store, owner_key: str) -> None:
    """Delete a study and all that was answered in it, for good."""
    with store.writing() as connection:
        study = study_of(connection, owner_key)
        connection.execute(delete(STUDIES).where(STUDIES.c.id == study.id))
    store.sweep()


def study_of(connection: Connection, owner_key: str) -> Row:
    """Return the row, without the plan, of the study that an owner's key opens. Raises UserError where it opens none."""
    looked_up = select(*SHORT).where(STUDIES.c.owner_hash == hashed(owner_key))
    study = connection.execute(looked_up).first() if is_key(owner_key) else None
    if study is None:
        raise refusals.no_such_owner()
    return study


def plan_of(connection: Connection, study: Row) -> str:
    return connection.execute(select(STUDIES.c.plan).where(STUDIES.c.id == study.id)).scalar_one()


def _change(store: Store, owner_key: str, **values: object) -> None:
    with store.writing() as connection:
        study = study_of(connection, owner_key)
        connection.execute(update(STUDIES).where(STUDIES.c.id == study.id).values(values))


def _within(days: int) -> int:
    """Return seconds for as many days as a study can be open."""
    return min(max(days, 1), bounds.MOST_DAYS) * bounds.DAY_SECONDS
