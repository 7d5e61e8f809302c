"""What a round says about what is assumed of people."""

import numpy as np
import pytest

from workbench.experience.behaviour import behaviour
from workbench.experience.reckoning import a_case, cost_a_case, held, seconds_a_case
from workbench.experience.turns import Turn
from workbench.scenario import Scenario

PEOPLE = behaviour(Scenario())


def turn(answer: str, truth: str, action: str, shown: tuple[str, ...], mode: str = "confirm", **others) -> Turn:
    return Turn(0, mode, answer, truth, float(answer != truth), 0.0, 2.0, action, shown, **others)


def test_who_takes_right_suggestions_and_notices_wrong_ones_is_held_against_what_is_assumed():
    turns = [
        turn("a", "a", "accept", ("a",)),
        turn("b", "a", "manual", ("a",)),
        turn("a", "b", "accept", ("a",)),
        turn("b", "b", "manual", ("a",)),
        turn("", "b", "send", ("a",)),
        turn("b", "b", "manual", ("a",), informed=True),
    ]
    found = {one.what: one for one in held(turns, PEOPLE)}
    taken, noticed = found["Right suggestions that were taken"], found["Wrong suggestions that were noticed"]
    assert (taken.hits, taken.cases, taken.assumed) == (1, 2, 0.97)
    assert (noticed.hits, noticed.cases, noticed.assumed) == (2, 3, 0.8)
    assert not noticed.differs


def test_what_was_done_by_itself_counts_only_where_it_could_be_taken_back():
    acted = turn("a", "b", "accept", ("a",), mode="acted")
    undone, left = turn("b", "b", "undo", ("a",), mode="undo"), turn("a", "b", "accept", ("a",), mode="undo")
    (found,) = held([acted, undone, left], PEOPLE)
    assert (found.what, found.hits, found.cases) == ("Wrong actions that were taken back", 1, 2)


def test_a_case_counts_as_often_as_its_class_is_met_in_real_life():
    shown, real = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    turns = [turn("a", "a", "accept", ("a",)), turn("a", "b", "accept", ("a",))]
    assert cost_a_case(turns, shown, real, [0, 1], wage=0.0).estimate == pytest.approx(0.1)
    assert cost_a_case(turns, shown, real, [0, 1], wage=0.5).estimate == pytest.approx(1.1)
    assert seconds_a_case(turns, shown, real, [0, 1]).estimate == pytest.approx(2.0)
    assert seconds_a_case(turns[:1], shown, real, [0]) is None


@pytest.mark.slow
def test_the_interval_of_a_case_holds_what_it_is_about_in_nearly_all_of_many_rounds():
    rng, real = np.random.default_rng(4), np.array([0.8, 0.2])
    truth = [0] * 20 + [1] * 20
    shown, inside = np.array([0.5, 0.5]), 0
    for _ in range(1_000):
        values = np.where(np.array(truth) == 0, rng.normal(3.0, 1.0, 40), rng.normal(8.0, 2.0, 40))
        found = a_case(values, shown, real, truth)
        inside += found.low <= 4.0 <= found.high
    assert inside >= 930
