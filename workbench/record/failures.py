"""What people are told when the store fails while it is in use."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from workbench.errors import UserError
from workbench.record import sqlite

log = logging.getLogger("fallible")


@contextmanager
def told() -> Iterator[None]:
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


def gone(file: Path) -> UserError:
    """SQLite would go on writing to a file that is in no folder any more, and all of it would be lost."""
    return UserError(
        f"The file of the store, {file.name}, is gone.",
        "It was deleted or moved while Fallible was running. What would be kept now would be lost.",
        "Put it back, or start Fallible again: it then begins a new one.",
    )
