"""An act costs 3, a missed fraud its amount."""

import numpy as np
import pytest

from tests.pricing.made import scenario
from workbench.pricing.amount_lines import line_at, lines_by_amount
from workbench.pricing.costs import build_costs

AMOUNTS = np.array([2.0, 3.0, 100.0])
FEE = {"yes": {"no": {"column": "amount"}, "yes": 3.0}, "no": {"yes": 3.0}}


def test_the_line_falls_as_more_is_at_stake_and_below_the_fee_it_is_never():
    costs = build_costs(scenario(matrix=FEE), ("no", "yes"), lambda name: AMOUNTS)
    found = lines_by_amount(costs, (0.0, 0.5, 1.0))
    assert [one.amount for one in found] == [2.0, 3.0, 100.0]
    assert [one.line for one in found] == pytest.approx([1.5, 1.0, 0.03])
    assert [one.do for one in found] == ["never", "never", "above"]


def test_amounts_that_are_alike_are_told_once():
    costs = build_costs(scenario(matrix=FEE), ("no", "yes"), lambda name: np.full(9, 100.0))
    assert len(lines_by_amount(costs)) == 1


def test_where_prices_follow_no_column_there_is_nothing_to_tell():
    assert lines_by_amount(build_costs(scenario(wrong=2.0), ("no", "yes"), lambda name: AMOUNTS)) == ()


@pytest.mark.parametrize(
    ("cost", "do"),
    [
        ([[0, 10], [-1, 0]], "always"),
        ([[0, 0], [-1, 10]], "below"),
        ([[0, 0], [0, 0]], "never"),
        ([[0, 5], [0, 0]], "always"),
        ([[0, 0], [2, 0]], "never"),
    ],
)
def test_prices_that_leave_no_line_say_what_to_do(cost, do):
    assert line_at(1.0, np.array(cost, dtype=float)).do == do
