"""Answers that came as answers are priced as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.pricing.made import EXAMPLE_X_SCENARIO, baselines, evidence, prediction, scenario
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.binary import Binary
from workbench.pricing.confusion import confusion
from workbench.pricing.general import General
from workbench.pricing.prices import compare, price

Y = np.array([0, 0, 0, 1, 0, 0, 0, 0, 0, 1])
SAID = np.array([0, 1, 0, 1, 0, 0, 0, 0, 0, 0])


def given(said: np.ndarray, names: tuple[str, ...] = ("no", "yes"), layers: int = 1) -> Prediction:
    shares = np.tile([0.8, 0.2], (layers, len(said), 1))
    return replace(prediction("vendor", shares, "external", "given"), answers=said, answer_names=names)


def seen(said: Prediction, **options: object) -> Evidence:
    return evidence(Y, *baselines(Y), said, **options)  # type: ignore[arg-type]


def test_answers_are_acted_on_whatever_they_cost() -> None:
    found = price(seen(given(SAID)), EXAMPLE_X_SCENARIO)["vendor"]
    assert found.counts.tolist() == [[7, 1], [1, 1]]
    assert found.cost_per_case.estimate == pytest.approx((100 + 5 - 20) / 10)
    assert found.metrics.accuracy == 0.8 and found.metrics.balanced_accuracy == pytest.approx((7 / 8 + 1 / 2) / 2)
    assert found.threshold is None


def test_names_of_answers_may_come_in_any_order() -> None:
    turned = given(1 - SAID, ("yes", "no"))
    assert price(seen(turned), EXAMPLE_X_SCENARIO)["vendor"].counts.tolist() == [[7, 1], [1, 1]]


def test_an_answer_that_is_no_class_is_priced_where_it_has_a_price() -> None:
    asks = given(np.where(SAID == 1, 2, 0), ("no", "yes", "ask"))
    priced = scenario(matrix={"no": {"yes": 5.0, "ask": 1.0}, "yes": {"no": 100.0, "yes": -20.0, "ask": 2.0}})
    assert price(seen(asks), priced)["vendor"].cost_per_case.estimate == pytest.approx((1 + 2 + 100) / 10)
    with pytest.raises(UserError, match="'ask' in 2 cases"):
        price(seen(asks), EXAMPLE_X_SCENARIO)


def test_costs_by_row_and_repeats_change_nothing_about_what_was_answered() -> None:
    layers = np.stack([np.arange(10) % 5, (np.arange(10) + 1) % 5])
    table = pd.DataFrame({"amount": np.arange(10.0)})
    found = seen(given(SAID, layers=2), fold=layers, table=table)
    prices = price(found, scenario(matrix={"no": {"yes": 5.0}, "yes": {"no": {"column": "amount"}}}))
    assert prices["vendor"].cost_per_case.estimate == pytest.approx((5 + 9) / 10)
    matrix = confusion(prices["vendor"], prices, found)
    assert matrix.total == pytest.approx(1000 * (5 + 9) / 10) and matrix.money[0, 1] == pytest.approx(900)


def test_counting_gives_what_going_through_the_cases_gives() -> None:
    random = np.random.default_rng(3)
    y = random.integers(0, 2, 60)
    said = given(random.integers(-1, 3, 60), ("yes", "no", "ask"))
    found = evidence(y, *baselines(y), said)
    priced = scenario(matrix={"no": {"yes": 5.0, "ask": 1.0}, "yes": {"no": 10.0, "yes": -2.0, "ask": 2.0}})
    prices = price(found, priced)
    costs = prices.costs
    slow, fast = General(found, costs).answered(said), Binary(found, costs).answered(said)
    assert fast.counts.tolist() == slow.counts.tolist()
    assert fast.costs.rows.tolist() == slow.costs.rows.tolist()
    assert prices["vendor"].cost.mean() == pytest.approx(prices["vendor"].cost_per_case.estimate)
    for other in ("majority", "cheapest answer"):
        saving = compare(found, prices[other], prices["vendor"]).saving.estimate
        assert saving == pytest.approx(float((prices[other].cost - prices["vendor"].cost).mean()))


def test_the_constant_is_chosen_without_the_amounts_of_the_cases_it_is_tried_on() -> None:
    table = pd.DataFrame({"amount": [0.0, 1.0, 0.0, 100.0]})
    seen = evidence([0, 1, 0, 1], folds=2, fold=[0, 0, 1, 1], table=table)
    chosen = scenario(matrix={"no": {"yes": 10.0}, "yes": {"no": {"column": "amount"}}})
    found = price(seen, chosen)["cheapest answer"]
    # Fold 0 learns from an amount of 100 and says yes (10 and 0); fold 1 learns from an amount of 1 and says no (0 and 100).
    assert found.cost.tolist() == [10.0, 0.0, 0.0, 100.0]
