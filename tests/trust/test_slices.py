"""Cost and rates by group, counted on fingers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.pricing import made as priced
from tests.trust import made
from workbench.evidence.evidence import Prediction
from workbench.experience.policies import policies
from workbench.pricing.prices import price
from workbench.trust.borne import borne
from workbench.trust.rates import rate

# Group a: 20 yes of which 5 are missed, 20 no of which 2 are false alarms. Group b: 8 yes of which 2 are missed, 40 no, no alarm.
Y = [1] * 20 + [0] * 20 + [1] * 8 + [0] * 40
SAID = [0] * 5 + [1] * 15 + [1] * 2 + [0] * 18 + [0] * 2 + [1] * 6 + [0] * 40
REGION = ["a"] * 40 + ["b"] * 48


def of(found, value):
    return next(one for one in found.slices if one.value == value)


def ones(*shape):
    return np.ones(shape)


@pytest.mark.parametrize(("hits", "cases", "low", "high"), [(2, 8, 0.07, 0.59), (6, 60, 0.05, 0.20)])
def test_the_intervals_of_a_share_are_those_of_wilson(hits, cases, low, high):
    share = rate(np.array([hits * 10.0]), np.array([cases * 10]), np.array([0.1])).share
    assert share is not None
    assert share.estimate == pytest.approx(hits / cases)
    plain = rate(np.array([float(hits)]), np.array([cases]), ones(1)).share
    if cases >= 10:
        assert (round(plain.low, 2), round(plain.high, 2)) == (low, high)
    else:
        assert plain is None


def test_every_group_has_its_cost_and_rates():
    found = made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region"))
    a, b = of(found, "a"), of(found, "b")
    assert (a.cases, b.cases) == (40, 48)
    assert a.cost_per_case.estimate == pytest.approx((5 * 10 + 2 * 1) / 40)
    assert b.cost_per_case.estimate == pytest.approx(20 / 48)
    assert a.rates["false_negative_rate"].share.estimate == pytest.approx(5 / 20)
    assert a.rates["false_positive_rate"].share.estimate == pytest.approx(2 / 20)
    assert a.rates["selection_rate"].share.estimate == pytest.approx(17 / 40)
    assert b.rates["false_positive_rate"].share.estimate == 0
    assert found.everyone.cost_per_case.estimate == pytest.approx(72 / 88)
    assert a.cost_per_case.low < a.cost_per_case.estimate < a.cost_per_case.high


def test_what_rests_on_fewer_than_ten_cases_is_left_out_measure_by_measure():
    b = of(made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region")), "b")
    assert (b.rates["false_negative_rate"].cases, b.rates["false_negative_rate"].share) == (8, None)
    assert b.rates["false_positive_rate"].share is not None
    assert not b.rates["false_positive_rate"].few
    assert (
        of(made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region")), "a")
        .rates["false_negative_rate"]
        .few
    )


def test_a_group_of_fewer_than_ten_has_no_cost():
    region = ["tiny"] * 9 + REGION[9:]
    assert of(made.borne_of(made.evidence(Y, SAID, {"region": region}), made.scenario("region")), "tiny").cost_per_case is None


def test_costs_may_come_from_a_column_of_the_table():
    amount = np.arange(88.0)
    asked = made.scenario("region", costs={"matrix": {"no": {"yes": 1.0}, "yes": {"no": {"column": "amount", "times": 0.5}}}})
    found = made.borne_of(made.evidence(Y, SAID, {"region": REGION, "amount": amount}), asked)
    assert of(found, "a").cost_per_case.estimate == pytest.approx((0.5 * amount[:5].sum() + 2) / 40)


def test_real_life_shares_weigh_cost_and_selection_and_leave_rates_within_a_truth_alone():
    plain = made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region"))
    found = made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region", prevalence={"yes": 0.1}))
    w1, w0 = 0.1 / (28 / 88), 0.9 / (60 / 88)
    a = of(found, "a")
    assert a.cost_per_case.estimate == pytest.approx((w1 * 50 + w0 * 2) / (20 * w1 + 20 * w0))
    assert a.rates["selection_rate"].share.estimate == pytest.approx((w1 * 15 + w0 * 2) / (20 * w1 + 20 * w0))
    assert a.rates["selection_rate"].cases == 40
    for name in ("false_positive_rate", "false_negative_rate"):
        assert a.rates[name].share.estimate == pytest.approx(of(plain, "a").rates[name].share.estimate)


def test_an_answer_that_is_no_class_is_neither_an_alarm_nor_a_miss():
    matrix = {"no": {"yes": 1.0, "ask": 0.1}, "yes": {"no": 10.0, "ask": 0.1}}
    found = made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region", costs={"matrix": matrix}))
    a = of(found, "a")  # asking is cheaper than answering "no" at 0.01 x 10, and than "yes" at 0.01 x 1: not quite
    assert a.rates["selection_rate"].share.estimate == pytest.approx(17 / 40)
    sure = {"no": {"yes": 100.0, "ask": 0.1}, "yes": {"no": 100.0, "ask": 0.1}}
    a = of(made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region", costs={"matrix": sure})), "a")
    assert [a.rates[name].share.estimate for name in a.rates] == [0.0, 0.0, 0.0]
    assert a.cost_per_case.estimate == pytest.approx(0.1)


def test_repeats_are_averaged_case_by_case():
    other = np.array(SAID)
    other[:5] = 1  # the second time nothing of group a is missed
    fold = np.stack([np.arange(88) % 5, np.arange(88)[::-1] % 5])
    a = of(made.borne_of(made.evidence(Y, np.stack([SAID, other]), {"region": REGION}, fold=fold), made.scenario("region")), "a")
    assert a.rates["false_negative_rate"].share.estimate == pytest.approx(2.5 / 20)
    assert a.rates["false_negative_rate"].cases == 20
    assert a.cost_per_case.estimate == pytest.approx((25 + 2) / 40)


def test_answers_that_are_drawn_count_by_their_chances():
    shares = np.tile([0.7, 0.3], (88, 1))
    drawn = made.tabled(priced.evidence(Y, priced.prediction("random", shares, "baseline", "drawn")), {"region": REGION})
    a = of(made.borne_of(drawn, made.scenario("region"), whose="random"), "a")
    assert a.rates["selection_rate"].share.estimate == pytest.approx(0.3)
    assert a.rates["false_negative_rate"].share.estimate == pytest.approx(0.7)


def test_answers_from_rules_or_outside_are_counted_as_given():
    proba = np.tile(np.array([0.5, 0.5], dtype=np.float32), (1, 88, 1))
    given = Prediction("your rules", "rule", proba, "given", answers=np.array(SAID), answer_names=("no", "yes"))
    seen = made.tabled(priced.evidence(Y, *priced.baselines(Y), given), {"region": REGION})
    a = of(made.borne_of(seen, made.scenario("region"), whose="your rules"), "a")
    assert a.rates["false_negative_rate"].share.estimate == pytest.approx(5 / 20)


def test_many_classes_have_wrong_answers_and_the_dearest_class():
    y = np.repeat([0, 1, 2], 40)
    said = y.copy()
    said[:10] = 1  # ten "a" taken for "b"
    said[80:83] = 0
    proba = np.full((120, 3), 0.01)
    proba[np.arange(120), said] = 0.98
    seen = made.tabled(priced.evidence(y, priced.prediction("model", proba), classes=("a", "b", "c")), {"half": ["x", "y"] * 60})
    found = made.borne_of(seen, made.scenario("half", costs={"wrong": 2.0}))
    assert found.focus == "a"
    x = of(found, "x")
    assert set(x.rates) == {"wrong_rate", "missed_rate"}
    assert x.rates["wrong_rate"].share.estimate == pytest.approx((5 + 2) / 60)
    assert x.rates["missed_rate"].share.estimate == pytest.approx(5 / 20)


def test_a_way_of_behaving_has_a_cost_by_group_and_no_rates():
    seen, asked = made.evidence(Y, SAID, {"region": REGION}), made.scenario("region", people={"wage_per_hour": 36.0})
    screens = policies(seen, asked, price(seen, asked, quick=True), quick=True)
    confirm = next(one for one in screens if (one.policy, one.candidate) == ("confirm", "model"))
    found = made.borne_of(seen, asked, whose=confirm)
    assert found.candidate == "model (confirm)"
    assert found.measures == () and all(not one.rates for one in found.slices)
    total = sum(one.cases * one.cost_per_case.estimate for one in found.slices)
    assert total / 88 == pytest.approx(confirm.cost_per_case.estimate)


def test_how_far_probabilities_are_off_is_told_by_group():
    found = made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region"))
    a = of(found, "a")
    assert a.overstated.estimate == pytest.approx((17 * 0.99 + 23 * 0.01 - 20) / 40, abs=1e-6)


def test_without_groups_or_without_a_table_there_is_nothing_to_tell():
    seen, asked = made.evidence(Y, SAID, {"region": REGION}), made.scenario("region")
    prices = price(seen, asked, quick=True)
    assert borne(seen, made.scenario(), prices) is None
    assert borne(replace(seen, simulated=True), asked, prices) is None
