"""Corrections that people made on the prototype screen, kept under an owner's key, and those of them pinned as canary cases.

A correction is a JSON object that names, as `fingerprint`, the table its case is in; the rest is what
`workbench.experience.corrections` writes. Whoever has the owner's key reads them, and nobody else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from workbench.errors import UserError
from workbench.record import bounds, documents, rooms
from workbench.record.keys import hashed
from workbench.record.moments import moment
from workbench.record.store import Store
from workbench.record.tables import CORRECTIONS


@dataclass(frozen=True)
class KeptCorrection:
    """One correction. number: names it to `forget` and `pin`. pinned: whether it is a canary case."""

    number: int
    kept: datetime
    pinned: bool
    correction_json: str


def keep(store: Store, correction_json: str, owner: str) -> int:
    """Keep a correction and return its number. The very same one, as from a double click, is kept once.

    Raises UserError where it is no JSON object with a `fingerprint`, is too large, or there is no room.
    """
    correction = documents.compact(correction_json, bounds.CORRECTION_BYTES, "A correction")
    row = {
        "owner_hash": hashed(owner),
        "fingerprint": _fingerprint(correction),
        "digest": hashed(correction),
        "correction": correction,
        "nbytes": rooms.size(correction),
        "kept": store.now(),
    }
    with store.writing() as connection:
        same = _of(owner, CORRECTIONS.c.digest == row["digest"])
        known = connection.execute(select(CORRECTIONS.c.id).where(same)).scalar()
        if known is not None:
            return known
        _refuse_too_many(connection, owner)
        rooms.refuse_without_room(connection, "another correction")
        return connection.execute(insert(CORRECTIONS).values(row).returning(CORRECTIONS.c.id)).scalar_one()


def corrections(store: Store, owner: str, fingerprint: str) -> tuple[KeptCorrection, ...]:
    """Return an owner's corrections of the cases of one table, oldest first."""
    return _read(store, _of(owner, CORRECTIONS.c.fingerprint == fingerprint))


def pinned(store: Store, owner: str, fingerprint: str) -> tuple[KeptCorrection, ...]:
    """Return those that are pinned as canary cases, oldest first."""
    return _read(store, _of(owner, and_(CORRECTIONS.c.fingerprint == fingerprint, CORRECTIONS.c.pinned)))


def pin(store: Store, owner: str, number: int, pinned: bool = True) -> bool:
    """Pin a correction as a canary case, or let it go. False where the owner has none of this number."""
    with store.writing() as connection:
        changed = update(CORRECTIONS).where(_of(owner, CORRECTIONS.c.id == number)).values(pinned=pinned)
        return connection.execute(changed).rowcount > 0


def forget(store: Store, owner: str, number: int | None = None) -> int:
    """Delete one correction for good, or all of an owner's; return how many there were."""
    which = _of(owner) if number is None else _of(owner, CORRECTIONS.c.id == number)
    with store.writing() as connection:
        found = connection.execute(delete(CORRECTIONS).where(which)).rowcount
    store.sweep()
    return found


def _of(owner: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(CORRECTIONS.c.owner_hash == hashed(owner), *conditions)


def _read(store: Store, which: ColumnElement[bool]) -> tuple[KeptCorrection, ...]:
    asked = select(CORRECTIONS.c.id, CORRECTIONS.c.kept, CORRECTIONS.c.pinned, CORRECTIONS.c.correction).where(which)
    with store.reading() as connection:
        rows = connection.execute(asked.order_by(CORRECTIONS.c.id)).all()
    return tuple(KeptCorrection(number, moment(kept), pinned, correction) for number, kept, pinned, correction in rows)


def _fingerprint(correction: str) -> str:
    found = json.loads(correction).get("fingerprint")
    if not isinstance(found, str) or not 0 < len(found) <= 100:
        raise documents.damaged("A correction", "it does not say which table its case is in")
    return found


def _refuse_too_many(connection: Connection, owner: str) -> None:
    many = connection.execute(select(func.count()).select_from(CORRECTIONS).where(_of(owner))).scalar_one()
    if many >= bounds.CORRECTIONS:
        raise UserError(
            f"There are {many:,} corrections, and that is the most that is kept for one person.",
            "A bound keeps the store from filling the disk; those kept before are still there.",
            "Save them as a file, and delete them here.",
        )
