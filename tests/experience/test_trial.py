"""What the prototype shows, and what a choice comes to. Letting a fraud through costs 100, a false stop 5."""

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence, multiclass, scenario, with_rules
from workbench.experience.policies import find, policies
from workbench.experience.realmix import on_real_mix
from workbench.experience.settled import Settled, settled
from workbench.experience.trial import in_words, rank, screen
from workbench.pricing.costs import CostModel
from workbench.pricing.prices import price
from workbench.run import appraise
from workbench.scenario import Scenario

COSTS = CostModel(("ok", "fraud"), ("ok", "fraud"), np.array([[[0.0, 100.0], [5.0, 0.0]]]), "USD")
ASK = CostModel(("ok", "fraud", "ask"), ("ok", "fraud"), np.array([[[0.0, 100.0], [50.0, 0.0], [2.0, 2.0]]]), "USD")


def test_the_cheapest_answer_comes_first_even_when_it_is_not_the_likeliest():
    ranked = rank(np.array([0.9, 0.1]), "cheapest", COSTS, 0)
    assert [s.answer for s in ranked] == ["fraud", "ok"]
    assert ranked[0].expected_cost == pytest.approx(4.5)
    assert ranked[1].expected_cost == pytest.approx(10.0)


def test_a_majority_guesser_shows_the_likeliest_whatever_it_costs():
    assert rank(np.array([0.9, 0.1]), "likeliest", COSTS, 0)[0].answer == "ok"


def test_a_random_guesser_really_draws_and_the_same_case_gives_the_same_draw():
    firsts = [rank(np.array([0.5, 0.5]), "drawn", COSTS, case)[0].answer for case in range(200)]
    assert 70 < firsts.count("ok") < 130
    assert firsts == [rank(np.array([0.5, 0.5]), "drawn", COSTS, case)[0].answer for case in range(200)]


def test_an_answer_that_is_no_class_can_be_suggested_and_has_no_probability():
    first = rank(np.array([0.9, 0.1]), "cheapest", ASK, 0)[0]
    assert (first.answer, first.probability) == ("ask", None)


def test_costs_that_differ_by_case_change_the_suggestion():
    by_row = CostModel(COSTS.answers, COSTS.classes, np.array([[[0.0, 1.0], [5.0, 0.0]], [[0.0, 1000.0], [5.0, 0.0]]]), "USD")
    assert [rank(np.array([0.9, 0.1]), "cheapest", by_row, row)[0].answer for row in (0, 1)] == ["ok", "fraud"]


@pytest.mark.parametrize(
    ("policy", "mode", "shown"),
    [("act", "acted", 1), ("confirm", "confirm", 1), ("top-k", "pick", 1), ("manual", "by hand", 0), ("defer", "acted", 1)],
)
@pytest.mark.parametrize("answering", ["cheapest", "likeliest", "drawn"])
def test_each_policy_shows_its_own_screen(policy, mode, shown, answering):
    seen = screen(policy, np.array([0.9, 0.1]), answering, COSTS, 0, Scenario())
    assert (seen.mode, len(seen.shown)) == (mode, shown)


def test_an_answer_that_came_as_an_answer_is_acted_on_and_told_about_on_every_other_screen():
    proba, scenario = np.array([0.9, 0.1]), Scenario()
    for policy in ("act", "confirm", "top-k", "defer", "manual"):
        as_given = screen(policy, proba, "given", COSTS, 0, scenario, given=0)
        by_cost = screen(policy, proba, "cheapest", COSTS, 0, scenario)
        assert (as_given.mode, len(as_given.shown)) == (by_cost.mode, len(by_cost.shown))
    assert screen("act", proba, "given", COSTS, 0, scenario, given=0).shown[0].answer == "ok"
    assert screen("act", proba, "cheapest", COSTS, 0, scenario).shown[0].answer == "fraud"


def test_a_case_that_is_handed_over_shows_no_suggestion():
    assert screen("defer", np.array([0.9, 0.1]), "cheapest", COSTS, 0, Scenario(), known=Settled(handed=True)).mode == "by hand"


def test_a_list_is_shown_likeliest_first():
    costs = CostModel(tuple("abcd"), tuple("abcd"), (1 - np.eye(4))[np.newaxis], "USD")
    seen = screen("top-k", np.array([0.1, 0.4, 0.2, 0.3]), "cheapest", costs, 0, Scenario())
    assert [one.answer for one in seen.shown] == ["b", "d", "c"]


def test_people_get_the_cases_where_they_save_most_and_no_more_than_they_can_take():
    made = make_evidence([0, 0, 0, 0], {"m": np.array([0.5, 0.001, 0.1, 0.2])}, classes=2, folds=2)
    scenario = Scenario().changed("people", wage_per_hour=36.0, by_hand=100.0).changed("policies", capacity=0.25)
    for policy, room, handed in (("defer", 0.25, 1), ("defer", 0.0, 0), ("act", 0.25, 0)):
        found = settled(policy, "m", made, COSTS, scenario.changed("policies", capacity=room), range(4))
        assert sum(one.handed for one in found) == handed


def test_what_can_be_taken_back_is_carried_out_by_its_own_formula():
    proba = np.array([0.97, 0.03])
    assert screen("act", proba, "cheapest", COSTS, 0, Scenario()).shown[0].answer == "ok"
    nothing_stays = Scenario().changed("people", notices_in_time=1.0, unrecovered=0.0, wage_per_hour=1.0, by_hand_error=0.0)
    assert screen("act", np.array([0.9, 0.1]), "cheapest", COSTS, 0, nothing_stays).shown[0].answer == "fraud"
    seen = screen("undo", np.array([0.9, 0.1]), "cheapest", COSTS, 0, nothing_stays)
    assert (seen.mode, seen.shown[0].answer) == ("undo", "ok")


def test_a_set_has_as_many_lines_as_its_case_needs_and_none_where_nothing_is_likely():
    y, p = multiclass(300, 4, signal=1.5)
    costs = CostModel(tuple("abcd"), tuple("abcd"), (1 - np.eye(4))[np.newaxis], "USD")
    made, chosen = make_evidence(y, {"m": p}), Scenario().changed("policies", coverage=0.8)
    found = settled("sets", "m", made, costs, chosen, range(300))
    sizes = {len(one.listed) for one in found}
    assert {1, 2} <= sizes and 4 not in sizes
    for case in range(60):
        seen = screen("sets", p[case], "cheapest", costs, case, chosen, found[case])
        assert seen.mode == ("pick" if found[case].listed else "by hand")
        told = [one.probability for one in seen.shown]
        assert len(told) == len(found[case].listed) and told == sorted(told, reverse=True)


def test_where_its_length_is_left_open_a_list_is_as_long_as_it_is_priced():
    y, proba = multiclass(120, 5, signal=1.5, seed=3)
    made = make_evidence(y, {"m": proba})
    people = {"wage_per_hour": 600.0, "read": 3.0}
    chosen = scenario(costs={"wrong": 8.0}, people=people, policies={"k": None, "compare": ["top-k"]})
    prices = price(made, chosen, quick=True)
    lengths = find(policies(made, chosen, prices, quick=True), "top-k", "m").parameters["k_by_fold"]
    assert len(set(lengths)) > 1
    known = settled("top-k", "m", made, prices.costs, chosen, range(120))
    for case in range(120):
        seen = screen("top-k", proba[case], "cheapest", prices.costs, case, chosen, known[case])
        assert len(seen.shown) == lengths[made.fold[0, case]]


def test_a_cascade_says_which_stage_answered():
    y, p = binary(200, signal=1.5)
    made = with_rules(make_evidence(y, {"m": p}), p > 0.8, np.ones(200, dtype=int))
    scenario = Scenario().changed("people", wage_per_hour=36.0, by_hand=20.0).changed("policies", capacity=0.1)
    made = type(made)(**{**vars(made), "framing": type(made.framing)(**{**vars(made.framing), "classes": ("ok", "fraud")})})
    made = with_rules(made, p > 0.8, np.ones(200, dtype=int))
    found = settled("cascade", "m", made, COSTS, scenario, range(200))
    said = [screen("cascade", [1 - p[case], p[case]], "cheapest", COSTS, case, scenario, one) for case, one in enumerate(found)]
    assert all((one.ruled == 1) == rule for one, rule in zip(found, p > 0.8, strict=True))
    assert {seen.why.split(",")[0] for seen in said} == {"A rule answered.", "No rule fired"}
    assert sum(seen.mode == "by hand" for seen in said) == 20
    assert all(seen.shown[0].answer == "fraud" for seen, one in zip(said, found, strict=True) if one.ruled is not None)


def test_confidence_is_told_in_words():
    assert [in_words(p) for p in (0.95, 0.7, 0.3, 0.05, None)] == [
        "almost certain",
        "likely",
        "possible",
        "a long shot",
        "to be safe",
    ]
    assert in_words(0.9, "drawn") == "drawn at random"


def test_a_majority_guesser_is_said_to_say_the_same_always_and_never_to_be_sure():
    ranked = rank(np.array([0.9, 0.1]), "likeliest", COSTS, 0)
    assert [one.words for one in ranked] == ["always says ok", "less frequent"]


def test_how_it_does_on_the_real_mix_is_looked_up_for_screens_and_for_guessers():
    y, p = binary(400, signal=1.5)
    found = appraise(make_evidence(y, {"logistic regression": p}), Scenario(), quick=True)
    share = (y == 1).mean()
    guessed = on_real_mix(found.outcomes, found.prices, "majority", "act")
    assert (guessed.wrong, guessed.cost, guessed.asks_model) == (pytest.approx(share), pytest.approx(share), False)
    assert on_real_mix(found.outcomes, found.prices, "majority", "confirm") is None
    acted = on_real_mix(found.outcomes, found.prices, "logistic regression", "act")
    assert acted.asks_model and acted.wrong < share
    assert not on_real_mix(found.outcomes, found.prices, "logistic regression", "manual").asks_model
