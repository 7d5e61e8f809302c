"""The priced confusion matrix in sentences, and added up to the cent."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pricing.made import binary, evidence
from workbench.charts.costs import answer_many, mistake_in_words, price_in_words, sum_in_words
from workbench.pricing.cells import Cells
from workbench.pricing.confusion import confusion
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import price
from workbench.pricing.reconciled import in_cents, reconciled
from workbench.scenario import ColumnCost, validate

# Two good payments and three frauds; the model stops the second and the fourth.
PAYMENTS = pd.DataFrame({"amount": [10.0, 10.0, 10.0, 10.0, 100.0]})
MATRIX = {"fraud": {"ok": {"column": "amount", "plus": 15.0}, "fraud": -3.0}, "ok": {"fraud": 20.0}}


def told(**more):
    scenario = validate({"costs": {"matrix": MATRIX}, **more})
    model = binary("model", [0.1, 0.9, 0.2, 0.9, 0.1])
    seen = evidence([0, 0, 1, 1, 1], model, classes=("ok", "fraud"), folds=2, table=PAYMENTS)
    prices = price(seen, scenario, quick=True)
    found = confusion(prices["model"], prices, seen)
    return reconciled(found, prices.costs, Cells(scenario, prices.costs.classes), 5), prices["model"].cost_per_case.estimate


def test_a_mistake_is_said_with_its_price_its_cases_and_its_money_and_a_gain_as_one():
    found, _ = told()
    assert [mistake_in_words(one, "USD") for one in found.cells] == [
        "When it says ok and it was fraud, you lose $15 plus the amount: "
        "2 cases, $140.00 in this table (per 1,000: 400 cases, $28,000).",
        "When it says fraud and it was ok, you lose $20: 1 case, $20.00 in this table (per 1,000: 200 cases, $4,000).",
        "When it says fraud and it was fraud, you gain $3: 1 case, $3.00 in this table (per 1,000: 200 cases, $600).",
    ]


def test_the_cells_add_up_to_the_cost_that_is_shown():
    found, cost = told()
    assert found.total_cents / 100 == pytest.approx(cost * 5) == 157.0
    assert sum_in_words(found, "the cost of model", "USD") == (
        "All cells together: $140.00 + $20.00 + -$3.00 = $157.00 for 5 cases, so $31,400.00 per 1,000, "
        "which is the cost of model."
    )


def test_where_real_life_differs_from_the_table_both_are_told_and_the_sum_is_of_real_life():
    found, cost = told(prevalence={"fraud": 0.2})
    assert found.total_cents / 100 == pytest.approx(cost * 1000, abs=0.01)
    first = found.cells[0]
    assert first.money == pytest.approx(140.0) or first.answer == "fraud"
    assert "per 1,000 in real life" in mistake_in_words(first, "USD", found.of_table)
    assert "in this table" in mistake_in_words(first, "USD", found.of_table)
    assert "in real life" in sum_in_words(found, "the cost of model", "USD")


def test_prices_that_depend_on_a_column_are_said_in_words():
    def said(plus, times, gain=False):
        return price_in_words(ColumnCost(column="amount", plus=plus, times=times), "USD", gain)

    assert [said(0, 1), said(15, 0.5), said(-5, 1), said(-5, -2, gain=True), said(7, 0)] == [
        "the amount", "$15 plus 0.5 times the amount", "the amount less $5", "$5 plus 2 times the amount", "$7",
    ]  # fmt: skip


def test_a_mistake_that_costs_more_than_all_together_is_told_beside_what_is_gained():
    total = Estimate(366.0, 274.0, 458.0)
    told = answer_many("green", "ask", 385.0, total, "logistic regression", "EUR")
    assert told == (
        "The dearest mistake: it is green and the answer is ask, €385 per 1,000 cases. With what is gained elsewhere taken off, "
        "logistic regression costs €366 (95 %: €274 to €458) per 1,000 cases."
    )
    assert "€85 of the €366" in answer_many("green", "ask", 85.0, total, "logistic regression", "EUR")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_rounded_amounts_add_up_to_the_rounded_sum_and_none_moves_by_a_cent(parts):
    cents = in_cents(parts)
    assert abs(sum(cents) - math.fsum(parts) * 100) <= 0.5 + 1e-3
    assert all(abs(cent - part * 100) < 1 + 1e-3 for cent, part in zip(cents, parts, strict=True))
