"""Costs that follow a column: what moments give is what going through every case gives, and it adds up to the cent."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pricing.amounts import HANGING, asked, drawn_amounts, hung, question
from tests.pricing.made import binary, evidence
from tests.tried import tried
from workbench.evidence.evidence import Prediction
from workbench.evidence.prior import NAME as PRIOR
from workbench.pricing import prices as pricing
from workbench.pricing.confusion import confusion
from workbench.pricing.general import General
from workbench.pricing.line import cost_at, line, worth_of_moving
from workbench.pricing.prices import compare, price
from workbench.scenario import validate


def with_answers(made):
    """A candidate whose answers came as answers."""
    given_answers = np.arange(len(made.y)) % 3 == 0
    proba = np.full((1, len(made.y), 2), 0.5, dtype=np.float32)
    return made.with_prediction(
        Prediction("theirs", "external", proba, "given", answers=given_answers * 1, answer_names=("1", "0"))
    )


def both(made, scenario, quick=True):
    """Prices by moments, and case by case."""
    fast = price(made, scenario, quick)
    book, pricing._book = pricing._book, lambda given, costs, _: General(given, costs)
    try:
        return fast, price(made, scenario, quick)
    finally:
        pricing._book = book


def ends(estimate):
    return (estimate.estimate, estimate.low, estimate.high)


@given(st.integers(0, 2**32 - 1), asked, HANGING)
@tried(60)
def test_moments_give_what_going_through_every_case_gives(seed, drawn, hanging):
    made = with_answers(hung(drawn_amounts(seed, 60), hanging, seed))
    fast, slow = both(made, question(drawn))
    assert fast.perfect == pytest.approx(slow.perfect)
    shares = PRIOR if PRIOR in fast else "cheapest answer"
    if fast[shares].cost != pytest.approx(slow[shares].cost, rel=1e-5, abs=1e-5):
        return  # class shares are round numbers here, and answers at round prices tie but for the last digits
    for one, other in zip(fast.candidates, slow.candidates, strict=True):
        assert one.cost == pytest.approx(other.cost, rel=1e-5, abs=1e-4)
        assert one.counts == pytest.approx(other.counts, rel=1e-5)
        assert one.money is None or one.money == pytest.approx(other.money, rel=1e-5, abs=1e-4)
        assert ends(one.cost_per_case) == pytest.approx(ends(other.cost_per_case), rel=1e-5, abs=1e-5)
        assert one.threshold == pytest.approx(other.threshold)
        if one.threshold is not None:
            assert ends(one.cost_at_threshold) == pytest.approx(ends(other.cost_at_threshold), rel=1e-5, abs=1e-5)
    if fast.best_baseline != slow.best_baseline or abs(fast.saving.saving.estimate) < 1e-3:
        return  # candidates that answer alike tie but for the last digits
    assert ends(fast.saving.saving) == pytest.approx(ends(slow.saving.saving), rel=1e-4, abs=1e-4)
    assert fast.saving.probability_better == pytest.approx(slow.saving.probability_better, abs=1e-3)
    if fast.vpp > 1e-3:
        assert ends(fast.share_of_perfect) == pytest.approx(ends(slow.share_of_perfect), rel=1e-3)


@given(st.integers(0, 2**32 - 1), asked, st.floats(0, 1))
@tried(30)
def test_every_matrix_and_every_line_adds_up_to_its_cost(seed, drawn, threshold):
    made = drawn_amounts(seed, 60)
    found = price(made, question(drawn), quick=True)
    for one in found.candidates:
        shown, own = confusion(one, found, made), drawn["today"].get("cost", 0.0) if one.name == "today" else 0.0
        assert shown.total == pytest.approx(1000 * (one.cost_per_case.estimate - own), abs=1e-6)
        assert shown.cases.sum() == pytest.approx(1000)
    cost, shown = cost_at("model", found, made, threshold, quick=True)
    assert shown.total == pytest.approx(1000 * cost.estimate, abs=1e-6)
    half = cost_at("model", found, made, 0.5, quick=True)[0].estimate
    assert worth_of_moving("model", found, made, 0.5, threshold, quick=True).estimate == pytest.approx(half - cost.estimate)
    curve = line(found["model"], found, made).curve
    for at in (0, 100, -1):
        known = cost_at("model", found, made, float(curve.threshold[at]), quick=True)[0].estimate
        assert curve.cost[at] == pytest.approx(known, abs=1e-9)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("repeats", [1, 2])
def test_totals_reconcile_whatever_enters(classes, repeats):
    """Negative costs, an extra answer, amounts, real-life shares, several classes and repeats."""
    made = drawn_amounts(classes, 90, classes, repeats)
    matrix = {t: {a: 4.0 for a in made.classes if a != t} | {"ask": {"column": "amount", "times": 0.02}} for t in made.classes}
    matrix["0"] |= {"0": {"column": "amount", "plus": -1.0, "times": -0.3}, "1": {"column": "amount", "plus": 2.0}}
    found = price(made, validate({"costs": {"matrix": matrix}, "prevalence": {"1": 0.07}}))
    for one in found.candidates:
        shown = confusion(one, found, made)
        assert shown.total == pytest.approx(1000 * one.cost_per_case.estimate)
        assert shown.total == pytest.approx(1000 * one.cost.mean())
        assert shown.cases[:, 1].sum() == pytest.approx(70)


def test_each_payment_has_its_own_line():
    """An act costs 3, a missed fraud its amount: the lines are .03, 1 and 1.5, which is never."""
    scores = np.array([0.02, 0.04, 0.99, 0.99, 0.99])
    amounts = np.array([100.0, 100.0, 3.0, 2.0, 100.0])
    made = evidence([1, 1, 1, 1, 0], binary("model", scores), table=pd.DataFrame({"amount": amounts}))
    asked = validate({"costs": {"matrix": {"yes": {"no": {"column": "amount"}, "yes": 3.0}, "no": {"yes": 3.0}}}})
    assert price(made, asked)["model"].cost.tolist() == [100.0, 3.0, 3.0, 2.0, 3.0]


def test_two_prices_by_amount_are_compared_as_they_are_case_by_case():
    made = drawn_amounts(8, 300)
    scenario = validate({"costs": {"matrix": {"1": {"0": {"column": "amount"}}, "0": {"1": 20.0}}}})
    fast, slow = both(made, scenario)
    one = compare(made, fast["one rule"], fast["model"], 0.1, 0.2, quick=True)
    other = compare(made, slow["one rule"], slow["model"], 0.1, 0.2, quick=True)
    assert ends(one.saving) == pytest.approx(ends(other.saving))
    rest = compare(made, fast["one rule"], fast["model"], quick=False).saving
    assert ends(rest) == pytest.approx(ends(one.saving), rel=0.2)


@pytest.mark.parametrize("turn", [1, -1], ids=["slopes fall", "slopes rise"])
@pytest.mark.parametrize("act", [5.0, -5.0], ids=["acting costs", "acting gains"])
@pytest.mark.parametrize("least", [0, -10], ids=["from nothing up", "on both sides of nothing"])
def test_a_case_with_nothing_at_stake_is_decided_by_what_acting_costs_however_sure_the_model_is(turn, act, least):
    amounts = np.arange(20) % 4 * 10.0 + least
    table = pd.DataFrame({"amount": amounts})
    made = evidence(np.arange(20) % 2, binary("m", np.linspace(0.05, 0.95, 20)), table=table)
    missed = {"times": turn, "column": "amount"}
    chosen = validate({"costs": {"matrix": {"yes": {"no": missed, "yes": act}, "no": {"yes": act, "no": 0.0}}}})
    cost = price(made, chosen, quick=True)["m"].cost
    assert cost[amounts == 0] == pytest.approx(min(act, 0.0))
    assert price(made, chosen, quick=True)["m"].counts.sum() == 20
