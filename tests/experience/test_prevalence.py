"""Real-life class shares in the experience layer: as if the table had been sampled again to these shares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.experience.made import binary, make_evidence, multiclass, scenario
from workbench.evidence.evidence import Evidence
from workbench.experience.exchange import exchange
from workbench.experience.measures import measures
from workbench.experience.policies import find, policies
from workbench.experience.trial import rank
from workbench.pricing.prices import price
from workbench.verdict import decide

PEOPLE = {"wage_per_hour": 60.0, "by_hand": 30.0, "read": 4.0, "pick": 3.0, "confirm": 5.0, "by_hand_error": 0.1}
COSTS = {"wrong": 4.0, "matrix": {"b": {"a": 20.0}}}


def asked(policies=None, **parts):
    return scenario(**{"people": PEOPLE, "costs": COSTS, "policies": policies or {}} | parts)


def figures(outcome):
    return (outcome.cost_per_case.estimate, outcome.seconds_per_case, outcome.human_share, outcome.wrong_share)


def sampled_again(evidence, times):
    """The same evidence with every case of a class there so many times, and probabilities as a model of that table would say."""
    rows = np.concatenate([np.repeat(np.flatnonzero(evidence.y == code), count) for code, count in enumerate(times)])
    rows.sort()
    weight = np.asarray(times, dtype=float)
    y, fold = evidence.y[rows], evidence.fold[:, rows]
    told = {}
    for name, seen in evidence.predictions.items():
        if seen.kind != "baseline":
            proba = seen.proba[0, rows].astype(float) * weight
            told[name] = proba / proba.sum(axis=1, keepdims=True)
    return make_evidence(y, told, classes=len(times), fold=fold)


def shares_of(evidence: Evidence) -> dict[str, float]:
    sizes = np.bincount(evidence.y)
    return dict(zip(evidence.classes, (sizes / sizes.sum()).tolist(), strict=True))


@pytest.mark.parametrize("choice", [{}, {"capacity": 0.3}, {"k": None}])
@pytest.mark.parametrize("classes", [2, 4])
def test_the_tables_own_shares_change_nothing(classes, choice):
    y, p = binary(400) if classes == 2 else multiclass(400, classes)
    evidence = make_evidence(y, {"m": p})
    plain, stated = asked(choice), asked(choice, prevalence=shares_of(evidence))
    for one, other in zip(policies(evidence, plain, quick=True), policies(evidence, stated, quick=True), strict=True):
        assert figures(other) == pytest.approx(figures(one), abs=1e-6)


@pytest.mark.parametrize(("classes", "times"), [(2, (1, 3)), (2, (4, 1)), (4, (3, 1, 2, 1))])
@pytest.mark.parametrize("choice", [{"capacity": 1.0}, {"capacity": 0.25}, {"k": None}])
def test_weights_say_what_a_table_with_these_shares_would_say(classes, times, choice):
    y, p = binary(500, seed=2) if classes == 2 else multiclass(500, classes, seed=2)
    few = make_evidence(y, {"m": p})
    many = sampled_again(few, times)
    by_weight = policies(few, asked(choice, prevalence=shares_of(many)), quick=True)
    by_cases = policies(many, asked(choice), quick=True)
    # A conformal set promises for one more case, and one more of n weighs more than one more of all that they stand for.
    for one in (found for found in by_cases if found.policy != "sets"):
        other = find(by_weight, one.policy, one.candidate)
        assert figures(other) == pytest.approx(figures(one), rel=2e-3, abs=2e-3)


@given(st.floats(0.05, 0.95))
@settings(max_examples=20, deadline=None)
def test_people_are_never_given_more_than_their_share_of_real_life(share):
    y, p = binary(300, seed=3)
    evidence = make_evidence(y, {"m": p})
    chosen = asked({"capacity": 0.2}, prevalence={"b": share})
    assert find(policies(evidence, chosen, quick=True), "defer", "m").human_share <= 0.2 + 1e-9


def test_one_more_unit_of_wage_costs_peoples_seconds_in_real_life():
    evidence = make_evidence(*(lambda y, p: (y, {"m": p}))(*binary(300, seed=4)))
    outcomes = [
        policies(evidence, asked(people={**PEOPLE, "wage_per_hour": wage}, prevalence={"b": 0.05}), quick=True)
        for wage in (60.0, 60.0001)
    ]
    for one, other in zip(*outcomes, strict=True):
        rise = (other.cost_per_case.estimate - one.cost_per_case.estimate) / (0.0001 / 3600)
        assert rise == pytest.approx(one.seconds_per_case, rel=1e-3, abs=1e-3)


def test_work_by_hand_weighs_what_its_case_stands_for():
    sums = measures(np.array([[[0.0, 1.0], [3.0, 0.0]]]), _people(), np.array([0.5, 3.0]))
    assert sums.human.by_hand.tolist() == [[0.5, 3.0]]
    assert sums.seconds.confirm.tolist() == [5.0 * 0.5, 5.0 * 3.0]


def _people():
    from workbench.experience.behaviour import behaviour

    return behaviour(asked())


def test_the_exchange_rate_counts_right_decisions_of_real_life():
    y, p = binary(1000, seed=5)
    few = make_evidence(y, {"m": p})
    many = sampled_again(few, (1, 3))
    chosen = asked(prevalence=shares_of(many))
    found = [
        exchange(
            find(policies(evidence, one, quick=True), "confirm", "m"), evidence, price(evidence, one, quick=True), quick=True
        )
        for evidence, one in ((few, chosen), (many, asked()))
    ]
    assert found[0].right_now == pytest.approx(found[1].right_now, abs=2e-3)


def test_a_single_case_is_shown_with_its_real_price_and_its_chances_in_real_life():
    y, p = binary(400, positive=0.5, seed=6)
    evidence = make_evidence(y, {"m": p})
    prices = price(evidence, asked(prevalence={"b": 0.1}), quick=True)
    ranked = rank(np.array([0.2, 0.8]), "cheapest", prices.costs, 0)
    share = (evidence.y == 1).mean()
    odds = 4.0 * (0.1 / 0.9) * ((1 - share) / share)
    assert next(one for one in ranked if one.answer == "b").probability == pytest.approx(odds / (1 + odds))
    assert next(one for one in ranked if one.answer == "a").expected_cost == pytest.approx(20.0 * odds / (1 + odds))


def test_known_shares_leave_only_the_cases_inside_a_class_to_vary():
    y, _ = binary(600, seed=7)
    evidence = make_evidence(y, {"m": np.where(y == 1, 0.9, 0.1)})
    wide, narrow = asked(), asked(prevalence=shares_of(evidence))
    by_hand = [find(policies(evidence, one, quick=True), "manual", "no model").cost_per_case for one in (wide, narrow)]
    assert by_hand[1].estimate == pytest.approx(by_hand[0].estimate)
    assert by_hand[1].high - by_hand[1].low < 1e-9 < by_hand[0].high - by_hand[0].low


def test_a_verdict_can_turn_on_the_mix_of_real_life():
    y, p = binary(3000, signal=2.0, seed=8)
    evidence = make_evidence(y, {"m": p})
    codes = []
    for mix in ({}, {"b": 0.0005}):
        chosen = scenario(costs={"wrong": 10.0, "prediction": 0.05}, prevalence=mix)
        prices = price(evidence, chosen, quick=True)
        codes.append(decide(evidence, chosen, prices, policies(evidence, chosen, prices, quick=True), None, (), True).code)
    assert codes == ["build", "dont"]
