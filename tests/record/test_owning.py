"""Owning a study: the life of it, from the first link to nothing being left."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.record.made import DAY, MONDAY, PLAN, PLAN_JSON, Clock, answered, begun_in, bytes_in, same, trial
from workbench.errors import UserError
from workbench.record import bounds, studies
from workbench.record.kept import Begun
from workbench.record.store import Store
from workbench.record.tables import METADATA, PARTICIPANTS, STUDIES


def test_a_study_is_found_by_its_link_as_it_was_begun(store: Store, begun: Begun) -> None:
    found = studies.find(store, begun.study_key)
    assert (found.name, found.status) == ("Two ways", "open")
    assert same(found.plan_json, PLAN_JSON)
    assert (found.begun.timestamp(), found.expires.timestamp()) == (MONDAY, MONDAY + 30 * DAY)


def test_its_owner_sees_the_link_again(store: Store, begun: Begun) -> None:
    answered(store, begun, orders=0)
    found = studies.owned(store, begun.owner_key)
    assert (found.study_key, found.participants, found.status) == (begun.study_key, 1, "open")


def test_who_reads_the_store_finds_no_key_that_opens_anything(store: Store, begun: Begun, tmp_path: Path) -> None:
    one = answered(store, begun, orders=1)
    written = bytes_in(tmp_path)
    assert not any(key.encode() in written for key in (begun.study_key, begun.owner_key, one.key))


def test_the_owner_sees_who_is_where(store: Store, begun: Begun, clock: Clock) -> None:
    answered(store, begun, orders=3)
    clock.now += 60
    other = answered(store, begun, orders=1)
    studies.preference(store, other.key, '{"variant": null}')
    told = [(one.number, one.answered, one.preferred, one.seen.timestamp()) for one in studies.progress(store, begun.owner_key)]
    assert told == [(0, 3, False, MONDAY), (1, 1, True, MONDAY + 60)]


def test_a_study_is_stopped_and_extended(store: Store, begun: Begun, clock: Clock) -> None:
    studies.stop(store, begun.owner_key)
    assert studies.owned(store, begun.owner_key).status == "stopped"
    clock.now = MONDAY + 40 * DAY
    assert studies.owned(store, begun.owner_key).status == "expired"
    studies.extend(store, begun.owner_key, days=7)
    found = studies.find(store, begun.study_key)
    assert (found.status, found.expires.timestamp()) == ("open", MONDAY + 47 * DAY)


@pytest.mark.parametrize(("days", "open_for"), [(-5, 1), (0, 1), (10**9, 366)])
def test_a_study_is_open_for_a_day_at_least_and_a_year_at_most(store: Store, days: int, open_for: int) -> None:
    kept = studies.find(store, begun_in(store, days=days).study_key)
    assert (kept.expires - kept.begun).days == open_for


def test_a_deleted_participant_is_in_no_file_any_more(store: Store, begun: Begun, tmp_path: Path) -> None:
    one, other = studies.join(store, begun.study_key), answered(store, begun, orders=2)
    studies.keep(store, one.key, 0, trial(reason="a sentence to be forgotten"))
    assert b"to be forgotten" in bytes_in(tmp_path)
    studies.delete_participant(store, begun.owner_key, one.number)
    assert b"to be forgotten" not in bytes_in(tmp_path)
    assert {kept.number for kept in studies.trials(store, begun.owner_key)} == {other.number}


def test_the_number_of_a_deleted_participant_goes_to_nobody_else(store: Store, begun: Begun) -> None:
    answered(store, begun, orders=1)
    studies.delete_participant(store, begun.owner_key, 0)
    assert studies.join(store, begun.study_key).number == 1
    with pytest.raises(UserError, match="There is no participant 1 in this study"):
        studies.delete_participant(store, begun.owner_key, 0)


def test_deleting_gives_back_the_room(store: Store, begun: Begun) -> None:
    def taken() -> int:
        with store.reading() as connection:
            return connection.execute(select(STUDIES.c.nbytes)).scalar_one()

    before = taken()
    one = answered(store, begun, orders=2)
    studies.amend(store, one.key, 0, trial(confidence=5, reason="because"))
    studies.preference(store, one.key, '{"variant": 0}')
    assert taken() > before
    studies.delete_participant(store, begun.owner_key, 0)
    assert taken() == before


def test_a_deleted_study_leaves_nothing(store: Store, begun: Begun, tmp_path: Path) -> None:
    answered(store, begun, orders=2)
    studies.delete(store, begun.owner_key)
    with store.reading() as connection:
        assert all(connection.execute(select(table)).first() is None for table in METADATA.sorted_tables)
    assert "Grüße".encode() not in bytes_in(tmp_path)
    with pytest.raises(UserError, match="There is no study with this key"):
        studies.owned(store, begun.owner_key)


def test_one_owner_sees_nothing_of_anothers_study(store: Store, begun: Begun) -> None:
    other = begun_in(store)
    answered(store, begun, orders=2)
    assert studies.trials(store, other.owner_key) == studies.progress(store, other.owner_key) == ()
    studies.delete(store, other.owner_key)
    assert len(studies.trials(store, begun.owner_key)) == 2


@pytest.mark.parametrize(("bound", "most"), [("STUDIES", 1), ("STORE_BYTES", 1_000)])
def test_when_there_is_no_room_studies_that_ended_long_ago_leave(
    store: Store, begun: Begun, clock: Clock, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    answered(store, begun, orders=1)
    monkeypatch.setattr(bounds, bound, most)
    clock.now = MONDAY + 119 * DAY
    with pytest.raises(UserError, match="no room for another study"):
        begun_in(store)
    clock.now = MONDAY + 121 * DAY
    newer = begun_in(store)
    assert studies.owned(store, newer.owner_key).participants == 0
    with store.reading() as connection:
        assert connection.execute(select(PARTICIPANTS)).first() is None


def test_a_store_that_is_full_takes_no_more_and_loses_nothing(
    store: Store, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(store, begun, orders=1)
    monkeypatch.setattr(bounds, "STORE_BYTES", 1_000)
    with pytest.raises(UserError, match="no room for another study"):
        begun_in(store)
    with pytest.raises(UserError, match="no room for another participant"):
        studies.join(store, begun.study_key)
    assert len(studies.trials(store, begun.owner_key)) == 1


@pytest.mark.parametrize("plan", ["", "[]", "{", '{"a": Infinity}', '{"a": "' + "x" * 8_000_000 + '"}'])
def test_a_plan_that_is_none_begins_nothing(store: Store, plan: str) -> None:
    with pytest.raises(UserError, match="The plan of the study"):
        studies.begin(store, plan, "name")


@pytest.mark.parametrize("name", ["", "a\x00b\nc", "x" * 10_000, "\u202eevil", "'; DROP TABLE studies; --"])
def test_a_name_is_one_line_that_can_be_shown(store: Store, name: str) -> None:
    kept = studies.owned(store, studies.begin(store, PLAN_JSON, name).owner_key)
    assert len(kept.name) <= 200
    assert kept.name.isprintable()


def test_more_people_than_there_is_room_for_are_refused_before_anybody_has_begun(store: Store) -> None:
    crowd = PLAN.model_copy(update={"participants": 1_000}).model_dump_json()
    studies.begin(store, crowd, "Four cases each")
    long = PLAN.model_copy(update={"participants": 1_000, "slots": PLAN.slots * 50}).model_dump_json()
    with pytest.raises(UserError, match=r"1,000 people with 200 cases each .* about \d+ fit"):
        studies.begin(store, long, "Two hundred cases each")
