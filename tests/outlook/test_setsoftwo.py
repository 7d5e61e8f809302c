"""Conformal sets over two classes as sums of products come to what they do case by case."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.experience.made import scenario
from workbench.experience import formulas
from workbench.experience.behaviour import behaviour
from workbench.experience.lists import all_lists
from workbench.experience.measures import measures
from workbench.experience.policy import Cases
from workbench.experience.sets import COVERAGES, lists_at, same_lists
from workbench.outlook.setsoftwo import alone_on_lists, cost_of_sets


@given(st.integers(0, 10_000), st.booleans(), st.booleans(), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_sets_of_two_classes_cost_what_their_lists_cost_case_by_case(seed, by_case, alike, folds):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(folds, 80))
    fold = np.concatenate([np.arange(folds), rng.integers(0, folds, n - folds)])
    second = rng.random(folds)[fold] if alike else rng.beta(0.5, 0.5, n).round(2)
    y = (rng.random(n) < second).astype(int)
    cases = Cases(y, fold, rng.integers(1, 4, n).astype(float), alike=alike)
    people = behaviour(scenario(people={"wage_per_hour": float(rng.uniform(1, 90)), "notices_wrong": float(rng.random())}))
    both = measures(rng.uniform(0, 10, (n if by_case else 1, 2, 2)), people)
    proba, coverage = np.stack([1.0 - second, second], axis=1), np.array(COVERAGES)

    lists = same_lists(proba, both, cases) if alike else lists_at(proba, both, coverage, cases)
    best, money = lists.cheapest(both.money, people, cases)
    own = best[fold]
    alone = alone_on_lists(second, coverage, cases)
    shown = formulas.lists(both.money, people, all_lists(2, 1))
    found = cost_of_sets(alone, shown, both.money.by_hand, cases)
    assert found == pytest.approx(float(cases.weight @ money[np.arange(n), own]), rel=1e-12)
