"""Prices of single answers, as they are stated: looked up, set, taken back, said in words."""

from __future__ import annotations

import pytest

from workbench.errors import UserError
from workbench.pricing.cells import MOST_EXTRA, Cells, extra_answers, in_words, stated, with_answer, with_cell, without_answer
from workbench.scenario import ColumnCost, Scenario

CLASSES = ("ok", "fraud")
BARE = Scenario().changed("costs", wrong=7.0)
PER_AMOUNT = ColumnCost(column="amount", plus=15.0)


def priced(matrix) -> Scenario:
    return BARE.changed("costs", matrix=matrix)


def test_what_is_not_stated_follows_from_the_price_of_any_mistake():
    cells = Cells(priced({"fraud": {"ok": 40.0, "ask": 3.0}}), CLASSES)
    assert cells.answers == ("ok", "fraud", "ask")
    assert [cells["fraud", "ok"], cells["fraud", "fraud"], cells["ok", "fraud"], cells["ok", "ask"]] == [40.0, 0.0, 7.0, 7.0]
    assert cells.is_stated("fraud", "ok")
    assert not cells.is_stated("ok", "fraud")


def test_a_price_is_set_and_taken_back():
    one = priced(with_cell(BARE.costs, "fraud", "ok", PER_AMOUNT))
    assert Cells(one, CLASSES)["fraud", "ok"] == PER_AMOUNT
    assert with_cell(one.costs, "fraud", "ok", None) == {}


def test_labels_in_another_spelling_are_the_same_cell():
    assert stated(priced({"1.0": {"0.0": 4.0}}).costs) == {"1": {"0": 4.0}}


def test_an_answer_that_is_no_class_is_priced_against_every_truth_and_removed_again():
    added = priced(with_answer(BARE.costs, CLASSES, "  call the\n customer ", 2.0))
    assert stated(added.costs) == {"ok": {"call the customer": 2.0}, "fraud": {"call the customer": 2.0}}
    assert without_answer(added, "call the customer") == {}


@pytest.mark.parametrize("name", ["", "  \n ", "fraud", "ask"])
def test_a_new_answer_needs_a_name_of_its_own(name):
    with pytest.raises(UserError):
        with_answer(priced({"ok": {"ask": 1.0}}).costs, CLASSES, name, 0.0)


def test_answers_that_are_no_class_are_bounded_in_number_and_in_length():
    scenario = BARE
    for number in range(MOST_EXTRA):
        scenario = priced(with_answer(scenario.costs, CLASSES, f"{number} " + "x" * 500, 1.0))
    assert all(len(name) <= 200 for name in extra_answers(scenario.costs, CLASSES))
    with pytest.raises(UserError, match="20 answers"):
        with_answer(scenario.costs, CLASSES, "one more", 1.0)


def test_what_is_done_today_cannot_be_removed():
    today = {"kind": "always", "answer": "ask"}
    scenario = priced({"ok": {"ask": 1.0}}).changed("decision", today=today)
    with pytest.raises(UserError, match="'ask' is what every case gets today"):
        without_answer(scenario, "ask")


def test_prices_are_said_as_people_say_them():
    told = [in_words(ColumnCost(column="amount", plus=a, times=b)) for a, b in ((15, 1), (0, 0.5), (-5, -2), (4, 0))]
    assert told == ["15 + amount", "0.5 × amount", "-2 × amount - 5", "4"]
