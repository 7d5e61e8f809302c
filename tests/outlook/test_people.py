"""Guesses about people: only those that enter a price, with the range that was stated for them, kept in one place."""

import numpy as np
import pytest

from tests.experience.made import scenario
from tests.outlook.made import on_paper, prices
from workbench.errors import UserError
from workbench.experience.presets import PRESETS, origin
from workbench.outlook.advantage import advantage
from workbench.outlook.apart import add_band, add_class, remove_band, remove_class
from workbench.outlook.chance import chance
from workbench.outlook.inputs import check_ranges, guesses, usable_ranges, with_range, with_value
from workbench.outlook.outlook import outlook
from workbench.outlook.people import NEEDED_BY, put, stated_ends, with_likely
from workbench.outlook.tornado import tornado
from workbench.run import appraise
from workbench.scenario import PolicyName

NOTICES = ("people", "notices_wrong")
SPAM = ("people", "by_hand_errors", "b")
SURE = ("people", "bands", "0", "notices_wrong")
BAND = {"confidence": 0.7, "accepts_right": [0.8, 0.9, 0.95], "notices_wrong": [0.1, 0.3, 0.5]}


def asked(*compared, **people):
    return prices(people={"wage_per_hour": 36.0, "undo_fee": 0.3} | people, policies={"compare": list(compared)})


def named(known):
    return {one.path: one for one in guesses(known, on_paper())}


def test_what_it_takes_to_undo_is_guessed_only_where_answers_can_be_undone():
    undo = {("people", name) for name in ("undo", "undo_fee", "notices_in_time", "unrecovered")}
    assert undo <= set(named(asked("undo")))
    assert not undo & set(named(asked("confirm", "manual")))
    assert NOTICES not in named(asked("undo"))


def test_every_way_of_behaving_that_needs_people_says_which_numbers_it_needs():
    needing = set().union(*NEEDED_BY.values())
    assert needing == set(PolicyName.__args__) - {"act"}


def test_each_class_and_each_band_has_its_own_guess_and_names_itself():
    found = named(asked("confirm", by_hand_errors={"b": [0.1, 0.2, 0.6]}, bands=[BAND]))
    assert (found[SPAM].low, found[SPAM].value, found[SPAM].high, found[SPAM].stated) == (0.1, 0.2, 0.6, True)
    assert found[SPAM].named.beyond(0.3, True, "USD") == 'people get more than 30 % of "b" wrong by hand'
    assert (found[SURE].low, found[SURE].high) == (0.1, 0.5)
    assert found[SURE].name == "notices a wrong one, shown at 70 % or more"


def test_what_holds_for_no_case_is_not_asked_about():
    every = asked("confirm", by_hand_errors={"a": 0.1, "b": 0.2}, bands=[BAND | {"confidence": 0.0}])
    assert not {("people", "by_hand_error"), NOTICES} & set(named(every))
    assert ("people", "by_hand_error") in named(asked("confirm", by_hand_errors={"a": 0.1}))


def test_a_range_is_kept_with_its_number_and_survives_another_likely_value():
    known = with_range(asked("confirm"), named(asked("confirm"))[NOTICES], (0.6, 0.9))
    assert known.people.notices_wrong == (0.6, 0.8, 0.9) and known.uncertain == ()
    assert with_likely(known, NOTICES, 0.7).people.notices_wrong == (0.6, 0.7, 0.9)
    assert with_likely(known, NOTICES, 0.95).people.notices_wrong == (0.6, 0.95, 0.95)
    assert with_range(known, named(known)[NOTICES], None).people.notices_wrong == 0.8
    assert with_likely(asked("confirm"), NOTICES, 0.7).people.notices_wrong == 0.7


def test_a_range_that_a_file_states_apart_from_the_number_moves_to_it_when_the_number_is_edited():
    apart = asked("confirm").replaced("uncertain", [{"input": NOTICES, "low": 0.5, "high": 0.9}])
    assert stated_ends(apart, NOTICES) == (0.5, 0.9)
    edited = with_likely(apart, NOTICES, 0.7)
    assert edited.people.notices_wrong == (0.5, 0.7, 0.9) and edited.uncertain == ()


def test_a_number_that_was_edited_no_longer_comes_from_a_preset():
    known = PRESETS[0].put(asked("confirm"))
    edited = put(known, NOTICES, 0.7)
    assert (origin(known.people, "notices_wrong"), origin(edited.people, "notices_wrong")) == ("preset", "assumed")
    assert origin(edited.people, "confirm") == "preset"


def test_editing_one_of_several_measured_numbers_leaves_the_others_measured():
    known = asked(
        "confirm", by_hand_errors={"a": 0.1, "b": 0.2}, bands=[BAND], sources={"bands": "measured", "by_hand_errors": "measured"}
    )
    edited = put(put(known, SPAM, 0.3), SURE, 0.4).people
    assert (origin(edited, "by_hand_errors.b"), origin(edited, "by_hand_errors.a")) == ("assumed", "measured")
    assert (origin(edited, "bands.0.notices_wrong"), origin(edited, "bands.0.accepts_right")) == ("assumed", "measured")


def test_a_band_that_is_added_or_removed_takes_no_source_from_another():
    sources = {"bands": "measured: 12 people", "confirm": "Preset, x"}
    known = add_band(asked("confirm", bands=[BAND], sources=sources), 0.5).people
    assert [band.confidence for band in known.bands] == [0.5, 0.7]
    assert [origin(known, f"bands.{place}.notices_wrong") for place in (0, 1)] == ["assumed", "measured"]
    rest = remove_band(asked("confirm", bands=[band.model_dump() for band in known.bands], sources=known.sources), 0).people
    assert (rest.bands[0].confidence, origin(rest, "bands.0.notices_wrong"), rest.sources["confirm"]) == (
        0.7,
        "measured",
        "Preset, x",
    )
    with pytest.raises(UserError, match=r"two begin at the confidence 0\.7"):
        add_band(asked("confirm", bands=[BAND]), 0.7)


def test_a_class_that_is_added_begins_with_what_held_for_it_and_is_assumed():
    known = add_class(asked("confirm", by_hand_errors={"a": 0.1}, sources={"by_hand_errors": "measured"}), "b")
    assert known.people.by_hand_errors == {"a": 0.1, "b": 0.02}
    assert [origin(known.people, f"by_hand_errors.{name}") for name in "ab"] == ["measured", "assumed"]
    assert remove_class(known, "b").people.by_hand_errors == {"a": 0.1}


def test_numbers_of_a_class_and_of_a_band_are_edited_like_others():
    known = asked("confirm", by_hand_errors={"b": 0.2}, bands=[BAND])
    assert with_likely(known, SPAM, 0.3).people.by_hand_errors == {"b": 0.3}
    assert with_likely(known, SURE, 0.4).people.bands[0].notices_wrong == (0.1, 0.4, 0.5)
    assert with_value(known, SURE, 0.4).people.bands[0].notices_wrong == 0.4
    with pytest.raises(UserError, match="above 1"):
        with_likely(known, ("people", "bands", "0", "accepts_right"), 1.0)


def test_a_range_for_a_band_that_is_not_there_is_refused_by_name():
    known = asked("confirm", bands=[BAND])
    fine = known.replaced("uncertain", [{"input": SURE, "low": 0.1, "high": 0.4}])
    assert check_ranges(fine, ("a", "b"), np.array([100, 100])) == ()
    gone = known.replaced("uncertain", [{"input": ("people", "bands", "3", "notices_wrong"), "low": 0.1, "high": 0.4}])
    with pytest.raises(UserError, match="no input 'people.bands.3.notices_wrong'"):
        check_ranges(gone, ("a", "b"), np.array([100, 100]))


def question(known):
    found = appraise(on_paper(), known, quick=True)
    return advantage(found.evidence, known, found.prices, found.outcomes)


def test_a_range_that_cannot_be_used_is_refused_by_the_outlook_of_a_page_in_the_words_of_the_command_line():
    found = appraise(on_paper(), asked("confirm"), quick=True)
    for path, words in ((("people", "notice"), "no input 'people.notice'"), (NOTICES, "and 1.4 cannot be used")):
        wrong = asked("confirm").replaced("uncertain", [{"input": path, "low": 0.1, "high": 1.4}])
        for check in (
            lambda wrong=wrong: outlook(found.evidence, wrong, found.prices, found.outcomes),
            lambda wrong=wrong: check_ranges(wrong, ("a", "b"), np.array([100, 100])),
        ):
            with pytest.raises(UserError, match=words):
                check()


def test_ranges_that_cannot_be_used_are_told_apart_from_those_that_can():
    ends = {"low": 0.1, "high": 0.9}
    several = [{"input": NOTICES, **ends}, {"input": ("people", "notice"), **ends}, {"input": ("prevalence", "z"), **ends}]
    known = asked("confirm").replaced("uncertain", several)
    assert [one.input for one in usable_ranges(known, on_paper())] == [NOTICES]


def test_tornado_and_probability_go_over_the_ranges_that_a_preset_states():
    known = PRESETS[1].put(asked("confirm", "manual"))
    listed = guesses(known, on_paper())
    stated = {one.path[1]: (one.low, one.high) for one in listed if one.stated}
    assert stated["notices_wrong"] == (0.2, 0.75) and stated["by_hand"] == PRESETS[1].numbers["by_hand"].range[::2]
    bars = {bar.guess.path: bar for bar in tornado(question(known), listed)}
    narrow = with_range(known, named(known)[NOTICES], (0.49, 0.51))
    assert bars[NOTICES].swing > 0
    assert (NOTICES in {one.path for one in guesses(narrow, on_paper())}) and (
        next((bar.swing for bar in tornado(question(narrow), guesses(narrow, on_paper())) if bar.guess.path == NOTICES), 0.0)
        < bars[NOTICES].swing
    )


def test_shares_drawn_together_never_add_up_to_more_than_one():
    wide = {"accepts_right": [0.5, 0.9, 1.0], "picks_wrong_though_right_shown": [0.0, 0.05, 0.5]}
    known = asked("top-k", **wide, bands=[BAND | {"accepts_right": [0.4, 0.9, 1.0]}])
    assert scenario(people=wide)
    found = chance(question(known), guesses(known, on_paper()), draws=50)
    assert 0.0 <= found.wins <= 1.0
