"""From a database URL to an engine, and to words that tell people where it is."""

from __future__ import annotations

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from workbench.errors import UserError

EMBEDDED, SERVER = "sqlite", "postgresql"


def address_of(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise _unusable("it is no database URL and no path") from None
    if address.get_backend_name() not in (EMBEDDED, SERVER):
        raise _unusable(f"{address.get_backend_name()[:40]!r} is a kind of database that is not supported")
    if address.get_backend_name() == EMBEDDED and address.drivername not in (EMBEDDED, f"{EMBEDDED}+pysqlite"):
        raise _unusable("SQLite is read by Python's own driver here; leave out the part after the +")
    if address.get_backend_name() == EMBEDDED and address.database in (None, "", ":memory:"):
        raise _unusable("it names no file")
    if address.get_backend_name() == EMBEDDED and address.query:
        # Such as mode=ro: the driver would pass over it in silence, and the file would be written.
        raise _unusable("what follows the ? in it is not heeded for a file; leave it out")
    return address


def engine_of(address: URL) -> Engine:
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


def where(address: URL) -> str:
    """Tell people where the store is; no user and no password."""
    if address.get_backend_name() == EMBEDDED:
        return str(address.database)
    return f"PostgreSQL, database {address.database or 'of this user'} at {address.host or 'this machine'}"


def _unusable(why: str) -> UserError:
    # What was named may hold a password, so it is not repeated.
    return UserError(
        f"FALLIBLE_STORE cannot be used: {why}.",
        "Studies and corrections need a place to be kept in; the rest of Fallible works without.",
        "Give the path of a file, sqlite:////path/to/file.db or postgresql://user:password@host/database.",
    )
