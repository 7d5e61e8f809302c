"""Ordered human rules on a table: what matches, who decides, and what is said where a rule cannot be tried."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.data.rule_words import in_words
from workbench.data.rules import ABSTAIN, rulings
from workbench.errors import UserError
from workbench.scenario import Rule, dumps, loads, validate

PAYMENTS = pd.DataFrame(
    {
        "amount": [10.0, 900.0, np.nan, 2_000.0],
        "country": pd.Categorical(["home", "abroad", None, "abroad"]),
        "new": pd.Categorical(["True", "False", "True", None]),
        "paid_at": pd.to_datetime(["2025-01-31 00:00", "2025-01-31 23:59", "2025-02-01 00:00", None]),
        "note": pd.Series(["a", None, "b", "a"], dtype="str"),
        "grade": [1, 2, 3, 2],
    }
)


def rule(*when: tuple[str, str, Any], answer: str = "stop", name: str = "") -> Rule:
    conditions = [{"column": column, "op": op, "value": value} for column, op, value in when]
    return Rule.model_validate({"name": name, "when": conditions, "answer": answer})


def cases(*when: tuple[str, str, Any]) -> list[int]:
    """Positions of the payments for which a rule holds."""
    return np.flatnonzero(rulings([rule(*when)], PAYMENTS).fired == 0).tolist()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (("amount", ">=", 900), [1, 3]),
        (("amount", ">", 900), [3]),
        (("amount", "<", 900), [0]),
        (("amount", "<=", "900"), [0, 1]),
        (("amount", "==", 10), [0]),
        (("amount", "!=", 10), [1, 3]),
        (("amount", "in", [10, 2000]), [0, 3]),
        (("amount", "not in", [10]), [1, 3]),
        (("country", "==", "abroad"), [1, 3]),
        (("country", "!=", "abroad"), [0]),
        (("country", "not in", ["home", "nowhere"]), [1, 3]),
        (("country", "==", "nowhere"), []),
        (("new", "==", True), [0, 2]),
        (("new", "in", [False]), [1]),
        (("note", "==", "a"), [0, 3]),
        (("note", "!=", "a"), [2]),
        (("country", "contains", "ROAD"), [1, 3]),
        (("country", "contains", ["me", "nowhere"]), [0]),
        (("country", "not contains", "road"), [0]),
        (("note", "contains", "A"), [0, 3]),
        (("note", "contains", "."), []),
        (("grade", "in", ["2", 3.0]), [1, 2, 3]),
        (("paid_at", "<=", "2025-01-31"), [0, 1]),
        (("paid_at", "==", "2025-01-31"), [0, 1]),
        (("paid_at", ">", "2025-01-31 12:00"), [1, 2]),
        (("paid_at", "!=", "2025-02-01"), [0, 1]),
        (("amount", "missing", None), [2]),
        (("country", "not missing", None), [0, 1, 3]),
        (("paid_at", "missing", None), [3]),
    ],
)
def test_a_condition_holds_for_these_cases(when: tuple[str, str, Any], expected: list[int]) -> None:
    assert cases(when) == expected


def test_all_conditions_have_to_hold_and_none_holds_everywhere() -> None:
    assert cases(("amount", ">=", 900), ("paid_at", "<", "2025-02-01")) == [1]
    assert cases() == [0, 1, 2, 3]


def test_numbers_and_text_name_the_same_label() -> None:
    coded = pd.DataFrame({"code": pd.Categorical(["1", "2", "1"])})
    assert rulings([rule(("code", "==", 1.0))], coded).decided.tolist() == [2]


def test_the_first_rule_that_matches_decides_and_later_ones_are_told_what_they_lost() -> None:
    found = rulings(
        [rule(("amount", ">=", 900)), rule(("country", "==", "abroad"), answer="ok"), rule(("new", "==", True))], PAYMENTS
    )
    assert found.fired.tolist() == [2, 0, 2, 0]
    assert found.matched.tolist() == [2, 2, 2] and found.decided.tolist() == [2, 0, 2]
    assert found.taken[1].tolist() == [2, 0, 0, 0]
    assert rulings([rule(("amount", ">", 5_000))], PAYMENTS).fired.tolist() == [ABSTAIN] * 4


@given(st.lists(st.tuples(st.sampled_from(["<", ">=", "==", "!="]), st.integers(0, 9)), max_size=6), st.integers(1, 40))
def test_every_case_is_decided_once_and_by_the_first_rule_that_holds(stated: list[tuple[str, int]], n: int) -> None:
    numbers = np.arange(n) % 10
    found = rulings([rule(("x", op, value)) for op, value in stated], pd.DataFrame({"x": numbers}))
    one_by_one = {"<": np.less, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal}
    for number, fired in zip(numbers, found.fired, strict=True):
        holds = [position for position, (op, value) in enumerate(stated) if one_by_one[op](number, value)]
        assert fired == (holds[0] if holds else ABSTAIN)
    assert found.decided.sum() + (found.fired == ABSTAIN).sum() == n


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (("amuont", ">=", 900), "Rule 1 ('large'), condition 1, names the column 'amuont', which the table does not have."),
        (("country", ">", "home"), "asks whether 'country' is above 'home', but that column holds names."),
        (("amount", ">=", "much"), "compares 'amount' with 'much', which is no number."),
        (("amount", "==", "nan"), "compares 'amount' with 'nan', which is no number."),
        (("paid_at", ">=", "31.01.2025"), "compares 'paid_at' with '31.01.2025', which is no date."),
        (("paid_at", "==", 20250131), "which is no date."),
        (("paid_at", "==", "2025-02-30"), "'2025-02-30', which is no date."),
        (("amount", "==", None), "has no value to compare 'amount' with."),
        (("country", "in", []), "has no value to compare 'country' with."),
        (("amount", ">", [1, 2]), "compares 'amount' with a list of 2 values."),
        (("amount", "contains", "9"), "asks whether 'amount' contains '9', but that column holds numbers."),
        (("note", "contains", " "), "has no value to compare 'note' with."),
    ],
)
def test_what_cannot_be_tried_is_named_with_its_rule_and_condition(when: tuple[str, str, Any], words: str) -> None:
    with pytest.raises(UserError) as caught:
        rulings([rule(when, name="large")], PAYMENTS)
    assert caught.value.what.startswith("Rule 1 ('large'), condition 1") and words in caught.value.what
    assert caught.value.why and caught.value.do


def test_nothing_a_rule_holds_is_evaluated() -> None:
    hostile = "__import__('os').system('true')"
    assert cases(("country", "==", hostile)) == []
    with pytest.raises(UserError):
        cases((hostile, "==", 1))


def test_rules_survive_being_written_and_read() -> None:
    stated = {"rules": [{"when": [{"column": "new", "op": "in", "value": [True, 2, "x"]}], "answer": 1}], "rules_fallback": False}
    scenario = validate(stated)
    assert loads(dumps(scenario)) == scenario
    assert scenario.rules[0].when[0].value == ("True", 2.0, "x") and scenario.rules_fallback == "False"


def test_a_rule_is_said_as_people_say_it() -> None:
    said = in_words(rule(("amount", ">=", 900), ("country", "not in", ["home", "next door"]), ("note", "missing", None)))
    assert said == "amount is at least 900 and country is none of home, next door and note is missing → stop"
    assert in_words(rule()) == "in every case → stop"


def test_instead_of_a_column_that_is_gone_those_of_the_whole_table_are_offered() -> None:
    with pytest.raises(UserError) as caught:
        rulings([rule(("amonut", "<", 3))], PAYMENTS[[]], list(PAYMENTS.columns))
    assert "'amount'" in caught.value.do
