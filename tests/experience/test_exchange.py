"""The exchange rate between a better screen and a better model."""

import numpy as np
import pytest

from tests.experience.made import binary, layers, make_evidence, multiclass, scenario
from workbench.evidence.evidence import Prediction
from workbench.experience.exchange import exchange, left_on_table, rates
from workbench.experience.outcome import Outcome, PutIn
from workbench.experience.policies import NO_MODEL, find, policies
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import price


def means(acting, policy, perfect, right, broken):
    return np.array([[acting], [policy], [perfect], [right], [broken]], dtype=float)


def rate(*values):
    now, then = rates(means(*values))
    return float(now[0]), float(then[0])


def test_three_answers_at_39_cents_are_worth_96_percent_right():
    assert rate(3.0, 0.389, 0.0, 0.7, 10.0) == (0.7, pytest.approx(0.961, abs=5e-4))
    assert PutIn(acting=3.0, policy=0.389, perfect=0.0, broken=10.0).fixed == pytest.approx(0.870, abs=5e-4)


def test_a_policy_that_costs_what_acting_costs_is_worth_what_acting_is():
    assert rate(3.0, 3.0, 0.0, 0.7, 10.0) == (0.7, pytest.approx(0.7))


def test_a_dearer_policy_is_worth_fewer_right_decisions():
    assert rate(3.0, 6.5, 0.0, 0.7, 10.0)[1] == pytest.approx(0.35)


def test_a_policy_dearer_than_always_wrong_is_below_nothing_and_one_cheaper_than_always_right_above_everything():
    assert rate(3.0, 11.0, 0.0, 0.7, 10.0)[1] < 0
    assert rate(3.0, -0.1, 0.0, 0.7, 10.0)[1] > 1


def test_where_nothing_can_be_broken_a_dearer_policy_is_worse_than_any():
    assert rate(3.0, 4.0, 0.0, 0.0, 3.0)[1] < 0


def each_of(copies, together):
    """400 cases, each so many times over; the copies of a case are of one entity where they hang together."""
    rng, case = np.random.default_rng(5), np.repeat(np.arange(400), copies)
    y = (rng.random(400) < 0.4).astype(int)
    p = np.clip(0.3 + 0.4 * y + 0.25 * rng.normal(size=400), 0.01, 0.99)
    made = make_evidence(y[case], {"m": p[case]}, fold=(np.arange(400) % 5)[case])
    made.framing.entity = case if together else None
    return made


def test_copies_of_a_case_make_a_rate_no_surer():
    asked = scenario(costs={"wrong": 6.0}, people={"wage_per_hour": 36.0})
    once, together, apart = (
        exchanged(each_of(*made), asked, "confirm")[2].right_equivalent for made in ((1, False), (4, True), (4, False))
    )
    assert together.estimate == pytest.approx(once.estimate)
    assert together.high - together.low == pytest.approx(once.high - once.low, rel=0.02)
    assert apart.high - apart.low == pytest.approx((once.high - once.low) / 2, rel=0.1)


def exchanged(evidence, chosen, policy, quick=True, candidate="m"):
    prices = price(evidence, chosen, quick=True)
    outcome = find(policies(evidence, chosen, prices, quick=True), policy, candidate)
    return outcome, prices, exchange(outcome, evidence, prices, quick=quick)


FIVE = make_evidence(*(lambda y, p: (y, {"m": p}))(*multiclass(800, 5, signal=1.2)))
TWO = make_evidence(*(lambda y, p: (y, {"m": p}))(*binary(800, signal=1.5)))
CHEAP_PEOPLE = scenario(people={"wage_per_hour": 36.0}, costs={"wrong": 10.0}, policies={"k": 3})


@pytest.mark.parametrize("quick", [True, False])
def test_with_one_price_for_every_error_it_is_accuracy(quick):
    outcome, _, found = exchanged(FIVE, CHEAP_PEOPLE, "top-k", quick)
    accuracy = (FIVE.predictions["m"].proba[0].argmax(axis=1) == FIVE.y).mean()
    assert found.right_now == pytest.approx(accuracy)
    assert found.right_equivalent.estimate == pytest.approx(1 - outcome.cost_per_case.estimate / 10.0)
    assert found.right_equivalent.low < found.right_equivalent.estimate < found.right_equivalent.high
    assert found.beyond is None
    assert found.sentence.startswith("Showing three answers is worth as much as raising right decisions from ")


def test_the_quick_interval_is_about_the_resampled_one():
    quick, slow = (exchanged(FIVE, CHEAP_PEOPLE, "top-k", q)[2].right_equivalent for q in (True, False))
    assert quick.high - quick.low == pytest.approx(slow.high - slow.low, rel=0.15)


def test_the_rate_of_gathered_cases_is_that_of_single_ones():
    outcome, prices, found = exchanged(TWO, CHEAP_PEOPLE, "confirm")
    values = {name: getattr(outcome, name) for name in Outcome.__dataclass_fields__ if name not in ("cells", "money")}
    alone = exchange(Outcome(**values), TWO, prices, quick=True)
    assert found.right_now == pytest.approx(alone.right_now)
    assert found.right_equivalent.estimate == pytest.approx(alone.right_equivalent.estimate)


def test_working_by_hand_is_held_against_the_best_model():
    _, _, found = exchanged(TWO, CHEAP_PEOPLE, "manual", candidate=NO_MODEL)
    assert found.right_now == pytest.approx(((TWO.predictions["m"].proba[0, :, 1] > 0.5) == TWO.y).mean())
    assert found.sentence.startswith("Working every case by hand is worth")


def test_acting_is_worth_itself():
    _, _, found = exchanged(FIVE, CHEAP_PEOPLE, "act")
    assert found.right_equivalent.estimate == pytest.approx(found.right_now)
    assert found.sentence.startswith("This is acting itself, so there is nothing to exchange: ")
    assert found.sentence.endswith(" of the decisions of m are right.")


def test_a_screen_with_no_model_behind_it_is_held_against_the_best_model_and_says_what_it_is():
    for policy, words in (("act", "Acting with no model is "), ("top-k", "Showing three answers, with no model behind it, is ")):
        _, _, found = exchanged(FIVE, CHEAP_PEOPLE, policy, candidate="cheapest answer")
        assert found.right_now == pytest.approx((FIVE.predictions["m"].proba[0].argmax(axis=1) == FIVE.y).mean())
        assert found.sentence.startswith(words)


def test_a_screen_over_another_candidate_names_it():
    y, p = multiclass(800, 5, signal=1.2)
    two = make_evidence(y, {"m": p, "vague": 0.5 * p + 0.1})
    assert "with vague behind it" in exchanged(two, CHEAP_PEOPLE, "top-k", candidate="vague")[2].sentence
    assert "behind" not in exchanged(two, CHEAP_PEOPLE, "top-k", candidate="m")[2].sentence


def test_a_model_that_is_never_wrong_has_nothing_to_fix():
    y, _ = binary(200)
    _, _, found = exchanged(make_evidence(y, {"m": y.astype(float)}), CHEAP_PEOPLE, "confirm")
    assert found.right_equivalent is None
    assert "nothing to fix" in found.sentence


def test_a_handful_of_wrong_decisions_gives_no_rate():
    y, _ = binary(200)
    told = np.where(np.arange(200) < 12, 1 - y, y).astype(float)
    _, _, found = exchanged(make_evidence(y, {"m": told}), CHEAP_PEOPLE, "confirm")
    assert found.right_equivalent is None
    assert found.sentence.startswith("Only 12 of the decisions of m were wrong")


def test_people_who_cost_the_earth_are_dearer_than_always_being_wrong():
    _, _, found = exchanged(
        FIVE, scenario(people={"wage_per_hour": 36_000.0}, costs={"wrong": 1.0}), "manual", candidate=NO_MODEL
    )
    assert (found.right_equivalent, found.beyond) == (None, "none")


def test_what_is_left_on_the_table_is_peoples_work_and_the_mistakes_that_remain():
    chosen = CHEAP_PEOPLE
    outcome, prices, _ = exchanged(FIVE, chosen, "confirm")
    left = left_on_table(outcome, prices, chosen)
    assert left.total == pytest.approx(outcome.cost_per_case.estimate)
    assert left.people == pytest.approx(outcome.seconds_per_case * 0.01)
    assert left.total - left.people == pytest.approx(10 * outcome.wrong_share)


def test_a_review_price_pays_for_cases_handed_over():
    chosen = scenario(costs={"wrong": 10.0, "review": 1.0})
    outcome, prices, _ = exchanged(FIVE, chosen, "defer")
    left = left_on_table(outcome, prices, chosen)
    assert left.people == pytest.approx(outcome.human_share * 1.0)
    assert left.total - left.people == pytest.approx(10 * outcome.wrong_share)


def test_an_outcome_priced_elsewhere_can_be_exchanged_too():
    prices = price(FIVE, CHEAP_PEOPLE, quick=True)
    flat = Outcome("vendor", "m", {}, np.full(800, 1.0), Estimate(1, 1, 1), 0.0, 0.0, 0.0)
    assert exchange(flat, FIVE, prices, quick=True).right_equivalent.estimate == pytest.approx(0.9)


def test_answers_that_came_as_answers_are_right_as_often_as_they_are():
    y, p = binary(1000, signal=1.0, seed=6)
    answers = np.where(np.arange(1000) % 4 == 0, 1 - y, y)
    given = Prediction("your rules", "rule", layers(p, 1), "given", answers=answers, answer_names=("a", "b"))
    evidence = make_evidence(y, {"m": p}).with_prediction(given)
    chosen = scenario(costs={"wrong": 10.0}, people={"wage_per_hour": 36.0})
    prices = price(evidence, chosen, quick=True)
    outcomes = policies(evidence, chosen, prices, quick=True)
    acted, asked = (find(outcomes, policy, "your rules") for policy in ("act", "confirm"))
    assert acted.cost_per_case.estimate == pytest.approx(2.5)
    assert exchange(acted, evidence, prices, quick=True).right_now == pytest.approx(0.75)
    assert exchange(asked, evidence, prices, quick=True).right_now == pytest.approx(0.75)
