"""People's own errors by class, and what taking an action back takes, as the formulas see them."""

import numpy as np
import pytest

from tests.experience.made import make_evidence, scenario
from workbench.errors import UserError
from workbench.experience.behaviour import behaviour
from workbench.experience.measures import measures
from workbench.experience.policies import NO_MODEL, find, policies


def people(**values):
    return behaviour(scenario(people={"wage_per_hour": 36.0, "by_hand": 20, "by_hand_error": 0.02} | values), ("a", "b", "c"))


def test_a_class_with_its_own_share_of_errors_costs_what_they_cost():
    cost = np.array([[[0.0, 10.0, 40.0], [10.0, 0.0, 60.0], [20.0, 30.0, 0.0]]])
    by_hand = measures(cost, people(by_hand_errors={"b": 0.2, "c": [0.0, 0.1, 0.3]})).money.by_hand
    # Twenty seconds at 36 an hour are 0.20; then .02 * 15, .2 * 20 and .1 * 50.
    assert by_hand[0] == pytest.approx([0.20 + 0.30, 0.20 + 4.0, 0.20 + 5.0])


def test_classes_that_are_not_named_keep_the_overall_share():
    assert people(by_hand_errors={"b": 0.2}).by_hand_errors == (0.02, 0.2, 0.02)
    assert people().by_hand_errors == ()
    assert measures(10.0 * (1 - np.eye(3))[None], people()).wrong.by_hand == pytest.approx(np.full((1, 3), 0.02))


def test_a_class_is_found_in_any_spelling_and_one_that_does_not_exist_is_named():
    asked = scenario(people={"by_hand_errors": {"1.0": 0.1}})
    assert behaviour(asked, ("0", "1")).by_hand_errors == (0.02, 0.1)
    with pytest.raises(UserError, match="names 'spma', which is not among the 2 classes") as found:
        behaviour(scenario(people={"by_hand_errors": {"spma": 0.1}}), ("ham", "spam"))
    assert "0.1" in found.value.why and "'spam'" in found.value.do
    with pytest.raises(UserError, match="twice"):
        behaviour(scenario(people={"by_hand_errors": {"1": 0.1, "1.0": 0.2}}), ("0", "1"))


def test_taking_an_action_back_has_its_own_numbers():
    who = people(undo=[2, 4, 9], undo_fee=0.3, notices_in_time=[0.4, 0.5, 0.9], unrecovered=0.1)
    assert (who.undo, who.undo_fee, who.notices_in_time, who.unrecovered) == (4, 0.3, 0.5, 0.1)


@pytest.mark.parametrize("repeats", [1, 2])
def test_working_every_case_by_hand_costs_the_errors_of_each_class_as_often_as_it_comes_up(repeats):
    y = np.repeat([0, 1, 2], [50, 30, 20])
    evidence = make_evidence(y, {"model": np.full((100, 3), 1 / 3)}, repeats=repeats)
    errors = {"a": 0.1, "b": 0.2, "c": 0.3}
    asked = scenario(
        people={"wage_per_hour": 36.0, "by_hand": 20, "by_hand_errors": errors},
        costs={"wrong": 10.0, "prediction": 0.0},
        policies={"compare": ["manual"]},
    )
    manual = find(policies(evidence, asked, quick=True), "manual", NO_MODEL)
    assert manual.wrong_share == pytest.approx(0.17)
    assert manual.cost_per_case.estimate == pytest.approx(0.20 + 1.70)
