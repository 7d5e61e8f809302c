"""How many participants it takes."""

from math import inf

import numpy as np
import pytest

from tests.experience.studies.clicking import Habits, clicked
from tests.experience.studies.plans import THREE, planned
from workbench.experience.studies.needed import (
    beforehand,
    discovered,
    for_precision,
    to_tell_apart,
    trials_for,
    trials_to_tell_apart,
)
from workbench.experience.studies.results import results

PLAN = planned(variants=THREE, cases=24)


def test_three_in_ten_within_one_in_ten_takes_81_wrong_suggestions():
    assert trials_for(0.3, 0.1) == 81


def test_four_in_ten_against_two_in_ten_takes_79_an_arm():
    assert trials_to_tell_apart(0.4, 0.2) == 79
    assert trials_to_tell_apart(0.3, 0.3) == inf


def test_five_people_find_a_problem_of_three_in_ten_five_times_in_six():
    assert discovered(0.31, 5) == pytest.approx(0.84, abs=0.005)


def test_people_who_are_alike_in_their_answers_make_more_of_them_needed():
    same, alike = (
        results(PLAN, clicked(PLAN, 30, dict.fromkeys(range(3), Habits(notices_wrong=0.7, alike=icc)), seed=4))
        for icc in (0.0, 0.5)
    )
    few, many = for_precision(same, 0), for_precision(alike, 0)
    assert few.participants < many.participants
    assert few.more == max(few.participants - 30, 0)


def test_a_single_wrong_suggestion_that_was_taken_does_not_say_that_they_always_are():
    careless = dict.fromkeys(range(3), Habits(notices_wrong=0.0))
    one = [trial for trial in clicked(PLAN, 1, careless) if not trial.practice]
    met = next(trial for trial in one if trial.variant == 0 and not trial.suggestion_right)
    found = results(PLAN, [met])
    assert found.variants[0].shares.missed.hits == found.variants[0].shares.missed.cases == 1
    # 1 taken, and 20 % assumed as 5 cases: one in three, not nineteen in twenty.
    assert for_precision(found, 0).trials == trials_for(2 / 6, 0.1)
    assert for_precision(found, 0).participants > beforehand(PLAN).participants


def test_before_anybody_was_seen_it_is_reckoned_from_the_design():
    # 3 wrong suggestions for each participant in a variant: 81 * (1 + 2 * .1) / 3.
    assert beforehand(PLAN).participants == 33


def test_variants_that_look_alike_cannot_be_told_apart_by_any_number():
    same = dict.fromkeys(range(3), Habits(notices_wrong=1.0))
    assert to_tell_apart(results(PLAN, clicked(PLAN, 6, same)), 0, 1).more == inf


def test_variants_far_apart_need_few():
    far = {0: Habits(notices_wrong=0.1), 1: Habits(notices_wrong=0.9), 2: Habits()}
    assert to_tell_apart(results(PLAN, clicked(PLAN, 12, far)), 0, 1).more == 0


def test_where_nothing_is_suggested_there_is_nothing_to_notice():
    nobody = results(PLAN, [])
    assert to_tell_apart(nobody, 0, 2).more == inf
    plan = planned(variants=[{"screen": "manual"}, {"screen": "defer"}], cases=8)
    assert beforehand(plan).participants == inf
    assert for_precision(results(plan, []), 0).participants == inf


def test_a_smaller_difference_and_a_narrower_interval_take_more_people_and_the_reckoning_is_the_same():
    found = results(PLAN, clicked(PLAN, 30, {0: Habits(notices_wrong=0.6), 1: Habits(notices_wrong=0.8), 2: Habits()}, seed=2))
    first, second = (found.variants[at].shares.missed.share for at in (0, 1))
    assert to_tell_apart(found, 0, 1, abs(first - second)).trials == to_tell_apart(found, 0, 1).trials
    wanted = [to_tell_apart(found, 0, 1, gap).participants for gap in (0.05, 0.1, 0.3)]
    assert wanted == sorted(wanted, reverse=True) and wanted[0] > 10 * wanted[2]
    middle = (first + second) / 2
    assert to_tell_apart(found, 0, 1, 0.1).trials == trials_to_tell_apart(middle - 0.05, middle + 0.05)
    assert for_precision(found, 0, 0.05).trials > 3.5 * for_precision(found, 0, 0.1).trials


def test_as_many_trials_as_are_said_to_be_needed_show_the_difference_four_times_in_five():
    rng, trials = np.random.default_rng(3), trials_to_tell_apart(0.25, 0.35)
    taken = rng.binomial(trials, (0.25, 0.35), size=(4_000, 2)) / trials
    error = np.sqrt((taken * (1 - taken)).sum(axis=1) / trials)
    assert np.mean((taken[:, 1] - taken[:, 0]) / error > 1.96) == pytest.approx(0.8, abs=0.02)
