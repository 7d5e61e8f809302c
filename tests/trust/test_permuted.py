"""Gaps that chance makes, against numbers known from elsewhere and against dealing out the cases one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.trust import permuted


def test_ten_identical_groups_of_thirty_show_a_gap_of_a_fifth():
    means = permuted.dealt_means(np.full(10, 30), np.array([240, 60]), np.array([0.0, 1.0]), 4_000, np.random.default_rng(0))
    found = permuted.gaps(means)
    assert found.mean() == pytest.approx(0.22, abs=0.01)
    assert np.quantile(found, 0.95) == pytest.approx(0.33, abs=0.01)


def test_dealing_out_counts_is_dealing_out_cases():
    rng = np.random.default_rng(1)
    values = rng.lognormal(3, 1.5, 3_000) * (rng.random(3_000) < 0.05)
    sizes = np.array([1_500, 1_000, 500])
    cell, value = permuted.gathered(values)
    fast = permuted.gaps(permuted.dealt_means(sizes, np.bincount(cell), value, 2_000, rng))
    group = np.repeat(np.arange(3), sizes)
    slow = permuted.gaps(np.stack([np.bincount(group, weights=rng.permutation(values)) / sizes for _ in range(2_000)]))
    assert np.quantile(fast, [0.5, 0.9]) == pytest.approx(np.quantile(slow, [0.5, 0.9]), rel=0.08)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300))
def test_gathering_keeps_the_sum_and_next_to_all_of_the_spread(values):
    array = np.array(values)
    cell, value = permuted.gathered(array)
    assert len(value) <= permuted.MOST_CELLS + 1
    assert value[cell].sum() == pytest.approx(array.sum(), abs=1e-6 * np.abs(array).sum())
    assert array.var() - value[cell].var() <= 0.02 * array.var() + 1e-9


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=6), st.integers(0, 2**32 - 1))
def test_every_case_is_dealt_out_exactly_once(sizes, seed):
    sizes = np.array(sizes)
    hits = int(sizes.sum() // 3)
    counts, values = np.array([sizes.sum() - hits, hits]), np.array([0.0, 1.0])
    means = permuted.dealt_means(sizes, counts, values, 20, np.random.default_rng(seed))
    assert means @ sizes == pytest.approx(np.full(20, hits))
    assert (means >= 0).all() and (means <= 1 + 1e-12).all()


def test_holm_takes_the_smallest_times_all_and_never_goes_down():
    assert permuted.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert permuted.holm([]) == []
    assert permuted.holm([0.9, 0.8]) == [1.0, 1.0]


def test_a_p_value_is_never_nothing():
    assert permuted.p_value(9.0, np.arange(4.0)) == 1 / 5
    assert permuted.p_value(2.0, np.arange(4.0)) == 3 / 5
