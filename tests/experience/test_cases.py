"""The prototype's cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tried import tried
from workbench.experience.cases import MOST_CASES, choose_cases, class_mix, draw_order


def test_a_rare_class_comes_up_as_often_as_a_common_one():
    y = np.array([0] * 990 + [1] * 10)
    assert np.bincount(y[choose_cases(y, size=20)]).tolist() == [10, 10]


def test_a_class_with_one_case_is_shown_once_and_the_others_fill_up():
    y = np.array([0] * 50 + [1] * 50 + [2])
    assert sorted(np.bincount(y[choose_cases(y, size=9)]).tolist()) == [1, 4, 4]


def test_the_same_seed_gives_the_same_cases_and_another_seed_others():
    y = np.arange(1000) % 3
    assert choose_cases(y, seed=1).tolist() == choose_cases(y, seed=1).tolist()
    assert choose_cases(y, seed=1).tolist() != choose_cases(y, seed=2).tolist()


def test_nothing_to_choose_from_gives_nothing():
    assert choose_cases(np.array([], dtype=int)).size == 0


def test_the_choice_is_bounded():
    assert len(choose_cases(np.zeros(5000, dtype=int), size=10_000)) == MOST_CASES


@tried(40)
@given(st.lists(st.integers(0, 6), max_size=60), st.integers(0, 30), st.integers(0, 5))
def test_cases_are_real_distinct_and_as_many_as_there_can_be(classes, size, seed):
    chosen = choose_cases(np.array(classes, dtype=int), size, seed)
    assert len(chosen) == len(set(chosen.tolist())) == min(size, len(classes))
    assert all(0 <= position < len(classes) for position in chosen)


def test_the_mix_says_how_far_the_choice_is_from_real_life():
    y = np.array([0, 0, 0, 1])
    shown, real = class_mix(y, np.array([0, 3]), np.ones(2))
    assert shown.tolist() == [0.5, 0.5]
    assert real.tolist() == [0.75, 0.25]
    assert class_mix(y, np.array([0, 3]), np.array([0.4 / 3, 3.6]))[1] == pytest.approx([0.1, 0.9])


def test_a_guesser_draws_as_often_as_its_probabilities_say():
    first = [draw_order(np.array([0.2, 0.8]), 0, case)[0] for case in range(2000)]
    assert abs(np.mean(first) - 0.8) < 0.03


def test_a_class_that_cannot_be_is_drawn_last():
    assert draw_order(np.array([0.0, 0.5, 0.5]), 0, 7)[-1] == 0
