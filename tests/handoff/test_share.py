"""A link carries the whole scenario, and nothing a stranger puts into one can do more than be refused."""

from __future__ import annotations

import base64
import contextlib
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import UserError
from workbench.handoff.share import LINK_MAX_CHARACTERS, decode, encode
from workbench.scenario import Scenario, validate

labels = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
scenarios = st.builds(
    lambda name, matrix, seed, wage, answer, columns: validate(
        {
            "name": name,
            "costs": {"matrix": matrix},
            "evidence": {"seed": seed},
            "people": {"wage_per_hour": wage},
            "decision": {"today": {"kind": "always", "answer": answer}},
            "data": {"target": answer, "exclude": columns},
        }
    ),
    name=labels,
    matrix=st.dictionaries(labels, st.dictionaries(labels, st.floats(-1e15, 1e15), max_size=3), max_size=3),
    seed=st.integers(0, 2**32 - 1),
    wage=st.none() | st.floats(0, 1e15),
    answer=labels,
    columns=st.lists(labels, max_size=5),
)


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).rstrip(b"=").decode()


@given(scenarios)
@settings(max_examples=60, deadline=None)
def test_a_link_brings_back_every_setting(scenario: Scenario) -> None:
    assert decode(encode(scenario)) == scenario


@given(scenarios)
@settings(max_examples=20, deadline=None)
def test_a_link_needs_no_escaping_in_an_address(scenario: Scenario) -> None:
    assert set(encode(scenario)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_the_same_scenario_always_makes_the_same_link() -> None:
    assert encode(Scenario(name="Card payments")) == encode(Scenario(name="Card payments"))


def test_a_scenario_too_long_for_a_link_is_refused_with_the_way_out() -> None:
    scenario = validate({"data": {"exclude": [f"{i * 7919 % 100_003} column {i}" for i in range(4_000)]}})
    with pytest.raises(UserError, match=r"a link holds 8,000") as caught:
        encode(scenario)
    assert "Save the scenario as a file" in caught.value.do


def test_a_link_longer_than_any_link_is_not_even_unpacked() -> None:
    with pytest.raises(UserError, match="the most a link"):
        decode("A" * (LINK_MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "ключ",
        "AAAA",
        encode(Scenario(name="Card payments"))[:-5],
        encode(Scenario(name="Card payments")).swapcase(),
        packed(b"[]"),
        packed(b"nonsense"),
        packed(b"[" * 100_000),
        packed(b"1" * 100_000),
        packed(b"\xff\xfe"),
    ],
)
def test_a_damaged_link_is_refused_politely(text: str) -> None:
    with pytest.raises(UserError, match="damaged"):
        decode(text)


def test_a_few_bytes_that_unpack_to_gigabytes_are_refused_before_they_do() -> None:
    bomb = packed(b'{"name": "' + b"A" * 4_000_000 + b'"}')
    assert len(bomb) < LINK_MAX_CHARACTERS
    with pytest.raises(UserError, match="damaged"):
        decode(bomb)


@pytest.mark.parametrize("document", [{"costs": {"wrong": float("nan")}}, {"costs": {"wrong": "many"}}, {"unknown": 1}])
def test_a_scenario_in_a_link_is_checked_like_any_other(document: dict[str, object]) -> None:
    with pytest.raises(UserError):
        decode(packed(json.dumps(document).encode()))


def test_a_link_nested_too_deep_to_be_shown_is_refused_in_a_few_words() -> None:
    for deep in (b'{"data":' + b"[" * 900 + b"]" * 900 + b"}", b'{"data":' + b'{"a":' * 900 + b"1" + b"}" * 901):
        with pytest.raises(UserError) as caught:
            decode(packed(deep))
        assert len(caught.value.what) < 200


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_whatever_breaks_the_opening_of_a_link(text: str) -> None:
    opened = None
    with contextlib.suppress(UserError):
        opened = decode(text)
    assert opened is None or encode(opened)
