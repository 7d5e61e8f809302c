import numpy as np
import pandas as pd
import pytest

from tests.pricing.made import scenario
from workbench.errors import UserError
from workbench.pricing.costs import build_costs, cost_column


def no_column(name):
    raise AssertionError(f"{name} was read")


def built(classes=("no", "yes"), column=no_column, **costs):
    return build_costs(scenario(**costs), classes, column)


def test_without_a_matrix_every_wrong_answer_costs_the_same_and_a_right_one_nothing():
    model = built(("a", "b", "c"), wrong=2.0)
    assert model.cost.tolist() == [[[0, 2, 2], [2, 0, 2], [2, 2, 0]]]
    assert model.answers == ("a", "b", "c") and model.currency == "USD"


def test_people_say_truth_then_answer_and_the_array_says_answer_by_truth():
    model = built(matrix={"yes": {"no": 100.0, "yes": -20.0}, "no": {"yes": 5.0}})
    assert model.cost.tolist() == [[[0, 100], [5, -20]]]


def test_an_answer_that_is_no_class_comes_after_the_classes_and_costs_wrong_where_not_stated():
    model = built(wrong=3.0, matrix={"yes": {"ask": 1.0}})
    assert model.answers == ("no", "yes", "ask")
    assert model.cost[0, 2].tolist() == [3.0, 1.0]


def test_labels_name_the_same_class_however_they_are_written():
    model = built(("0", "1"), matrix={"1.0": {" 0 ": 7.0}})
    assert model.cost[0, 0, 1] == 7.0 and model.answers == ("0", "1")


def test_a_class_priced_twice_under_two_spellings_is_refused():
    with pytest.raises(UserError, match="twice"):
        built(("0", "1"), matrix={"1": {"0": 7.0}, "1.0": {"0": 8.0}})


def test_a_truth_that_does_not_exist_is_refused_with_the_nearest_class():
    with pytest.raises(UserError, match="frued") as refused:
        built(("ok", "fraud"), matrix={"frued": {"ok": 7.0}})
    assert "'fraud'" in refused.value.do


def test_a_hostile_label_is_shown_as_bounded_text():
    with pytest.raises(UserError) as refused:
        built(matrix={"<script>" * 20: {"no": 7.0}})
    assert len(refused.value.what) < 250


def test_a_column_cost_gives_each_case_its_own_price():
    amounts = np.array([10.0, 20.0, 30.0])
    model = built(column=lambda name: amounts, matrix={"yes": {"no": {"column": "amount", "plus": 15.0, "times": 2.0}}})
    assert model.cost.shape == (3, 2, 2) and model.by_row
    assert model.cost[:, 0, 1].tolist() == [35.0, 55.0, 75.0]
    assert model.cost[1].tolist() == [[0, 55], [1, 0]]


def test_a_column_cost_times_nothing_needs_no_column():
    assert built(matrix={"yes": {"no": {"column": "amount", "plus": 15.0, "times": 0.0}}}).cost[0, 0, 1] == 15.0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.array([1.0, np.nan, np.nan]), "missing or infinite in 2 of 3"),
        (np.array([1.0, np.inf, 2.0]), "missing or infinite in 1 of 3"),
        (np.array(["a", "b", "c"], dtype=object), "no numbers"),
    ],
)
def test_a_cost_column_that_cannot_be_priced_is_refused_by_name_and_count(values, words):
    with pytest.raises(UserError, match=words) as refused:
        built(column=lambda name: values, matrix={"yes": {"no": {"column": "amount"}}})
    assert "'amount'" in refused.value.what


def test_costs_too_large_for_memory_are_refused_before_they_are_made():
    classes = tuple(str(i) for i in range(100))
    with pytest.raises(UserError, match="numbers"):
        built(classes, lambda name: np.ones(100_000), matrix={"1": {"0": {"column": "amount"}}})


def test_an_answer_is_found_in_any_spelling_and_an_unknown_one_refused_with_the_nearest():
    model = built(("10", "20"))
    assert model.answer(" 20.0") == 1
    with pytest.raises(UserError, match="'2'"):
        model.answer("2")


@pytest.mark.parametrize(("times", "largest"), [(1e15, 1e300), (1.0, 1e200), (-1e15, -1e16)])
def test_costs_too_large_to_be_added_up_are_refused_with_cell_and_column(times, largest):
    cell = {"column": "amount", "times": times}
    with pytest.raises(UserError) as caught:
        built(column=lambda name: np.array([1.0, largest]), matrix={"yes": {"no": cell}})
    assert "Answering 'no' when it is 'yes'" in caught.value.what and "'amount'" in caught.value.what


def test_more_answers_than_anybody_could_choose_from_are_refused():
    with pytest.raises(UserError, match="101 answers that are no class"):
        built(matrix={"yes": {f"extra {i}": 1.0 for i in range(101)}})


def test_what_cannot_be_a_cost_is_named_with_its_row():
    with pytest.raises(UserError, match=r"missing or infinite in 1 of 3 cases, first in row 4, which holds no number\."):
        cost_column("amount", pd.Series([1.0, 2.0, np.nan]))
    with pytest.raises(UserError, match=r"missing or infinite in 1 of 2 cases, first in row 3, which holds -inf\."):
        cost_column("amount", pd.Series([1.0, -np.inf]))
    with pytest.raises(UserError, match=r"holds no numbers, such as 'ten' in row 5"):
        cost_column("amount", pd.Series([None, "ten"], index=[0, 3]))
