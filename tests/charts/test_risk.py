"""Risk against coverage, drawn and told."""

import json

import numpy as np

from workbench.charts import risk
from workbench.charts.risk_words import alt, in_words, title
from workbench.experience.deferral import Deferral
from workbench.experience.risk_coverage import risk_coverage
from workbench.pricing.estimate import Estimate


def found(capacity=1.0, seed=0):
    rng = np.random.default_rng(seed)
    p = rng.random(500)
    acted, handed = 10.0 * (rng.random(500) > p), np.full(500, 3.0)
    return risk_coverage(Deferral(10.0 * (1 - p) - 3.0, rng.random(500), acted, handed, np.ones(500)), capacity)


def test_the_title_says_what_the_product_decides_itself_and_what_all_cases_cost():
    assert title(found(), "USD").startswith("The product decides 34 % itself; all cases then cost $2,450")
    assert title(found(0.0), "USD").startswith("No case is handed over")


def test_it_says_that_sorting_by_savings_beats_sorting_by_confidence_and_that_hindsight_is_no_promise():
    told = " ".join(in_words(found(0.2), "USD", Estimate(2.0, 1.9, 2.1)))
    assert "$2,000 (95 %: $1,900 to $2,100) per 1,000 in all" in told
    assert "Handing over as many of the least sure ones instead would cost" in told
    assert "Area under the curve (AURC)" in told and "95 %" in told.partition("AURC")[2]


def test_peoples_room_is_drawn_as_a_line_only_where_it_is_limited():
    assert not risk.chart(found(), "USD").layout.shapes
    assert risk.chart(found(0.2), "USD").layout.shapes[0].x0 == 80.0


def test_currencies_are_text_and_no_point_is_without_a_number():
    drawn = json.dumps(risk.chart(found(0.2), "<i>USD</i>").to_plotly_json(), default=str)
    assert "<i>" not in drawn and "NaN" not in drawn
    assert "Deciding half of the cases costs" in alt(found(), "USD")


def test_where_both_orders_are_the_same_one_line_says_it():
    p = np.linspace(0.0, 1.0, 200)
    acted = 10.0 * (np.random.default_rng(0).random(200) > p)
    same = risk_coverage(Deferral(10.0 * (1 - p) - 3.0, p, acted, np.full(200, 3.0), np.ones(200)), 1.0)
    assert same.alike and not found(0.2).alike
    assert "by savings as by confidence" in " ".join(in_words(same, "USD"))
    assert len(risk.chart(same, "USD").data) == len(risk.chart(found(0.2), "USD").data) - 1
