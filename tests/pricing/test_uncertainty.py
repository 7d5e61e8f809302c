import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.pricing.made import evidence
from workbench.pricing import student
from workbench.pricing.sample import from_cells, from_rows
from workbench.pricing.uncertainty import (
    cases_needed,
    compare,
    compared,
    detectable,
    grouping,
    interval,
    mean_interval,
    most_unseen,
)

FOLD_MEANS = np.array([1.0, 2.0, 3.0, 2.0, 2.0])


def test_the_worked_corrected_t():
    found = compare(FOLD_MEANS, np.zeros(5), np.arange(5), 0.25)
    assert found.saving.estimate == 2.0
    assert (found.saving.low, found.saving.high) == pytest.approx((0.683, 3.317), abs=5e-4)
    assert 2 * (1 - found.probability_positive) == pytest.approx(0.0135, abs=5e-5)
    assert found.saving.estimate / ((found.saving.high - 2.0) / stats.t.ppf(0.975, 4)) == pytest.approx(4.216, abs=5e-4)


def test_what_was_seen_in_none_of_fifty_cases_may_still_be_one_in_seventeen():
    assert most_unseen(50) == pytest.approx(0.058, abs=5e-4)
    assert most_unseen(3_000) == pytest.approx(3 / 3_000, rel=0.01)


def test_cases_say_how_much_a_fold_mean_varies_where_five_fold_means_hardly_do():
    rng = np.random.default_rng(5)
    ratios = []
    for _ in range(60):
        rows = rng.normal(1.0, 3.0, 500)
        found = mean_interval(rows, quick=True, fold=np.arange(500) % 5, test_to_train=0.25)
        ratios.append((found.high - found.low) / (2 * student.Z_975 * rows.std(ddof=1) / np.sqrt(500)))
    assert np.median(ratios) == pytest.approx(1.55, abs=0.05)


def test_folds_that_differ_more_than_their_cases_do_widen_the_interval():
    rows = np.random.default_rng(6).normal(size=500)
    fold = np.arange(500) % 5
    calm, shaken = (mean_interval(rows + shift * fold, quick=True, fold=fold, test_to_train=0.25) for shift in (0.0, 0.5))
    assert shaken.high - shaken.low > 1.5 * (calm.high - calm.low)


def test_the_hurdle_and_the_smallest_gain_are_each_counted_once():
    plain = compare(FOLD_MEANS, np.zeros(5), np.arange(5), 0.25)
    raised = compare(FOLD_MEANS, np.zeros(5), np.arange(5), 0.25, hurdle=0.5, smallest_gain=0.25)
    assert raised.saving == plain.saving and raised.probability_positive == plain.probability_positive
    assert raised.probability_better == pytest.approx(stats.t.cdf((2.0 - 0.75) / (2.0 / 4.216370), 4), abs=1e-6)


@pytest.mark.parametrize(("base", "cost", "saved", "ratio"), [(6.0, 3.0, 3.0, 0.5), (-2.5, -3.0, 0.5, -0.2)])
def test_a_saving_is_a_difference_since_a_ratio_makes_the_better_of_two_gains_look_worse(base, cost, saved, ratio):
    found = compare(np.full(20, base), np.full(20, cost), np.arange(20) % 5, 0.25)
    assert found.saving.estimate == pytest.approx(saved) and found.probability_positive == 1.0
    assert 1 - cost / base == pytest.approx(ratio)


def test_without_any_spread_the_probability_is_one_or_nothing():
    same = compare(np.full(20, 3.1), np.full(20, 1.1), np.arange(20) % 5, 0.25, hurdle=1.0)
    assert (same.probability_better, same.saving.low, same.saving.high) == (1.0, pytest.approx(2.0), pytest.approx(2.0))
    assert compare(np.full(20, 3.1), np.full(20, 1.1), np.arange(20) % 5, 0.25, hurdle=2.5).probability_better == 0.0
    nothing = compare(np.ones(20), np.ones(20), np.arange(20) % 5, 0.25)
    assert nothing.probability_positive == 0.0 and nothing.cases_needed == math.inf


def test_the_detectable_difference_and_the_cases_that_show_it():
    assert detectable(20, 400) == pytest.approx(2.80, abs=0.005)
    assert cases_needed(20, detectable(20, 400)) == pytest.approx(400)
    assert cases_needed(20, 1e-15) == math.inf


def test_repeats_are_averaged_before_rows_are_counted():
    values = np.array([[1.0, 3.0, 5.0, 7.0], [3.0, 1.0, 7.0, 5.0]])
    sample = from_rows(values, np.array([[0, 0, 1, 1], [0, 1, 0, 1]]))
    assert sample.n == 4 and sample.mean == 4.0
    assert sample.sd == pytest.approx(np.std([2, 2, 6, 6], ddof=1))
    assert sample.fold_means.tolist() == [2, 6, 5, 3]


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_cells_describe_the_same_cases_as_rows(seed, segments, regions):
    rng = np.random.default_rng(seed)
    values, counts = rng.normal(size=(segments, regions)), rng.integers(1, 9, size=(segments, regions))
    groups = np.arange(segments) // 2
    rows = np.repeat(values.ravel(), counts.ravel())
    folds = np.repeat(np.repeat(groups, regions), counts.ravel())
    one, other = from_cells(values, counts, groups), from_rows(rows, folds)
    assert (one.n, one.mean, one.sd) == pytest.approx((other.n, other.mean, other.sd))
    assert one.fold_means == pytest.approx(other.fold_means)


def test_bootstrap_of_cells_and_rows_agree_with_the_normal_interval_where_cases_are_many():
    rng = np.random.default_rng(1)
    rows = (rng.random(60_000) < 0.05) * 100.0
    counts = np.array([[(rows == 0).sum(), (rows > 0).sum()]])
    normal = mean_interval(rows, quick=True)
    for sample in (from_rows(rows), from_cells(np.array([[0.0, 100.0]]), counts, np.zeros(1, dtype=int))):
        resampled = interval(sample, 0.0, quick=False, seed=3)
        assert resampled.estimate == pytest.approx(normal.estimate)
        assert (resampled.low, resampled.high) == pytest.approx((normal.low, normal.high), abs=0.03)


def test_the_same_seed_gives_the_same_interval():
    rows = np.random.default_rng(0).random(50)
    assert mean_interval(rows, seed=4) == mean_interval(rows, seed=4) != mean_interval(rows, seed=5)


def test_the_interval_covers_the_true_mean_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    covered = 0
    for _ in range(200):
        rows = (rng.random(300) < 0.1) * 10.0 + rng.normal(size=300)
        found = mean_interval(rows, fold=np.arange(300) % 5, test_to_train=0.25)
        covered += found.low <= 1.0 <= found.high
    assert 0.92 <= covered / 200 <= 1.0


def test_folds_that_go_forward_in_time_are_replaced_by_ordered_blocks():
    y = np.zeros(100, dtype=int)
    made = evidence(y, fold=np.repeat(np.arange(4), 25), framed=125, time=np.arange(125)[::-1])
    groups, ratio = grouping(made)
    assert ratio == 0.0 and groups.shape == (1, 100)
    assert np.bincount(groups[0]).tolist() == [10] * 10
    assert groups[0][0] == 9 and groups[0][-1] == 0
    stratified = evidence(y)
    assert grouping(stratified) == (stratified.fold, 0.25)


@given(st.floats(-30, 30), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_student_agrees_with_scipy(t, df):
    # Near nothing scipy itself is off by 8e-10: at one degree of freedom the truth is 1 / 2 + atan(t) / pi.
    assert student.cdf(t, df) == pytest.approx(stats.t.cdf(t, df), abs=1e-9)


@pytest.mark.parametrize("df", [1, 2, 3, 4, 9, 19, 99])
def test_quantiles_of_student_agree_with_scipy(df):
    assert student.quantile(0.975, df) == pytest.approx(stats.t.ppf(0.975, df), rel=1e-9)
    assert student.quantile(0.1, df) == pytest.approx(stats.t.ppf(0.1, df), rel=1e-9)


def test_few_rows_and_one_fold_do_not_break_anything():
    single = compared(from_rows(np.array([2.0])), 0.25)
    assert single.saving.estimate == 2.0 and single.probability_positive == 1.0
