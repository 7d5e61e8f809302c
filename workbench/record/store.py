"""The store of what must outlive a session: studies with their answers, and corrections."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError

from workbench.errors import UserError
from workbench.record import place, sqlite, upgrading

SERVER = "postgresql"
log = logging.getLogger("fallible")


@dataclass(frozen=True)
class Store:
    """An open store, to be shared by all threads of a process; other processes may have it open too.

    lasting: whether what is kept is still there after a restart of the machine or the container. where: told to people.
    clock: seconds since 1970.
    """

    lasting: bool
    where: str
    engine: Engine
    clock: Callable[[], float] = time.time
    file: Path | None = None
    # SQLite lets one connection write at a time. Threads that queue here are woken in turn; in SQLite they would poll.
    _turn: AbstractContextManager[object] = field(default_factory=nullcontext)

    def now(self) -> int:
        """Whole seconds since 1970."""
        return int(self.clock())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at the store: all that is read in it is of one moment. Raises UserError where the store fails."""
        with _told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, kept as a whole when the block ends, or not at all. Raises UserError where the store fails."""
        if self.file is not None and not self.file.exists():
            raise _gone(self.file)
        with self._turn, _told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def sweep(self) -> None:
        """See to it that what was deleted is in no file any more."""
        if self.engine.dialect.name == "sqlite":
            with self._turn, _told():
                sqlite.sweep(self.engine)

    def close(self) -> None:
        """Let go of the database. What was kept stays kept."""
        self.engine.dispose()


def open_store(url: str | None = None, clock: Callable[[], float] = time.time) -> Store:
    """Open the store, and make it or bring its tables up to date where that is needed.

    url: a database URL or the path of a file; None for what FALLIBLE_STORE says, else a file in the user's data folder, else a
    temporary one. Raises UserError where it cannot be opened; nothing that was there is then changed.
    """
    chosen = _chosen() if url is None else place.named_place(url)
    address = _address(chosen.url)
    embedded = address.get_backend_name() == "sqlite"
    file = place.file_of(chosen.url)
    if embedded and file is not None:
        sqlite.look_at(file)
    engine = _engine(address)
    turn: AbstractContextManager[object] = threading.Lock() if embedded else nullcontext()
    store = Store(chosen.lasting, _where(address), engine, clock, file if embedded else None, turn)
    try:
        _prepare(store, embedded)
    except BaseException:
        engine.dispose()
        raise
    return store


def _chosen() -> place.Place:
    try:
        return place.chosen()
    except OSError as error:
        raise UserError(
            f"There is no folder to keep studies in: {error.strerror or error}.",
            "Neither this user's data folder nor a temporary one can be written.",
            "Name a file in FALLIBLE_STORE that the user who runs Fallible may write.",
        ) from None


def _prepare(store: Store, embedded: bool) -> None:
    if embedded:
        with _told():
            sqlite.prepare(store.engine)
    with store.reading() as at:
        found = upgrading.version_of(at)
    if found != upgrading.NEWEST:
        with store.writing() as at:
            upgrading.upgrade(at)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise _unusable("it is no database URL and no path") from None
    if address.get_backend_name() not in ("sqlite", SERVER):
        raise _unusable(f"{address.get_backend_name()[:40]!r} is a kind of database that is not supported")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise _unusable("it names no file")
    return address


def _engine(address: URL) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=address.get_backend_name() == SERVER)
    except ImportError as error:
        raise UserError(
            f"The store is in PostgreSQL, and the package {str(error.name)[:40]!r} that talks to it is not installed.",
            "Fallible ships with what SQLite needs alone.",
            "Install it beside Fallible (pip install 'psycopg[binary]'), or take FALLIBLE_STORE away to use a file.",
        ) from None
    except (SQLAlchemyError, TypeError, ValueError):
        raise _unusable("its options are not understood") from None


def _where(address: URL) -> str:
    """Tell people where the store is; no user and no password."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return f"PostgreSQL, database {address.database or 'of this user'} at {address.host or 'this machine'}"


def _gone(file: Path) -> UserError:
    """SQLite would go on writing to a file that is in no folder any more, and all of it would be lost."""
    return UserError(
        f"The file of the store, {file.name}, is gone.",
        "It was deleted or moved while Fallible was running. What would be kept now would be lost.",
        "Put it back, or start Fallible again: it then begins a new one.",
    )


def _unusable(why: str) -> UserError:
    # What was named may hold a password, so it is not repeated.
    return UserError(
        f"FALLIBLE_STORE cannot be used: {why}.",
        "Studies and corrections need a place to be kept in; the rest of Fallible works without.",
        "Give the path of a file, sqlite:////path/to/file.db or postgresql://user:password@host/database.",
    )


@contextmanager
def _told() -> Iterator[None]:
    """Turn what a database reports into what people can do about it. Two rows in one place are the caller's business."""
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, sqlite3.Error):
            # What a server says names its hosts and users: that is for its keeper's log, not for everybody's screen.
            log.error("The database failed: %s", cause)
            raise _failed("its server says no, and the log says why") from error
        raise sqlite.damaged(str(cause)) if sqlite.is_damage(str(cause)) else _failed(str(cause)) from error
    except SQLAlchemyError as error:
        raise _failed(str(error)) from error


def _failed(said: str) -> UserError:
    return UserError(
        f"The store could not be reached or written: {' '.join(said.split())[:200]}.",
        "What was to be kept just now was not kept; what was kept before is still there.",
        "Try again. If it stays like that, see that the disk has room, that the database runs, and who may write to it.",
    )
