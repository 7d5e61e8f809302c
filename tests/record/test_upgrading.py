"""One path to the newest tables, from nothing and from every earlier version; what is newer or foreign is left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.record.made import FILE, MONDAY, PLAN_JSON, answered, begun_in, store_in, trial
from workbench.errors import UserError
from workbench.record import corrections, studies, upgrading
from workbench.record.keys import derived, hashed, new_key
from workbench.record.store import Store
from workbench.record.tables import METADATA

# As the first version wrote its tables. Never changed: such files are out there.
VERSION_1 = """
CREATE TABLE fallible_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT fallible_version_pkc PRIMARY KEY (version_num));
INSERT INTO fallible_version VALUES ('1');
CREATE TABLE studies (
    id INTEGER NOT NULL, owner_hash VARCHAR(64) NOT NULL, link_hash VARCHAR(64) NOT NULL, link INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL, plan TEXT NOT NULL, begun BIGINT NOT NULL, expires BIGINT NOT NULL,
    stopped BOOLEAN DEFAULT 0 NOT NULL, revoked BOOLEAN DEFAULT 0 NOT NULL, joined INTEGER NOT NULL, nbytes BIGINT NOT NULL,
    PRIMARY KEY (id), UNIQUE (owner_hash), UNIQUE (link_hash)
);
CREATE TABLE participants (
    id INTEGER NOT NULL, study_id INTEGER NOT NULL, number INTEGER NOT NULL, key_hash VARCHAR(64),
    joined BIGINT NOT NULL, seen BIGINT NOT NULL, preference TEXT,
    PRIMARY KEY (id), CONSTRAINT one_participant_a_number UNIQUE (study_id, number),
    FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, UNIQUE (key_hash)
);
CREATE TABLE trials (
    participant_id INTEGER NOT NULL, place INTEGER NOT NULL, kept BIGINT NOT NULL, trial TEXT NOT NULL,
    PRIMARY KEY (participant_id, place), FOREIGN KEY(participant_id) REFERENCES participants (id) ON DELETE CASCADE
);
"""


def write(file: Path, script: str, rows: Iterable[tuple[str, tuple[object, ...]]] = ()) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.executescript(script)
        for statement, values in rows:
            raw.execute(statement, values)


def test_a_store_of_version_1_opens_with_all_that_is_in_it(tmp_path: Path) -> None:
    owner, participant = new_key(), new_key()
    study = (1, hashed(owner), hashed(derived(owner, 0)), 0, "From before", PLAN_JSON, MONDAY, MONDAY + 1_000, 0, 0, 1, 5_000)
    rows = [
        ("INSERT INTO studies VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", study),
        ("INSERT INTO participants VALUES (?,?,?,?,?,?,?)", (1, 1, 0, hashed(participant), MONDAY, MONDAY, None)),
        ("INSERT INTO trials VALUES (?,?,?,?)", (1, 0, MONDAY, trial())),
    ]
    write(tmp_path / FILE, VERSION_1, rows)
    store = store_in(tmp_path)
    assert studies.find(store, derived(owner, 0)).name == "From before"
    assert studies.resume(store, derived(owner, 0), participant).next == 1
    assert studies.keep(store, participant, 1, trial(0, 1))
    assert [kept.order for kept in studies.trials(store, owner)] == [0, 1]
    assert corrections.keep(store, '{"fingerprint": "f"}', "me")


def test_the_path_ends_at_the_tables_the_code_works_with(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": upgrading.VERSIONS})
        assert compare_metadata(context, METADATA) == []


def test_the_newest_version_is_the_end_of_the_path() -> None:
    path = ScriptDirectory(str(upgrading.FOLDER))
    assert path.get_heads() == [upgrading.NEWEST]
    assert sorted(one.revision for one in path.walk_revisions()) == [str(number + 1) for number in range(int(upgrading.NEWEST))]


@pytest.mark.parametrize("version", ["3", "99", "a1b2c3"])
def test_a_store_of_a_newer_version_is_left_as_it_is(tmp_path: Path, version: str) -> None:
    write(tmp_path / FILE, VERSION_1, [("UPDATE fallible_version SET version_num = ?", (version,))])
    with pytest.raises(
        UserError, match=f"written by a newer Fallible: its tables have version {version}, and this one knows up to"
    ):
        store_in(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("SELECT version_num FROM fallible_version").fetchall() == [(version,)]
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'corrections'").fetchone() == (0,)


def test_a_database_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    write(tmp_path / FILE, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');")
    with pytest.raises(UserError, match="holds tables of something else, such as 'recipes'"):
        store_in(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    # An index by that name is in the way of the second half of version 2.
    write(tmp_path / FILE, VERSION_1 + "CREATE INDEX corrections_of_a_table ON trials (kept);")
    with pytest.raises(UserError, match="already exists"):
        store_in(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("SELECT version_num FROM fallible_version").fetchall() == [("1",)]
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'corrections'").fetchone() == (0,)


def test_a_store_opens_again_as_it_was_left(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    begun = begun_in(store)
    answered(store, begun, orders=2)
    store.close()
    assert len(studies.trials(store_in(tmp_path), begun.owner_key)) == 2
