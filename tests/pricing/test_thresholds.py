import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pricing.made import EXAMPLE_X, EXAMPLE_X_SCENARIO, binary, cost_model, evidence, scenario
from workbench.pricing.hull import roc_hull
from workbench.pricing.prices import price
from workbench.pricing.thresholds import best_threshold, cost_curve, median

SWAP = np.array([[0.0, 1.0], [1.0, 0.0]])


def test_the_best_threshold_lies_in_the_middle_of_the_gap():
    assert best_threshold([0.1, 0.2, 0.8, 0.9], np.array([0, 0, 1, 1]), SWAP) == pytest.approx(0.5)


def test_a_plateau_over_several_scores_has_one_centre():
    scores, y = [0.2, 0.4, 0.4, 0.8], np.array([0, 0, 1, 1])
    assert best_threshold(scores, y, SWAP) == pytest.approx((0.2 + 0.8) / 2)


def test_never_and_always_acting_are_candidates():
    assert best_threshold([0.1, 0.9], np.array([0, 0]), SWAP) == math.inf
    assert best_threshold([0.1, 0.9], np.array([1, 1]), SWAP) == -math.inf


def test_folds_that_never_and_always_act_have_a_middle():
    assert median([math.inf, -math.inf]) == 0.5
    assert median([0.2, -math.inf, 0.4]) == 0.2


def test_each_case_at_its_own_price():
    cost = np.array([[[0, 100], [5, 0]], [[0, 1], [5, 0]], [[0, 1], [5, 0]]], dtype=float)
    assert best_threshold([0.9, 0.8, 0.7], np.array([1, 0, 0]), cost) == pytest.approx(0.85)


def brute_force(scores, y, lost, saved):
    tried = np.concatenate(([np.inf, -np.inf], (np.unique(scores)[1:] + np.unique(scores)[:-1]) / 2))
    return min(lost * np.sum((scores >= t) & (y == 0)) - saved * np.sum((scores >= t) & (y == 1)) for t in tried)


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 9), st.integers(1, 40))
@settings(max_examples=150, deadline=None)
def test_the_sort_and_the_hull_find_the_cheapest_of_all_thresholds(seed, lost, saved, n):
    rng = np.random.default_rng(seed)
    scores, y = (rng.integers(0, 12, n) / 16).astype(np.float32), rng.integers(0, 2, n)
    found = best_threshold(scores, y, np.array([[0.0, saved], [lost, 0.0]]))
    paid = lost * np.sum((scores >= found) & (y == 0)) - saved * np.sum((scores >= found) & (y == 1))
    assert paid == pytest.approx(brute_force(scores.astype(float), y, lost, saved))
    falling = np.argsort(scores, kind="stable")[::-1]
    assert roc_hull(scores[falling], y[falling] == 1).best(lost, saved) == found


def test_a_threshold_is_tuned_on_other_folds_than_it_is_scored_on():
    """On noise, with prices at which every threshold is expected to cost .9: tuned on the same rows it seems to cost .775."""
    same, crossed = [], []
    y = np.zeros(200, dtype=int)
    y[::10] = 1
    question = scenario(matrix={"yes": {"no": 9.0}, "no": {"yes": 1.0}})
    cost = np.array([[0.0, 9.0], [1.0, 0.0]])
    rng = np.random.default_rng(11)
    for _ in range(150):
        scores = rng.random(200).astype(np.float32)
        made = evidence(y, binary("noise", scores), fold=np.arange(200) // 10 % 5)
        crossed.append(price(made, question, quick=True)["noise"].cost_at_threshold.estimate)
        acts = scores >= best_threshold(scores, y, cost)
        same.append(np.where(y == 1, np.where(acts, 0, 9), acts).mean())
    assert np.mean(same) == pytest.approx(0.775, abs=0.02)
    assert np.mean(crossed) == pytest.approx(0.9, abs=0.02)


def test_folds_that_are_dealt_without_regard_to_the_classes_would_cost_more_still():
    """Where few positives were learned from, many are scored, and the other way round: .975. Ours hold their share: .9."""
    y = np.zeros(200, dtype=int)
    y[::10] = 1
    question = scenario(matrix={"yes": {"no": 9.0}, "no": {"yes": 1.0}})
    rng, found = np.random.default_rng(12), []
    for _ in range(300):
        made = evidence(y, binary("noise", rng.random(200)), fold=rng.permutation(np.arange(200) % 5))
        found.append(price(made, question, quick=True)["noise"].cost_at_threshold.estimate)
    assert np.mean(found) == pytest.approx(0.975, abs=0.02)


def test_where_one_answer_is_always_cheaper_there_is_no_threshold():
    made = evidence([0, 1] * 20, binary("model", np.linspace(0, 1, 40)))
    assert price(made, scenario(matrix={"no": {"yes": 1.0}, "yes": {"no": -1.0}}))["model"].cost_at_threshold is None


def test_the_curve_is_exact_at_every_point():
    rng = np.random.default_rng(3)
    y, scores = (rng.random(500) < 0.1).astype(int), rng.random(500).astype(np.float32)
    curve = cost_curve(binary("model", scores), y, cost_model(EXAMPLE_X), points=100)
    assert 50 < curve.threshold.size <= 100 and np.all(np.diff(curve.threshold) > 0)
    for threshold, cost in zip(curve.threshold, curve.cost, strict=True):
        acts = (scores >= np.float32(threshold)).astype(int)
        assert cost == pytest.approx(EXAMPLE_X[acts, y].mean())


def test_the_curve_of_costs_by_row_is_exact_too_and_pools_repeats():
    rng = np.random.default_rng(4)
    y, scores = rng.integers(0, 2, 80), rng.random((2, 80)).astype(np.float32)
    cost = np.repeat(EXAMPLE_X[np.newaxis], 80, axis=0) + rng.random((80, 1, 1))
    curve = cost_curve(binary("model", scores), y, cost_model(cost), points=50)
    for threshold, paid in zip(curve.threshold, curve.cost, strict=True):
        acts = (scores >= np.float32(threshold)).astype(int)
        assert paid == pytest.approx(cost[np.arange(80), acts, y].mean())


def test_the_curve_sees_a_rare_class_whose_scores_are_all_small():
    scores = np.random.default_rng(5).random(5_000) * 0.01
    curve = cost_curve(binary("model", scores), np.zeros(5_000, dtype=int), cost_model(EXAMPLE_X), points=200)
    assert np.sum(curve.threshold < 0.01) > 80


def test_the_threshold_shown_stays_a_probability():
    made = evidence([0] * 20 + [1] * 20, binary("upside down", np.linspace(1, 0, 40)), fold=np.arange(40) % 5)
    found = price(made, EXAMPLE_X_SCENARIO)["upside down"]
    assert 0.0 <= found.threshold <= 1.0
