"""The one column that says most."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.utils.estimator_checks import parametrize_with_checks

from workbench.models.one_rule import OneRuleClassifier


@parametrize_with_checks([OneRuleClassifier()])
def test_it_keeps_the_discipline_of_scikit_learn(estimator: object, check: object) -> None:
    assert check(estimator) is None  # or it raises


def colours() -> tuple[np.ndarray, np.ndarray]:
    """methods.md section 2: red 8/2, blue 1/4, here four times over."""
    X = np.array([0.0] * 40 + [1.0] * 20)
    y = np.array([1] * 32 + [0] * 8 + [1] * 4 + [0] * 16)
    return X[:, None], y


def test_a_category_keeps_its_class_frequencies() -> None:
    X, y = colours()
    rule = OneRuleClassifier(categorical=[0], smoothing=1e-9).fit(X, y)
    np.testing.assert_allclose(rule.predict_proba([[0.0], [1.0]]), [[0.2, 0.8], [0.8, 0.2]], atol=1e-6)
    assert (rule.predict(X) != y).mean() == pytest.approx(0.2)


def test_a_value_never_seen_gets_the_class_shares() -> None:
    X, y = colours()
    rule = OneRuleClassifier(categorical=[0]).fit(X, y)
    np.testing.assert_allclose(rule.predict_proba([[7.0]]), [[24 / 60, 36 / 60]])


def test_missing_values_are_a_value_of_their_own() -> None:
    X, y = colours()
    X = np.where(X == 1.0, np.nan, X)
    rule = OneRuleClassifier(smoothing=1e-9).fit(X, y)
    np.testing.assert_allclose(rule.predict_proba([[np.nan]]), [[0.8, 0.2]], atol=1e-6)


def test_an_id_makes_no_rule_although_it_makes_no_training_errors() -> None:
    random = np.random.default_rng(0)
    y = random.integers(0, 2, size=60)
    helps = np.where(random.random(60) < 0.85, y, 1 - y)
    X = np.column_stack([np.arange(60), helps]).astype(float)
    assert OneRuleClassifier(categorical=[0, 1]).fit(X, y).feature_ == 1


def test_numbers_are_cut_within_one_bin_of_where_the_answer_changes() -> None:
    x = np.arange(200.0)
    rule = OneRuleClassifier().fit(x[:, None], x >= 100)
    assert (rule.predict(x[:, None]) != (x >= 100)).sum() <= rule.min_rows // 2


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(12, 120), levels=st.integers(1, 40))
def test_every_ordered_bin_holds_six_rows_and_every_row_of_the_table_sums_to_one(seed: int, n: int, levels: int) -> None:
    random = np.random.default_rng(seed)
    x = random.integers(0, levels, size=n).astype(float)
    y = (x + random.normal(size=n) > levels / 2).astype(int)
    rule = OneRuleClassifier().fit(x[:, None], y)
    np.testing.assert_allclose(rule.table_.sum(axis=1), 1)
    if rule.feature_ is not None:
        assert (rule.counts_[:-2] >= 6).all() and rule.counts_.sum() == n


def test_a_monotone_change_of_a_number_changes_no_answer() -> None:
    random = np.random.default_rng(3)
    x = random.normal(size=300)
    y = (x + random.normal(size=300) > 0).astype(int)
    plain, bent = OneRuleClassifier().fit(x[:, None], y), OneRuleClassifier().fit(np.exp(x)[:, None], y)
    np.testing.assert_allclose(plain.predict_proba(x[:, None]), bent.predict_proba(np.exp(x)[:, None]))
