"""Large confusion matrices, folded for the eye."""

from __future__ import annotations

import numpy as np

from workbench.pricing.confusion import Confusion
from workbench.pricing.folded import folded


def test_classes_that_carry_the_money_stay_and_the_rest_are_summed_up():
    money = np.zeros((5, 4))
    money[1, 3], money[3, 1], money[0, 2], money[4, 0] = 50.0, 30.0, 5.0, 7.0
    small = folded(Confusion((*"abcd", "ask"), tuple("abcd"), np.ones((5, 4)), money), 3)
    assert small.classes == ("b", "d", "2 others")
    assert small.answers == ("b", "d", "2 others", "ask")
    assert small.money.tolist() == [[0, 50, 0], [30, 0, 0], [0, 0, 5], [0, 0, 7]]
    assert small.cases.tolist() == [[1, 1, 2], [1, 1, 2], [2, 2, 4], [1, 1, 2]]


def test_a_small_matrix_stays_as_it_is():
    small = Confusion(tuple("ab"), tuple("ab"), np.ones((2, 2)), np.ones((2, 2)))
    assert folded(small, 2) is small
