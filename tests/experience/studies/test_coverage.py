"""Made-up people click through a plan 200 times: how often the intervals hold what is true of all people."""

import numpy as np
import pytest

from tests.experience.studies.clicking import Habits, clicked
from tests.experience.studies.plans import TWO, planned
from workbench.experience.studies.measured import measured
from workbench.experience.studies.results import results
from workbench.scenario import People

SEEDS = 200
ALIKE = Habits(accepts_right=0.9, notices_wrong=0.6, slips=0.03, errors=0.15, look=5.0, hand=40.0, alike=0.3)


@pytest.fixture(scope="module")
def studies():
    plan = planned(variants=TWO, cases=32, wrong_share=0.375)
    return [results(plan, clicked(plan, 12, dict.fromkeys(range(2), ALIKE), seed)) for seed in range(SEEDS)]


def held(ends, true):
    return np.mean([low <= true <= high for low, high in ends])


@pytest.mark.slow
@pytest.mark.parametrize("variant", [0, 1])
def test_intervals_that_allow_for_people_hold_how_often_wrong_suggestions_are_taken_and_naive_ones_do_not(studies, variant):
    seen = [study.variants[variant].shares.missed for study in studies]

    assert held([(one.clustered.low, one.clustered.high) for one in seen], 0.4) > 0.92
    assert held([(one.naive.low, one.naive.high) for one in seen], 0.4) < 0.9


@pytest.mark.slow
def test_seconds_hold_the_typical_time(studies):
    seen = [study.hand_seconds.typical for study in studies]
    assert held([(one.low, one.high) for one in seen], 40.0) > 0.92


@pytest.mark.slow
def test_the_difference_within_people_holds_that_there_is_none(studies):
    # Noticing is each person's own in each variant here, so a difference is chance.
    seen = [study.pairs[0].missed for study in studies]
    assert 0.91 < held([(one.low, one.high) for one in seen], 0.0) <= 1.0


@pytest.mark.slow
def test_measured_ranges_hold_the_truth_where_the_assumption_was_not_far_off(studies):
    near = People(notices_wrong=0.65, accepts_right=0.92, by_hand_error=0.12)
    ranges = [measured(study, near) for study in studies]
    assert held([(one.notices_wrong[0], one.notices_wrong[2]) for one in ranges], 0.6) > 0.9
    assert held([(one.by_hand_error[0], one.by_hand_error[2]) for one in ranges], 0.15) > 0.9
