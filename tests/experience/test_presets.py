"""Settings to start from: each number has a range and a source, and seconds are derived where they can be."""

import pytest

from tests.experience.made import scenario
from workbench.experience.behaviour import behaviour
from workbench.experience.keystrokes import RANGES, Steps
from workbench.experience.presets import KEPT, PRESETS, origin
from workbench.scenario import People, dumps, loads

NUMBERS = set(People.model_fields) - {"by_hand_errors", "bands", "sources", *KEPT}


def test_seconds_are_what_a_hand_and_an_eye_take():
    # Deciding 1.35, pointing 1.1, pressing .2; 238 words take a minute.
    assert Steps("M P K").seconds == (2.27, 2.65, 3.13)
    assert Steps("", words=238).seconds == (47.6, 60.0, 81.6)
    assert Steps("M H P K", words=119).seconds[1] == pytest.approx(30 + 1.35 + 0.4 + 1.1 + 0.2)
    assert Steps("M M P K").derivation.startswith("deciding 2 times 2.7 + pointing 1.1 + pressing 0.2 = 4 s (")
    assert Steps("", words=4).derivation.startswith("reading 4 words 1.01 s (238 words a minute")
    assert RANGES["P"] == (0.8, 1.1, 1.5)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.name)
def test_each_preset_sets_every_number_with_a_range_and_a_source(preset):
    people = preset.put(scenario()).people
    assert set(preset.numbers) == NUMBERS
    for name, told in preset.numbers.items():
        low, likely, high = getattr(people, name)
        assert (low, likely, high) == told.range and low <= likely <= high
        assert people.sources[name].startswith("Preset, ") and len(told.source) > 20
        assert origin(people, name) == "preset"


def test_a_preset_leaves_the_wage_alone_and_takes_what_was_measured_of_others_with_it():
    known = {
        "wage_per_hour": [20, 30, 40],
        "undo_fee": 0.5,
        "by_hand_errors": {"a": 0.3},
        "sources": {"wage_per_hour": "payroll"},
    }
    band = {"confidence": 0.9, "accepts_right": 0.9, "notices_wrong": 0.1}
    people = PRESETS[0].put(scenario(people=known | {"bands": [band]})).people
    assert people.wage_per_hour == (20, 30, 40) and people.undo_fee == 0.5
    assert people.by_hand_errors == {} and people.bands == ()
    assert origin(people, "wage_per_hour") == "stated"


def test_what_has_no_source_is_assumed_and_what_a_study_found_is_measured():
    found = {"confirm": "measured: 12 people, 96 cases, 2026-11-23", "by_hand_errors": "Measured on 40 cases."}
    people = scenario(people={"sources": found}).people
    assert origin(people, "confirm") == "measured"
    assert origin(people, "by_hand_errors.spam") == "measured"
    assert origin(people, "pick") == "assumed"


def test_a_preset_survives_being_saved_and_is_read_by_the_formulas():
    put = PRESETS[1].put(scenario(people={"wage_per_hour": 36.0}))
    assert loads(dumps(put)) == put
    assert behaviour(put).notices_wrong == 0.5
    # Two decisions, two points, two presses and forty words, at a cent a second.
    assert behaviour(put).hand_price == pytest.approx(0.01 * (2.7 + 2.2 + 0.4 + 40 * 60 / 238), abs=1e-4)
