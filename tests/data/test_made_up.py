"""Cases when there is no table: as many of each class as stated, and no share that does not add up."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.data.made_up import is_made_up, made_up, shares, whole_numbers
from workbench.errors import UserError
from workbench.scenario import Scenario, validate


def scenario(prevalence, **parts) -> Scenario:
    return validate({"prevalence": prevalence, **parts})


def test_only_a_scenario_with_shares_and_no_table_is_made_up():
    assert is_made_up(scenario({"fraud": 0.1, "ok": 0.9}))
    assert not is_made_up(Scenario())
    assert not is_made_up(scenario({"fraud": 0.1, "ok": 0.9}, data={"source": "payments.csv"}))
    assert not is_made_up(scenario({"fraud": 0.1, "ok": 0.9}, data={"target": "label"}))


def test_cases_are_made_up_in_proportion_and_named_as_made_up():
    framing = made_up(scenario({"fraud": 0.1, "ok": 0.9}))
    assert (framing.task, framing.classes) == ("binary", ("ok", "fraud"))
    assert np.bincount(framing.y).tolist() == [1_800, 200]
    assert framing.dataset.table["case"].iloc[16] == "case 17 (made up)"
    assert framing.dataset.table["answer"].astype(str).tolist() == [framing.classes[code] for code in framing.y]
    assert "there is no table" in framing.notes[0]


def test_the_class_that_is_looked_for_can_be_stated():
    assert made_up(scenario({"a": 0.1, "b": 0.9}, data={"positive": "b"})).classes == ("a", "b")


def test_a_rare_class_gets_enough_cases_to_tell_something():
    y = made_up(scenario({"fraud": 0.004, "ok": 0.996})).y
    assert len(y) == 12_500
    assert (y == 1).sum() == 50


def test_the_class_that_only_the_costs_name_takes_what_is_left():
    found = shares(scenario({"fraud": 0.02, "odd": 0.08}, costs={"matrix": {"ok": {"fraud": 5.0}}}))
    assert found == pytest.approx({"fraud": 0.02, "odd": 0.08, "ok": 0.9})


def test_shares_within_a_thousandth_are_taken_as_whole():
    assert sum(shares(scenario({"a": 0.3333, "b": 0.3333, "c": 0.3333})).values()) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("prevalence", "words"),
    [
        ({"fraud": 0.5, "ok": 0.4}, "fraud 50 %, ok 40 % make 90 %"),
        ({"fraud": 0.5, "ok": 0.6}, "make 110 %"),
        ({"fraud": 1.0}, "1 class is named"),
        ({"fraud": 0.0, "ok": 1.0}, "'fraud' has a share of 0"),
        ({"1": 0.5, "1.0": 0.5}, "'1' twice"),
        ({" ": 0.5, "ok": 0.5}, "no name"),
        ({str(i): 1 / 300 for i in range(300)}, "300 classes are named"),
    ],
)
def test_shares_that_cannot_be_are_refused_in_three_parts(prevalence, words):
    with pytest.raises(UserError) as caught:
        made_up(scenario(prevalence))
    assert words in caught.value.what
    assert caught.value.why and caught.value.do


def test_a_class_that_only_the_costs_name_is_named_where_the_others_leave_it_nothing():
    with pytest.raises(UserError) as caught:
        shares(scenario({"a": 0.5, "b": 0.5}, costs={"matrix": {"x": {"a": 3.0}}}))
    assert caught.value.what == "The costs name 'x', and no share is left for it: a 50 %, b 50 % make 100 %."


def test_whole_numbers_add_up_and_leave_nobody_out():
    assert whole_numbers(np.array([1e-5] * 10 + [0.9999]), 200).tolist() == [1] * 10 + [190]
    assert whole_numbers(np.array([1.0, 1.0, 1.0]), 200).sum() == 200
