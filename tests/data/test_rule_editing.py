"""Rules as they are edited."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.evidence.framings import framing_of
from workbench.data import rule_editing
from workbench.data.rule_editing import changed, comparisons, fresh, labels_of, moved, numbers_in, with_op
from workbench.data.rules import rulings
from workbench.scenario import Condition, Rule

CASES = pd.DataFrame(
    {
        "amount": [1.0, 2.0, None, 400.0, 5.0],
        "shop": pd.Categorical(["toys", "food", "toys", None, "toys"]),
        "paid_at": pd.to_datetime(["2025-03-01", "2025-03-02", "2025-03-03", None, "2025-03-05"]),
    }
)
DATASET = framing_of(CASES, ["a", "b", "a", "b", "a"]).dataset


@pytest.mark.parametrize("column", ["amount", "shop", "paid_at"])
def test_a_condition_starts_with_something_that_can_be_tried(column: str) -> None:
    start = fresh(DATASET, column)
    assert 0 < rulings([Rule(when=(start,), answer="a")], CASES).decided[0] < 5


@pytest.mark.parametrize("column", ["amount", "shop", "paid_at"])
def test_every_comparison_that_is_offered_can_be_tried_whatever_was_there_before(column: str) -> None:
    for before in comparisons(DATASET.column(column).kind):
        for op in comparisons(DATASET.column(column).kind):
            condition = with_op(with_op(fresh(DATASET, column), before, DATASET), op, DATASET)
            assert condition.op == op
            assert 0 <= rulings([Rule(when=(condition,), answer="a")], CASES).decided[0] <= len(CASES)


def test_a_value_is_kept_as_far_as_it_fits() -> None:
    several = Condition(column="shop", op="in", value=("food", "toys"))
    assert with_op(several, "not in", DATASET).value == ("food", "toys")
    assert with_op(several, "==", DATASET).value == "food"
    assert with_op(with_op(several, "missing", DATASET), "==", DATASET).value == "toys"


def test_labels_come_with_the_most_frequent_first() -> None:
    assert labels_of(DATASET, "shop") == ("toys", "food")


def test_a_column_of_names_without_end_is_not_listed_and_starts_with_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_editing, "MOST_DISTINCT", -1)
    assert labels_of(DATASET, "shop") == () and fresh(DATASET, "shop").value == "toys"


def test_what_was_suggested_and_changed_says_so_and_what_was_written_stays_written() -> None:
    rules = (Rule(answer="a"), Rule(answer="b", origin="small tree"))
    assert [rule.origin for rule in changed(rules)] == ["written", "edited"]


def test_rules_move_up_and_down_and_stay_at_the_ends() -> None:
    rules = tuple(Rule(answer=name) for name in "abc")
    orders = [(1, -1, "bac"), (1, 1, "acb"), (0, -1, "abc"), (2, 1, "abc")]
    for position, by, expected in orders:
        assert "".join(rule.answer for rule in moved(rules, position, by)) == expected


def test_numbers_are_read_from_a_list_and_what_is_none_is_kept_to_be_named() -> None:
    assert numbers_in("1, 2.5;; 1e3, much, inf") == (1.0, 2.5, 1000.0, "much", "inf")
