"""Undo, sets and the cascade: worked numbers, and what each becomes at its extremes."""

from dataclasses import replace

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence, multiclass, scenario, with_rules
from tests.pricing.amounts import drawn_amounts
from workbench.experience import formulas
from workbench.experience import policies as module
from workbench.experience.bands import lists_shown
from workbench.experience.behaviour import behaviour
from workbench.experience.cascade import Cascade
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.cells import whole
from workbench.experience.conformal import quantile, scores
from workbench.experience.formulas import expected
from workbench.experience.lists import MOST_LINES, lines_shown
from workbench.experience.measures import measures
from workbench.experience.policies import find, in_the_running, policies
from workbench.experience.policy import NO_RULE, Cases
from workbench.experience.race import race
from workbench.experience.sets import COVERAGES, Sets, lists_at
from workbench.pricing.prices import price

EVERY = tuple(policy.name for policy in CATALOGUE)
PAID = {"wage_per_hour": 40.0}
y2, p2 = binary(600, signal=1.5)
y5, p5 = multiclass(500, 5, signal=1.2)
TWO = with_rules(make_evidence(y2, {"m": p2}), p2 > 0.6, np.ones(600, dtype=int))
FIVE = with_rules(make_evidence(y5, {"m": p5}), p5.max(axis=1) > 0.7, p5.argmax(axis=1))
WHO = behaviour(scenario(people=PAID))
both = pytest.mark.parametrize("evidence", [TWO, FIVE], ids=["binary", "multiclass"])


def priced(evidence, policy, candidate="m", **parts):
    parts = {"people": PAID, "costs": {"wrong": 6.0}} | parts
    chosen = scenario(**parts | {"policies": parts.get("policies", {}) | {"compare": EVERY}})
    return find(policies(evidence, chosen, quick=True), policy, candidate)


def alike(one, other):
    figures = ("seconds_per_case", "human_share", "wrong_share")
    return (
        one.cost == pytest.approx(other.cost)
        and one.cost_per_case.estimate == pytest.approx(other.cost_per_case.estimate)
        and [getattr(one, name) for name in figures] == pytest.approx([getattr(other, name) for name in figures])
    )


# Undo


def test_acting_with_an_undo_by_hand():
    free = {"undo": 0, "by_hand": 0, "by_hand_error": 0, "undo_fee": 0.3, "notices_in_time": 0.5, "unrecovered": 0.2}
    who = behaviour(scenario(people=free | {"wage_per_hour": 36.0}))
    sums = measures(10.0 * (1 - np.eye(3))[None], who)
    assert expected(np.array([[0.7, 0.2, 0.1]]), formulas.undo(sums.money, who))[0, 0] == pytest.approx(1.845)
    assert expected(np.array([[0.7, 0.2, 0.1]]), formulas.undo(sums.human, who))[0, 0] == pytest.approx(0.15)


@both
def test_an_undo_that_nobody_uses_is_acting(evidence):
    never = PAID | {"notices_in_time": 0.0}
    assert alike(priced(evidence, "undo", people=never), priced(evidence, "act", people=never))


def test_an_undo_that_everybody_uses_at_once_costs_what_work_by_hand_costs_where_the_answer_was_wrong():
    always = PAID | {"notices_in_time": 1.0, "unrecovered": 0.0, "undo": 0.0, "undo_fee": 0.0}
    found, hand = priced(FIVE, "undo", people=always), priced(FIVE, "manual", "no model", people=always)
    wrong = found.cost > 1e-9
    assert found.cost[wrong] == pytest.approx(hand.cost[wrong])
    assert found.human_share == pytest.approx(wrong.mean())


def test_an_answer_that_is_no_class_cannot_be_seen_to_be_wrong():
    matrix = {"matrix": {"a": {"ask": 1.0}, "b": {"ask": 1.0}}}
    costs = price(TWO, scenario(costs=matrix), quick=True).costs.cost
    table = formulas.undo(measures(costs, behaviour(scenario())).money, behaviour(scenario()))
    assert table[0, 2].tolist() == costs[0, 2].tolist()


# Sets


@both
def test_a_share_that_these_cases_cannot_promise_leaves_every_case_to_people(evidence):
    few = make_evidence(evidence.y[:60], {"m": evidence.predictions["m"].proba[0, :60]})
    found = priced(few, "sets", policies={"coverage": 0.999})
    assert alike(found, priced(few, "manual", "no model"))
    assert (found.measured["covered"], found.measured["no_list"]) == (1.0, 1.0)


def test_of_two_classes_a_set_of_one_is_a_list_of_one_line():
    found = priced(TWO, "sets", policies={"coverage": 0.8})
    listed = priced(TWO, "top-k", policies={"k": 1})
    hand = priced(TWO, "manual", "no model")
    alone = np.isclose(found.cost, listed.cost)
    assert np.isclose(found.cost[~alone], hand.cost[~alone]).mean() > 0.9
    assert found.measured["singletons"] + found.measured["no_list"] == pytest.approx(1.0)


@both
@pytest.mark.parametrize("coverage", [0.6, 0.8, 0.95])
def test_sets_hold_the_truth_about_as_often_as_asked_and_say_how_often_a_single_answer_was_wrong(evidence, coverage):
    found = priced(evidence, "sets", policies={"coverage": coverage})
    assert found.parameters == {"coverage": coverage}
    assert found.measured["covered"] == pytest.approx(coverage, abs=0.02)
    assert 0 < found.measured["singleton_error"] < 1
    assert set(found.measured) == {"covered", "lines", "singletons", "singleton_error", "no_list"}


def sets_by_hand(evidence, limit):
    """Return (n,): what each case comes to by one threshold for all, list by list."""
    found, sums = scores(evidence.predictions["m"].proba[0]), measures(6.0 * (1 - np.eye(len(evidence.classes)))[None], WHO)
    cost = []
    for row, truth in zip(found, evidence.y, strict=True):
        let_in = np.flatnonzero(row <= limit)[None]
        listed = 0 < let_in.size <= lines_shown(MOST_LINES, len(row))
        made = formulas.lists_given_truth(sums.money, WHO, let_in, np.array([truth])) if listed else sums.money.by_hand[:, truth]
        cost.append(made[0])
    return np.array(cost)


@both
def test_a_coverage_left_open_is_the_one_that_a_folds_own_thresholds_are_cheapest_at_on_the_other_folds(evidence):
    each = [priced(evidence, "sets", policies={"coverage": share}).cost for share in COVERAGES]
    found = priced(evidence, "sets")
    fold, known = evidence.fold[0], scores(evidence.predictions["m"].proba[0])[np.arange(len(evidence.y)), evidence.y]
    best = [
        np.argmin([sets_by_hand(evidence, quantile(known[fold != f], share))[fold != f].sum() for share in COVERAGES])
        for f in range(5)
    ]
    assert found.cost == pytest.approx(np.choose(np.array(best)[fold], each))
    assert found.parameters["coverage_by_fold"] == tuple(COVERAGES[i] for i in best)
    assert found.parameters["coverage"] == sorted(found.parameters["coverage_by_fold"])[2]


def test_with_no_model_behind_it_everyone_gets_the_same_list_of_the_length_that_was_cheapest_elsewhere():
    found = priced(FIVE, "sets", "cheapest answer")
    lengths = [priced(FIVE, "top-k", "cheapest answer", policies={"k": k}).cost_per_case.estimate for k in range(1, 5)]
    assert found.cost_per_case.estimate == pytest.approx(min(lengths), rel=0.05)
    assert found.measured["lines"] == pytest.approx(np.mean(found.parameters["k_by_fold"]), abs=0.1)
    assert "coverage" not in found.parameters


def test_covered_cases_are_those_of_real_life():
    mixed = {"prevalence": {"b": 0.6}}
    found = priced(TWO, "sets", policies={"coverage": 0.8}, **mixed)
    assert found.measured["covered"] == pytest.approx(0.8, abs=0.03)
    assert found.measured["singletons"] + found.measured["no_list"] == pytest.approx(1.0)


SURER = ({"confidence": 0.6, "accepts_right": 0.88, "notices_wrong": 0.2},)


@pytest.mark.parametrize("bands", [(), SURER], ids=["alike", "in bands"])
@pytest.mark.parametrize("by_row", [False, True])
def test_a_list_of_any_length_is_worth_what_a_list_of_that_length_is(bands, by_row):
    cost = np.random.default_rng(1).normal(5, 3, size=(500 if by_row else 1, 6, 5))
    who = behaviour(scenario(people=PAID | {"accepts_right": 0.8, "picks_wrong_though_right_shown": 0.1, "bands": bands}))
    sums = measures(cost, who)
    cases = Cases(FIVE.y, FIVE.fold[0], np.ones(500))
    proba = FIVE.predictions["m"].proba[0]
    lists = lists_at(proba, sums, np.array([0.9]), cases).own
    for measure in (sums.money, sums.seconds, sums.human, sums.wrong):
        found = lists.worth(measure, who, FIVE.y)[:, 0]
        for k in range(1, 5):
            rows = np.flatnonzero(lists.lines[:, 0] == k)
            sets = np.stack([lists.of(case) for case in rows])
            assert len(rows) > 5
            own = lists_shown(measure.of(rows), sums, sets, FIVE.y[rows], proba[rows])
            assert found[rows] == pytest.approx(own)
        rest = (lists.lines[:, 0] == 0) | (lists.lines[:, 0] == 5)
        hand = np.broadcast_to(measure.by_hand, (500, 5))[np.arange(500), FIVE.y]
        assert found[rest] == pytest.approx(hand[rest])


# The cascade


def test_what_a_cascade_costs_is_what_ends_at_each_stage():
    """.4 of cases end at the rules at .5, .4 at the model at 1, and .2 with people at 1.6: .92."""
    ruled = np.array([0] * 8 + [NO_RULE] * 12)
    truth = np.array([1] + [0] * 7 + [1, 1] + [0] * 6 + [0, 1, 0, 1])
    proba = np.array([[0.9, 0.1]] * 16 + [[0.5, 0.5]] * 4)
    who = behaviour(scenario(costs={"review": 1.6}, people={"by_hand_error": 0.0}))
    sums = measures(4.0 * (1 - np.eye(2))[None], who)
    cases = Cases(truth, np.arange(20) % 2, np.ones(20), ruled)
    found = Cascade().score(proba, sums, scenario().policies, cases)
    assert found.money.mean() == pytest.approx(0.92)
    told = Cascade().told({name: values.mean() for name, values in found.seen.items()})
    assert [told[f"ends_at_{stage}"] for stage in ("rules", "model", "people")] == pytest.approx([0.4, 0.4, 0.2])
    assert [told[f"cost_at_{stage}"] for stage in ("rules", "model", "people")] == pytest.approx([0.5, 1.0, 1.6])


@both
def test_a_cascade_of_rules_that_never_fire_hands_over_like_the_model_alone(evidence):
    never = with_rules(evidence, np.zeros(len(evidence.y), dtype=bool), np.zeros(len(evidence.y), dtype=int))
    chosen = {"policies": {"capacity": 0.3}}
    assert alike(priced(never, "cascade", **chosen), priced(never, "defer", **chosen))


@both
def test_a_cascade_of_rules_that_always_fire_is_acting_on_the_rules(evidence):
    n = len(evidence.y)
    always = with_rules(evidence, np.ones(n, dtype=bool), evidence.predictions["m"].proba[0].argmax(axis=1))
    assert alike(priced(always, "cascade"), priced(always, "act", "your rules"))


@both
def test_without_room_with_people_nothing_is_handed_over(evidence):
    full = {"policies": {"capacity": 0.0}}
    assert alike(priced(evidence, "defer", **full), priced(evidence, "act", **full))
    found = priced(evidence, "cascade", **full)
    assert found.human_share == 0 and found.measured["ends_at_people"] == 0


def test_people_have_room_for_a_share_of_all_cases_those_of_the_rules_among_them():
    found = priced(TWO, "cascade", policies={"capacity": 0.1}, people={"wage_per_hour": 5.0, "by_hand_error": 0.0})
    assert found.human_share == pytest.approx(0.1)


def test_the_model_is_not_asked_about_cases_that_rules_decide():
    free, paid = (priced(TWO, "cascade", costs={"wrong": 6.0, "prediction": fee}) for fee in (0.0, 0.5))
    saved = free.cost_per_case.estimate - paid.cost_per_case.estimate
    assert saved == pytest.approx(0.5 * (p2 > 0.6).mean())
    assert free.measured == pytest.approx(paid.measured)
    rules = priced(TWO, "cascade", "cheapest answer", costs={"wrong": 6.0, "prediction": 0.5})
    assert rules.cost_per_case.estimate == pytest.approx(priced(TWO, "cascade", "cheapest answer").cost_per_case.estimate)


def test_there_is_no_cascade_without_rules_nor_one_with_rules_behind_rules():
    chosen = scenario(people=PAID, policies={"compare": EVERY})
    bare = make_evidence(y2, {"m": p2})
    assert not any(one.policy == "cascade" for one in policies(bare, chosen, quick=True))
    ruled = {one.candidate for one in policies(TWO, chosen, quick=True) if one.policy == "cascade"}
    assert ruled == {"m", "cheapest answer"}


def test_costs_that_follow_an_amount_price_a_cascade_too():
    made = drawn_amounts(1, 200)
    model = next(name for name, seen in made.predictions.items() if seen.kind == "model")
    made = with_rules(made, np.arange(200) % 3 == 0, np.ones(200, dtype=int))
    matrix = {made.classes[1]: {made.classes[0]: {"column": "amount", "plus": 1.0}}}
    chosen = {"costs": {"matrix": matrix}, "policies": {"capacity": 0.2}}
    found = priced(made, "cascade", model, **chosen)
    assert found.measured["ends_at_rules"] == pytest.approx(67 / 200)
    assert found.cost.mean() == pytest.approx(found.cost_per_case.estimate)
    assert priced(made, "sets", model, **chosen).measured["covered"] > 0.5


# In the race


def test_every_design_that_was_asked_for_runs():
    chosen = scenario(people=PAID, costs={"wrong": 6.0}, policies={"compare": EVERY})
    prices = price(FIVE, chosen, quick=True)
    outcomes = policies(FIVE, chosen, prices, quick=True)
    ran = race(FIVE, chosen, prices, outcomes, quick=True)
    assert [one.policy for one in ran.designs] == [name for name in EVERY if name != "manual"]
    assert {"cascade", "sets", "undo"} <= {one.policy for one in ran.alone}
    assert len(in_the_running(outcomes, prices, chosen)) > len(ran.designs)


def test_a_cascade_of_rules_that_were_learned_from_these_cases_has_to_prove_itself():
    chosen = scenario(people=PAID, costs={"wrong": 6.0}, policies={"compare": EVERY})
    for learned in (False, True):
        rules = replace(TWO.predictions["your rules"], learned=learned)
        made = TWO.with_prediction(rules)
        prices = price(made, chosen, quick=True)
        ran = race(made, chosen, prices, policies(made, chosen, prices, quick=True), quick=True)
        (alone,) = [one for one in ran.alone if one.policy == "cascade"]
        assert alone.learned is learned


def test_a_policy_explains_what_else_is_measured():
    assert Sets().told({"covered": 1.0, "lines": 0.0, "single": 0.0, "single and wrong": 0.0, "no list": 1.0}) == {
        "covered": 1.0,
        "lines": 0.0,
        "singletons": 0.0,
        "no_list": 1.0,
    }


# Parameters

STAKE = {"0": {"1": {"column": "amount", "times": 0.1}}, "1": {"0": {"column": "amount", "times": 0.2}}}
BANDS = PAID | {"bands": [{"confidence": 0.6, "accepts_right": 0.88, "notices_wrong": 0.2}]}


@pytest.mark.parametrize(("classes", "parts"), [(2, {}), (2, {"people": BANDS}), (2, {"costs": {"matrix": STAKE}}), (4, {})])
@pytest.mark.parametrize("by_case", [False, True])
@pytest.mark.parametrize("mix", [{}, {"prevalence": {"1": 0.6}}], ids=["as it is", "another mix"])
def test_what_turns_out_to_be_true_in_a_fold_changes_no_list_line_or_answer_there(classes, parts, by_case, mix, monkeypatch):
    """Some of a fold's truths are dealt out anew; what its other cases come to stays, however a way of behaving is tuned."""
    if by_case:
        monkeypatch.setattr(module, "_by_amount", lambda *_: None)
        monkeypatch.setattr(module, "cells_for", lambda name, seen, *_: whole(seen))
    asked = {"people": PAID, "costs": {"wrong": 6.0}} | parts | mix
    # With another mix, room is a share of real-life cases, and how many of these a case stands for its truth says: all have room.
    asked["policies"] = {"k": None, "capacity": 1.0 if mix else 0.2, "compare": EVERY}
    moved = 0
    for seed in range(3):
        before = drawn_amounts(seed, 100, classes)
        rows = np.flatnonzero(before.fold[0] == seed)
        dealt, kept = rows[:10], rows[10:]
        truth = before.y.copy()
        truth[dealt] = np.roll(truth[dealt], 1)
        # Thresholds and the like are kept by prediction, so what the candidates said is said again.
        again = replace(before, y=truth, predictions={name: replace(one) for name, one in before.predictions.items()})
        one, other = (policies(each, scenario(**asked), quick=True) for each in (before, again))
        for was, now in zip(one, other, strict=True):
            assert now.cost[kept] == pytest.approx(was.cost[kept], abs=1e-6), was.policy
            tuned = [name for name, value in was.parameters.items() if isinstance(value, tuple)]
            assert [now.parameters[name][seed] for name in tuned] == [was.parameters[name][seed] for name in tuned]
            moved += any(now.parameters[name] != was.parameters[name] for name in tuned)
    assert moved
