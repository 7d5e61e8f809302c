import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pricing.made import EXAMPLE_X_SCENARIO, baselines, binary, drawn_case, evidence, prediction, scenario
from workbench.errors import UserError
from workbench.evidence.prior import NAME as PRIOR
from workbench.pricing import prices as pricing
from workbench.pricing.general import General
from workbench.pricing.hurdle import hurdle
from workbench.pricing.prices import compare, price
from workbench.scenario import validate

TEN_PERCENT = np.tile([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 20)
"""Two hundred cases of example X, twenty of them positive; each ten cases stay together, so class shares are .1 in every fold."""


IN_TENS = np.arange(200) // 10 % 5


def example_x(*models, today=None):
    made = evidence(TEN_PERCENT, *baselines(TEN_PERCENT, IN_TENS), *models, fold=IN_TENS)
    document = EXAMPLE_X_SCENARIO.model_dump()
    return made, validate({**document, "decision": {"today": today or {}}})


def four_fifths():
    """Recall .8 and false positive rate .2, as scores well off p* = .04."""
    scores = np.full(200, 0.01)
    positives, negatives = np.flatnonzero(TEN_PERCENT == 1), np.flatnonzero(TEN_PERCENT == 0)
    scores[positives[:16]] = 0.5
    scores[negatives[:36]] = 0.5
    return binary("model", scores)


def test_example_x_is_priced_as_by_hand():
    made, question = example_x(four_fifths())
    found = price(made, question)
    assert found["majority"].cost_per_case.estimate == pytest.approx(10)
    assert found["cheapest answer"].cost_per_case.estimate == pytest.approx(2.5)
    assert found["random"].cost_per_case.estimate == pytest.approx(9.25)
    assert found["model"].cost_per_case.estimate == pytest.approx(1.3)
    assert found.perfect == pytest.approx(-2) and found.vpp == pytest.approx(4.5)
    assert found.share_of_perfect.estimate == pytest.approx(0.267, abs=5e-4)
    assert found.saving.saving.estimate == pytest.approx(1.2)
    assert (found.best_baseline, found.best_model) == ("cheapest answer", "model")
    assert found["model"].counts.tolist() == [[144, 4], [36, 16]]
    assert found.smallest_gain == pytest.approx(0.05)


def test_today_answering_always_the_same_costs_what_that_constant_costs():
    made, question = example_x(today={"kind": "always", "answer": "no"})
    found = price(made, question)
    today = found["today"]
    assert today.kind == "process" and today.cost_per_case.estimate == pytest.approx(10)
    assert today.counts.tolist() == [[180, 20], [0, 0]] and today.metrics.accuracy == pytest.approx(0.9)
    assert today.cost == pytest.approx(np.where(TEN_PERCENT == 1, 100.0, 0.0))


def test_today_wins_a_tie_because_nothing_has_to_be_changed():
    made, question = example_x(today={"kind": "always", "answer": "yes"})
    assert price(made, question).best_baseline == "today"


def test_people_today_cost_their_price_and_their_mistakes():
    made, question = example_x(today={"kind": "human", "cost": 4.0, "accuracy": 0.97})
    found = price(made, question)
    by_hand = 4 + 0.9 * 0.03 * 5 + 0.1 * (0.97 * -20 + 0.03 * 100)
    assert found["today"].cost_per_case.estimate == pytest.approx(by_hand)
    assert found["today"].counts.sum() == pytest.approx(200)
    assert (found["today"].counts * found.costs.cost[0]).sum() / 200 + 4 == pytest.approx(by_hand)


def test_an_answer_given_today_that_nobody_priced_is_refused():
    made, question = example_x(today={"kind": "always", "answer": "yse"})
    with pytest.raises(UserError) as refused:
        price(made, question)
    assert "'yes'" in refused.value.do


def test_an_extra_answer_may_be_the_cheapest_constant():
    made, _ = example_x()
    found = price(made, scenario(matrix={"yes": {"no": 100.0, "ask": 1.0}, "no": {"yes": 5.0, "ask": 1.0}}))
    assert found["cheapest answer"].counts[2].sum() == 200
    assert found["cheapest answer"].cost_per_case.estimate == pytest.approx(1.0)


def test_evidence_without_a_baseline_is_compared_with_class_shares_all_the_same():
    made = evidence(TEN_PERCENT, four_fifths(), fold=IN_TENS)
    found = price(made, EXAMPLE_X_SCENARIO)
    assert found.best_baseline == "cheapest answer" and found["cheapest answer"].cost_per_case.estimate == pytest.approx(2.5)


def test_without_a_model_there_is_no_saving():
    made, question = example_x()
    found = price(made, question)
    assert (found.best_model, found.saving, found.share_of_perfect) == (None, None, None)


def test_the_hurdle_is_the_fee_and_the_fixed_costs_over_the_volume_and_no_price_contains_it():
    document = {"costs": {"prediction": 0.5}, "business": {"build": 3000, "run_per_year": 500, "years": 3, "discount": 0}}
    assert hurdle(validate(document)) == 0.5
    stated = validate({**document, "decision": {"volume_per_year": 1000}})
    assert hurdle(stated) == pytest.approx(0.5 + 1.5)
    made, _ = example_x(four_fifths())
    free = price(made, scenario())
    assert price(made, stated)["model"].cost_per_case == free["model"].cost_per_case
    assert price(made, stated).hurdle == pytest.approx(2.0)
    assert price(made, validate(document)).notes != ()


def test_building_is_spread_at_the_discount_rate():
    spread = validate({"decision": {"volume_per_year": 1}, "business": {"build": 1000, "years": 2, "discount": 0.1}})
    yearly = hurdle(spread)
    assert yearly / 1.1 + yearly / 1.1**2 == pytest.approx(1000)


def test_cases_with_costs_of_their_own_are_decided_by_their_own_threshold():
    y = np.array([1, 1, 1, 0] * 5)
    amounts = np.array([100.0, 3.0, 2.0, 100.0] * 5)
    made = evidence(y, binary("model", np.full(20, 0.04)), *baselines(y), table=pd.DataFrame({"amount": amounts}))
    question = scenario(matrix={"yes": {"no": {"column": "amount"}, "yes": 3.0}, "no": {"yes": 3.0}})
    found = price(made, question)
    assert found["model"].cost.tolist() == [3.0, 3.0, 2.0, 3.0] * 5
    assert found["model"].counts.tolist() == [[0, 10], [5, 5]]
    assert found.perfect == pytest.approx((3 + 3 + 2 + 0) / 4)


def test_a_missing_cost_column_is_named_with_its_nearest():
    made = evidence(TEN_PERCENT, *baselines(TEN_PERCENT), table=pd.DataFrame({"amount": np.ones(200)}))
    with pytest.raises(UserError, match="amuont") as refused:
        price(made, scenario(matrix={"yes": {"no": {"column": "amuont"}}}))
    assert "'amount'" in refused.value.do


def test_a_cost_column_of_text_or_with_gaps_is_refused_by_name():
    table = pd.DataFrame({"amount": np.where(np.arange(200) == 3, np.nan, 1.0), "place": ["here"] * 200})
    made = evidence(TEN_PERCENT, *baselines(TEN_PERCENT), table=table)
    for column, words in (("amount", "1 of 200"), ("place", "no numbers")):
        with pytest.raises(UserError, match=words):
            price(made, scenario(matrix={"yes": {"no": {"column": column}}}))


def test_costs_are_read_from_the_scored_rows_only():
    y = TEN_PERCENT[:100]
    table = pd.DataFrame({"amount": np.repeat([1.0, 7.0], [100, 100])})
    made = evidence(y, binary("model", np.zeros(100)), table=table, framed=200)
    found = price(made, scenario(matrix={"yes": {"no": {"column": "amount"}}}))
    assert found["model"].cost.max() == 7.0


# What holds for any evidence.

cases = st.tuples(st.integers(0, 2**32 - 1), st.sampled_from([2, 2, 3, 6]), st.sampled_from([1, 1, 2]))


def drawn(case, n=60):
    seed, classes, repeats = case
    rng = np.random.default_rng(seed)
    made = drawn_case(rng, n, classes, repeats)
    matrix = {t: {a: float(rng.uniform(1, 30)) for a in made.classes if a != t} for t in made.classes}
    for row in matrix.values():
        row["ask"] = float(rng.uniform(1, 20))
    return made, matrix


def quick(made, **costs):
    return price(made, scenario(**costs), quick=True)


@given(cases)
@settings(max_examples=25, deadline=None)
def test_counts_times_costs_are_the_cost_and_no_candidate_is_cheaper_than_perfect(case):
    made, matrix = drawn(case)
    found = quick(made, matrix=matrix)
    for candidate in found.candidates:
        assert candidate.counts.sum() == pytest.approx(60)
        assert (candidate.counts * found.costs.cost[0]).sum() / 60 == pytest.approx(candidate.cost_per_case.estimate)
        assert candidate.cost.mean() == pytest.approx(candidate.cost_per_case.estimate)
        assert candidate.cost_per_case.estimate >= found.perfect - 1e-12
        assert candidate.cost_per_case.low <= candidate.cost_per_case.estimate <= candidate.cost_per_case.high


@given(cases)
@settings(max_examples=15, deadline=None)
def test_doubling_all_costs_doubles_all_prices(case):
    made, matrix = drawn(case)
    double = {truth: {answer: 2 * cost for answer, cost in row.items()} for truth, row in matrix.items()}
    one, two = quick(made, matrix=matrix), quick(made, matrix=double)
    for before, after in zip(one.candidates, two.candidates, strict=True):
        assert after.cost == pytest.approx(2 * before.cost)
    assert two.saving.saving.high == pytest.approx(2 * one.saving.saving.high)
    assert two.share_of_perfect.low == pytest.approx(one.share_of_perfect.low)


@given(cases, st.integers(1, 50))
@settings(max_examples=15, deadline=None)
def test_what_a_truth_costs_whatever_the_answer_shifts_all_candidates_alike(case, shift):
    made, matrix = drawn(case)
    shifted = {truth: dict(row) for truth, row in matrix.items()}
    first = made.classes[0]
    shifted[first] = {answer: cost + shift for answer, cost in {first: 0.0, **matrix[first]}.items()}
    one, two = quick(made, matrix=matrix), quick(made, matrix=shifted)
    by = shift * float((made.y == 0).mean())
    for before, after in zip(one.candidates, two.candidates, strict=True):
        assert after.cost_per_case.estimate == pytest.approx(before.cost_per_case.estimate + by)


@given(cases)
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_classes_changes_nothing(case):
    made, matrix = drawn(case)
    turned = evidence(
        len(made.classes) - 1 - made.y,
        *(prediction(p.name, p.proba[:, :, ::-1], p.kind, p.answering) for p in made.predictions.values()),
        classes=made.classes[::-1],
        fold=made.fold,
    )
    one, two = quick(made, matrix=matrix), quick(turned, matrix=matrix)
    for name in ("cheapest answer", "random", "model"):
        assert two[name].cost_per_case.estimate == pytest.approx(one[name].cost_per_case.estimate)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_counting_gives_what_going_through_the_cases_gives(seed):
    made, matrix = drawn((seed, 2, 1))
    question = scenario(matrix=matrix)
    counted = price(made, question, quick=True)
    general, pricing._book = pricing._book, lambda given, costs, _: General(given, costs)
    try:
        written = price(made, question, quick=True)
    finally:
        pricing._book = general
    for fast, slow in zip(counted.candidates, written.candidates, strict=True):
        assert fast.cost == pytest.approx(slow.cost)
        assert fast.counts == pytest.approx(slow.counts)
        assert fast.threshold == (None if slow.threshold is None else pytest.approx(slow.threshold))
        for one, other in ((fast.cost_per_case, slow.cost_per_case), (fast.cost_at_threshold, slow.cost_at_threshold)):
            assert (one is None) == (other is None)
            assert one is None or (one.low, one.high) == pytest.approx((other.low, other.high))
    one, other = counted.saving, written.saving
    assert (one.saving.low, one.saving.high, one.probability_better) == pytest.approx(
        (other.saving.low, other.saving.high, other.probability_better)
    )
    assert (one.detectable, one.cases_needed) == pytest.approx((other.detectable, other.cases_needed))
    assert counted.share_of_perfect.low == pytest.approx(written.share_of_perfect.low)
    assert counted.perfect == pytest.approx(written.perfect)


@given(cases)
@settings(max_examples=15, deadline=None)
def test_the_same_costs_stated_for_each_case_give_the_same_prices(case):
    made, matrix = drawn(case)
    made.framing.dataset.table["amount"] = 1.0
    by_row = {truth: dict(row) for truth, row in matrix.items()}
    truth, answer = made.classes[0], made.classes[1]
    by_row[truth][answer] = {"column": "amount", "times": matrix[truth][answer]}
    one, two = quick(made, matrix=matrix), quick(made, matrix=by_row)
    alike = [after for after in two.candidates if after.name != PRIOR]
    for before, after in zip(one.candidates, alike, strict=True):
        assert after.cost == pytest.approx(before.cost)
        assert after.counts == pytest.approx(before.counts)


def test_a_bootstrap_at_rest_differs_from_the_normal_interval_only_in_its_ends():
    made, matrix = drawn((5, 2, 1), n=400)
    fast, slow = price(made, scenario(matrix=matrix), quick=True), price(made, scenario(matrix=matrix))
    assert slow == slow and fast["model"].cost_per_case.estimate == slow["model"].cost_per_case.estimate
    assert price(made, scenario(matrix=matrix)).saving == slow.saving


def test_two_prices_are_compared_as_their_costs_written_out_are():
    from workbench.pricing.uncertainty import compare as compare_arrays

    made, matrix = drawn((5, 2, 1))
    found = quick(made, matrix=matrix)
    fast = compare(made, found["majority"], found["model"], 0.1, 0.2, quick=True)
    slow = compare_arrays(found["majority"].cost, found["model"].cost, made.fold, made.test_to_train, 0.1, 0.2, quick=True)
    assert fast.probability_better == pytest.approx(slow.probability_better)
    assert fast.saving.low == pytest.approx(slow.saving.low)


def test_growing_evidence_keeps_what_was_put_in_order():
    from workbench.pricing.scores import segments_of

    made, question = example_x()
    price(made, question)
    grown = made.with_prediction(four_fifths())
    assert segments_of(grown) is segments_of(made)
    assert price(grown, question).best_model == "model"


def test_folds_that_go_forward_are_priced_without_a_tuned_threshold():
    y = TEN_PERCENT[:100]
    made = evidence(y, binary("model", np.linspace(0, 1, 100)), fold=np.arange(100) // 25, framed=125, time=np.arange(125))
    found = price(made, EXAMPLE_X_SCENARIO)
    assert found["model"].cost_at_threshold is None and found["model"].cost_per_case.low < found["model"].cost_per_case.high


def test_a_draw_with_chances_of_its_own_for_each_case_is_priced_case_by_case():
    made = evidence(TEN_PERCENT, binary("drawn", np.linspace(0, 1, 200), "baseline", "drawn"))
    found = price(made, EXAMPLE_X_SCENARIO)
    p = np.linspace(0, 1, 200).astype(np.float32).astype(float)
    assert found["drawn"].cost == pytest.approx(np.where(TEN_PERCENT == 1, (1 - p) * 100 - 20 * p, 5 * p))


# Intervals end where no sample can go.


def few_and_uneven(**costs):
    """Forty cases whose few mistakes all fall into one fold, so that the spread between folds is wide."""
    y = np.tile([0, 1], 20)
    fold = np.arange(40) // 8
    made = evidence(y, binary("model", np.where(fold == 0, 1 - y, y)), *baselines(y, fold), fold=fold)
    return price(made, scenario(**costs))


def test_no_interval_passes_what_a_case_costs_at_least():
    found = few_and_uneven(wrong=10.0)
    model = found["model"].cost_per_case
    assert model.estimate == pytest.approx(2.0) and model.high > 5.0
    assert found.costs.least == 0.0 and model.low == 0.0
    assert found["model"].cost_at_threshold.low >= 0.0


def test_a_gain_moves_the_least_a_case_can_cost_and_perfect_is_no_bound_while_classes_cost_different_amounts():
    found = few_and_uneven(matrix={"yes": {"no": 10.0, "yes": -20.0}, "no": {"yes": 30.0}})
    assert (found.perfect, found.costs.least) == (pytest.approx(-10.0), -20.0)
    assert -20.0 <= found["model"].cost_per_case.low < found.perfect


def test_no_model_captures_more_than_all_a_perfect_answer_saves():
    share = few_and_uneven(wrong=10.0).share_of_perfect
    assert share.estimate == pytest.approx(0.6)
    assert share.low < 0.6 and share.high == 1.0
