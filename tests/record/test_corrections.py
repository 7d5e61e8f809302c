"""Corrections: kept for their owner, by table, and pinned as canary cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.record.made import MONDAY, Clock, bytes_in, same
from workbench.errors import UserError
from workbench.record import bounds, corrections
from workbench.record.store import Store


def correction(row: int = 0, fingerprint: str = "a table", **others: object) -> str:
    return json.dumps({"fingerprint": fingerprint, "row": row, "shown": ["yes"], "chosen": "no", "why": "it says so", **others})


def test_corrections_come_back_by_table_and_oldest_first(store: Store, clock: Clock) -> None:
    corrections.keep(store, correction(3), "me")
    clock.now += 5
    corrections.keep(store, correction(1), "me")
    corrections.keep(store, correction(2, "another table"), "me")
    found = corrections.corrections(store, "me", "a table")
    assert [kept.kept.timestamp() for kept in found] == [MONDAY, MONDAY + 5]
    assert same(found[0].correction_json, correction(3))


def test_a_double_click_is_one_correction(store: Store) -> None:
    assert corrections.keep(store, correction(), "me") == corrections.keep(store, correction(), "me")
    assert len(corrections.corrections(store, "me", "a table")) == 1


def test_a_case_can_be_corrected_again(store: Store) -> None:
    corrections.keep(store, correction(), "me")
    corrections.keep(store, correction(chosen="yes"), "me")
    assert len(corrections.corrections(store, "me", "a table")) == 2


def test_nobody_reads_pins_or_deletes_what_is_anothers(store: Store) -> None:
    number = corrections.keep(store, correction(), "me")
    assert corrections.corrections(store, "you", "a table") == ()
    assert not corrections.pin(store, "you", number)
    assert corrections.forget(store, "you") == corrections.forget(store, "you", number) == 0
    assert len(corrections.corrections(store, "me", "a table")) == 1


def test_what_is_pinned_can_be_let_go(store: Store) -> None:
    number, _ = corrections.keep(store, correction(0), "me"), corrections.keep(store, correction(1), "me")
    assert corrections.pin(store, "me", number)
    assert [kept.number for kept in corrections.pinned(store, "me", "a table")] == [number]
    assert corrections.pin(store, "me", number, pinned=False)
    assert corrections.pinned(store, "me", "a table") == ()


def test_what_is_forgotten_is_in_no_file_any_more(store: Store, tmp_path: Path) -> None:
    number, _ = (
        corrections.keep(store, correction(why="a slip of the tongue"), "me"),
        corrections.keep(store, correction(1), "me"),
    )
    assert corrections.forget(store, "me", number) == 1
    assert b"slip of the tongue" not in bytes_in(tmp_path)
    assert corrections.forget(store, "me") == 1


@pytest.mark.parametrize(
    "nonsense", ["", "[]", "{}", '{"fingerprint": 5}', '{"fingerprint": ""}', '{"fingerprint": "' + "f" * 101 + '"}']
)
def test_what_belongs_to_no_table_is_refused(store: Store, nonsense: str) -> None:
    with pytest.raises(UserError, match="A correction cannot be read"):
        corrections.keep(store, nonsense, "me")


def test_corrections_of_one_owner_have_a_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "CORRECTIONS", 2)
    corrections.keep(store, correction(0), "me"), corrections.keep(store, correction(1), "me")
    with pytest.raises(UserError, match="There are 2 corrections, and that is the most"):
        corrections.keep(store, correction(2), "me")
    corrections.keep(store, correction(2), "you")


def test_corrections_count_towards_what_the_store_holds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    corrections.keep(store, correction(why="x" * 2_000), "me")
    monkeypatch.setattr(bounds, "STORE_BYTES", 2_000)
    with pytest.raises(UserError, match="no room for another correction"):
        corrections.keep(store, correction(1), "me")
