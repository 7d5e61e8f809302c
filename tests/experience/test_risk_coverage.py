"""Risk against coverage, and where handing unsure cases over stands on it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.experience.made import binary, make_evidence, multiclass, scenario
from workbench.experience.deferral import Deferral, deferral
from workbench.experience.policies import find, policies
from workbench.experience.risk_coverage import MOST_POINTS, at, aurc, risk_coverage
from workbench.pricing.prices import price

LOSSES = np.array([0.0, 0.0, 1.0, 0.0, 1.0])


def cases(acted, handed, gain, confidence=None):
    confidence = -gain if confidence is None else confidence
    return Deferral(gain, confidence, acted, handed, np.ones(len(gain)))


def test_the_area_is_the_mean_of_the_mean_losses_of_the_first_cases():
    assert aurc(LOSSES, np.array([5, 4, 3, 2, 1])) == pytest.approx(0.19667, abs=1e-5)


def test_cases_that_tie_come_together_whatever_their_order():
    tied = np.array([2, 2, 2, 1, 1])
    assert aurc(LOSSES, tied) == pytest.approx((3 * (1 / 3) + 2 * (2 / 5)) / 5)
    assert aurc(LOSSES[[2, 0, 1, 4, 3]], tied) == pytest.approx(aurc(LOSSES, tied))
    assert aurc(LOSSES, np.ones(5)) == pytest.approx(LOSSES.mean())


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12), st.integers(1, 4))
def test_a_case_of_weight_w_is_as_good_as_w_cases(rows, w):
    loss, sure = np.array([row[0] for row in rows], dtype=float), np.array([row[1] for row in rows])
    weight = np.full(len(rows), 1.0)
    weight[0] = w
    copies = np.repeat(np.arange(len(rows)), weight.astype(int))
    assert aurc(loss * weight, sure, weight) == pytest.approx(aurc(loss[copies], sure[copies]))


def test_the_product_stands_where_handing_over_stops_saving():
    acted, handed = np.array([0.0, 0.0, 4.0, 6.0]), np.array([1.0, 1.0, 1.0, 1.0])
    found = risk_coverage(cases(acted, handed, gain=np.array([-1.0, -0.5, 2.0, 3.0])), capacity=1.0)
    assert (found.stands.coverage, found.stands.risk, found.stands.all_in) == (0.5, 0.0, 0.5)
    assert found.least == found.stands


def test_people_with_room_for_fewer_take_those_that_save_most():
    acted, handed = np.array([0.0, 0.0, 4.0, 6.0]), np.array([1.0, 1.0, 1.0, 1.0])
    found = risk_coverage(cases(acted, handed, gain=np.array([-1.0, -0.5, 2.0, 3.0])), capacity=0.25)
    assert (found.stands.coverage, found.stands.all_in) == (0.75, (0 + 0 + 4 + 1) / 4)


def test_the_curve_begins_with_people_alone_and_ends_with_acting_on_all():
    acted, handed = np.array([0.0, 2.0, 4.0]), np.array([1.0, 1.0, 1.0])
    curve = risk_coverage(cases(acted, handed, gain=np.array([-1.0, 1.0, 3.0])), capacity=1.0).by_gain
    assert (curve.all_in[0], curve.all_in[-1]) == (1.0, 2.0)
    assert (curve.coverage[-1], curve.risk[-1]) == (1.0, 2.0)
    assert at(curve, 1.0).risk == 2.0


def test_no_more_than_some_thousand_points_go_to_a_browser():
    rng = np.random.default_rng(0)
    many = cases(rng.random(30_000), np.ones(30_000), rng.normal(size=30_000))
    curve = risk_coverage(many, 0.5).by_gain
    assert len(curve.coverage) <= MOST_POINTS + 1 and curve.coverage[-1] == 1.0


@pytest.mark.slow
def test_the_area_has_an_interval_that_holds_it_in_nineteen_of_twenty_samples():
    rng = np.random.default_rng(1)

    def sample(n):
        p = rng.random(n)
        wrong = (rng.random(n) > p).astype(float)
        return cases(wrong, np.ones(n), -p)

    big = sample(50_000)
    real = aurc(big.acted, -big.gain)
    found = [risk_coverage(sample(300), 1.0, seed).by_gain.aurc for seed in range(60)]
    assert np.mean([one.low <= real <= one.high for one in found]) >= 0.90


PEOPLE = {"people": {"wage_per_hour": 40.0, "by_hand": 60.0, "by_hand_error": 0.05}}
COSTS = {"costs": {"matrix": {"b": {"a": 12.0, "b": -3.0, "ask": 2.0}, "a": {"b": 4.0, "ask": 1.5}}}}


@pytest.mark.parametrize("capacity", [1.0, 0.15, 0.0])
@pytest.mark.parametrize("extra", [{}, COSTS, {"prevalence": {"b": 0.05}}])
@pytest.mark.parametrize("repeats", [1, 2])
def test_where_the_product_stands_costs_what_the_policy_costs(capacity, extra, repeats):
    y, p = binary(400, signal=1.5)
    evidence = make_evidence(y, {"m": p}, repeats=repeats)
    chosen = scenario(**{**PEOPLE, "costs": {"wrong": 6.0}, **extra}, policies={"capacity": capacity})
    prices = price(evidence, chosen, quick=True)
    policy = find(policies(evidence, chosen, prices, quick=True), "defer", "m")
    found = risk_coverage(deferral(evidence, chosen, prices, "m"), capacity)
    assert found.stands.all_in == pytest.approx(policy.cost_per_case.estimate)
    assert 1.0 - found.stands.coverage == pytest.approx(policy.human_share)


def test_of_many_classes_too():
    y, p = multiclass(300, 5, signal=1.2)
    evidence, chosen = make_evidence(y, {"m": p}), scenario(**PEOPLE, costs={"wrong": 3.0}, policies={"capacity": 0.3})
    prices = price(evidence, chosen, quick=True)
    policy = find(policies(evidence, chosen, prices, quick=True), "defer", "m")
    found = risk_coverage(deferral(evidence, chosen, prices, "m"), 0.3)
    assert found.stands.all_in == pytest.approx(policy.cost_per_case.estimate, rel=1e-6)
    assert found.stands.all_in <= found.same_share.all_in + 1e-9
