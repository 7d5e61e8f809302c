"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.handoff.written import check_place, write_json


def test_what_was_written_can_be_read_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_json(tmp_path / "out.json", {"cost": 1.5, "label": "é"})
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == '{\n  "cost": 1.5,\n  "label": "é"\n}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_an_old_file_stays_when_the_new_one_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old")
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(tmp_path / "out.json", {"cost": float("nan")})
    assert (tmp_path / "out.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_json(tmp_path / "link.json", {})
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "{}\n"


def test_a_device_is_written_to_and_never_replaced() -> None:
    write_json(Path("/dev/null"), {})
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("place", ["", "missing/out.json"])
def test_a_place_that_cannot_hold_a_file_is_refused_before_the_work(tmp_path: Path, place: str) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        check_place(tmp_path / place)
