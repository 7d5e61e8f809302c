"""The store of what must outlive a session: studies with their answers, and corrections."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine

from workbench.record import place, sqlite, upgrading
from workbench.record.address import EMBEDDED, address_of, engine_of, where
from workbench.record.failures import gone, told


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
        self._refuse_gone()
        with told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, kept as a whole when the block ends, or not at all. Raises UserError where the store fails."""
        self._refuse_gone()
        with self._turn, told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def sweep(self) -> None:
        """See to it that what was deleted is in no file any more."""
        if self.engine.dialect.name == EMBEDDED:
            with self._turn, told():
                sqlite.sweep(self.engine)

    def _refuse_gone(self) -> None:
        """SQLite would go on with a file that is in no folder any more, or begin an empty one in its place."""
        if self.file is not None and not self.file.exists():
            raise gone(self.file)

    def close(self) -> None:
        """Let go of the database. What was kept stays kept."""
        self.engine.dispose()


def open_store(url: str | None = None, clock: Callable[[], float] = time.time) -> Store:
    """Open the store, and make it or bring its tables up to date where that is needed.

    url: a database URL or the path of a file; None for what FALLIBLE_STORE says, else a file in the user's data folder, else a
    temporary one. Raises UserError where it cannot be opened; nothing that was there is then changed.
    """
    chosen = place.chosen() if url is None else place.named_place(url)
    address = address_of(chosen.url)
    embedded = address.get_backend_name() == EMBEDDED
    file = place.file_of(chosen.url)
    if embedded and file is not None:
        sqlite.look_at(file)
    engine = engine_of(address)
    turn: AbstractContextManager[object] = threading.Lock() if embedded else nullcontext()
    store = Store(chosen.lasting, where(address), engine, clock, file if embedded else None, turn)
    try:
        _prepare(store, embedded)
    except BaseException:
        engine.dispose()
        raise
    return store


def _prepare(store: Store, embedded: bool) -> None:
    if embedded:
        with told():
            sqlite.prepare(store.engine, store.file)
    with store.reading() as at:
        found = upgrading.version_of(at)
    if found != upgrading.NEWEST:
        with store.writing() as at:
            upgrading.upgrade(at)
