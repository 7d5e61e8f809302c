"""The line by the amount at stake: L / (L + B), amount by amount."""

from __future__ import annotations

import numpy as np
import pytest

from tests.pricing.made import scenario
from workbench.charts.costs import by_amount_in_words
from workbench.pricing.costs import build_costs
from workbench.pricing.line_by_amount import AmountLine, line_by_amount

AMOUNTS = np.array([2.0, 3.0, 100.0])


def lines(matrix, classes=("ok", "fraud")):
    costs = build_costs(scenario(matrix=matrix), classes, lambda name: AMOUNTS)
    return [(one.amount, one.threshold) for one in line_by_amount(costs, (0.0, 0.5, 1.0))]


def test_an_act_that_costs_three_pays_from_three_hundredths_of_a_hundred_and_never_on_three():
    assert lines({"ok": {"fraud": 3.0}, "fraud": {"ok": {"column": "amount"}, "fraud": 3.0}}) == [
        (2.0, 1.0), (3.0, 1.0), (100.0, pytest.approx(3 / 100)),
    ]  # fmt: skip


def test_what_costs_nothing_is_always_said():
    assert lines({"ok": {"fraud": 0.0}, "fraud": {"ok": {"column": "amount"}}})[0] == (2.0, 0.0)


def test_there_is_none_where_prices_do_not_follow_one_column_or_other_answers_are_open():
    assert lines({"ok": {"fraud": 3.0}}) == []
    assert lines({"ok": {"fraud": 3.0, "ask": 1.0}, "fraud": {"ok": {"column": "amount"}}}) == []
    assert lines({"ok": {"fraud": {"column": "other"}}, "fraud": {"ok": {"column": "amount"}}}) == []
    assert lines({"a": {"b": {"column": "amount"}}}, ("a", "b", "c")) == []


def test_it_is_said_in_one_sentence():
    found = [AmountLine("amount", 50.0, 0.3), AmountLine("amount", 500.0, 0.03)]
    assert by_amount_in_words(found, "fraud") == "Say fraud from 30 % upwards where amount is 50, from 3 % where it is 500."
    ends = [AmountLine("amount", 2.0, 1.0), AmountLine("amount", 9.0, 0.0)]
    assert by_amount_in_words(ends, "fraud") == "Say fraud never where amount is 2, always where it is 9."
