"""Policies on whole evidence: the figures hang together, whatever way they were gathered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.experience.made import binary, make_evidence, multiclass, scenario, with_rules
from workbench.experience import cells as gathered
from workbench.experience import policies as module
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.defer import handed_over
from workbench.experience.policies import best_policy, find, in_the_running, policies
from workbench.experience.policy import Cases
from workbench.pricing.prices import price


def priced(evidence, chosen, quick=True):
    prices = price(evidence, chosen, quick=quick)
    return prices, policies(evidence, chosen, prices, quick=quick)


def test_every_policy_says_what_it_is():
    assert [policy.name for policy in CATALOGUE] == ["act", "confirm", "top-k", "sets", "undo", "defer", "cascade", "manual"]
    for policy in CATALOGUE:
        assert policy.title and policy.meaning.endswith(".") and policy.priced_from
    assert [policy.name for policy in CATALOGUE if not policy.people] == ["act"]


def test_the_cases_that_save_most_are_handed_over_and_not_the_least_sure():
    gain = np.array([2.4, 1.4, -0.6, 0.4])
    assert handed_over(gain, 0.25, np.ones(4)).tolist() == [1, 0, 0, 0]
    assert handed_over(gain, 0.5, np.ones(4)).tolist() == [1, 1, 0, 0]
    assert handed_over(gain, 1.0, np.ones(4)).tolist() == [1, 1, 0, 1]
    assert handed_over(gain, 0.0, np.ones(4)).tolist() == [0, 0, 0, 0]


def test_cases_that_tie_for_the_last_place_share_it():
    assert handed_over(np.array([1.0, 2.0, 1.0, 1.0]), 0.5, np.ones(4)) == pytest.approx([1 / 3, 1, 1 / 3, 1 / 3])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-3, 5), min_size=1, max_size=30), st.floats(0, 1))
def test_people_are_never_given_more_than_they_can_take(gains, capacity):
    share = handed_over(np.array(gains, dtype=float), capacity, np.ones(len(gains)))
    assert share.sum() <= capacity * len(gains) + 1e-9
    assert ((share >= 0) & (share <= 1)).all() and not share[np.array(gains) <= 0].any()


y2, p2 = binary(600, signal=1.5)
y5, p5 = multiclass(500, 5, signal=1.2)
TWO = make_evidence(y2, {"logistic regression": p2})
FIVE = make_evidence(y5, {"logistic regression": p5})
RULED_TWO = with_rules(TWO, p2 > 0.6, np.ones(600, dtype=int))
RULED_FIVE = with_rules(FIVE, p5.max(axis=1) > 0.7, p5.argmax(axis=1), otherwise=2)
EVERY = tuple(policy.name for policy in CATALOGUE)
COSTS = {"costs": {"matrix": {"b": {"a": 12.0, "b": -3.0, "ask": 2.0}, "a": {"b": 4.0, "ask": 1.5}}}}
PAID = {"people": {"wage_per_hour": 40.0}}


@pytest.mark.parametrize("evidence", [TWO, FIVE], ids=["binary", "multiclass"])
def test_acting_costs_what_the_candidate_costs(evidence):
    chosen = scenario(**COSTS, **PAID)
    prices, outcomes = priced(evidence, chosen)
    for name in ("logistic regression", "cheapest answer"):
        assert find(outcomes, "act", name).cost == pytest.approx(prices[name].cost)
        assert find(outcomes, "act", name).cost_per_case.estimate == pytest.approx(prices[name].cost_per_case.estimate)


@pytest.mark.parametrize("evidence", [RULED_TWO, RULED_FIVE], ids=["binary", "multiclass"])
def test_an_outcome_is_the_mean_of_its_cases(evidence):
    _, outcomes = priced(evidence, scenario(**COSTS, **PAID, policies={"capacity": 0.3, "compare": EVERY}))
    assert {one.policy for one in outcomes} == set(EVERY)
    for one in outcomes:
        assert one.cost.shape == evidence.y.shape
        assert one.cost.mean() == pytest.approx(one.cost_per_case.estimate)
        assert one.cost_per_case.low <= one.cost_per_case.estimate <= one.cost_per_case.high
        assert 0 <= one.wrong_share <= 1 and 0 <= one.human_share <= 1 and one.seconds_per_case >= 0


@pytest.mark.parametrize("evidence", [RULED_TWO, RULED_FIVE], ids=["binary", "multiclass"])
@pytest.mark.parametrize("mix", [{}, {"prevalence": {"b": 0.5}}], ids=["as it is", "another mix"])
@pytest.mark.parametrize("choice", [{}, {"capacity": 0.2, "coverage": 0.9}, {"k": None}, {"k": 1}, {"k": 20}], ids=str)
def test_gathering_cases_changes_no_figure(evidence, choice, mix, monkeypatch):
    chosen = scenario(**COSTS, **PAID, **mix, policies=choice | {"compare": EVERY})
    prices, gathered_outcomes = priced(evidence, chosen)
    monkeypatch.setattr(module, "cells_for", lambda name, seen, *_: gathered.whole(seen))
    for few, one in zip(gathered_outcomes, policies(evidence, chosen, prices, quick=True), strict=True):
        assert (few.policy, few.candidate, few.parameters) == (one.policy, one.candidate, one.parameters)
        handing = few.policy in ("defer", "cascade")
        if not (handing and few.candidate != "cheapest answer" and "capacity" in choice):
            assert few.cost == pytest.approx(one.cost)
        for part in ("seconds_per_case", "wrong_share", "human_share"):
            assert getattr(few, part) == pytest.approx(getattr(one, part), abs=1e-6)
        assert few.measured == pytest.approx(one.measured)
        for end in ("estimate", "low", "high"):
            assert getattr(few.cost_per_case, end) == pytest.approx(getattr(one.cost_per_case, end), abs=1e-6)


def test_handing_over_with_little_room_is_the_same_on_single_cases():
    chosen = scenario(**COSTS, **PAID, policies={"capacity": 0.2, "compare": ["defer"]})
    _, outcomes = priced(TWO, chosen)
    found = find(outcomes, "defer", "logistic regression")
    assert found.human_share == pytest.approx(0.2)
    assert found.seconds_per_case == pytest.approx(0.2 * 45)


@pytest.mark.parametrize("evidence", [RULED_TWO, RULED_FIVE], ids=["binary", "multiclass"])
def test_one_more_unit_of_wage_costs_peoples_seconds(evidence):
    """Where decisions stay, a wage higher by a little raises cost by seconds times that little."""
    little = 1e-6
    asked = {"policies": {"compare": EVERY}}
    chosen = [scenario(**COSTS, **asked, people={"wage_per_hour": wage}) for wage in (40.0, 40.0 + 3600 * little)]
    for low, high in zip(*(priced(evidence, one)[1] for one in chosen), strict=True):
        rise = (high.cost_per_case.estimate - low.cost_per_case.estimate) / little
        assert rise == pytest.approx(low.seconds_per_case, rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_the_truths_of_a_fold_have_no_say_in_how_many_answers_it_is_shown(seed):
    y, proba = multiclass(60, 5, signal=1.5, seed=seed)
    people = {"wage_per_hour": 600.0, "read": 3.0}
    asked = scenario(costs={"wrong": 8.0}, people=people).changed("policies", k=None, compare=["top-k"])
    fold = np.arange(60) % 5
    least = np.where(fold == 0, proba.argmin(axis=1), y)
    before, after = (
        find(priced(make_evidence(truth, {"m": proba}, classes=5, fold=fold), asked)[1], "top-k", "m").parameters["k_by_fold"]
        for truth in (y, least)
    )
    assert before[0] == after[0] and before[1:] != after[1:]


def test_a_list_never_holds_all_classes_since_choosing_from_all_is_work_by_hand():
    four, five, twenty = (
        find(priced(FIVE, scenario(**PAID, policies={"k": k}))[1], "top-k", "logistic regression") for k in (4, 5, 20)
    )
    assert four.cost == pytest.approx(five.cost) and four.cost == pytest.approx(twenty.cost)
    assert twenty.parameters == {"k": 4}
    for chosen in (scenario(**PAID), scenario(**PAID, policies={"k": None})):
        assert find(priced(TWO, chosen)[1], "top-k", "logistic regression").parameters["k"] == 1


def test_a_length_left_open_is_chosen_on_the_other_folds():
    lengths = [
        find(priced(FIVE, scenario(**PAID, policies={"k": k}))[1], "top-k", "logistic regression").cost for k in range(1, 5)
    ]
    chosen = find(priced(FIVE, scenario(**PAID, policies={"k": None}))[1], "top-k", "logistic regression")
    fold = FIVE.fold[0]
    best = [min(range(4), key=lambda k: lengths[k][fold != f].mean()) for f in range(5)]
    assert chosen.cost == pytest.approx(np.choose(np.array(best)[fold], lengths))
    assert chosen.parameters == {"k": int(np.median(np.array(best) + 1)), "k_by_fold": tuple(place + 1 for place in best)}


def test_costs_that_depend_on_the_case_price_every_policy():
    chosen = scenario(**COSTS, **PAID, policies={"capacity": 0.3, "k": 2, "compare": EVERY})
    prices = price(RULED_FIVE, chosen, quick=True)
    rows = np.repeat(prices.costs.cost, len(FIVE.y), axis=0)
    by_row = type(prices.costs)(prices.costs.answers, prices.costs.classes, rows, "USD")
    same = type(prices)(**{**vars(prices), "costs": by_row})
    both = (policies(RULED_FIVE, chosen, one, quick=True) for one in (prices, same))
    for plain, each in zip(*both, strict=True):
        if plain.candidate != "cheapest answer" or plain.policy not in ("defer", "cascade"):
            assert plain.cost == pytest.approx(each.cost), plain.policy


def test_repeats_are_averaged():
    y, p = multiclass(200, 3)
    other = np.roll(p, 1, axis=0)
    both = make_evidence(y, {"m": np.stack([p, other])}, repeats=2)
    chosen = scenario(**PAID)
    alone = [find(priced(make_evidence(y, {"m": one}), chosen)[1], "confirm", "m").cost for one in (p, other)]
    assert find(priced(both, chosen)[1], "confirm", "m").cost == pytest.approx((alone[0] + alone[1]) / 2)


def test_a_row_weighs_as_much_as_the_cases_it_stands_for():
    options = Cases(np.array([0]), np.array([0]), np.array([4.0]))
    assert handed_over(np.array([1.0]), 0.5, options.weight).tolist() == [0.5]


@pytest.mark.parametrize("repeats", [1, 2])
@pytest.mark.parametrize("quick", [True, False])
def test_acting_on_a_candidate_has_the_price_of_the_candidate_to_the_last_digit(repeats, quick):
    evidence = make_evidence(y5, {"m": p5, "one rule": np.round(p5, 1) + 0.01}, rules=("one rule",), repeats=repeats)
    prices, outcomes = priced(evidence, scenario(**COSTS, **PAID, evidence={"seed": 7}), quick)
    for one in outcomes:
        assert one.policy != "act" or one.cost_per_case == prices[one.candidate].cost_per_case


def test_how_far_repeats_differ_is_not_averaged_away():
    """Two repeats that disagree in every fold leave a wide interval, as they do for the candidate itself."""
    y = np.tile([0, 1], 50)
    fold = np.stack([np.arange(100) // 20, np.arange(100) % 5])
    right = np.stack([np.where(row < 2, 1 - y, y) for row in fold]).astype(float)
    made = make_evidence(y, {"m": np.stack([1 - right, right], axis=2)}, fold=fold)
    prices, outcomes = priced(made, scenario(costs={"wrong": 10.0}, people={"wage_per_hour": 1.0, "notices_wrong": 0.0}))
    acting, confirmed = prices["m"].cost_per_case, find(outcomes, "confirm", "m").cost_per_case
    assert find(outcomes, "confirm", "m").cost.shape == (100,)
    assert confirmed.high - confirmed.estimate == pytest.approx(acting.high - acting.estimate, rel=0.05)


def test_a_policy_costs_at_least_what_a_case_costs_at_least():
    y = np.tile([0, 1], 20)
    made = make_evidence(y, {"m": np.where(np.arange(40) < 8, 1 - y, y).astype(float)}, fold=np.arange(40) // 8)
    _, outcomes = priced(made, scenario(costs={"wrong": 10.0}, people={"wage_per_hour": 1.0}))
    assert all(one.cost_per_case.low >= 0.0 for one in outcomes)
    assert any(one.cost_per_case.low == 0.0 for one in outcomes)


# Who is in the running


def names(found):
    return {(one.policy, one.candidate) for one in found}


def test_a_decision_may_choose_from_the_best_model_a_rule_and_no_model_and_not_from_other_models():
    made = make_evidence(y5, {"m": p5, "vague": 0.5 * p5 + 0.1, "one rule": 0.6 * p5 + 0.08}, rules=("one rule",))
    prices, outcomes = priced(made, scenario(**PAID))
    found = names(in_the_running(outcomes, prices, scenario(**PAID)))
    assert {name for _, name in found} == {"m", "one rule", "cheapest answer", "no model"}
    assert {("act", "one rule"), ("top-k", "one rule"), ("manual", "no model")} <= found


def test_what_needs_people_is_out_while_nobody_says_what_people_cost():
    prices, outcomes = priced(FIVE, scenario())
    assert names(in_the_running(outcomes, prices, scenario())) == {("act", "logistic regression"), ("act", "cheapest answer")}


def test_a_screen_that_hands_nothing_over_is_acting_by_another_name():
    dear = scenario(people={"wage_per_hour": 9000.0})
    prices, outcomes = priced(FIVE, dear)
    assert find(outcomes, "defer", "logistic regression").human_share == 0.0
    found = names(in_the_running(outcomes, prices, dear))
    assert not any(policy == "defer" for policy, _ in found) and ("confirm", "logistic regression") in found


def test_the_best_policy_is_the_cheapest_with_the_models_cost_included():
    chosen = scenario(costs={"wrong": 10.0}, **PAID)
    prices, outcomes = priced(FIVE, chosen)
    best = best_policy(outcomes, prices, chosen)
    assert best.cost_per_case.estimate == min(one.cost_per_case.estimate for one in outcomes)
    cheap = min(one.cost_per_case.estimate for one in outcomes if one.candidate in ("no model", "cheapest answer"))
    for fee, model in ((0.9, True), (1.1, False)):
        dearer = chosen.changed("costs", prediction=fee * (cheap - best.cost_per_case.estimate))
        prices, outcomes = priced(FIVE, dearer)
        assert (best_policy(outcomes, prices, dearer).candidate == "logistic regression") is model


def test_among_equals_the_simplest_is_the_best_policy():
    flat = make_evidence(y5, {"m": np.full((500, 5), 0.2), "one rule": np.full((500, 5), 0.2)}, rules=("one rule",))
    nobody = scenario(
        people={"wage_per_hour": 90_000.0},
        costs={"matrix": {c: {"ask": 0.1, **{d: 9.0 for d in "abcde" if d != c}} for c in "abcde"}},
    )
    prices, outcomes = priced(flat, nobody)
    best = best_policy(outcomes, prices, nobody)
    assert (best.policy, best.candidate, best.cost_per_case.estimate) == ("act", "cheapest answer", pytest.approx(0.1))


def test_where_nothing_was_priced_no_policy_is_best():
    prices, _ = priced(FIVE, scenario())
    assert best_policy([], prices, scenario()) is None


def test_only_the_policies_asked_for_are_priced_and_acting_always_is():
    _, outcomes = priced(TWO, scenario(policies={"compare": ["confirm"]}))
    assert {one.policy for one in outcomes} == {"act", "confirm"}


def test_prices_that_are_not_given_are_found():
    chosen = scenario(**COSTS, **PAID)
    _, given_prices = priced(FIVE, chosen)
    found = policies(FIVE, chosen, quick=True)
    assert [(one.policy, one.candidate, one.cost_per_case) for one in found] == [
        (one.policy, one.candidate, one.cost_per_case) for one in given_prices
    ]


@pytest.mark.parametrize("costs", [COSTS, {"costs": {"wrong": 3.0}}])
def test_a_model_that_no_decision_chooses_is_priced_when_it_is_looked_at(monkeypatch, costs):
    worse = make_evidence(y2, {"logistic regression": p2, "worse": (p2 + 0.5) / 2})
    asked, score = [], module.score

    def watched(policy, name, *rest):
        asked.append(name)
        return score(policy, name, *rest)

    monkeypatch.setattr(module, "score", watched)
    prices, found = priced(worse, scenario(**costs, **PAID, policies={"compare": EVERY}))
    other = next(name for name in ("worse", "logistic regression") if name != prices.best_model)
    best_policy(found, prices, scenario(**costs, **PAID))
    assert prices.best_model in asked and other not in asked
    later = find(found, "top-k", other)
    alone = make_evidence(y2, {other: worse.predictions[other].proba[0, :, 1]})
    eager = find(priced(alone, scenario(**costs, **PAID, policies={"compare": EVERY}))[1], "top-k", other)
    assert later.cost_per_case == eager.cost_per_case and later.parameters == eager.parameters
    assert np.array_equal(later.cost, eager.cost) and later.human_share == eager.human_share
    assert asked.count(other) > 0


@pytest.mark.parametrize("repeats", [1, 2])
def test_what_is_remembered_of_a_candidate_changes_no_figure_when_prices_and_shares_move(repeats):
    def fresh():
        return make_evidence(y5, {"logistic regression": p5}, repeats=repeats)

    moved = fresh()
    for wrong, shares in ((2.0, {}), (9.0, {}), (9.0, {"b": 0.5}), (2.0, {})):
        chosen = scenario(costs={"wrong": wrong}, prevalence=shares, **PAID, policies={"compare": EVERY, "k": None})
        for one, other in zip(priced(moved, chosen)[1], priced(fresh(), chosen)[1], strict=True):
            assert one.cost_per_case == other.cost_per_case and one.measured == other.measured
            assert one.parameters == other.parameters and one.seconds_per_case == other.seconds_per_case
