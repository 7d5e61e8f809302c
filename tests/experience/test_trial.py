"""What the prototype shows, and what a choice comes to. Letting a fraud through costs 100, a false stop 5."""

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence
from workbench.experience.realmix import on_real_mix
from workbench.experience.trial import handed_over_cases, in_words, rank, screen
from workbench.pricing.costs import CostModel
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
    assert screen("defer", np.array([0.9, 0.1]), "cheapest", COSTS, 0, Scenario(), handed=True).mode == "by hand"


def test_a_list_is_shown_likeliest_first():
    costs = CostModel(tuple("abcd"), tuple("abcd"), (1 - np.eye(4))[np.newaxis], "USD")
    seen = screen("top-k", np.array([0.1, 0.4, 0.2, 0.3]), "cheapest", costs, 0, Scenario())
    assert [one.answer for one in seen.shown] == ["b", "d", "c"]


def test_people_get_the_cases_where_they_save_most_and_no_more_than_they_can_take():
    proba = np.array([[0.5, 0.5], [0.999, 0.001], [0.9, 0.1], [0.8, 0.2]])
    scenario = Scenario().changed("people", wage_per_hour=36.0, by_hand=100.0).changed("policies", capacity=0.25)
    every, y = np.arange(4), np.zeros(4, dtype=int)
    assert handed_over_cases(proba, y, COSTS, scenario, every).sum() == 1
    assert handed_over_cases(proba, y, COSTS, scenario.changed("policies", capacity=0.0), every).sum() == 0


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
