"""How long people take."""

import numpy as np
import pytest

from workbench.experience.studies.times import completed, geometric, ratio, seconds


def test_six_times_have_a_typical_one_and_a_mean_for_what_they_cost():
    taken = np.array([55.0, 65, 75, 62, 45, 135])
    found = seconds(taken, np.arange(6), np.zeros(6, dtype=bool))

    assert [round(v, 1) for v in (found.typical.estimate, found.typical.low, found.typical.high)] == [68.2, 46.0, 101.2]
    assert found.typical == geometric(taken)
    assert found.mean.estimate == pytest.approx(72.8, abs=0.05)


def test_differences_within_people_tell_how_much_quicker_a_variant_is():
    found = ratio(np.array([-0.2, -0.1, -0.3, 0.0, -0.15, -0.25]))
    assert [round(v, 3) for v in (found.estimate, found.low, found.high)] == [0.846, 0.756, 0.948]


def test_running_out_of_time_is_neither_left_out_nor_counted_as_the_limit():
    rng = np.random.default_rng(0)
    true = np.exp(rng.normal(3.0, 0.8, 20_000))
    cut = true > 40.0
    taken = np.minimum(true, 40.0)
    logs, values = completed(taken, cut)

    assert 0.15 < cut.mean() < 0.25
    assert np.exp(logs.mean()) == pytest.approx(np.exp(3.0), rel=0.02)
    assert values.mean() == pytest.approx(true.mean(), rel=0.03)
    assert taken.mean() < 0.9 * true.mean()


def test_where_most_ran_out_of_time_it_is_said_that_more_is_not_known():
    found = seconds(np.array([30.0, 30, 30, 12]), np.arange(4), np.array([True, True, True, False]))
    assert found.at_least and found.cut == 3


@pytest.mark.parametrize("taken", [[], [4.0]])
def test_fewer_than_two_times_are_no_mean(taken):
    assert seconds(np.array(taken), np.arange(len(taken)), np.zeros(len(taken), dtype=bool)) is None


def test_a_click_that_took_no_time_at_all_breaks_nothing():
    found = seconds(np.zeros(4), np.arange(4), np.zeros(4, dtype=bool))
    assert np.isfinite([found.typical.estimate, found.typical.low, found.typical.high, found.mean.estimate]).all()


def test_trials_of_one_person_do_not_stand_for_other_people():
    taken = np.array([10.0, 10, 10, 10, 20, 20, 20, 20])
    by_people = seconds(taken, np.repeat([0, 1], 4), np.zeros(8, dtype=bool))
    as_if_apart = seconds(taken, np.arange(8), np.zeros(8, dtype=bool))
    assert by_people.mean.high - by_people.mean.low > 3 * (as_if_apart.mean.high - as_if_apart.mean.low)
