"""What only SQLite needs: a file looked at before it is touched, settings of connections, changes that begin as changes."""

from __future__ import annotations

import errno
import stat
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError

from workbench.errors import UserError

HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 20.0
CHECKED_MAX_BYTES = 64 * 1024**2  # larger files are not gone through at opening: what is damaged in them shows when it is read
# A commit is on the disk before it is reported, so a kill loses nothing of it and a power cut neither. In WAL mode NORMAL would
# save that wait of some milliseconds and lose the last answers to a power cut.
SETTINGS = (
    f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten, not only let go of
)


def look_at(file: Path) -> None:
    """Make room for the file, or see that it is a SQLite database. Raises UserError; whatever is there is left as it is."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not stat.S_ISREG(file.stat().st_mode) and not file.is_dir():
            raise OSError(errno.EINVAL, "it is no ordinary file")  # to open a pipe would wait for ever
        with file.open("rb") as opened:
            start = opened.read(len(HEADER))
    except FileNotFoundError:
        return
    except OSError as error:
        raise UserError(
            f"The store {file} cannot be opened: {(error.strerror or str(error)).lower()}.",
            "Studies and corrections are kept there, and nothing else is written in its place.",
            "Let the user who runs Fallible read and write it, or name another file in FALLIBLE_STORE.",
        ) from None
    if start and start != HEADER:
        raise UserError(
            f"The file {file} is no database.",
            "Studies and corrections would be written into it and destroy what it holds, so it was left as it is.",
            "Name another file in FALLIBLE_STORE, or move this one away.",
        )


def prepare(engine: Engine, file: Path | None) -> None:
    """Settle how connections of this engine behave, write ahead to a log, and go through a small file for damage."""
    event.listen(engine, "connect", _settle)
    if file is not None:
        _follow(engine, file)
    event.listen(engine, "begin", _begin)
    with closing(engine.raw_connection()) as raw:
        cursor = raw.cursor()
        _write_ahead(cursor)
        pages, size = (cursor.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
        if pages * size <= CHECKED_MAX_BYTES and (found := cursor.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise damaged(str(found).splitlines()[-1])


def _follow(engine: Engine, file: Path) -> None:
    """Connect anew where another file has taken the place of the one that was opened, such as a copy that was put back.

    Connections stay with the file that they opened, also when it is in no folder any more: what they write then is lost.
    """

    def opened(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(file)

    def taken(_connection: Any, record: Any, _proxy: Any) -> None:
        now = _identity(file)
        record.info["file"] = record.info["file"] or now  # the file may have been made since
        if now not in (None, record.info["file"]):
            raise DisconnectionError

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", taken)


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others on this machine; None where it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def damaged(why: str) -> UserError:
    return UserError(
        f"The store is damaged: {why[:200]}.",
        "What it holds cannot be relied on, so nothing is read from it and nothing is written over it.",
        "Put back a copy of the file, or move it away: Fallible then begins a new one. Studies saved as files open there.",
    )


def sweep(engine: Engine) -> None:
    """Move what the log holds into the file and empty the log: it may still hold what has just been deleted."""
    with closing(engine.raw_connection()) as raw:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _settle(connection: Any, _record: Any) -> None:
    # Python's own way of beginning transactions leaves reads outside of them; `_begin` begins them all.
    connection.isolation_level = None
    for setting in SETTINGS:
        connection.execute(setting)


def _begin(connection: Connection) -> None:
    """Begin to write at once: who reads first and writes later may find that somebody else wrote in between."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(cursor: Any) -> None:
    """Switch to a write-ahead log, once for the file. Nothing waits for another process here, so this tries again itself.

    A disk that cannot have such a log keeps the old one, which is as safe and slower.
    """
    until = time.monotonic() + BUSY_SECONDS
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def is_damage(said: str) -> bool:
    """Tell damage from what may pass, by what SQLite said."""
    return "malformed" in said or "not a database" in said
