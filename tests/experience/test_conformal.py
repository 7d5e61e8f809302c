"""Thresholds of conformal sets: worked numbers, and what they promise of new cases."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.conformal import BAND, tried
from tests.experience.made import multiclass
from workbench.experience.conformal import quantile, scores, thresholds

TENTHS = np.arange(1, 10) / 10


@pytest.mark.parametrize(("alpha", "limit"), [(0.2, 0.8), (0.1, 0.9), (0.05, np.inf)])
def test_the_threshold_of_nine_scores(alpha, limit):
    assert quantile(TENTHS, 1 - alpha) == pytest.approx(limit)


def test_a_quantile_that_rounds_up_between_scores_takes_one_too_many():
    """(n + 1)(1 - .2) is the 8th of nine; asking numpy for the next higher score at 8/9 gives the 9th."""
    assert np.quantile(TENTHS, 8 / 9, method="higher") == pytest.approx(0.9)
    assert np.quantile(TENTHS, 8 / 9, method="inverted_cdf") == pytest.approx(0.8)
    assert quantile(TENTHS, 0.8) == pytest.approx(0.8)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.integers(1, 99))
def test_the_threshold_is_the_score_in_its_place(known, percent):
    place = -(-(len(known) + 1) * percent // 100)
    expected = np.inf if place > len(known) else sorted(known)[place - 1]
    assert quantile(np.array(known), percent / 100) == expected


@given(st.integers(0, 1000), st.lists(st.integers(1, 4), min_size=10, max_size=40))
@settings(max_examples=30, deadline=None)
def test_a_row_that_stands_for_several_cases_counts_as_often(seed, times):
    rng, times = np.random.default_rng(seed), np.array(times)
    known, fold = rng.random(len(times)).round(2), rng.integers(0, 3, len(times))
    coverage = np.array([0.5, 0.8, 0.9])
    many = np.repeat(np.arange(len(times)), times)
    each = np.ones(len(many))
    gathered = thresholds(known, times.astype(float), times.astype(float), fold, coverage)
    assert np.array_equal(gathered, thresholds(known[many], each, each, fold[many], coverage))


def test_a_fold_has_no_say_in_its_own_threshold():
    known, fold, each = np.linspace(0, 1, 40), np.arange(40) % 4, np.ones(40)
    before = thresholds(known, each, each, fold, np.array([0.8]))
    after = thresholds(np.where(fold == 2, 0.0, known), each, each, fold, np.array([0.8]))
    assert before[2] == after[2] and (before != after).sum() > 0


def test_of_two_classes_both_scores_follow_from_one_probability():
    assert scores(np.array([[0.1, 0.9]], dtype=np.float32)) == pytest.approx(np.array([[0.9, 0.1]]))


def in_order(proba, truth, u):
    """How much probability lies before and at a class when the likeliest come first, a part u of its own left out."""
    order = np.argsort(-proba, axis=1)
    ranked = np.take_along_axis(proba, order, axis=1)
    total = np.cumsum(ranked, axis=1)
    found = np.empty_like(proba)
    np.put_along_axis(found, order, total - u * ranked, axis=1)
    return found if truth is None else found[np.arange(len(proba)), truth]


def test_sets_hold_the_truth_as_often_as_promised_only_where_both_sides_use_the_same_score():
    y, p = multiclass(40_000, 10, signal=2.0, seed=1)
    rng = np.random.default_rng(0)
    known, new = slice(0, 20_000), slice(20_000, None)
    part = rng.random((40_000, 1))
    drawn, inclusive = in_order(p, None, part), in_order(p, None, 0.0)
    at_truth = {name: found[np.arange(len(y)), y] for name, found in (("drawn", drawn), ("inclusive", inclusive))}
    limit = {name: quantile(found[known], 0.9) for name, found in at_truth.items()}
    for name, found in at_truth.items():
        assert (found[new] <= limit[name]).mean() == pytest.approx(0.9, abs=0.01)
    before = inclusive - p
    crossing = before[np.arange(len(y)), y][new]
    assert (crossing <= limit["inclusive"]).mean() > 0.95  # the class that crosses the line let in as well
    assert (crossing <= limit["drawn"]).mean() > 0.92
    assert (at_truth["inclusive"][new] <= limit["drawn"]).mean() < 0.85


@pytest.mark.parametrize(("classes", "boldness"), [(2, 1.0), (5, 1.0), (5, 2.0)])
def test_sets_hold_the_truth_of_new_cases_within_the_stated_band_over_200_seeds(classes, boldness):
    """With 100 cases a share between .836 and .951 in 95 of 100 seeds."""
    found = tried(classes, 1.5, boldness)
    assert found.covered.mean() == pytest.approx(0.9, abs=0.01)
    assert found.inside > 0.91


def test_the_stated_band_is_where_the_share_of_95_in_100_thresholds_set_with_100_cases_lies():
    """Of 100 scores the 91st is the limit, so what it covers of all new cases follows a beta distribution with 91 and 10."""
    covered = np.sort(np.random.default_rng(0).random((20_000, 100)), axis=1)[:, 90]
    assert np.quantile(covered, (0.025, 0.975)) == pytest.approx(BAND, abs=2e-3)
    assert quantile(np.linspace(0, 1, 100), 0.9) == np.linspace(0, 1, 100)[90]


def test_sets_of_one_are_wrong_more_often_than_sets_are():
    """The promise is about all sets; of those with a single answer 15 in 100 are wrong here."""
    found = tried(2, 1.0)
    assert found.covered.mean() == pytest.approx(0.9, abs=0.01)
    assert found.wrong.mean() == pytest.approx(0.15, abs=0.01)


@given(st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_cases_of_the_own_fold_end_no_sum_of_the_others(seed):
    """Each fold's threshold is that of the other folds' scores by themselves, none where there are no others."""
    rng, coverage = np.random.default_rng(seed), np.array([0.5, 0.8, 0.99])
    known, weight, fold = rng.random(40).round(1), rng.integers(1, 5, 40).astype(float), rng.integers(0, 3, 40)
    together = thresholds(known, weight, np.ones(40), fold, coverage)
    for number in range(fold.max() + 1):
        others, nothing = fold != number, np.zeros(int((fold != number).sum()), dtype=int)
        alone = thresholds(known[others], weight[others], np.ones(others.sum()), nothing + 1, coverage)
        assert np.array_equal(together[number], alone[0])
    assert np.isinf(thresholds(known, weight, np.ones(40), np.zeros(40, dtype=int), coverage)).all()
