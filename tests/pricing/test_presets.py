"""Prices to start from: each sets what it says, and nothing else."""

from __future__ import annotations

from tests.pricing.made import scenario
from workbench.pricing.cells import Cells
from workbench.pricing.presets import presets
from workbench.scenario import ColumnCost

FRAUD = scenario(review=4.0, wrong=2.0, matrix={"fraud": {"ok": 50.0, "ask": 3.0}, "ok": {"fraud": 20.0}})
TWO = ("ok", "fraud")


def started(name: str, before=FRAUD, classes=TWO, amount="amount"):
    found = next(one for one in presets(before, classes, amount) if one.name == name)
    return Cells(before.replaced("costs", found.costs.model_dump()), classes), found.sentence


def table(cells: Cells) -> list[list]:
    return [[cells[truth, answer] for answer in cells.classes] for truth in cells.classes]


def test_every_mistake_costs_the_same():
    cells, told = started("equal")
    assert table(cells) == [[0, 2], [2, 0]]
    assert told == "Any wrong answer costs $2, a right one nothing."


def test_a_miss_costs_ten_times_a_false_alarm():
    cells, told = started("miss")
    assert table(cells) == [[0, 20], [200, 0]]
    assert told == "Missing fraud costs $200, taking ok for fraud $20, a right answer nothing."


def test_the_amount_is_lost_with_two_classes_only_where_one_is_missed():
    lost = ColumnCost(column="amount")
    assert table(started("amount")[0]) == [[0, 20], [lost, 0]]
    three, _ = started("amount", scenario(), ("a", "b", "c"))
    assert table(three) == [[0, lost, lost], [lost, 0, lost], [lost, lost, 0]]


def test_right_answers_earn_and_mistakes_keep_their_prices():
    cells, _ = started("earn")
    assert table(cells) == [[-2, 20], [50, -2]]


def test_fees_and_answers_that_are_no_class_stay():
    for preset in presets(FRAUD, TWO, "amount"):
        assert preset.costs.review == 4.0
        assert preset.costs.matrix["fraud"]["ask"] == 3.0


def test_without_an_amount_or_with_more_than_two_classes_only_what_fits_is_offered():
    assert [one.name for one in presets(FRAUD, TWO)] == ["equal", "miss", "earn"]
    assert [one.name for one in presets(scenario(), ("a", "b", "c"))] == ["equal", "earn"]
