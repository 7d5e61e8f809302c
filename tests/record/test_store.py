"""Opening the store: where it is, whether that lasts, and what is said where it cannot be opened. Nothing is ever overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.made import FILE, answered, begun_in, store_in
from workbench.errors import UserError
from workbench.record import place, studies
from workbench.record.kept import Begun
from workbench.record.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:21 / /tmp rw,nosuid - tmpfs tmpfs rw,size=1000k
24 22 0:30 / /srv/container rw - overlay overlay rw,lowerdir=/a
25 24 254:1 / /srv/container/a\\040volume rw - xfs /dev/vdb rw
26 22 254:2 / /hidden rw - ext4 /dev/vdc rw
27 26 0:31 / /hidden rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("folder", "lasting"),
    [
        ("/home/me/.local/share/fallible", True),
        ("/tmp/fallible", False),
        ("/srv/container/data", False),
        ("/srv/container/a volume/data", True),
        ("/hidden/data", False),
    ],
)
def test_files_last_where_the_disk_under_them_does(tmp_path: Path, folder: str, lasting: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert place.lasts(Path(folder), mounts) is lasting


def test_nothing_lasts_on_community_cloud(tmp_path: Path) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    app = Path("/mount/src/fallible/workbench/record/place.py")
    assert not place.lasts(Path("/home/appuser/.local/share/fallible"), tmp_path / "mountinfo", app)


def test_where_no_mounts_are_told_files_are_taken_to_last(tmp_path: Path) -> None:
    assert place.lasts(tmp_path, tmp_path / "no such file")


def test_the_store_is_in_the_users_data_folder(tmp_path: Path) -> None:
    stated = place.chosen({"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)})
    assert stated.url == f"sqlite:///{tmp_path}/data/fallible/fallible.db"
    assert place.chosen({"HOME": str(tmp_path)}).url == f"sqlite:///{tmp_path}/.local/share/fallible/fallible.db"
    assert place.chosen({"XDG_DATA_HOME": "relative", "HOME": str(tmp_path)}).url.startswith(f"sqlite:///{tmp_path}/.local")


def test_nobody_else_may_read_the_folder(tmp_path: Path) -> None:
    place.chosen({"HOME": str(tmp_path)})
    assert (tmp_path / ".local/share/fallible").stat().st_mode & 0o777 == 0o700


def test_where_the_data_folder_cannot_be_written_a_temporary_one_is_used_and_does_not_last(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file in the way")
    found = place.chosen({"HOME": str(tmp_path)})
    assert not found.lasting
    assert "/fallible-" in found.url


def test_the_temporary_folder_is_the_same_after_a_restart_unless_somebody_else_can_get_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(place.tempfile, "tempdir", str(tmp_path))
    once, again = place._temporary_folder(), place._temporary_folder()
    assert once == again
    once.chmod(0o777)
    assert place._temporary_folder() != once


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("/data/studies.db", "sqlite:////data/studies.db"),
        ("sqlite:////data/studies.db", "sqlite:////data/studies.db"),
        ("postgres://me:secret@db/studies", "postgresql://me:secret@db/studies"),
        ("  postgresql+psycopg://db/studies ", "postgresql+psycopg://db/studies"),
    ],
)
def test_a_setting_names_a_file_or_a_database(setting: str, url: str) -> None:
    assert place.chosen({"FALLIBLE_STORE": setting}).url == url


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////x.db?mode=ro",
        "mysql://me:secret@db/x",
        "x://",
        "://",
        "postgresql://me:secret@db:port/x",
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(UserError, match="FALLIBLE_STORE cannot be used") as refused:
        open_store(url)
    assert "secret" not in f"{refused.value.what} {refused.value.why} {refused.value.do}"


def test_a_database_that_nobody_can_talk_to_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UserError, match="the package 'psycopg' that talks to it is not installed") as refused:
        open_store("postgresql+psycopg://me:secret@localhost/studies")
    assert "pip install" in refused.value.do


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("my diary")
    with pytest.raises(UserError, match=r"fallible\.db is no database"):
        store_in(tmp_path)
    assert (tmp_path / FILE).read_text() == "my diary"


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be opened: is a directory"):
        open_store(str(tmp_path))


@pytest.mark.parametrize("keep", [100, 5_000, -4_096])
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, keep: int) -> None:
    store = store_in(tmp_path)
    answered(store, begun_in(store), orders=4)
    store.close()
    whole = (tmp_path / FILE).read_bytes()
    damaged = whole[:keep] + (b"" if keep < 1_000 else b"\xa5" * (len(whole) - keep))
    (tmp_path / FILE).write_bytes(damaged)
    with pytest.raises(UserError, match="The store is damaged"):
        store_in(tmp_path)
    assert (tmp_path / FILE).read_bytes() == damaged


def test_a_user_without_a_home_gets_a_temporary_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", nobody)
    assert not place.chosen({}).lasting


def test_where_nothing_can_be_written_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    monkeypatch.setattr(place.tempfile, "mkdtemp", full)
    monkeypatch.delenv("FALLIBLE_STORE")
    with pytest.raises(UserError, match="There is no folder to keep studies in: No space left on device"):
        open_store()


@pytest.mark.parametrize("name", ["100% mine.db", "what? #1.db", "Grüße 日本.db", "a%20b.db", "it's;here&there=.db"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    store = open_store(str(tmp_path / name))
    store.close()
    assert (tmp_path / name).read_bytes().startswith(b"SQLite")
    assert store.where == str(tmp_path / name)


def test_nothing_is_written_to_a_file_that_is_gone(store: Store, begun: Begun, tmp_path: Path) -> None:
    one = answered(store, begun, orders=1)
    (tmp_path / FILE).rename(tmp_path / "elsewhere.db")
    with pytest.raises(UserError, match=r"The file of the store, fallible\.db, is gone"):
        studies.keep(store, one.key, 1, '{"choice": "yes"}')
    (tmp_path / "elsewhere.db").rename(tmp_path / FILE)
    assert studies.keep(store, one.key, 1, '{"choice": "yes"}')


def test_nothing_is_read_from_a_file_that_is_gone_and_none_is_made_in_its_place(
    store: Store, begun: Begun, tmp_path: Path
) -> None:
    for path in list(tmp_path.iterdir()):
        path.unlink()
    with pytest.raises(UserError, match=r"The file of the store, fallible\.db, is gone"):
        studies.find(store, begun.study_key)
    assert list(tmp_path.iterdir()) == []


def test_answers_go_into_the_copy_that_was_put_back_and_not_into_the_file_that_is_gone(
    store: Store, begun: Begun, tmp_path: Path
) -> None:
    one = answered(store, begun, orders=1)
    store.sweep()
    copy = (tmp_path / FILE).read_bytes()
    for path in list(tmp_path.iterdir()):
        path.unlink()
    (tmp_path / FILE).write_bytes(copy)
    assert studies.keep(store, one.key, 1, '{"choice": "yes"}')
    assert [kept.order for kept in studies.trials(store_in(tmp_path), begun.owner_key)] == [0, 1]


def test_a_pipe_is_no_store_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="cannot be opened: it is no ordinary file"):
        open_store(str(tmp_path / "pipe"))


def test_another_driver_for_sqlite_is_refused_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="leave out the part after the"):
        open_store(f"sqlite+aiosqlite:///{tmp_path}/{FILE}")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    store = store_in(tmp_path / "new" / "folder")
    assert store.where == str(tmp_path / "new" / "folder" / FILE)


def test_answers_are_on_the_disk_before_they_are_reported(store: Store) -> None:
    with store.reading() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert said == ["wal", 2, 1]


def test_a_full_disk_is_told_and_what_was_kept_is_still_there(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=1)
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="full") as refused:
        studies.keep(store, one.key, 1, json.dumps({"reason": "x" * 50_000}))
    assert "What was to be kept just now was not kept" in refused.value.why
    assert studies.trials(store, begun.owner_key)[0].order == 0


@pytest.mark.slow
def test_processes_that_open_a_new_store_at_once_all_find_it_ready(tmp_path: Path) -> None:
    code = "import sys; from workbench.record.store import open_store; print(open_store(sys.argv[1]).where)"
    command = [sys.executable, "-W", "error", "-c", code, str(tmp_path / FILE)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) for _ in range(2)]
    told = [process.communicate(timeout=60) for process in started]
    assert [(process.returncode, said) for process, (_, said) in zip(started, told, strict=True)] == [(0, b"")] * 2
    assert begun_in(store_in(tmp_path)).owner_key
