"""A study as a file: it comes back as it went, and nothing else comes in."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.made import DAY, MONDAY, PLAN_JSON, Clock, answered, store_in, trial
from workbench.errors import UserError
from workbench.record import bounds, studies
from workbench.record.kept import Begun
from workbench.record.store import Store


@pytest.fixture
def content(store: Store, begun: Begun) -> bytes:
    answered(store, begun, orders=4)
    one = answered(store, begun, orders=2)
    studies.preference(store, one.key, '{"variant": 1}')
    return studies.as_file(store, begun.owner_key)


def changed(content: bytes, **values: Any) -> bytes:
    return json.dumps({**json.loads(content), **values}).encode()


def test_a_study_comes_back_as_it_went(store: Store, begun: Begun, content: bytes, tmp_path: Path) -> None:
    elsewhere = store_in(tmp_path / "elsewhere")
    back = studies.from_file(elsewhere, content)
    assert studies.as_file(elsewhere, back.owner_key) == content
    assert studies.trials(elsewhere, back.owner_key) == studies.trials(store, begun.owner_key)
    assert studies.progress(elsewhere, back.owner_key) == studies.progress(store, begun.owner_key)
    assert studies.preferences(elsewhere, back.owner_key) == studies.preferences(store, begun.owner_key)
    assert studies.find(elsewhere, back.study_key) == studies.find(store, begun.study_key)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
answers = st.fixed_dictionaries(
    {
        "t_first": st.floats(0, 86_400),
        "t_final": st.floats(0, 86_400),
        "reason": st.none() | texts,
        "choice": st.sampled_from([None, "yes", "no"]),
        "confidence": st.none() | st.integers(1, 5),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=texts, everybody=st.lists(st.lists(answers, max_size=3), max_size=3), stopped=st.booleans())
def test_any_study_comes_back_to_the_byte(store: Store, name: str, everybody: list[list[dict[str, Any]]], stopped: bool) -> None:
    begun = studies.begin(store, PLAN_JSON, name)
    for said in everybody:
        one = studies.join(store, begun.study_key)
        for order, answer in enumerate(said):
            studies.keep(store, one.key, order, trial(one.number, order, **answer))
    if stopped:
        studies.stop(store, begun.owner_key)
    content = studies.as_file(store, begun.owner_key)
    assert studies.as_file(store, studies.from_file(store, content).owner_key) == content


def test_a_file_holds_no_keys(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=1)
    content = studies.as_file(store, begun.owner_key).decode()
    assert not any(key in content for key in (begun.owner_key, begun.study_key, one.key))


def test_who_joins_a_study_from_a_file_gets_the_next_number(store: Store, content: bytes) -> None:
    back = studies.from_file(store, content)
    assert studies.join(store, back.study_key).number == 2


def test_a_file_opens_as_a_copy_beside_the_study_it_was_taken_from(store: Store, begun: Begun, content: bytes) -> None:
    back = studies.from_file(store, content)
    studies.delete(store, back.owner_key)
    assert len(studies.trials(store, begun.owner_key)) == 6


def test_no_study_from_a_file_is_open_for_longer_than_a_year(store: Store, content: bytes) -> None:
    back = studies.from_file(store, changed(content, expires=10**11))
    assert studies.owned(store, back.owner_key).expires.timestamp() == MONDAY + 366 * DAY


def test_a_study_that_is_over_is_over_when_it_comes_back(store: Store, content: bytes, clock: Clock) -> None:
    clock.now += 31 * DAY
    assert studies.owned(store, studies.from_file(store, content).owner_key).status == "expired"


def test_a_file_of_a_newer_version_says_so(store: Store, content: bytes) -> None:
    with pytest.raises(UserError, match="written by a newer Fallible: it has version 2"):
        studies.from_file(store, changed(content, version=2))


def with_trial(content: bytes, **values: Any) -> bytes:
    """The file with the first answer of its first participant changed."""
    document = json.loads(content)
    document["participants"][0]["trials"][0]["trial"].update(values)
    return json.dumps(document).encode()


HOSTILE = {
    "nothing": lambda content: b"",
    "another program's file": lambda content: b"PK\x03\x04" + bytes(100),
    "cut off": lambda content: content[: len(content) // 2],
    "a list": lambda content: b"[" + content + b"]",
    "nested without end": lambda content: b'{"plan":' + b"[" * 100_000,
    "another object": lambda content: b'{"format":"fallible study","version":1}',
    "an unknown key": lambda content: changed(content, owner_hash="0" * 64),
    "no plan": lambda content: changed(content, plan={}),
    "a version that is no number": lambda content: changed(content, version="1; DROP TABLE studies"),
    "a name without end": lambda content: changed(content, name="x" * 10_000),
    "a time before time": lambda content: changed(content, begun=-1),
    "a time beyond time": lambda content: changed(content, begun=10**30),
    "a participant twice": lambda content: changed(content, participants=json.loads(content)["participants"][:1] * 2),
    "a number that nobody gets": lambda content: changed(content, participants=[{**TAKER, "number": 10**9}]),
    "a preference for what is not there": lambda content: changed(
        content, participants=[{**TAKER, "preference": {"variant": 2}}]
    ),
    "an answer of another": lambda content: with_trial(content, participant=7),
    "an answer to another case": lambda content: with_trial(content, case=99),
    "an answer that cannot be given": lambda content: with_trial(content, choice="<script>alert(1)</script>"),
    "an answer by another action": lambda content: with_trial(content, action="__import__('os')"),
    "an answer in no time": lambda content: with_trial(content, t_final=-1.0),
    "half a sign": lambda content: with_trial(content, reason="\ud800"),
}
TAKER = {"number": 0, "joined": MONDAY, "seen": MONDAY, "preference": None, "trials": []}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_study_is_refused_and_nothing_of_it_is_kept(store: Store, content: bytes, name: str) -> None:
    with store.reading() as connection:
        before = list(connection.exec_driver_sql("SELECT count(*) FROM studies").scalars())
    with pytest.raises(UserError) as refused:
        studies.from_file(store, HOSTILE[name](content))
    assert "The file of a study" in refused.value.what and len(refused.value.what) < 400
    with store.reading() as connection:
        assert list(connection.exec_driver_sql("SELECT count(*) FROM studies").scalars()) == before


def test_a_file_that_is_too_large_is_not_even_read(store: Store) -> None:
    with pytest.raises(UserError, match="17,000,000 is the most"):
        studies.from_file(store, b"[" * (bounds.FILE_BYTES + 1))


NEVER_ENDING = {
    "lists of nothing": lambda content: b'{"plan":[' + b"[]," * 5_000_000 + b"[]]}",
    "participants of nothing": lambda content: changed(content, participants=[{}] * 100_000),
    "answers of nothing": lambda content: changed(content, participants=[{**TAKER, "trials": [{}] * 1_000}] * 100),
    "cases of nothing": lambda content: changed(content, plan={**json.loads(content)["plan"], "cases": [{}] * 5_000}),
}


@pytest.mark.parametrize("name", NEVER_ENDING)
def test_a_file_that_is_made_to_take_forever_does_not(store: Store, content: bytes, name: str) -> None:
    hostile = NEVER_ENDING[name](content)
    begun = time.process_time()
    with pytest.raises(UserError, match="The file of a study cannot be read"):
        studies.from_file(store, hostile)
    assert time.process_time() - begun < 5.0


def test_markup_in_a_file_is_kept_as_text(store: Store, content: bytes) -> None:
    back = studies.from_file(store, with_trial(content, reason="<img src=x onerror=alert(1)> **bold** $1$"))
    assert "onerror=alert(1)" in studies.trials(store, back.owner_key)[0].trial_json


def test_an_answer_that_takes_back_what_was_never_done_is_refused(store: Store, content: bytes) -> None:
    document = json.loads(content)
    document["participants"][0]["trials"][0]["trial"] |= {"action": "undo", "shown": []}
    with pytest.raises(UserError, match="nothing was done that could be taken back"):
        studies.from_file(store, json.dumps(document).encode())
