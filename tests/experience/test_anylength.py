"""Lists of any length: one that nobody would read to the end is no list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.experience.made import multiclass, scenario
from tests.tried import tried
from workbench.experience.anylength import Lists
from workbench.experience.behaviour import behaviour
from workbench.experience.measures import measures
from workbench.experience.policy import Cases
from workbench.experience.sets import COVERAGES, lists_at


@given(st.integers(0, 10_000), st.sampled_from([2, 3, 8]), st.booleans())
@tried(40)
def test_prices_that_are_alike_in_all_cases_are_those_of_each_case(seed, classes, banded):
    rng, n = np.random.default_rng(seed), 60
    y, proba = multiclass(n, classes, seed=seed)
    bands = [{"confidence": 0.6, "accepts_right": 0.9, "notices_wrong": 0.2}] if banded else []
    shares = {"accepts_right": 0.8, "picks_wrong_though_right_shown": 0.1, "notices_wrong": float(rng.random())}
    people = behaviour(scenario(people={"wage_per_hour": 30.0, "bands": bands, **shares}))
    cost = rng.uniform(0, 10, (1, classes + 1, classes))
    once, each = measures(cost, people), measures(np.repeat(cost, n, axis=0), people)
    lists = lists_at(proba, once, np.array(COVERAGES), Cases(y, np.arange(n) % 3, np.ones(n))).own
    for name in ("money", "seconds", "human", "wrong"):
        found, expected = (lists.worth(getattr(both, name), people, y) for both in (once, each))
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


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
