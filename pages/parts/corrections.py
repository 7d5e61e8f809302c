"""Corrections that were made on the prototype screen, kept in the store under a key of this session."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

import workbench
from pages.parts import cache, corrections_browser, memory, state, stored
from workbench.data.dataset import Dataset
from workbench.experience.corrections import Correction, read_back
from workbench.experience.turns import Turn
from workbench.run import Appraisal

OWNER = "corrections.owner"
WHO = "corrections.who"
NUMBERS = "corrections.numbers"
BACK = "corrections.back"
BASES = "corrections.bases"


@dataclass(frozen=True)
class Kept:
    """A correction as the store has it."""

    number: int
    pinned: bool
    correction: Correction


def owner() -> str:
    """Return the key under which this session's corrections are kept; nobody else knows it."""
    if memory.recall(OWNER) is None:
        memory.remember(OWNER, secrets.token_urlsafe(16))
    return memory.recall(OWNER)


def come_back() -> None:
    """Take up the key that this browser remembers from before a reload."""
    known = corrections_browser.remembered(memory.recall(OWNER))
    if known is not None:
        memory.remember(OWNER, known)
        memory.remember(BACK, True)


def who() -> str:
    """Return who corrects: what was typed, else a short label of this browser session."""
    return memory.recall(WHO) or f"browser {hashlib.blake2b(state.token().encode(), digest_size=2).hexdigest()}"


def keep(turn: Turn, appraisal: Appraisal, running: str, policy: str) -> None:
    """Keep what was done with a case, if it corrects anything; what cannot be kept is said, and the round goes on."""
    if not turn.is_correction or appraisal.evidence.simulated:
        return
    framing = appraisal.evidence.framing
    row = int(framing.rows[appraisal.evidence.rows[turn.position]])
    named = state.scenario().data.id
    made = Correction(
        who=who()[:60],
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=table_of(framing.dataset.fingerprint),
        row=row,
        case=str(framing.dataset.table[named].iloc[row])[:200] if named in framing.dataset.table else "",
        recorded=turn.truth,
        shown=turn.shown,
        chosen=turn.answer,
        why=turn.reason,
        candidate=running,
        policy=policy,
        version=workbench.__version__,
    )

    def put() -> None:
        from workbench.record import corrections as record

        number = record.keep(stored.store(), made.model_dump_json(), owner())
        memory.remember(NUMBERS, {**memory.recall(NUMBERS, {}), (made.fingerprint, row): number})

    state.attempt(put)


def forget_turn(turn: Turn, appraisal: Appraisal) -> None:
    """Forget the correction that a turn was, now that it is taken back."""
    framing = appraisal.evidence.framing
    asked = table_of(framing.dataset.fingerprint), int(framing.rows[appraisal.evidence.rows[turn.position]])
    number = memory.recall(NUMBERS, {}).get(asked)
    if turn.is_correction and number is not None:
        forget(number)


def forget(number: int | None = None) -> None:
    """Delete one correction for good, or all of this browser's."""

    def go() -> None:
        from workbench.record import corrections as record

        record.forget(stored.store(), owner(), number)

    state.attempt(go)


def pin(number: int, pinned: bool) -> None:
    """Make a correction a canary case, or let it go."""

    def go() -> None:
        from workbench.record import corrections as record

        record.pin(stored.store(), owner(), number, pinned)

    state.attempt(go)


def table_of(fingerprint: str) -> str:
    """Return the table that was there before corrections were joined to it: rows are counted in that one."""
    return memory.recall(BASES, {}).get(fingerprint, fingerprint)


def kept(appraisal: Appraisal) -> list[Kept]:
    """Return the corrections of this table's cases, oldest first. Raises UserError where the store fails."""
    from workbench.record import corrections as record

    fingerprint = table_of(appraisal.evidence.framing.dataset.fingerprint)
    found = record.corrections(stored.store(), owner(), fingerprint)
    read = [(one.number, one.pinned, read_back(one.correction_json)) for one in found]
    return [Kept(number, pinned, one) for number, pinned, one in read if one is not None]


def any_made(appraisal: Appraisal) -> bool:
    """Whether this browser may have corrected cases of this table: until then nobody waits for the store."""
    if memory.recall(BACK, False):
        return True
    table = table_of(appraisal.evidence.framing.dataset.fingerprint)
    return any(fingerprint == table for fingerprint, _ in memory.recall(NUMBERS, {}))


def put_joined(after: Dataset, before: Dataset) -> None:
    """Open the table with corrected labels in the place of the one they were joined to."""
    key = f"upload:{after.fingerprint}:{after.name}"
    cache.tables().put(key, after, after.nbytes)
    memory.remember(BASES, {**memory.recall(BASES, {}), after.fingerprint: table_of(before.fingerprint)})
    scenario = state.scenario()
    source = scenario.data.source or after.name
    state.put(scenario.changed("data", source=source, fingerprint=after.fingerprint), key)
