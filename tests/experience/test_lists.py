"""Lists told line by line, against a search among whole lists."""

import numpy as np
import pytest

from tests.experience.test_formulas import people
from workbench.experience import formulas
from workbench.experience.clearlists import clear_lists
from workbench.experience.lists import _searched, best_lists, lists_of_lengths
from workbench.experience.measures import measures

LENGTHS = (1, 2, 3, 4, 5)
PICK_WRONG = {"notices_wrong": 1.0, "accepts_right": 0.9, "picks_wrong_though_right_shown": 0.04}


def prices(seed, off, classes=12):
    """A price for each truth, some of them off it, and what right answers bring."""
    rng = np.random.default_rng(seed)
    cost = np.broadcast_to(rng.uniform(2, 9, classes), (classes, classes)).copy()
    for _ in range(off):
        answer, truth = rng.choice(classes, 2, replace=False)
        cost[answer, truth] = rng.uniform(-3, 20)
    np.fill_diagonal(cost, rng.normal(-1, 1, classes))
    return cost[None]


def probabilities(seed, cases=300, classes=12):
    return np.random.default_rng(seed).dirichlet(np.full(classes, 0.3), size=cases)


def in_order(lists):
    return np.sort(lists, axis=1)


@pytest.mark.parametrize("off", [0, 1, 4])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "behaviour", [{"notices_wrong": 0.6}, {"notices_wrong": 1.0, "accepts_right": 0.9, "picks_wrong_though_right_shown": 0.04}]
)
def test_cases_that_are_clear_line_by_line_get_the_list_that_a_search_finds(seed, off, behaviour):
    who, p = people(**behaviour), probabilities(seed)
    money = measures(prices(seed, off), who).money
    for k, found in zip(LENGTHS, lists_of_lengths(p, money, who, LENGTHS), strict=True):
        assert np.array_equal(in_order(found), in_order(_searched(p, money, who, k)))
        assert np.array_equal(in_order(found), in_order(best_lists(p, money, who, k)))


def test_most_cases_are_clear_where_few_prices_stick_out():
    who = people(notices_wrong=0.8)
    found = clear_lists(probabilities(0), measures(prices(0, 1), who).money, who, LENGTHS)
    assert min(sure.mean() for _, sure in found) > 0.8


def test_a_line_that_ties_with_the_next_is_not_told_by_itself():
    p = np.full((1, 12), 1 / 12)
    who = people()
    cost = np.full((1, 12, 12), 5.0)
    for _, sure in clear_lists(p, measures(cost, who).money, who, LENGTHS):
        assert not sure.any()


@pytest.mark.parametrize("k", LENGTHS)
def test_single_and_double_precision_show_the_same_lists(k):
    who, p = people(), probabilities(5)
    money = measures(prices(5, 2), who).money
    single = best_lists(p.astype(np.float32), money, who, k)
    assert (in_order(single) == in_order(best_lists(p, money, who, k))).all(axis=1).mean() > 0.99


@pytest.mark.parametrize("rows", [1, 2, 4, 5, 6, 40, 300])
def test_the_least_row_is_the_first_of_equals(rows):
    worth = np.random.default_rng(rows).integers(0, 3, (rows, 5_000)).astype(np.float32)
    worth[0, :9] = np.inf
    assert np.array_equal(formulas.least(worth), worth.argmin(axis=0))
