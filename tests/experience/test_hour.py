"""What one more hour of people's time is worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.experience.deferral import Deferral
from workbench.experience.hour import hour, in_words, next_slot

GAIN = np.array([2.4, 1.4, -0.6, 0.4])
EACH = np.ones(4)


def cases(gain, weight=None):
    nothing = np.zeros(len(gain))
    return Deferral(gain, nothing, nothing, nothing, np.ones(len(gain)) if weight is None else weight)


def test_the_next_slot_is_worth_the_first_gain_that_there_is_no_room_for():
    assert next_slot(GAIN, 0.0, EACH).estimate == 2.4
    assert next_slot(GAIN, 0.25, EACH).estimate == 1.4
    assert next_slot(GAIN, 0.5, EACH).estimate == 0.4


def test_a_slot_is_worth_nothing_once_all_that_is_worth_handing_over_is_handed_over():
    assert next_slot(GAIN, 0.75, EACH).estimate == 0.0
    assert next_slot(GAIN, 1.0, EACH).estimate == 0.0


def test_an_hour_holds_as_many_cases_as_its_seconds_do():
    found = hour(cases(GAIN), capacity=0.25, by_hand=90.0)
    assert found.worth.estimate == pytest.approx(40 * 1.4)
    assert found.binds and found.wanted == 0.75


def test_where_capacity_does_not_bind_an_hour_is_worth_nothing_and_that_is_said():
    found = hour(cases(GAIN), capacity=0.8, by_hand=90.0)
    assert not found.binds and found.worth.estimate == 0.0
    assert in_words(found, "USD").startswith("One more hour of people's time is worth nothing here")


def test_the_hour_is_told_with_its_interval_and_that_pay_is_taken_off():
    told = in_words(hour(cases(np.linspace(1.0, -1.0, 2001)), capacity=0.1, by_hand=3600.0), "USD")
    assert told.startswith("One more hour of people's time would save $0.8")
    assert "95 %" in told and "their pay already taken off" in told


def test_where_a_case_takes_no_time_there_is_no_worth_of_an_hour():
    assert hour(cases(GAIN), capacity=0.25, by_hand=0.0) is None


@given(st.lists(st.integers(-5, 9), min_size=1, max_size=12), st.integers(0, 12))
def test_one_more_slot_saves_what_the_best_choice_of_one_more_case_saves(gains, taken):
    gain, taken = np.array(gains, dtype=float), min(taken, len(gains))

    def saved(slots):
        return np.maximum(np.sort(gain)[::-1][:slots], 0.0).sum()

    assert next_slot(gain, taken / len(gain), np.ones(len(gain))).estimate == saved(taken + 1) - saved(taken)


def test_a_case_that_stands_for_many_counts_as_many():
    gain, weight = np.array([3.0, 2.0, 1.0]), np.array([8.0, 1.0, 1.0])
    assert next_slot(gain, 0.5, weight).estimate == 3.0
    assert next_slot(gain, 0.85, weight).estimate == 2.0


def test_the_interval_holds_the_real_limit_in_nineteen_of_twenty_samples():
    rng = np.random.default_rng(0)
    real = 0.8  # a fifth of gains that are uniform in [0, 1] is above it
    found = [next_slot(rng.random(400), 0.2, np.ones(400)) for _ in range(400)]
    assert 0.92 <= np.mean([one.low <= real <= one.high for one in found]) <= 0.98
