"""What a person did with a case, and what it came to."""

import pytest

from workbench.experience.behaviour import behaviour
from workbench.experience.round import Round
from workbench.experience.turns import Turn, in_all, settle, settle_sent, settle_undone, tally
from workbench.pricing.costs import CostModel
from workbench.scenario import Scenario

COSTS = CostModel(("ok", "fraud"), ("ok", "fraud"), [[[0.0, 100.0], [5.0, 0.0]]], "USD")
PEOPLE = behaviour(Scenario().changed("people", wage_per_hour=36.0, by_hand=100.0, by_hand_error=0.1, undo_fee=1.0))


def acted(case: int) -> Turn:
    return settle(COSTS, case, truth=0, mode="acted", answer="ok", seconds=0.0)


def test_a_mistake_is_an_answer_dearer_than_the_best_one():
    wrong = settle(COSTS, 7, truth=1, mode="acted", answer="ok", seconds=1.0)
    right = settle(COSTS, 8, truth=0, mode="acted", answer="ok", seconds=2.0)
    assert (wrong.mistake, wrong.cost, wrong.truth) == (True, 100.0, "fraud")
    assert not right.mistake
    total = tally((wrong, right))
    assert (total.cases, total.mistakes, total.cost, total.seconds) == (2, 1, 100.0, 3.0)


def test_what_goes_to_a_colleague_costs_their_time_and_their_mistakes_and_is_no_mistake_yet():
    turn = settle_sent(COSTS, 0, truth=1, mode="confirm", seconds=2.0, people=PEOPLE)
    assert turn.cost == pytest.approx(1.0 + 0.1 * 100.0)
    assert not turn.mistake
    assert tally((turn,)).sent == 1


def test_what_was_done_and_taken_back_keeps_part_of_its_cost():
    turn = settle_undone(COSTS, 0, truth=1, done="ok", answer="fraud", seconds=2.0, people=PEOPLE)
    assert turn.cost == pytest.approx(1.0 + 0.2 * 100.0)


@pytest.mark.parametrize(
    ("action", "answer", "shown", "informed", "is_one"),
    [
        ("accept", "ok", ("ok",), False, False),
        ("pick", "fraud", ("ok", "fraud"), False, False),
        ("manual", "ok", ("ok",), False, False),
        ("manual", "fraud", (), False, False),
        ("send", "", ("ok",), False, False),
        ("manual", "fraud", ("ok",), True, False),
        ("manual", "fraud", ("ok",), False, True),
        ("undo", "fraud", ("ok",), False, True),
    ],
)
def test_only_another_answer_than_those_suggested_corrects_anything(action, answer, shown, informed, is_one):
    turn = Turn(0, "confirm", answer, "fraud", 0.0, 0.0, 1.0, action, shown, informed=informed)
    assert turn.is_correction is is_one


def test_rounds_are_compared_on_the_cases_dealt_with_in_each_of_them():
    turns = tuple(acted(case) for case in range(3))
    assert in_all([turns, turns[1:]]) == [turns[1:], turns[1:]]
    assert in_all([]) == []


def begun() -> Round:
    return Round((10, 11, 12), (False, False, False))


def test_the_truth_is_told_before_the_next_case_is_opened_or_only_at_the_end():
    told = begun().dealt(acted(10), tell=True, now=1.0)
    assert (told.at, told.told, told.over) == (0, True, False)
    assert (told.went_on(2.0).at, told.went_on(2.0).since) == (1, 2.0)
    kept = begun().dealt(acted(10), tell=False, now=1.0)
    assert (kept.at, kept.told) == (1, False)


def test_any_case_that_waits_can_be_opened_and_none_is_lost():
    third = begun().opened(2, 1.0)
    assert (third.at, third.position) == (2, 12)
    after = third.dealt(acted(12), tell=False, now=2.0)
    assert (after.at, after.waiting) == (0, (0, 1))
    assert after.opened(2, 3.0) == after
    assert after.opened(99, 3.0) == after


def test_what_was_done_last_can_be_taken_back_and_its_case_is_open_again():
    after = begun().dealt(acted(10), tell=False, now=1.0).taken_back(2.0)
    assert (after.turns, after.at, after.since) == ((), 0, 2.0)
    assert begun().taken_back(1.0) == begun()


def test_who_was_told_the_truth_and_answers_again_is_known_to_have_been_told():
    again = begun().dealt(acted(10), tell=True, now=1.0).taken_back(2.0).dealt(acted(10), tell=True, now=3.0)
    assert again.turns[0].informed
    assert not begun().dealt(acted(10), tell=True, now=1.0).turns[0].informed


def test_a_round_is_over_once_the_last_truth_was_told():
    now = begun()
    for case in (10, 11, 12):
        assert not now.over
        now = now.dealt(acted(case), tell=True, now=1.0).went_on(1.0)
    assert now.over
    assert now.again(5.0).waiting == (0, 1, 2)
    assert now.again(5.0).known == {10, 11, 12}
