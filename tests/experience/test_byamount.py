"""Prices that follow an amount: policies decided in passes over the cases are what they are case by case."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pricing.amounts import HANGING, asked, drawn_amounts, hung, question
from tests.tried import tried
from workbench.evidence.evidence import Prediction
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience import policies as experience
from workbench.experience.byamount import amounts_behind
from workbench.experience.exchange import exchange
from workbench.experience.policies import policies
from workbench.experience.race import race
from workbench.pricing import prices as pricing
from workbench.pricing.comparison import SURE_ENOUGH
from workbench.pricing.general import General
from workbench.pricing.hanging import Hanging
from workbench.pricing.prices import price

EVERY = ("act", "confirm", "top-k", "sets", "undo", "defer", "cascade", "manual")
SHARE = st.floats(0, 0.99).map(lambda value: round(value, 2))
BAND = st.fixed_dictionaries(
    {"confidence": st.sampled_from([0.0, 0.5, 0.613, 0.74, 0.9]), "accepts_right": SHARE, "notices_wrong": SHARE}
)
BANDS = st.just([]) | st.lists(BAND, min_size=1, max_size=3, unique_by=lambda band: band["confidence"])
CAPACITY = st.sampled_from([1.0, 0.3, 0.1, 0.0])


def with_people(scenario, capacity):
    priced = scenario.changed("people", wage_per_hour=40.0, by_hand=600.0).changed("costs", prediction=0.75)
    return priced.changed("policies", capacity=capacity, compare=EVERY)


def with_rules(made, seed, firing=0.4):
    """The same with rules of one's own that say anything, where they fire."""
    rng = np.random.default_rng(seed)
    said, fired = rng.integers(0, 2, len(made.y)), rng.random(len(made.y)) < firing
    proba = np.eye(2, dtype=np.float32)[said][np.newaxis]
    return made.with_prediction(Prediction(RULES, "rule", proba, "given", answers=said, answer_names=made.classes, fired=fired))


def both(made, scenario):
    """Prices and outcomes by amount, and case by case."""
    fast = price(made, scenario, quick=True)
    one = fast, policies(made, scenario, fast, quick=True)
    book, pricing._book = pricing._book, lambda given, costs, _: General(given, costs)
    try:
        slow = price(made, scenario, quick=True)
        assert amounts_behind(slow) is None
        return one, (slow, policies(made, scenario, slow, quick=True))
    finally:
        pricing._book = book


@given(st.integers(0, 2**32 - 1), asked, CAPACITY, st.booleans(), HANGING, BANDS)
@tried(25)
def test_every_policy_comes_to_the_same_as_case_by_case(seed, drawn, capacity, ruled, hanging, bands):
    made = hung(drawn_amounts(seed, 60), hanging, seed)
    scenario = with_people(question(drawn), capacity).changed("people", bands=bands)
    (_, fast), (_, slow) = both(with_rules(made, seed) if ruled else made, scenario)
    for one, other in zip(fast, slow, strict=True):
        assert (one.policy, one.candidate, one.parameters) == (other.policy, other.candidate, other.parameters)
        assert one.cost == pytest.approx(other.cost, rel=1e-5, abs=1e-4)
        for figure in ("estimate", "low", "high"):
            near = pytest.approx(getattr(other.cost_per_case, figure), rel=1e-4, abs=1e-4)
            assert getattr(one.cost_per_case, figure) == near
        for share in ("seconds_per_case", "human_share", "wrong_share"):
            assert getattr(one, share) == pytest.approx(getattr(other, share), abs=1e-5)
        assert one.measured == pytest.approx(other.measured, rel=1e-5, abs=1e-4)


@given(st.integers(0, 2**32 - 1), asked, HANGING, BANDS)
@tried(20)
def test_comparisons_in_the_race_come_to_the_same(seed, drawn, hanging, bands):
    made = hung(drawn_amounts(seed, 60), hanging, seed)
    scenario = with_people(question(drawn), 0.3).changed("people", bands=bands)
    (fast, by_amount), (slow, by_case) = both(made, scenario)
    if fast.best_model != slow.best_model:
        return
    one, other = race(made, scenario, fast, by_amount, True), race(made, scenario, slow, by_case, True)
    for x, its in zip(one.designs, other.designs, strict=True):
        for y, theirs in zip((one.constant, *one.alone), (other.constant, *other.alone), strict=True):
            mine, likewise = one.compare(x, y).saving, other.compare(its, theirs).saving
            assert mine.estimate == pytest.approx(likewise.estimate, abs=1e-3)
            assert mine.low == pytest.approx(likewise.low, rel=1e-3, abs=1e-2)


@given(st.integers(0, 2**32 - 1), asked, st.sampled_from([60, 1_000]), HANGING)
@tried(20)
def test_what_is_settled_without_going_through_the_cases_is_what_they_say(seed, drawn, n, hanging):
    made = hung(drawn_amounts(seed, n), hanging, seed)
    scenario = with_people(question(drawn), 0.3)
    for prices, outcomes in both(made, scenario):
        ran = race(made, scenario, prices, outcomes, True)
        odds = {(x, y): ran.compare(x, y).probability_better for x in ran.designs for y in ran.opponents}
        for (x, y), sure in odds.items():
            assert ran.better(x, [y]) == (sure >= SURE_ENOUGH)
            for bar in (0.0, ran.smallest_gain):
                assert ran.may_save(x, y, bar) == (ran.most(x, y) > bar)
        for x in ran.designs:
            assert odds[x, ran.hardest(x)] == min(odds[x, y] for y in ran.proven)
            assert ran.narrowest(x)[0] == min(ran.most(x, y) for y in ran.opponents)


@given(st.integers(0, 2**32 - 1), asked, HANGING, BANDS)
@tried(20)
def test_the_exchange_rate_comes_to_the_same(seed, drawn, hanging, bands):
    made = hung(drawn_amounts(seed, 120), hanging, seed)
    (fast, by_amount), (slow, by_case) = both(made, with_people(question(drawn), 0.3).changed("people", bands=bands))
    for one, other in zip(by_amount, by_case, strict=True):
        mine, likewise = exchange(one, made, fast, quick=True), exchange(other, made, slow, quick=True)
        assert (mine.beyond is None) == (likewise.beyond is None)
        assert mine.right_now == pytest.approx(likewise.right_now, abs=1e-5)
        if mine.right_equivalent is not None and likewise.right_equivalent is not None:
            assert mine.right_equivalent.estimate == pytest.approx(likewise.right_equivalent.estimate, abs=1e-3)
            assert mine.right_equivalent.low == pytest.approx(likewise.right_equivalent.low, abs=0.05)


@given(st.integers(0, 2**32 - 1), asked)
@tried(15)
def test_asking_entities_how_they_hang_together_comes_to_the_same_as_adding_all_up(seed, drawn):
    """Of few entities all are asked; by n - 1 and n the two differ, which of very many is nothing."""
    made, scenario = hung(drawn_amounts(seed, 300), "entity", seed), with_people(question(drawn), 0.3)

    def found():
        prices = price(made, scenario, quick=True)
        outcomes = policies(made, scenario, prices, quick=True)
        rates = [exchange(one, made, prices, quick=True).right_equivalent for one in outcomes]
        return [prices.saving.saving, *(one.cost_per_case for one in outcomes)], rates

    added = found()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Hanging, "share", 0.9999)
        patched.setattr("workbench.pricing.hanging.SURE", np.inf)
        asked_ones = found()
    for one, other in zip(added[0], asked_ones[0], strict=True):
        assert other.estimate == pytest.approx(one.estimate)
        assert other.high - other.low == pytest.approx(one.high - one.low, rel=0.005, abs=1e-6)
    for one, other in zip(added[1], asked_ones[1], strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=0.02)


def test_room_that_ends_among_cases_that_tie_is_shared_among_them():
    made = drawn_amounts(1, 60)
    made.framing.dataset.table["amount"] = np.tile([10.0, 10.0, 90.0], 20)
    matrix = {"1": {"0": {"column": "amount", "plus": 5.0}}, "0": {"1": {"column": "amount", "times": 0.5}}}
    scenario = with_people(experience.Scenario.model_validate({"costs": {"matrix": matrix}}), 0.15)
    (_, fast), (_, slow) = both(made, scenario)
    screens = [(one, other) for one, other in zip(fast, slow, strict=True) if one.policy == "defer"]
    assert any(one.human_share == pytest.approx(0.15) for one, _ in screens)
    for one, other in screens:
        assert one.cost == pytest.approx(other.cost, abs=1e-4)
        assert one.human_share == pytest.approx(other.human_share)


def test_the_desk_takes_over_where_prices_follow_a_few_columns_under_each_truth():
    made = drawn_amounts(2, 60)
    amount, other = {"column": "amount"}, {"column": "other", "plus": 4.0}
    assert amounts_behind(price(made, question_without_amounts())) is None
    assert amounts_behind(price(hung(made, "entity", 1), question_without_amounts())) is not None
    made.framing.entity = None
    assert amounts_behind(price(made, priced_at({"1": {"0": amount}, "0": {"1": other}}))) is not None
    assert amounts_behind(price(made, priced_at({"1": {"0": amount}, "0": {"1": 4.0}}))) is not None
    assert amounts_behind(price(made, priced_at({"1": {"0": amount, "1": other}, "0": {"1": 4.0}}))) is not None
    for name in ("third", "fourth"):
        made.framing.dataset.table[name] = np.linspace(1.0, 9.0, 60)
    third, fourth = {"column": "third"}, {"column": "fourth"}
    assert amounts_behind(price(made, priced_at({"1": {"0": amount, "1": other, "ask": third}, "0": {"1": fourth}}))) is not None
    four = {"0": amount, "1": other, "ask": third, "call": fourth}
    assert amounts_behind(price(made, priced_at({"1": four, "0": {"1": 4.0, "ask": 1.0, "call": 1.0}}))) is None


def priced_at(matrix):
    return experience.Scenario.model_validate({"costs": {"matrix": matrix}})


def question_without_amounts():
    return experience.Scenario.model_validate({"costs": {"wrong": 3.0}})
