"""Ranges, tornado, the chance of winning and the values at which the verdict turns, on evidence that is worked out on paper."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.experience.made import binary, make_evidence, multiclass, scenario
from tests.outlook.made import ALARM, FEE, MISS, on_paper, prices
from workbench.errors import UserError
from workbench.evidence.evidence import ABSTAINS, Prediction
from workbench.experience.policies import policies
from workbench.experience.race import race
from workbench.outlook.advantage import advantage
from workbench.outlook.chance import chance, evpi
from workbench.outlook.flips import flips, none_in_words
from workbench.outlook.inputs import check_ranges, guesses, with_range, with_value, with_values
from workbench.outlook.named import Named, cell, part_of_column
from workbench.outlook.outlook import outlook
from workbench.outlook.sketch import Sketch
from workbench.outlook.tornado import tornado
from workbench.pricing.prices import price


def asked(evidence, known):
    found = price(evidence, known, quick=True)
    return advantage(evidence, known, found, policies(evidence, known, found, quick=True))


def exact(evidence, known):
    found = price(evidence, known, quick=True)
    ran = race(evidence, known, found, policies(evidence, known, found, quick=True), quick=True)
    return ran.cheapest.all_in - min(one.all_in for one in ran.designs)


def flip(found, path, above):
    return next(one for one in found if one.guess.path == path and one.above == above)


def test_prices_and_class_shares_are_guesses_half_to_double_and_ten_points():
    found = {one.path: one for one in guesses(prices(), on_paper())}
    assert set(found) == {MISS, ALARM, FEE, ("prevalence", "b")}
    assert (found[ALARM].low, found[ALARM].value, found[ALARM].high) == (5.0, 10.0, 20.0)
    assert (found["prevalence", "b"].low, found["prevalence", "b"].high) == pytest.approx((0.4, 0.6))
    assert found[ALARM].name == 'saying "b" when it is "a"'
    assert not found[ALARM].stated


def test_a_range_that_somebody_stated_goes_first_and_has_to_hold_its_value():
    stated = prices(uncertain=[{"input": ALARM, "low": 8.0, "high": 15.0}])
    found = next(one for one in guesses(stated, on_paper()) if one.path == ALARM)
    assert (found.low, found.high, found.stated) == (8.0, 15.0, True)
    with pytest.raises(UserError, match="is 10, and its range is 11 to 15"):
        guesses(prices(uncertain=[{"input": ALARM, "low": 11.0, "high": 15.0}]), on_paper())


def test_people_are_guesses_only_where_their_time_is_priced_and_a_volume_only_where_something_is_spread_over_it():
    paths = {one.path for one in guesses(prices(decision={"volume_per_year": 1000}), on_paper())}
    assert not {path for path in paths if path[0] in ("people", "business", "decision")}
    paid = prices(
        people={"wage_per_hour": [20, 30, 50]},
        business={"build": 5.0},
        decision={"volume_per_year": 1000},
        policies={"compare": ["act", "confirm"]},
    )
    found = {one.path: one for one in guesses(paid, on_paper())}
    assert (found["people", "wage_per_hour"].low, found["people", "wage_per_hour"].high) == (20, 50)
    assert {("people", "confirm"), ("decision", "volume_per_year"), ("business", "build")} <= set(found)
    assert ("people", "pick") not in found


def test_another_value_is_put_in_its_place_and_checked():
    assert with_value(prices(), ALARM, 3.0).costs.matrix["a"]["b"] == 3.0
    column = scenario(costs={"matrix": {"b": {"a": {"column": "amount", "plus": 15.0}}}})
    assert with_value(column, (*MISS, "times"), 2.0).costs.matrix["b"]["a"].times == 2.0
    shares = scenario(prevalence={"a": 0.2, "b": 0.3, "c": 0.5})
    assert with_value(shares, ("prevalence", "c"), 0.75).prevalence == pytest.approx({"a": 0.1, "b": 0.15, "c": 0.75})
    with pytest.raises(UserError, match="no input 'costs.matrix.z.a'"):
        with_value(prices(), ("costs", "matrix", "z", "a"), 1.0)
    with pytest.raises(UserError, match="notices_wrong"):
        with_values(prices(), {("people", "notices_wrong"): 1.4})


def test_the_tornado_decides_anew_at_both_ends_of_every_guess():
    known = prices()
    question = asked(on_paper(), known)
    bars = {bar.guess.path: bar for bar in tornado(question, guesses(known, on_paper()))}
    assert question.per_case == pytest.approx(2.0)
    # At 5 always b costs 2.5 and the model 1 + 0.5 + 1; at 20 never b costs 5 and the model 1 + 2 + 1.
    assert (bars[ALARM].at_low, bars[ALARM].at_high) == pytest.approx((0.0, 1000.0))
    assert (bars[FEE].at_low, bars[FEE].at_high) == pytest.approx((2500.0, 1000.0))
    assert [bar.swing for bar in bars.values()] == sorted((bar.swing for bar in bars.values()), reverse=True)


def test_the_ends_of_a_bar_are_what_is_found_by_putting_that_value_in():
    evidence = MADE["two classes"]()
    known = scenario(
        costs={"matrix": {"a": {"b": 4.0}, "b": {"a": 9.0}}, "wrong": 5.0},
        people={"wage_per_hour": 30.0, "by_hand": 60.0},
        policies={"capacity": 0.3},
    )
    bars = tornado(asked(evidence, known), guesses(known, evidence))
    assert len(bars) >= 8
    for bar in bars[:4]:
        ends = [exact(evidence, with_value(known, bar.guess.path, value)) for value in (bar.guess.low, bar.guess.high)]
        assert (bar.at_low, bar.at_high) == pytest.approx((1000 * ends[0], 1000 * ends[1]), rel=1e-9)


def test_a_year_counts_the_volume_of_the_draw_itself():
    known = prices(decision={"volume_per_year": 1000}, business={"build": 300.0, "years": 1.0, "discount": 0.0})
    bars = {bar.guess.path: bar for bar in tornado(asked(on_paper(), known), guesses(known, on_paper()))}
    volume = bars["decision", "volume_per_year"]
    assert (volume.at_low, volume.at_high) == pytest.approx((500 * 2.0 - 300, 2000 * 2.0 - 300))


def test_the_verdict_turns_where_a_gain_worth_having_ends():
    # Asking costs 5 in every case and is the cheapest thing without a model; a model that is never wrong saves all of it. The fee
    # is 1, building it is 1 a case, and a gain below 2 % of 5 is not worth having: 3.9 remain for the fee, or for building.
    matrix = {"a": {"b": 30.0, "ask": 5.0}, "b": {"a": 30.0, "ask": 5.0}}
    known = scenario(
        costs={"matrix": matrix, "prediction": 1.0},
        decision={"volume_per_year": 1000},
        business={"build": 1000.0, "years": 1.0, "discount": 0.0},
    )
    evidence = make_evidence(np.tile([0, 1], 100), {"m": np.tile([0.001, 0.999], 100)})
    found = flips(evidence, known, guesses(known, evidence))
    assert flip(found, FEE, above=True).value == pytest.approx(3.9, rel=0.02)
    assert flip(found, ("business", "build"), above=True).value == pytest.approx(3900, rel=0.02)
    assert flip(found, ("decision", "volume_per_year"), above=False).value == pytest.approx(1000 / 3.9, rel=0.02)
    assert flip(found, FEE, above=True).in_words("USD") == "asking the model once costs more than $3.90"
    assert flip(found, FEE, above=True).becomes == "dont"
    assert [one.distance for one in found] == sorted(one.distance for one in found)


def test_a_gain_that_may_be_chance_turns_the_verdict_before_it_is_gone():
    known = prices()
    found = flips(on_paper(), known, guesses(known, on_paper()))
    # Saving nothing begins where a false alarm costs 29, and below 2 / 0.39; what these 200 cases show ends earlier.
    assert 10 < flip(found, ALARM, above=True).value < 29.0
    assert 2.0 / 0.39 < flip(found, ALARM, above=False).value < 10


def test_the_verdict_itself_holds_on_one_side_of_a_flip_and_not_on_the_other():
    from workbench.run import appraise

    known = prices()
    evidence = on_paper()
    now = appraise(evidence, known, quick=True).verdict.code
    for one in flips(evidence, known, guesses(known, evidence)):
        sides = [
            appraise(evidence, with_value(known, one.guess.path, value), quick=True).verdict.code
            for value in (one.inside, one.outside)
        ]
        assert sides == [now, one.becomes]
        assert min(one.inside, one.outside) <= one.value <= max(one.inside, one.outside)


def test_a_gain_that_shrinks_brings_less_and_is_no_cost_that_grows():
    amount = part_of_column('saying "b" when it is "b"', "amount")
    assert amount.beyond(-0.72, True, "USD") == 'saying "b" when it is "b" brings less than 0.72 × "amount"'
    assert amount.beyond(1.7, True, "USD") == 'saying "b" when it is "b" costs more than 1.7 × "amount"'
    plain = Named("x", "money", *cell('saying "b" when it is "b"'))
    assert plain.beyond(-3.0, False, "USD") == 'saying "b" when it is "b" brings more than $3'


def test_where_nothing_changes_the_verdict_that_is_said():
    sure = scenario(costs={"matrix": {"a": {"b": 10.0}, "b": {"a": 10.0}}, "smallest_gain": 0.0})
    evidence = make_evidence(np.tile([0, 1], 100), {"m": np.tile([0.001, 0.999], 100)})
    found = flips(evidence, sure, [one for one in guesses(sure, evidence) if one.path == MISS])
    assert found == ()
    assert none_in_words([one for one in guesses(sure, evidence) if one.unit == "money"]).startswith(
        "Within a tenth to ten times"
    )


@given(st.floats(0.05, 50.0))
@settings(max_examples=3, deadline=None)
def test_in_another_currency_money_scales_and_so_do_the_values_where_the_verdict_turns(scale):
    evidence = on_paper()
    both = prices(), prices(scale)
    one, other = (flips(evidence, known, [at for at in guesses(known, evidence) if at.path in (FEE, ALARM)]) for known in both)
    assert [(found.guess.path, found.above, found.becomes) for found in one] == [
        (found.guess.path, found.above, found.becomes) for found in other
    ]
    for here, there in zip(one, other, strict=True):
        assert (there.inside, there.outside) == pytest.approx((here.inside * scale, here.outside * scale))
    drawn = [chance(asked(evidence, known), guesses(known, evidence), draws=20) for known in both]
    assert drawn[1].wins == drawn[0].wins
    assert drawn[1].evpi == pytest.approx(drawn[0].evpi * scale, abs=1e-9 * scale)


def test_knowing_beforehand_is_worth_what_it_saves_from_a_loss():
    assert evpi(np.array([3.0, -1.0])) == 0.5
    assert evpi(np.array([3.0, 1.0])) == 0.0


def test_the_chance_of_winning_is_between_nothing_and_certain_and_the_same_each_time():
    known = prices()
    question, listed = asked(on_paper(), known), guesses(known, on_paper())
    found = chance(question, listed, draws=200)
    assert 0.8 < found.wins < 1.0
    assert found.value.low < found.value.estimate < found.value.high
    assert found == chance(question, listed, draws=200)
    assert found != chance(question, listed, draws=200, seed=1)


MADE = {
    "two classes": lambda: make_evidence(*_two(6000, rules=("r",))),
    "two classes, few": lambda: make_evidence(*_two(900, rules=("r",))),
    "two classes, answers given": lambda: _with_rules(make_evidence(*_two(900))),
    "five classes": lambda: _many(1500, 5),
    "nine classes, many cases": lambda: _many(6000, 9),
}


def _two(n, rules=()):
    y, p = binary(n, 0.2, 1.3)
    return y, {"m": p, "n": 0.5 * p + 0.1, "r": np.where(p > 0.3, 0.5, 0.1)}, 2, 5, None, rules


def _with_rules(evidence):
    """Rules of the team's: a is said of every fifth case, and of every seventh nothing."""
    n = len(evidence.y)
    said = np.where(np.arange(n) % 7 == 0, ABSTAINS, (np.arange(n) % 5 > 0).astype(int))
    told = evidence.predictions["cheapest answer"].proba
    rules = Prediction("your rules", "rule", told, "given", answers=said, answer_names=("a", "b"))
    return replace(evidence.with_prediction(rules), complete=True)


def _many(n, k):
    y, p = multiclass(n, k, 1.6)
    return make_evidence(y, {"m": p}, rules=())


@pytest.mark.parametrize(
    ("name", "k"), [*((name, 3) for name in MADE), ("five classes", None), ("nine classes, many cases", None)]
)
def test_the_sketch_agrees_with_the_full_prices_wherever_it_is_asked(name, k):
    evidence = MADE[name]()
    today = {"kind": "rules"} if "given" in name else {"kind": "human", "cost": 0.9, "accuracy": 0.9}
    known = scenario(
        costs={"matrix": {"a": {"b": 4.0}, "b": {"a": 9.0}}, "wrong": 5.0, "prediction": 0.02, "review": 0.5},
        people={"wage_per_hour": 30.0, "by_hand": 60.0},
        decision={"volume_per_year": 1e5, "today": today},
        business={"build": 9_000.0},
        policies={"capacity": 0.3, "k": k},
    )
    question = asked(evidence, known)
    rng = np.random.default_rng(3)
    for _ in range(6):
        drawn = {
            one.path: float(rng.uniform(one.low, one.high))
            for one in guesses(known, evidence)
            if one.path[1] != "picks_wrong_though_right_shown"
        }
        there = exact(evidence, with_values(known, drawn))
        few = len(evidence.y) <= 2000
        assert question.at(drawn) == pytest.approx(there, abs=1e-3 if few else 3 * question.error + 0.01)


@pytest.mark.parametrize("k", [3, None])
@pytest.mark.parametrize("shown", [["act"], ["act", "confirm", "top-k", "defer", "manual"]])
def test_what_could_be_done_without_a_model_is_exact_however_many_cases_and_classes_there_are(shown, k):
    evidence = _many(7000, 5)
    known = scenario(
        costs={"matrix": {"a": {"b": 4.0}, "b": {"a": 9.0}}, "wrong": 5.0},
        people={"wage_per_hour": 30.0, "by_hand": 90.0, "notices_wrong": 0.9},
        policies={"capacity": 0.3, "compare": shown, "k": k},
    )
    sketch = Sketch(evidence, known)
    for asked_for in (known, known.replaced("prevalence", {"a": 0.5}), known.changed("people", by_hand=40.0)):
        found = price(evidence, asked_for, quick=True)
        ran = race(evidence, asked_for, found, policies(evidence, asked_for, found, quick=True), quick=True)
        assert sketch.standing(asked_for).without == pytest.approx(ran.cheapest.all_in, rel=1e-6)


def test_without_a_model_there_is_nothing_to_ask():
    y, p = binary(200)
    evidence = make_evidence(y, {"r": p}, rules=("r",))
    assert asked(evidence, prices()) is None
    assert Sketch(evidence, prices()).standing(prices()) is None
    assert flips(evidence, prices(), guesses(prices(), evidence)) == ()


def test_a_stated_range_is_edited_and_taken_back():
    known = prices()
    alarm = next(one for one in guesses(known, on_paper()) if one.path == ALARM)
    ranged = with_range(known, alarm, (8.0, 15.0))
    assert next(one for one in guesses(ranged, on_paper()) if one.path == ALARM).high == 15.0
    assert with_range(ranged, alarm, None) == known
    with pytest.raises(UserError, match="its low end is above its high end"):
        with_range(known, alarm, (15.0, 8.0))
    with pytest.raises(UserError, match="its range is 1 to 9"):
        with_range(known, alarm, (1.0, 9.0))


def test_a_range_of_something_that_is_no_input_is_refused_before_anything_slow_is_begun():
    for path, low, high in ((("costs", "matrix", "a", "z"), 1, 2), (("people", "notices_wrong"), 0.5, 1.5)):
        with pytest.raises(UserError):
            check_ranges(prices(uncertain=[{"input": path, "low": low, "high": high}]), ("a", "b"), np.array([5, 5]))
    check_ranges(prices(uncertain=[{"input": ALARM, "low": 1, "high": 20}]), ("a", "b"), np.array([5, 5]))


@pytest.mark.parametrize(
    ("path", "low", "high", "said"),
    [
        (("decision", "question"), 1, 2, "The range of decision.question is 1 to 2, and 1 cannot be used"),
        (("people", "notices_wrong"), 0.5, 1.5, "The range of people.notices_wrong is 0.5 to 1.5, and 1.5 cannot be used"),
        (("prevalence", "z"), 0.1, 0.2, "no input 'prevalence.z'"),
        (("prevalence", "b", "c"), 0.1, 0.2, "no input 'prevalence.b.c'"),
    ],
)
def test_a_range_that_cannot_be_used_is_named_with_its_ends(path, low, high, said):
    with pytest.raises(UserError) as caught:
        check_ranges(prices(uncertain=[{"input": path, "low": low, "high": high}]), ("a", "b"), np.array([5, 5]))
    assert said in caught.value.what


def test_a_range_of_what_changes_no_figure_is_told():
    known = prices(uncertain=[{"input": ("costs", "review"), "low": 1, "high": 2}, {"input": ALARM, "low": 1, "high": 20}])
    assert check_ranges(known, ("a", "b"), np.array([5, 5])) == ("costs.review",)


@pytest.mark.parametrize("shares", [{"a": 0.3, "b": 0.701}, {"a": 0.3, "b": 0.6992}, {"b": 0.15}])
def test_rounded_shares_and_a_range_up_to_everything_can_be_drawn_from(shares):
    evidence, known = on_paper(), prices(prevalence=shares, uncertain=[{"input": ("prevalence", "b"), "low": 0, "high": 1}])
    found = price(evidence, known, quick=True)
    outcomes = policies(evidence, known, found, quick=True)
    seen = outlook(evidence, known, found, outcomes)
    assert seen.chance is not None and np.isfinite(seen.chance.value.estimate)
