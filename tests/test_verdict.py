"""The rules of the verdict, each reached by a table that calls for it."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from tests.experience.made import binary, make_evidence, multiclass, scenario
from workbench.data.readiness import Finding
from workbench.experience.exchange import exchange
from workbench.experience.policies import best_policy, policies
from workbench.pricing.prices import price
from workbench.verdict import decide
from workbench.verdict_rules.order import RULES


def verdict(evidence, chosen, findings=(), quick=True):
    prices = price(evidence, chosen, quick=quick)
    outcomes = policies(evidence, chosen, prices, quick=quick)
    worth = exchange(best_policy(outcomes, prices, chosen), evidence, prices, quick=quick)
    return decide(evidence, chosen, prices, outcomes, worth, findings, quick)


def noise(n=2000, seed=3):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.3).astype(int)
    return y, np.clip(0.3 + rng.normal(0, 0.03, n), 0.01, 0.99)


SIGNAL = make_evidence(*(lambda y, p: (y, {"gradient boosting": p}))(*binary(3000, signal=2.0)))
NOISE = make_evidence(*(lambda y, p: (y, {"gradient boosting": p}))(*noise()))
EVEN = {"costs": {"wrong": 10.0}}


def test_a_model_that_clearly_pays_is_built():
    found = verdict(SIGNAL, scenario(**EVEN))
    assert found.code == "build"
    assert found.sentence.startswith("Build it: acting on gradient boosting saves $")
    assert 'against always answering "a"' in found.sentence
    assert "95 %" in found.sentence and "per 1,000 cases" in found.sentence
    assert found.next_step and found.would_change


def test_a_year_is_told_only_where_the_volume_is():
    assert "a year" not in verdict(SIGNAL, scenario(**EVEN)).sentence
    assert "a year" in verdict(SIGNAL, scenario(**EVEN, decision={"volume_per_year": 1000})).sentence


def test_where_even_a_perfect_model_would_not_pay_nothing_is_built():
    found = verdict(SIGNAL, scenario(costs={"wrong": 1.0, "prediction": 5.0}))
    assert found.code == "dont"
    assert "never wrong" in found.sentence


LEAK = Finding("leak", "warn", "refund", "'refund' alone tells the answer nearly always.", "Check it.")


def with_columns(evidence, *names):
    framing = SimpleNamespace(**{**vars(evidence.framing), "features": tuple(SimpleNamespace(name=name) for name in names)})
    return type(evidence)(**{**vars(evidence), "framing": framing})


def test_a_column_that_gives_the_answer_away_comes_before_any_figure():
    found = verdict(with_columns(SIGNAL, "refund", "amount"), scenario(**EVEN), [LEAK])
    assert found.code == "data"
    assert '"refund"' in found.sentence
    assert LEAK.sentence in found.reasons


def test_a_rule_that_is_never_wrong_because_a_column_tells_the_answer_does_not_hide_the_leak():
    y, p = binary(1000, signal=1.5)
    evidence = make_evidence(y, {"one rule": np.where(y == 1, 1.0, 0.0), "m": p}, rules=("one rule",))
    assert verdict(evidence, scenario(**EVEN)).code == "dont"
    assert verdict(with_columns(evidence, "refund"), scenario(**EVEN), [LEAK]).code == "data"


def test_a_flag_that_was_checked_or_a_column_not_used_stops_nothing():
    accepted = scenario(**EVEN, data={"accepted_flags": ["refund"]})
    assert verdict(with_columns(SIGNAL, "refund"), accepted, [LEAK]).code == "build"
    assert verdict(with_columns(SIGNAL, "amount"), scenario(**EVEN), [LEAK]).code == "build"


def test_fewer_than_thirty_of_the_rarer_class_say_nothing():
    y = np.array([1] * 20 + [0] * 380)
    found = verdict(make_evidence(y, {"m": np.where(y == 1, 0.9, 0.1)}), scenario(**EVEN))
    assert found.code == "unclear"
    assert '20 cases of "b"' in found.sentence
    assert "600 cases would hold 30" in found.reasons[0]


def with_a_rare_class(price):
    """Three classes, 20 cases of the last one; the model is right about it, and about half of the rest."""
    rng = np.random.default_rng(4)
    y = np.array([0] * 700 + [1] * 280 + [2] * 20)
    proba = np.where(rng.random((1000, 1)) < np.where(y == 2, 1.0, 0.6)[:, None], np.eye(3)[y], 1 / 3) * 0.997 + 0.001
    costs = {"wrong": 1.0, "matrix": {"c": {"a": price, "b": price}}}
    return make_evidence(y, {"m": proba}), scenario(costs=costs)


def test_a_difference_that_rests_on_classes_with_few_cases_says_nothing():
    found = verdict(*with_a_rare_class(price=20.0))
    assert found.code == "unclear"
    assert '"c" has fewer than 30 cases' in found.sentence
    assert "about 1,500 cases would hold 30" in found.reasons[0]
    assert "500 more cases" in found.next_step
    assert verdict(*with_a_rare_class(price=1.0)).code == "build"


def test_before_a_model_is_compared_nothing_is_said_about_models():
    y, _ = binary(300)
    found = verdict(make_evidence(y, {}), scenario(**EVEN))
    assert found.code == "unclear"
    assert "no model" in found.sentence


def test_a_rule_that_does_as_well_as_the_model_is_written():
    rng = np.random.default_rng(0)
    cell = rng.random(2000) < 0.4
    y = (rng.random(2000) < np.where(cell, 0.9, 0.05)).astype(int)
    rule = np.where(cell, 0.9, 0.05)
    model = np.clip(rule + rng.normal(0, 0.02, 2000), 0.01, 0.99)
    evidence = make_evidence(y, {"one rule": rule, "gradient boosting": model}, rules=("one rule",))
    found = verdict(evidence, scenario(**EVEN))
    assert found.code == "rules"
    assert found.sentence.startswith("Write the rules: acting on one rule saves $")


MANY = make_evidence(*(lambda y, p: (y, {"logistic regression": p}))(*multiclass(3000, 12, signal=1.6)))
WITHOUT_SETS = ("act", "confirm", "top-k", "defer", "manual")
PRICEY_PEOPLE = {"people": {"wage_per_hour": 36.0, "by_hand": 120.0, "by_hand_error": 0.02}}


def test_where_acting_loses_and_a_short_list_pays_the_experience_is_redesigned():
    found = verdict(MANY, scenario(costs={"wrong": 4.0}, **PRICEY_PEOPLE, policies={"compare": WITHOUT_SETS, "k": 3}))
    assert found.code == "redesign", found
    assert "don't act on the model alone" in found.sentence
    assert "howing three answers" in found.sentence
    assert any("right decisions from" in reason for reason in found.reasons)
    assert any("showing everyone the same three answers" in reason for reason in found.reasons)


def test_where_acting_pays_and_a_screen_pays_more_the_experience_is_redesigned():
    people = {"wage_per_hour": 36.0, "by_hand": 600.0}
    found = verdict(SIGNAL, scenario(costs={"wrong": 10.0}, people=people, policies={"compare": ["act", "confirm"]}))
    assert found.code == "redesign"
    assert "this pays more" in found.sentence


def test_screens_that_need_people_are_left_out_while_nobody_says_what_people_cost():
    found = verdict(MANY, scenario(costs={"wrong": 4.0}))
    assert found.code == "build"
    assert any("left out" in reason for reason in found.reasons)
    assert not any("left out" in reason for reason in verdict(MANY, scenario(costs={"wrong": 4.0}, **PRICEY_PEOPLE)).reasons)


def test_where_people_alone_are_cheapest_no_model_is_needed():
    found = verdict(NOISE, scenario(costs={"wrong": 100.0}, people={"wage_per_hour": 36.0, "by_hand": 5.0}))
    assert found.code == "dont"
    assert "no model" in found.sentence or "keep people" in found.sentence


@pytest.mark.parametrize("seed", range(5))
def test_noise_is_never_built_on(seed):
    evidence = make_evidence(*(lambda y, p: (y, {"m": p}))(*noise(1000, seed)))
    assert verdict(evidence, scenario(**EVEN)).code in ("dont", "unclear")
    assert verdict(evidence, scenario(**EVEN, people={"wage_per_hour": 30.0})).code in ("dont", "unclear")


def test_a_model_that_gains_nothing_however_lucky_is_not_built():
    found = verdict(NOISE, scenario(**EVEN))
    assert found.code == "dont"
    assert "no gain worth having" in found.sentence


def test_a_gain_that_may_be_chance_is_said_to_be_unclear_with_the_cases_it_takes():
    found = verdict(make_evidence(*(lambda y, p: (y, {"m": p}))(*binary(150, signal=0.7, seed=5))), scenario(**EVEN))
    assert found.code == "unclear"
    assert found.sentence.startswith("Cannot tell yet: acting on m saves ")
    assert any("can show a difference of" in reason for reason in found.reasons)


def test_having_talked_to_users_changes_nothing():
    for evidence in (SIGNAL, NOISE):
        asked, not_asked = (verdict(evidence, scenario(**EVEN, decision={"talked_to_users": told})) for told in (True, False))
        assert asked == not_asked


def test_dragging_changes_intervals_and_never_the_decision():
    chosen = scenario(costs={"wrong": 4.0}, **PRICEY_PEOPLE)
    assert verdict(MANY, chosen, quick=True).code == verdict(MANY, chosen, quick=False).code


def test_a_process_that_does_as_well_is_kept():
    today = {"decision": {"today": {"kind": "human", "cost": 0.05, "accuracy": 0.99}}}
    found = verdict(SIGNAL, scenario(**EVEN, **today))
    assert found.code in ("dont", "unclear")
    assert "today's process" in found.sentence


def test_the_models_fee_is_counted_once():
    free = verdict(SIGNAL, scenario(**EVEN))
    prices = price(SIGNAL, scenario(**EVEN), quick=True)
    gain = prices[prices.best_baseline].cost_per_case.estimate - prices["gradient boosting"].cost_per_case.estimate
    delta = 0.02 * prices[prices.best_baseline].cost_per_case.estimate
    nearly, over = ({"costs": {"wrong": 10.0, "prediction": fee}} for fee in ((gain - delta) * 0.7, (gain - delta) * 1.3))
    assert free.code == verdict(SIGNAL, scenario(**nearly)).code == "build"
    assert verdict(SIGNAL, scenario(**over)).code != "build"


def test_the_first_rule_that_matches_decides():
    """A table that calls for several rules at once gets the one that comes first."""
    few = np.array([1] * 20 + [0] * 380)
    scarce = with_columns(make_evidence(few, {"m": np.where(few == 1, 0.9, 0.1)}), "refund")
    assert verdict(scarce, scenario(costs={"wrong": 1.0, "prediction": 5.0}), [LEAK]).code == "dont"
    assert verdict(scarce, scenario(**EVEN), [LEAK]).code == "data"
    assert verdict(scarce, scenario(**EVEN)).code == "unclear"


def ruled(noise_of_model, seed=0):
    """A rule that tells a great deal, and a model that tells what the rule tells, with some noise."""
    rng = np.random.default_rng(seed)
    cell = rng.random(3000) < 0.4
    odds = np.where(cell, 1.5, -2.5)
    y = (rng.random(3000) < 1 / (1 + np.exp(-odds))).astype(int)
    shares = np.where(cell, y[cell].mean(), y[~cell].mean())
    model = 1 / (1 + np.exp(-odds + rng.normal(0, noise_of_model, 3000)))
    return make_evidence(y, {"one rule": shares, "m": model}, rules=("one rule",))


def test_no_rule_is_written_where_a_model_is_surely_better_than_the_rule_and_only_people_may_be_cheaper_still():
    """Folds differ much, the model and the rule little: three more mistakes a fold. People cost something in between."""
    fold, place = np.arange(500) // 100, np.arange(500) % 100
    y = np.arange(500) % 2
    mistakes = np.array([6, 14, 10, 4, 16])[fold]
    model, rule = (np.where(place < mistakes + more, 1 - y, y).astype(float) for more in (0, 3))
    evidence = make_evidence(y, {"one rule": rule, "m": model}, fold=fold, rules=("one rule",))
    people = {"wage_per_hour": 36.0, "by_hand": 115.0, "by_hand_error": 0.0}
    found = verdict(evidence, scenario(**EVEN, people=people, policies={"compare": ["act", "manual"]}))
    assert found.code == "unclear", found
    assert "against people working every case by hand, which may be chance" in found.sentence


def test_a_screen_that_a_rule_can_feed_needs_no_model():
    people = {"wage_per_hour": 36.0, "by_hand": 100.0, "notices_wrong": 0.95, "accepts_right": 0.97}
    found = verdict(
        ruled(0.3), scenario(costs={"wrong": 10.0}, people=people, policies={"compare": ["act", "confirm", "manual"]})
    )
    assert found.code == "rules", found
    assert found.sentence.startswith("Write the rules: asking people to confirm what one rule says saves ")
    assert any("against asking people to confirm the same answer each time" in reason for reason in found.reasons)


def test_a_screen_that_does_as_well_without_the_rule_needs_no_rule_either():
    y, _ = noise()
    luck = np.random.default_rng(1).normal(0.3, 0.002, len(y))
    evidence = make_evidence(y, {"one rule": luck, "m": np.clip(luck, 0.01, 0.99)}, rules=("one rule",))
    people = {"wage_per_hour": 36.0, "by_hand": 50.0, "notices_wrong": 0.95}
    for screens in (["act", "confirm"], ["act", "top-k"]):
        found = verdict(evidence, scenario(costs={"wrong": 30.0}, people=people, policies={"compare": screens}))
        assert (found.code, "no model needed" in found.sentence) == ("dont", True), found
        assert "one rule" not in found.sentence


def test_a_model_that_answers_as_the_constant_does_saves_nothing():
    y, _ = noise()
    found = verdict(make_evidence(y, {"m": np.full(len(y), 0.3)}), scenario(**EVEN))
    assert found.sentence.startswith("Don't build it: acting on m saves $0 (95 %: -$15 to $15) per 1,000 cases")
    assert found.sentence.endswith("no gain worth having is in sight.")


def by_amount(evidence, seed=0):
    """The same cases, with an amount each that a miss costs."""
    amount = np.random.default_rng(seed).exponential(30.0, len(evidence.y))
    dataset = SimpleNamespace(table=pd.DataFrame({"amount": amount}))
    framing = Framing(**{**vars(evidence.framing), "dataset": dataset})
    return type(evidence)(**{**vars(evidence), "framing": framing})


class Framing(SimpleNamespace):
    __hash__ = object.__hash__


MISSES_COST_THE_AMOUNT = {"matrix": {"b": {"a": {"column": "amount"}}, "a": {"b": 10.0}}}


def test_what_decides_by_amounts_is_not_called_one_answer():
    chosen = scenario(costs=MISSES_COST_THE_AMOUNT, decision={"today": {"kind": "always", "answer": "a"}})
    found = verdict(by_amount(SIGNAL), chosen)
    assert found.code == "build"
    assert 'against deciding by class shares and "amount" alone' in found.sentence
    assert any("against today's process" in reason for reason in found.reasons)
    certain = scenario(costs={"matrix": {"b": {"a": {"column": "amount", "times": 0.001}}, "a": {"b": 100.0}}})
    assert 'against always answering "a"' in verdict(by_amount(SIGNAL), certain).sentence


def test_todays_process_has_its_line_however_dear_it_is():
    people = {"wage_per_hour": 36.0, "by_hand": 900.0, "by_hand_error": 0.1, "confirm": 300.0, "read": 200.0}
    today = {"today": {"kind": "human", "cost": 8.0, "accuracy": 0.9}}
    for evidence, costs, code in ((SIGNAL, {"wrong": 10.0}, "build"), (MANY, {"wrong": 4.0}, "redesign")):
        who = people if code == "build" else PRICEY_PEOPLE["people"]
        found = verdict(evidence, scenario(costs=costs, people=who, decision=today))
        assert found.code == code, found
        assert sum("against today's process" in reason for reason in found.reasons) == 1


def test_a_screen_that_nobody_would_use_is_neither_opponent_nor_reason():
    dear = {"people": {"wage_per_hour": 9000.0}, "policies": {"compare": ["act", "defer"]}}
    found = verdict(SIGNAL, scenario(**EVEN, **dear))
    assert found.code == "build"
    assert not any("handing" in reason for reason in found.reasons)


def test_what_a_model_costs_is_told_as_what_it_is():
    fee = {"costs": {"wrong": 10.0, "prediction": 0.01}}
    fixed = {"decision": {"volume_per_year": 10_000}, "business": {"run_per_year": 1000}}
    nobody = {"policies": {"compare": ["act"]}}
    asked = verdict(SIGNAL, scenario(**fee, **nobody)).reasons[-1]
    assert asked.startswith("Asking the model costs $10 per 1,000 cases. Savings here are what is left after it;")
    built = verdict(SIGNAL, scenario(**fee, **fixed, **nobody)).reasons[-1]
    assert built.startswith("Building, running and asking a model costs $110 per 1,000 cases.")
    assert "building, running and asking a model" in verdict(SIGNAL, scenario(costs={"wrong": 0.1}, **fixed)).reasons[1]


def test_marks_in_a_label_are_only_text():
    evidence = with_columns(SIGNAL)
    evidence.framing.classes = ("<b>$x$</b>", "y" * 500)
    found = verdict(evidence, scenario(**EVEN))
    assert "<b>$x$</b>" in found.sentence and len(found.sentence) < 400


def test_every_rule_says_what_it_is():
    assert all(rule.__doc__ for rule in RULES)


def test_a_price_that_nobody_stated_is_called_a_placeholder():
    assert any("placeholder" in reason for reason in verdict(MANY, scenario()).reasons)
    assert verdict(MANY, scenario()).next_step.startswith("Say what a mistake costs")
    assert not any("placeholder" in reason for reason in verdict(MANY, scenario(costs={"wrong": 4.0})).reasons)


def test_the_headline_itself_says_that_prices_are_examples():
    assert verdict(SIGNAL, scenario()).sentence.startswith("At example prices, build it: acting on")
    for stated in ({"wrong": 4.0}, {"groups": {"near": ["a", "b"]}, "close": 0.2}):
        assert verdict(SIGNAL, scenario(costs=stated)).sentence.startswith("Build it: ")


def test_nobody_is_told_to_leave_it_at_that_while_screens_have_no_price():
    today = {"today": {"kind": "human", "cost": 0.1, "seconds": 40, "accuracy": 0.99}}
    found = verdict(SIGNAL, scenario(costs={"wrong": 5.0}, decision=today))
    assert found.code == "dont" and found.next_step.startswith("Say what people's time costs (Experience)")
    assert any("Screens" in change for change in found.would_change)


def test_a_mistake_that_nobody_priced_beside_one_that_somebody_did_is_named():
    def told(**costs):
        return [reason for reason in verdict(SIGNAL, scenario(costs=costs)).reasons if "placeholder" in reason]

    assert told(matrix={"b": {"a": 80.0}}) == [
        'Nobody has said what answering "b" costs when it is "a": it counts $1, a placeholder.'
    ]
    (said,) = told(matrix={"b": {"a": 80.0, "ask": 2.0}})
    assert said.startswith('Nobody has said what 2 of 4 wrong answers cost, such as "b" when it is "a": each counts $1')
    assert told(matrix={"b": {"a": 80.0}, "a": {"b": 5.0}}) == told(matrix={"b": {"a": 80.0}}, wrong=5.0) == []
    assert told(matrix={"b": {"a": 80.0}}, order=["a", "b"], step=3.0) == []


def test_what_a_model_decides_is_told_apart_from_what_having_it_costs():
    found = verdict(NOISE, scenario(costs={"wrong": 4.0, "prediction": 1.0}, policies={"compare": ["act"]}))
    assert found.code == "dont"
    assert any(reason.startswith("Its answers by themselves cost what always ") for reason in found.reasons)
