"""Lists of any length: one that nobody would read to the end is no list."""

import numpy as np

from workbench.experience.anylength import Lists


def test_a_case_that_would_need_more_than_five_lines_is_worked_by_hand():
    # One case of eight classes: five are let in at the first coverage, a sixth at the second, all at the third.
    level = np.array([0, 0, 0, 0, 0, 1, 2, 2], dtype=np.int8)
    lists = Lists(np.zeros(8, dtype=int), np.arange(8), level, np.ones((1, 3), dtype=bool), np.array([0.3]), 8)
    assert lists.lines.tolist() == [[5, 6, 8]]
    assert lists.shown.tolist() == [[True, False, False]]


def test_a_list_of_all_classes_narrows_nothing_down():
    lists = Lists(
        np.zeros(3, dtype=int), np.arange(3), np.array([0, 0, 1], dtype=np.int8), np.ones((1, 2), dtype=bool), np.array([0.5]), 3
    )
    assert lists.shown.tolist() == [[True, False]]
