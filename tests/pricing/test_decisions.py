import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pricing.made import EXAMPLE_X
from workbench.pricing.decisions import cheapest, cheapest_answers, expected_cost, realised
from workbench.pricing.regions import cheapest_regions, likeliest_regions
from workbench.pricing.thresholds import p_star


def test_expected_costs_of_four_answers():
    proba = np.array([[0.5, 0.3, 0.2]])
    cost = np.array([[0, 10, 40], [2, 0, 40], [6, 6, 0], [3, 3, 3]], dtype=float)
    assert expected_cost(proba, cost)[0] == pytest.approx([11, 9, 4.8, 3])
    assert cheapest(expected_cost(proba, cost)).tolist() == [3]


def test_score_two_percent_is_ignored_and_six_percent_acted_on():
    expected = expected_cost(np.array([[0.98, 0.02], [0.94, 0.06]]), EXAMPLE_X)
    assert cheapest(expected).tolist() == [0, 1]
    cost_of_100_rows = realised(EXAMPLE_X[np.newaxis], np.repeat([0, 1], [94, 6])).sum(axis=0)
    assert cost_of_100_rows.tolist() == [600, 350]


def test_red_8_in_10_and_blue_1_in_5_are_wrong_one_time_in_five_as_classes_and_both_acted_on_in_example_x():
    shares = np.array([[0.2, 0.8], [0.8, 0.2]])
    assert shares.min(axis=1) @ [10, 5] / 15 == pytest.approx(0.2)
    assert cheapest(expected_cost(shares, EXAMPLE_X)).tolist() == [1, 1]


def test_a_fee_of_three_against_the_amount_at_stake():
    cost = np.array([[[0, amount], [3, 3]] for amount in (100, 3, 2)], dtype=float)
    assert (cost[:, 1, 0] - cost[:, 0, 0])[:] == pytest.approx(3)
    answers = cheapest_answers(np.array([[0.96, 0.04]] * 3), cost)
    assert answers.tolist() == [1, 0, 0]


def test_realised_cost_takes_each_case_at_its_own_price():
    cost = np.array([[[0, 10], [1, 0]], [[0, 20], [2, 0]]], dtype=float)
    assert realised(cost, np.array([1, 0])).tolist() == [[10, 0], [0, 2]]


@given(st.integers(2, 5), st.integers(0, 2), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_the_same_matrix_for_every_case_decides_as_one_matrix(classes, extra, seed):
    rng = np.random.default_rng(seed)
    proba = rng.dirichlet(np.ones(classes), 30)
    cost = rng.normal(size=(1, classes + extra, classes))
    assert np.array_equal(cheapest_answers(proba, cost), cheapest_answers(proba, np.repeat(cost, 30, axis=0)))
    assert np.array_equal(cheapest_answers(proba, cost), cheapest(expected_cost(proba, cost)))


costs = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=2, max_size=5)


@given(costs, st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_regions_of_the_score_give_the_answer_of_least_expected_cost(cost, seed):
    cost = np.array(cost, dtype=float)
    p = np.concatenate((np.random.default_rng(seed).random(50), [0, 0.25, 0.5, 1])).astype(np.float32)
    answers, bounds = cheapest_regions(cost)
    chosen = np.array(answers)[(p[:, np.newaxis] >= bounds).sum(axis=1)]
    wide = p.astype(float)
    expected = np.outer(1 - wide, cost[:, 0]) + np.outer(wide, cost[:, 1])
    assert expected[np.arange(p.size), chosen] == pytest.approx(expected.min(axis=1), abs=1e-9)
    clear = np.sort(expected, axis=1)[:, 1] > expected.min(axis=1) + 1e-6
    assert np.array_equal(chosen[clear], expected.argmin(axis=1)[clear])
    assert np.all(np.diff(bounds) > 0)


def test_on_the_line_the_first_answer_is_taken_as_everywhere():
    answers, bounds = cheapest_regions(np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert answers == (0, 1) and not np.float32(0.5) >= bounds[0]
    assert likeliest_regions()[1][0] == bounds[0]


def test_p_star_needs_a_price_on_both_sides():
    assert p_star(EXAMPLE_X) == pytest.approx(0.04)
    assert p_star(np.array([[0.0, 2.0], [3.0, 3.0]])) is None
    by_row = p_star(np.array([[[0, amount], [3, 3]] for amount in (100, 3, 2)], dtype=float))
    assert by_row[0] == pytest.approx(0.03) and np.isnan(by_row[1:]).all()
