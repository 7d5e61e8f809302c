"""Who is scored by whom."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit

from tests.evidence.framings import framing_of
from workbench.errors import UserError
from workbench.evidence.splits import NEVER, entity_folds, split, stratified_folds
from workbench.scenario import EvidenceChoice


def numbers(n: int) -> pd.DataFrame:
    return pd.DataFrame({"x": np.arange(n, dtype=float)})


def library_folds(y: np.ndarray, folds: int, seed: int) -> np.ndarray:
    fold = np.empty(len(y), dtype=int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, (_, test) in enumerate(StratifiedKFold(folds, shuffle=True, random_state=seed).split(y, y)):
            fold[test] = number
    return fold


@settings(max_examples=60, deadline=None)
@given(
    y=st.lists(st.integers(0, 4), min_size=12, max_size=80),
    folds=st.integers(2, 6),
    seed=st.integers(0, 2**32 - 1),
)
def test_folds_are_those_of_the_library_to_the_row(y: list[int], folds: int, seed: int) -> None:
    y = np.array(y + [0] * folds)
    np.testing.assert_array_equal(stratified_folds(y, folds, seed), library_folds(y, folds, seed))


def test_folds_do_not_depend_on_the_names_of_classes() -> None:
    y = np.random.default_rng(0).integers(0, 3, size=50)
    renamed = np.array([7, 1, 4])[y]
    np.testing.assert_array_equal(stratified_folds(y, 5, 3), stratified_folds(renamed, 5, 3))


def test_classes_that_are_all_rarer_than_the_folds_are_still_dealt_out() -> None:
    fold = stratified_folds(np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, 3]), 5, 0)
    assert np.bincount(fold).tolist() == [2, 2, 2, 2, 2]


def test_each_repeat_is_another_shuffle_and_the_first_is_the_seed_itself() -> None:
    framing = framing_of(numbers(60), np.arange(60) % 3)
    splits = split(framing, EvidenceChoice(folds=4, repeats=2, seed=11))
    for repeat in range(2):
        dealt = splits.fold[repeat, splits.order]
        np.testing.assert_array_equal(dealt, library_folds(framing.y[splits.order], 4, 11 + repeat))


def test_every_case_is_tested_once_and_never_trained_on_at_the_same_time() -> None:
    splits = split(framing_of(numbers(31), np.arange(31) % 2), EvidenceChoice(folds=3))
    tested = []
    for number in range(3):
        train, test = splits.parts(0, number)
        assert not set(train) & set(test) and len(train) + len(test) == 31
        tested += test.tolist()
    assert sorted(tested) == list(range(31))


def test_cases_of_one_entity_stay_together_as_in_the_library() -> None:
    random = np.random.default_rng(0)
    entity, y = random.integers(0, 20, size=200), random.integers(0, 2, size=200)
    fold = entity_folds(y, entity, 5, 0)
    assert all(len(set(fold[entity == one])) == 1 for one in range(20))
    for number, (_, test) in enumerate(StratifiedGroupKFold(5, shuffle=True, random_state=0).split(y, y, entity)):
        np.testing.assert_array_equal(np.flatnonzero(fold == number), test)


def test_an_entity_split_survives_a_class_with_one_case() -> None:
    y = np.zeros(40, dtype=int)
    y[0] = 1
    assert set(entity_folds(y, np.arange(40) // 4, 5, 0)) == set(range(5))


def test_folds_in_time_go_forward_and_the_first_block_is_only_trained_on() -> None:
    moments = np.random.default_rng(0).permutation(50)
    splits = split(framing_of(numbers(50), np.arange(50) % 2, time=moments), EvidenceChoice(folds=4))
    order = np.argsort(moments)
    for number, (train, test) in enumerate(TimeSeriesSplit(4).split(order)):
        mine_train, mine_test = splits.parts(0, number)
        np.testing.assert_array_equal(np.sort(mine_train), np.sort(order[train]))
        np.testing.assert_array_equal(mine_test, np.sort(order[test]))
    assert len(splits.rows) == 40 and (splits.fold[0] == NEVER).sum() == 10


def test_folds_in_time_keep_an_entity_on_one_side() -> None:
    framing = framing_of(numbers(60), np.arange(60) % 2, entity=np.arange(60) // 15, time=np.arange(60))
    splits = split(framing, EvidenceChoice(folds=2))
    assert sorted(splits.parts(0, 0)[0].tolist()) == list(range(15))
    for number in range(2):
        train, test = splits.parts(0, number)
        assert not set(splits.entity[train]) & set(splits.entity[test])


@pytest.mark.parametrize(
    ("n", "entity"),
    [(4, None), (40, np.zeros(40, dtype=int))],
    ids=["fewer cases than folds", "one entity"],
)
def test_too_few_for_the_folds_is_said_in_three_parts(n: int, entity: np.ndarray | None) -> None:
    with pytest.raises(UserError) as raised:
        split(framing_of(numbers(n), np.arange(n) % 2, entity=entity), EvidenceChoice(folds=5))
    assert raised.value.what and raised.value.why and "fold" in raised.value.do
