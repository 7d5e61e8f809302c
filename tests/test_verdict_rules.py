"""Every outcome of a verdict, each with what to do next and what would change it; and who has to be beaten, and how surely."""

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence, multiclass, scenario
from tests.test_verdict import EVEN, LEAK, MANY, NOISE, PRICEY_PEOPLE, SIGNAL, verdict, with_columns
from workbench.experience.policies import policies
from workbench.experience.race import Race, race
from workbench.pricing.comparison import SURE_ENOUGH
from workbench.pricing.prices import price


def few():
    y = np.array([1] * 20 + [0] * 380)
    return make_evidence(y, {"m": np.where(y == 1, 0.9, 0.1)})


def two_cells():
    """A rule that says it all, and a model that says the same with some noise."""
    rng = np.random.default_rng(0)
    cell = rng.random(2000) < 0.4
    y = (rng.random(2000) < np.where(cell, 0.9, 0.05)).astype(int)
    rule = np.where(cell, 0.9, 0.05)
    model = np.clip(rule + rng.normal(0, 0.02, 2000), 0.01, 0.99)
    return make_evidence(y, {"one rule": rule, "m": model}, rules=("one rule",))


OUTCOMES = {
    "build": (SIGNAL, scenario(**EVEN), ()),
    "redesign": (MANY, scenario(costs={"wrong": 4.0}, **PRICEY_PEOPLE), ()),
    "rules": (two_cells(), scenario(**EVEN), ()),
    "data": (with_columns(SIGNAL, "refund"), scenario(**EVEN), (LEAK,)),
    "dont": (NOISE, scenario(**EVEN), ()),
    "unclear": (few(), scenario(**EVEN), ()),
}


@pytest.mark.parametrize("code", OUTCOMES)
def test_every_outcome_is_reached_and_says_what_to_do_next_and_what_would_change_it(code):
    found = verdict(*OUTCOMES[code])
    assert found.code == code, found
    assert found.sentence.endswith(".") and found.reasons
    assert found.next_step.endswith(".")
    assert found.would_change and all(change.endswith(".") for change in found.would_change)


def unsure_rule(seed=0, n=1200):
    """A model that surely gains on the constant; a rule that gains nearly as much, and not as surely."""
    y, p = binary(n, positive=0.3, signal=1.1, seed=seed)
    rule = np.where(p > np.quantile(p, 0.85), y[p > np.quantile(p, 0.85)].mean(), y[p <= np.quantile(p, 0.85)].mean())
    return make_evidence(y, {"one rule": rule, "m": p}, rules=("one rule",))


def races(evidence, chosen):
    prices = price(evidence, chosen, quick=True)
    return race(evidence, chosen, prices, policies(evidence, chosen, prices, quick=True), quick=True)


def test_a_rule_that_is_not_sure_itself_holds_no_model_back_that_is():
    found = next(
        (seed, made)
        for seed in range(200)
        if (made := races(unsure_rule(seed, 400), scenario(**EVEN))).unproven
        and made.better(made.acting, [made.constant])
        and 0.5 <= made.compare(made.acting, made.rules[0]).probability_better < SURE_ENOUGH
    )
    seed, made = found
    assert made.pays(made.acting) and not made.better(made.acting, made.opponents)
    told = verdict(unsure_rule(seed, 400), scenario(**EVEN))
    assert told.code == "build"
    assert any("against acting on one rule" in reason and "probability" in reason for reason in told.reasons)


def test_a_rule_that_is_sure_has_to_be_beaten_surely():
    made = races(two_cells(), scenario(**EVEN))
    assert made.unproven == ()
    assert not made.pays(made.acting)


def test_rules_that_people_wrote_are_opponents_however_sure():
    evidence = unsure_rule(3)
    given = type(evidence.predictions["one rule"])(**{**vars(evidence.predictions["one rule"]), "name": "your rules"})
    answers = (given.proba[0, :, 1] > 0.5).astype(int)
    given = type(given)(**{**vars(given), "answering": "given", "answers": answers, "answer_names": evidence.classes})
    made = races(evidence.with_prediction(given), scenario(**EVEN))
    assert "your rules" in {one.candidate for one in made.opponents}
    assert "your rules" not in {one.candidate for one in made.unproven}


def test_people_are_enough_only_where_no_model_may_gain_on_them():
    y, p = binary(1000, signal=1.5, seed=1)
    evidence = make_evidence(y, {"m": p})
    costs, policy = {"wrong": 10.0}, {"compare": ["act", "manual"]}
    people = {"wage_per_hour": 36.0, "by_hand_error": 0.0}
    cheap = verdict(evidence, scenario(costs=costs, people={**people, "by_hand": 5.0}, policies=policy))
    assert cheap.code == "dont"
    assert "no model needed" in cheap.sentence
    middling = [
        verdict(evidence, scenario(costs=costs, people={**people, "by_hand": hand}, policies=policy))
        for hand in range(60, 400, 10)
    ]
    assert middling[-1].code == "build"
    open_still = [found for found in middling if found.code == "unclear"]
    assert open_still
    assert any("Sure already, and without a model" in reason for reason in open_still[0].reasons)


def test_what_may_be_chance_is_said_of_a_design_that_is_not_ruled_out(monkeypatch):
    y, p = binary(1000, signal=1.5, seed=1)
    chosen = scenario(
        costs={"wrong": 10.0},
        people={"wage_per_hour": 36.0, "by_hand_error": 0.0, "by_hand": 60.0},
        policies={"compare": ["act", "confirm", "manual"]},
    )
    assert "confirm what m says" in verdict(make_evidence(y, {"m": p}), chosen).sentence
    monkeypatch.setattr(Race, "may_save", lambda self, design, opponent, bar: design.policy == "act")
    told = verdict(make_evidence(y, {"m": p}), chosen)
    assert told.code == "unclear"
    assert "acting on m" in told.sentence and "may be chance" in told.sentence


def test_equal_costs_are_equal_whatever_the_last_digit_says():
    y, p = multiclass(600, 3, signal=0.0, seed=2)
    people = {"wage_per_hour": 36.0, "by_hand": 5.0, "by_hand_error": 0.01}
    found = verdict(make_evidence(y, {"m": p}), scenario(costs={"wrong": 100.0}, people=people))
    assert found.code == "dont"
    assert "no model needed" in found.sentence


def test_what_stays_on_the_table_holds_what_having_the_model_costs():
    costs = {"wrong": 4.0, "prediction": 0.05}
    found = verdict(MANY, scenario(costs=costs, **PRICEY_PEOPLE))
    left = next(reason for reason in found.reasons if "stays on the table" in reason)
    assert "pays for people's work and $50 for asking the model" in left


def test_a_few_cases_that_would_stand_for_half_of_real_life_make_no_verdict():
    y, p = multiclass(600, 3, signal=2.0, seed=1)
    kept = (y != 2) | (np.cumsum(y == 2) <= 3)
    found = verdict(make_evidence(y[kept], {"m": p[kept]}), scenario(prevalence={"c": 0.5}))
    assert found.code == "unclear"
    assert 'Cannot tell yet: 3 cases of "c" would stand for 50 % of real life.' in found.sentence


def test_a_longer_list_for_everyone_is_no_reason_against_a_model_that_was_only_tried_with_a_short_one():
    # Reading costs next to nothing and work by hand is dear and often wrong: the longest list is best, whoever makes it.
    y, p = multiclass(1500, 6, signal=0.7)
    evidence = make_evidence(y, {"m": p}, classes=6)
    people = {"wage_per_hour": 36.0, "read": 0.1, "by_hand": 150.0, "by_hand_error": 0.3, "notices_wrong": 0.3}
    fixed = scenario(costs={"wrong": 4.0}, people=people, policies={"k": 3})
    left_open = fixed.changed("policies", k=None)
    first = verdict(evidence, fixed)
    assert first.code == "unclear" and "the same five answers is cheapest" in first.sentence
    assert "where it is fixed at 3" in first.next_step
    assert verdict(evidence, left_open).code == "redesign"
