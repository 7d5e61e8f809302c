"""Bring a database to the newest version of its tables: one path, from an empty database and from every earlier version."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table, text

from workbench.errors import UserError

NEWEST = "2"
VERSIONS = "fallible_version"
FOLDER = Path(__file__).parent / "migrations"
_LOCK_NUMBER = 7_141_853_322  # any number that other programs in the same PostgreSQL database are unlikely to lock
_ONE_AT_A_TIME = threading.Lock()  # alembic keeps what it works on in module-wide names


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables in a database; None where there are none of ours."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(select(column("version_num")).select_from(table(VERSIONS))).scalar()


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Migrate inside the transaction of a connection that may write: all of it or nothing. Raises UserError."""
    if connection.dialect.name == "postgresql":  # SQLite lets one process write at a time as it is
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
    found = version_of(connection)
    if found == to:  # somebody else was faster
        return
    if found is None:
        _refuse_foreign_tables(connection)
    elif not found.isdigit() or int(found) > int(NEWEST):
        raise _newer(found)
    _migrate(connection, to)


def _migrate(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "version_table": VERSIONS})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with _ONE_AT_A_TIME:
        command.upgrade(config, to)


def _refuse_foreign_tables(connection: Connection) -> None:
    tables = inspect(connection).get_table_names()
    if tables:
        raise UserError(
            f"The database holds tables of something else, such as {tables[0][:80]!r}.",
            "Studies and corrections would be mixed with what another program keeps there.",
            "Name an empty database, or a file that is not there yet, in FALLIBLE_STORE.",
        )


def _newer(found: str) -> UserError:
    return UserError(
        f"The store was written by a newer Fallible: its tables have version {found[:20]}, and this one knows up to {NEWEST}.",
        "An older program could damage what it does not know, so the store was left as it is.",
        "Start the newer Fallible, or name another file in FALLIBLE_STORE.",
    )
