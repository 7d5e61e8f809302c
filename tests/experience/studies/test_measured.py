"""Measured behaviour in the place of assumptions. A wrong team costs 9, an hour 36; people are assumed to notice 80 %."""

from dataclasses import replace
from functools import cache

import pytest

from tests.experience.studies.clicking import Habits, clicked
from tests.experience.studies.plans import PEOPLE, THREE, evidence_of, planned, study
from workbench.data.framing import frame
from workbench.data.reading import read_bytes
from workbench.experience.studies.measured import measured
from workbench.experience.studies.results import results
from workbench.scenario import People, likely

ASSUMED = People(notices_wrong=0.8, accepts_right=0.97, picks_wrong_though_right_shown=0.01, by_hand=45.0, confirm=2.0, pick=1.0)
SAME = Habits(accepts_right=0.9, notices_wrong=0.5, slips=0.04, errors=0.2, look=8.0, hand=60.0)


@cache
def told(people=40, names=("confirm", "top-k", "manual")):
    plan = planned(variants=[{"screen": name} for name in names], cases=24)
    return results(plan, clicked(plan, people, dict.fromkeys(range(3), SAME)))


def test_what_people_did_takes_the_place_of_what_was_assumed_with_its_range():
    now = measured(told(), ASSUMED, when="2026-01-31")

    for name, true in (("notices_wrong", 0.5), ("by_hand_error", 0.2), ("picks_wrong_though_right_shown", 0.04)):
        low, middle, high = getattr(now, name)
        assert low < true < high and low < middle < high, name
    assert likely(now.accepts_right) == pytest.approx(0.92, abs=0.03)
    assert likely(now.confirm) == pytest.approx(8.0 * 1.046, rel=0.05)
    assert 3 * likely(now.read) + 0.8 * ASSUMED.pick == pytest.approx(8.0 * 1.046, rel=0.08)
    assert likely(now.by_hand) == pytest.approx(60 * 1.046, rel=0.05)


def test_where_it_comes_from_is_said_and_what_nobody_was_seen_to_do_stays_assumed():
    now = measured(told(), ASSUMED, when="2026-01-31")

    source = now.sources["notices_wrong"]
    assert source.startswith("measured: 40 people, ")
    assert source.endswith("study A study, 2026-01-31; the 80 % assumed count as 5 cases")
    assert now.notices_in_time == ASSUMED.notices_in_time and "notices_in_time" not in now.sources
    assert now.wage_per_hour is None and "wage_per_hour" not in now.sources


def test_the_people_that_were_assumed_stay_as_they_were():
    before = ASSUMED.model_dump_json()
    measured(told(), ASSUMED)
    assert ASSUMED.model_dump_json() == before


def test_without_answers_nothing_changes():
    plan = planned(variants=THREE, cases=24)
    assert measured(results(plan, []), ASSUMED) == ASSUMED


def test_the_more_an_assumption_counts_the_less_is_changed():
    plan = planned(variants=THREE, cases=24)
    trials = clicked(plan, 6, dict.fromkeys(range(3), SAME))
    little, much = (likely(measured(results(plan, trials, prior=prior), ASSUMED).notices_wrong) for prior in (1.0, 500.0))
    assert little < 0.65 < 0.75 < much


def test_a_class_has_its_own_errors_only_where_enough_of_it_was_worked_by_hand():
    many, few = (
        measured(told(), ASSUMED),
        measured(results(told().plan, clicked(told().plan, 2, dict.fromkeys(range(3), SAME))), ASSUMED),
    )
    assert set(many.by_hand_errors) == {name for name, seen in told().errors_by_class.items() if seen.cases >= 20} != set()
    assert few.by_hand_errors == {}


def test_a_class_that_was_written_otherwise_than_in_the_data_is_measured_and_not_named_twice():
    made = evidence_of()
    numbers = replace(made, framing=frame(numbered(made), study()))
    people = PEOPLE | {"by_hand_errors": {"1.0": 0.5}}
    plan = planned(evidence=numbers, variants=[{"screen": "manual"}, {"screen": "confirm"}], people=people, cases=24)
    now = measured(results(plan, clicked(plan, 20, {0: SAME, 1: SAME})), People(**people))
    assert plan.people.by_hand_errors == {"1": 0.5}
    assert "1" in now.by_hand_errors and "1.0" not in now.by_hand_errors


def numbered(made):
    """The same table with classes 0, 1, 2 and so on."""
    rows = [f"{number},words {row % 9},{row}" for row, number in enumerate(made.y)]
    return read_bytes("made.csv", "\n".join(["target,words,id", *rows]).encode())


def test_bands_of_confidence_are_told_where_each_was_met_often_enough():
    now = measured(told(), ASSUMED)
    assert len(now.bands) >= 2
    assert [band.confidence for band in now.bands] == sorted(band.confidence for band in now.bands)
    assert all(likely(band.notices_wrong) == pytest.approx(0.5, abs=0.2) for band in now.bands)
    assert measured(results(told().plan, clicked(told().plan, 2, dict.fromkeys(range(3), SAME))), ASSUMED).bands == ()


def test_one_variant_alone_can_be_taken():
    plan = planned(variants=THREE, cases=24)
    careful, careless = Habits(notices_wrong=0.95), Habits(notices_wrong=0.2)
    found = results(plan, clicked(plan, 20, {0: careless, 1: careful, 2: careful}))
    assert likely(measured(found, ASSUMED, variant=0).notices_wrong) < 0.4
    assert likely(measured(found, ASSUMED, variant=1).notices_wrong) > 0.8
    assert "read" not in measured(found, ASSUMED, variant=0).sources


def test_a_study_with_no_list_says_nothing_of_slips():
    now = measured(told(20, ("confirm", "manual")), ASSUMED)
    assert now.picks_wrong_though_right_shown == ASSUMED.picks_wrong_though_right_shown
    assert "read" not in now.sources and "confirm" in now.sources


def test_what_is_seen_on_one_screen_only_is_told_from_it_and_what_is_seen_on_several_from_all_their_trials():
    plan = planned(variants=[{"screen": "confirm"}, {"screen": "top-k"}], cases=24)
    sure, slipping = Habits(accepts_right=0.98, slips=0.0, look=4.0), Habits(accepts_right=0.7, slips=0.25, look=9.0)
    found = results(plan, clicked(plan, 60, {0: sure, 1: slipping}), prior=1.0)
    now, confirmed, listed = (measured(found, ASSUMED, variant=variant) for variant in (None, 0, 1))
    assert likely(confirmed.accepts_right) == pytest.approx(0.98, abs=0.02)
    assert likely(confirmed.picks_wrong_though_right_shown) == 0.01
    assert likely(listed.accepts_right) == pytest.approx(0.7, abs=0.04)
    for one in (now, listed):
        assert likely(one.picks_wrong_though_right_shown) == pytest.approx(0.25, abs=0.04)
    pooled = [likely(each.accepts_right) for each in (now, confirmed, listed)]
    assert pooled[0] == pytest.approx(min(sum(pooled[1:]) / 2, 1.0 - likely(now.picks_wrong_though_right_shown)), abs=0.02)
    assert (now.confirm, now.read) == (confirmed.confirm, listed.read) and "confirm" not in listed.sources


def test_shares_that_exclude_each_other_never_come_to_more_than_all_cases():
    plan = planned(variants=[{"screen": "confirm"}, {"screen": "top-k"}], cases=24)
    found = results(plan, clicked(plan, 30, {0: Habits(accepts_right=1.0, slips=0.0), 1: Habits(accepts_right=0.6, slips=0.4)}))
    now = measured(found, ASSUMED)
    for accepts in (now.accepts_right, *(band.accepts_right for band in now.bands)):
        assert likely(accepts) + likely(now.picks_wrong_though_right_shown) <= 1.0
    assert now.bands


def test_what_people_take_back_is_told_of_wrong_actions_and_of_right_ones():
    plan = planned(variants=[{"screen": "undo"}, {"screen": "confirm"}], cases=24)
    hasty = Habits(accepts_right=0.85, slips=0.0, notices_wrong=0.6)
    now = measured(results(plan, clicked(plan, 40, {0: hasty, 1: SAME})), ASSUMED)
    for name, true in (("notices_in_time", 0.6), ("takes_back_right", 0.15)):
        low, middle, high = getattr(now, name)
        assert low < true < high and low < middle < high, name
    assert now.sources["takes_back_right"].startswith("measured: 40 people, ")
    assert "takes_back_right" not in measured(told(), ASSUMED).sources
