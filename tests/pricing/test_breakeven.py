"""How good it must be: the worked numbers of example X, and maps that agree with prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pricing import made
from workbench.charts import quality
from workbench.pricing.breakeven import between, break_even
from workbench.pricing.prices import price
from workbench.pricing.reached import reached, stakes_of
from workbench.pricing.right_answers import right_answers
from workbench.scenario import validate

X = between(made.EXAMPLE_X, 0.1)
Y = np.array([0, 0, 0, 0, 0, 0, 0, 0, 1, 1] * 20)
SCORES = np.where(Y == 1, np.linspace(0.01, 0.9, Y.size), np.linspace(0.005, 0.3, Y.size)[::-1])
ALIKE = np.arange(Y.size) // 10 % 5
"""Folds with the same class shares, so that the cheapest answer is the same in all."""
BINARY = made.evidence(Y, *made.baselines(Y), made.binary("model", SCORES))


def test_example_x_costs_13_where_it_catches_80_percent_at_20_percent_false_alarms():
    assert X.cost(0.8, 0.2) == pytest.approx(1.3)
    assert X.never - X.cost(0.8, 0.2) == pytest.approx(8.7)
    assert X.always - X.cost(0.8, 0.2) == pytest.approx(1.2)
    assert X.advantage(0.8, 0.2) == pytest.approx(1.2)


def test_it_pays_up_to_47_percent_false_alarms_and_fewer_when_a_model_costs_something():
    assert X.most_false_alarms(0.8) == pytest.approx(0.467, abs=5e-4)
    assert between(made.EXAMPLE_X, 0.1, hurdle=0.5).most_false_alarms(0.8) == pytest.approx(0.356, abs=5e-4)


def test_a_recall_of_60_percent_cannot_pay_whatever_the_false_alarms():
    assert X.most_false_alarms(0.6) == pytest.approx(-0.067, abs=5e-4)
    assert X.least_recall(0.0) == pytest.approx(0.625)
    assert X.least_precision(0.6) is None


@pytest.mark.parametrize(("miss", "advantage"), [(20.0, 2.3), (200.0, -0.8)])
def test_another_price_of_a_miss_brings_another_opponent_and_another_advantage(miss, advantage):
    found = between(np.array([[0.0, miss], [5.0, -20.0]]), 0.1)
    assert found.opponent == (found.never if miss == 20.0 else found.always)
    assert found.advantage(0.8, 0.2) == pytest.approx(advantage)


def test_net_benefit_times_what_catching_saves_is_the_gain_over_never_acting():
    assert X.net_benefit(0.8, 0.2) == pytest.approx(0.0725)
    assert X.net_benefit(0.8, 0.2) * X.saved == pytest.approx(8.7)


def test_the_cost_curve_puts_example_x_at_727_and_scales_back_to_money():
    assert X.probability_cost == pytest.approx(0.7273, abs=5e-5)
    assert X.normalised_cost(0.8, 0.2) == pytest.approx(0.2)
    assert min(X.probability_cost, 1 - X.probability_cost) == pytest.approx(0.2727, abs=5e-5)
    scale = X.share * X.saved + (1 - X.share) * X.lost
    assert scale == pytest.approx(16.5)
    assert (1 - X.probability_cost - X.normalised_cost(0.8, 0.2)) * scale == pytest.approx(1.2)


def test_against_never_acting_the_precision_needed_is_the_threshold_of_the_prices():
    rare = between(np.array([[0.0, 100.0], [20.0, 0.0]]), 0.02)
    assert rare.opponent == rare.never
    assert rare.least_precision(0.5) == pytest.approx(20 / 120)
    costly = between(np.array([[0.0, 100.0], [20.0, 0.0]]), 0.02, hurdle=0.4)
    assert costly.least_precision(0.5) == pytest.approx(20 / (20 + 100 - 0.4 / (0.02 * 0.5)))


@given(
    share=st.floats(0.01, 0.99),
    lost=st.floats(0.1, 100),
    saved=st.floats(0.1, 100),
    hurdle=st.floats(0, 10),
    recall=st.floats(0, 1),
    times=st.floats(0.1, 1000),
)
def test_on_the_border_nothing_is_gained_and_doubling_all_prices_does_not_move_it(share, lost, saved, hurdle, recall, times):
    cost = np.array([[0.0, saved], [lost, 0.0]])
    found = between(cost, share, hurdle=hurdle)
    border = float(found.most_false_alarms(recall))
    assert found.advantage(recall, border) == pytest.approx(0.0, abs=1e-9 * (lost + saved + hurdle))
    assert float(found.least_recall(border)) == pytest.approx(recall, abs=1e-6 * (1 + abs(border) * lost / (saved * share)))
    scaled = between(cost * times, share, hurdle=hurdle * times)
    assert float(scaled.most_false_alarms(recall)) == pytest.approx(border, rel=1e-6, abs=1e-9)


def test_a_candidates_place_on_the_map_gives_back_its_price():
    prices = price(BINARY, made.EXAMPLE_X_SCENARIO, quick=True)
    found, place = break_even(prices, BINARY), reached(prices["model"], prices, BINARY)
    assert found.cost(place.caught.estimate, place.alarmed.estimate) == pytest.approx(prices["model"].cost_per_case.estimate)
    assert place.recall.low < place.recall.estimate <= place.recall.high
    assert place.caught == place.recall and place.alarmed == place.false_alarms


def test_stated_class_shares_move_the_map_and_its_places_together():
    scenario = made.EXAMPLE_X_SCENARIO.replaced("prevalence", {"yes": 0.02})
    prices = price(BINARY, scenario, quick=True)
    found, place = break_even(prices, BINARY), reached(prices["model"], prices, BINARY)
    assert found.share == pytest.approx(0.02)
    assert found.cost(place.caught.estimate, place.alarmed.estimate) == pytest.approx(prices["model"].cost_per_case.estimate)


def test_catching_the_large_amounts_catches_more_money_than_cases():
    amount = np.where(Y == 1, np.linspace(1, 200, Y.size), 5.0)
    table = pd.DataFrame({"amount": amount})
    evidence = made.evidence(Y, *made.baselines(Y), made.binary("model", np.where(amount > 100, 0.9, 0.1)), table=table)
    scenario = made.scenario(matrix={"yes": {"no": {"column": "amount"}}, "no": {"yes": 60.0}})
    prices = price(evidence, scenario, quick=True)
    place = reached(prices["model"], prices, evidence)
    caught = (Y == 1) & (amount > 100)
    assert place.recall.estimate == pytest.approx(caught.sum() / (Y == 1).sum())
    assert place.caught.estimate == pytest.approx(amount[caught].sum() / amount[Y == 1].sum())
    assert place.caught.estimate > place.recall.estimate
    found = break_even(prices, evidence)
    assert found.cost(place.caught.estimate, place.alarmed.estimate) == pytest.approx(prices["model"].cost_per_case.estimate)


def test_answers_that_are_no_class_have_their_place_by_what_they_save():
    scenario = made.scenario(matrix={"yes": {"no": 100.0, "call": 10.0}, "no": {"yes": 20.0, "call": 5.0}})
    prices = price(BINARY, scenario, quick=True)
    place = reached(prices["model"], prices, BINARY)
    assert prices["model"].counts[2].sum() > 0
    assert break_even(prices, BINARY).cost(place.caught.estimate, place.alarmed.estimate) == pytest.approx(
        prices["model"].cost_per_case.estimate
    )


@pytest.mark.parametrize("matrix", [{"yes": {"no": 100.0}}, {"yes": {"no": {"column": "amount"}}}], ids=["alike", "by case"])
def test_a_roc_goes_from_always_to_never_and_never_back(matrix):
    table = pd.DataFrame({"amount": np.linspace(1, 50, Y.size)})
    evidence = made.evidence(Y, *made.baselines(Y), made.binary("model", SCORES), table=table)
    prices = price(evidence, made.scenario(matrix=matrix), quick=True)
    curve = reached(prices["model"], prices, evidence).roc
    assert curve[0].tolist() == [1.0, 1.0] and curve[-1].tolist() == [0.0, 0.0]
    assert (np.diff(curve, axis=0) <= 1e-12).all()
    assert len(curve) <= 130


def test_many_classes_need_as_many_right_answers_as_cover_the_opponent():
    """30 cases of 3 classes, a mistake costs 10: always "a" costs 6.67; a model with 6 mistakes 2: it may make 20 of them."""
    y = np.repeat([0, 1, 2], 10)
    answers = y.copy()
    answers[[0, 1, 10, 11, 20, 21]] = [1, 1, 0, 0, 0, 0]
    evidence = made.evidence(y, made.prediction("model", np.eye(3)[answers]), classes=("a", "b", "c"))
    prices = price(evidence, made.scenario(wrong=10.0), quick=True)
    found = right_answers(prices["model"], prices, evidence, quick=True)
    assert found.right.estimate == pytest.approx(0.8)
    opponent = prices[prices.best_baseline].cost_per_case.estimate
    assert found.needed.estimate == pytest.approx(1 - opponent / 10)
    assert found.needed.low < found.needed.estimate < found.needed.high


def test_a_model_that_costs_more_than_it_can_save_needs_more_than_every_answer_right():
    y = np.repeat([0, 1, 2], 10)
    answers = np.roll(y, 1)
    evidence = made.evidence(y, made.prediction("model", np.eye(3)[answers]), classes=("a", "b", "c"))
    prices = price(evidence, made.scenario(wrong=10.0, prediction=20.0), quick=True)
    assert right_answers(prices["model"], prices, evidence).needed.estimate > 1


def test_a_candidate_without_a_mistake_has_nothing_to_be_judged_by():
    y = np.repeat([0, 1, 2], 10)
    evidence = made.evidence(y, made.prediction("model", np.eye(3)[y]), classes=("a", "b", "c"))
    prices = price(evidence, made.scenario(wrong=10.0), quick=True)
    found = right_answers(prices["model"], prices, evidence)
    assert (found.right.estimate, found.needed) == (1.0, None)


def test_what_is_at_stake_is_worked_out_once_for_all_candidates_and_anew_for_other_prices():
    table = pd.DataFrame({"amount": np.linspace(1, 9, Y.size)})
    evidence = made.evidence(Y, *made.baselines(Y), made.binary("model", SCORES), table=table)
    matrices = [{"yes": {"no": {"column": "amount", "plus": plus}}, "no": {"yes": 5.0}} for plus in (1.0, 2.0)]
    found = [price(evidence, made.scenario(matrix=matrix), quick=True) for matrix in matrices]
    one, other = (stakes_of(prices, evidence) for prices in found)
    assert stakes_of(found[0], evidence) is one
    assert other.total[1] - one.total[1] == pytest.approx((Y == 1).sum())


ASK = {"yes": {"no": 100.0, "ask": 12.0}, "no": {"yes": 30.0, "ask": 5.0}}
AMOUNT = {"yes": {"no": {"column": "amount", "times": 1.5}, "yes": -3.0}, "no": {"yes": {"column": "amount", "times": 0.1}}}


@pytest.mark.parametrize("share", [None, 0.1])
@pytest.mark.parametrize("matrix", [ASK, AMOUNT, {"yes": {"no": 60.0, "yes": -20.0}, "no": {"yes": 8.0}}])
def test_coins_tossed_with_the_rates_of_the_border_cost_each_case_what_the_opponent_does(matrix, share):
    """Plain loops over the cases: prices from the cells, real-life shares as weights, nothing of the program's own pricing."""
    amount, scores = np.linspace(5, 90, Y.size)[::-1], SCORES.astype(np.float32).astype(float)
    stated = {} if share is None else {"yes": share}
    asked = validate({"costs": {"matrix": matrix, "prediction": 0.25}, "prevalence": stated})
    table = pd.DataFrame({"amount": amount})
    evidence = made.evidence(Y, *made.baselines(Y, ALIKE), made.binary("model", SCORES), fold=ALIKE, table=table)
    prices = price(evidence, asked, quick=True)
    found, place = break_even(prices, evidence), reached(prices["model"], prices, evidence)
    weight = [1.0, 1.0] if share is None else [(1 - share) / 0.8, share / 0.2]
    answers = ["no", "yes", *(["ask"] if matrix is ASK else [])]

    def cost(case, truth, answer):
        cell = matrix[truth].get(answer, 0.0)
        return cell["times"] * amount[case] if isinstance(cell, dict) else cell

    def mean(answered):
        """answered: case -> chance of each answer."""
        total = 0.0
        for case, truth in enumerate(Y):
            name = ("no", "yes")[truth]
            total += weight[truth] * sum(chance * cost(case, name, answer) for answer, chance in answered(case).items())
        return total / len(Y)

    def chosen(case):
        yes, no = scores[case] * weight[1], (1 - scores[case]) * weight[0]
        return {min(answers, key=lambda answer: yes * cost(case, "yes", answer) + no * cost(case, "no", answer)): 1.0}

    def tossed(recall, alarms):
        chances = (alarms, recall)
        return mean(lambda case: {"yes": chances[Y[case]], "no": 1 - chances[Y[case]]})

    assert found.opponent == pytest.approx(min(mean(lambda _, always=answer: {always: 1.0}) for answer in answers))
    for recall in (0.5, 0.9, 1.0):
        assert tossed(recall, float(found.most_false_alarms(recall))) + 0.25 == pytest.approx(found.opponent)
    assert tossed(float(found.least_recall(0.1)), 0.1) + 0.25 == pytest.approx(found.opponent)
    assert tossed(place.caught.estimate, place.alarmed.estimate) == pytest.approx(mean(chosen))
    assert place.recall.estimate == pytest.approx(np.mean([chosen(case) == {"yes": 1.0} for case in np.flatnonzero(Y)]))


def test_a_person_who_costs_4_and_is_right_in_90_percent_is_said_to_be_right_in_90_percent():
    """A mistake costs 10, always "a" 6.67, a person 4 + 1 = 5: with 2.67 left for mistakes of 10, 73.3 % have to be right."""
    y = np.repeat([0, 1, 2], 10)
    human = {"kind": "human", "cost": 4.0, "accuracy": 0.9}
    evidence = made.evidence(y, classes=("a", "b", "c"), fold=np.arange(30) % 10)
    prices = price(evidence, validate({"costs": {"wrong": 10.0}, "decision": {"today": human}}), quick=True)
    opponent = prices["cheapest answer"].cost_per_case.estimate
    prices = replace(prices, best_baseline="cheapest answer")
    found = right_answers(prices["today"], prices, evidence, quick=True)
    assert found.right.estimate == pytest.approx(0.9)
    assert found.needed.estimate == pytest.approx(1 - (opponent - 4.0) / 10.0)


@pytest.mark.parametrize("amount", [None, 2.0])
def test_four_copies_of_each_case_that_hang_together_make_no_place_on_the_map_surer(amount):
    """Which case is caught differs, never within its copies: 400 cases in fours tell what 100 do."""
    y, scores = np.tile([0, 0, 0, 1, 1], 20), np.tile([0.01, 0.5, 0.01, 0.9, 0.01, 0.01, 0.01, 0.01, 0.9, 0.9], 10)
    table = pd.DataFrame({"amount": np.full(400, 2.0)})
    miss = 100.0 if amount is None else {"column": "amount", "times": 50.0}

    def place(copies, together):
        case = np.repeat(np.arange(100), copies)
        evidence = made.evidence(
            y[case], *made.baselines(y[case]), made.binary("model", scores[case]), table=table.iloc[: len(case)]
        )
        evidence.framing.entity = case if together else None
        prices = price(evidence, made.scenario(matrix={"yes": {"no": miss}, "no": {"yes": 10.0}}), quick=True)
        return reached(prices["model"], prices, evidence)

    once, together, apart = place(1, False), place(4, True), place(4, False)
    for share in ("recall", "false_alarms", "caught", "alarmed"):
        one, four, loose = (getattr(found, share) for found in (once, together, apart))
        assert four.estimate == pytest.approx(one.estimate) and 0 < one.estimate < 1
        assert four.high - four.low == pytest.approx(one.high - one.low, rel=0.03)
        assert loose.high - loose.low < 0.6 * (one.high - one.low)


def test_right_answers_of_cases_that_hang_together_are_no_surer_for_their_copies():
    rng = np.random.default_rng(2)
    y = np.repeat([0, 1, 2], 40)
    answers = np.where(rng.random(120) < 0.7, y, (y + 1) % 3)

    def found(together):
        case = np.repeat(np.arange(120), 25)
        model, shares = (made.prediction(name, np.eye(3)[said[case]]) for name, said in (("model", answers), ("other", y * 0)))
        evidence = made.evidence(y[case], model, shares, classes=("a", "b", "c"), fold=np.arange(3000) % 5)
        evidence.framing.entity = case if together else None
        prices = price(evidence, made.scenario(wrong=10.0), quick=True)
        return right_answers(prices["model"], prices, evidence, quick=True)

    standard = 2 * 1.96 * np.sqrt(np.mean(answers == y) * np.mean(answers != y) / 120)
    assert found(True).right.high - found(True).right.low == pytest.approx(standard, rel=0.05)
    assert found(False).right.high - found(False).right.low < 0.5 * standard


def test_asking_is_no_catching_and_its_place_is_said_to_be_of_what_is_at_stake():
    prices = price(BINARY, made.scenario(matrix=ASK), quick=True)
    asking = reached(prices["model"], prices, BINARY)
    assert not asking.by_count and asking.caught.estimate > asking.recall.estimate
    plain = price(BINARY, made.EXAMPLE_X_SCENARIO, quick=True)
    assert reached(plain["model"], plain, BINARY).by_count


def test_where_no_answer_is_the_right_one_for_both_a_model_that_pays_is_not_said_to_be_impossible():
    """Saying the opposite is what is cheap: 10 and 30 for the class itself, nothing for the other. Never and always cost 8, 6."""
    scenario = made.scenario(matrix={"no": {"no": 10.0, "yes": 0.0}, "yes": {"yes": 30.0, "no": 0.0}})
    evidence = made.evidence(Y, *made.baselines(Y, ALIKE), made.binary("model", SCORES), fold=ALIKE)
    prices = price(evidence, scenario, quick=True)
    found, place = break_even(prices, evidence), reached(prices["model"], prices, evidence)
    assert found.opponent == pytest.approx(6.0) and found.perfect == 0.0
    assert not found.applies and found.can_pay
    assert (place.caught, place.alarmed) == (place.recall, place.false_alarms)
    assert found.cost(place.caught.estimate, place.alarmed.estimate) == pytest.approx(prices["model"].cost_per_case.estimate)
    words = quality.Words("yes")
    assert quality.answer(found, place, words) == quality.UNMAPPED
    assert "which pays" in quality.alt(found, [place], words)
    free = between(np.array([[0.0, 100.0], [-5.0, 0.0]]), 0.1)
    assert not free.can_pay and "no model pays" in quality.answer(free, None, words)
