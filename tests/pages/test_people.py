"""The people and the screen on the Experience page: numbers with ranges and sources, settings to start from, what is compared."""

from __future__ import annotations

import pytest

from tests.pages import walk
from workbench.scenario import likely


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("experience"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def people(opened):
    return walk.session(opened).scenario.people


def open_up(opened, name: str):
    opened.session_state[f"{name}#{walk.session(opened).revision}"] = True
    return opened.run()


def press(opened, name: str):
    """Press a button where it is now; other parts of the page may have moved."""
    return widget(opened.button, name).click().run()


def test_a_number_says_that_it_is_assumed_and_a_setting_says_where_it_comes_from(posts):
    assert "orange-badge[assumed]" in widget(posts.number_input, "people.by_hand").label
    press(open_up(posts, "people.presets"), "people.preset.queue")
    told = widget(posts.number_input, "people.by_hand")
    assert "blue-badge[preset]" in told.label and "Brysbaert 2019" in told.help
    assert people(posts).by_hand == (17.89, 21.78, 28.18)
    assert people(posts).wage_per_hour == 36.0
    assert not posts.exception


def test_a_range_stays_when_the_likely_value_changes(posts):
    press(open_up(posts, "people.presets"), "people.preset.queue")
    widget(posts.number_input, "people.notices_wrong").set_value(70.0).run()
    assert people(posts).notices_wrong == pytest.approx((0.55, 0.7, 0.93))
    assert "orange-badge[assumed]" in widget(posts.number_input, "people.notices_wrong").label


def test_a_range_is_stated_and_taken_back(posts):
    widget(posts.number_input, "people.accepts_right").set_value(60.0).run()
    open_up(posts, "range.people.accepts_right")
    widget(posts.number_input, "low.people.accepts_right").set_value(55.0).run()
    assert people(posts).accepts_right[0] == pytest.approx(0.55)
    open_up(posts, "range.people.accepts_right")
    widget(posts.number_input, "high.people.accepts_right").set_value(50.0).run()
    assert "its low end is above its high end" in walk.said(posts) or "its range is" in walk.said(posts)
    press(open_up(posts, "range.people.accepts_right"), "range.off.people.accepts_right")
    assert people(posts).accepts_right == pytest.approx(0.6)


def test_a_share_above_everything_is_refused_by_name(posts):
    before = people(posts)
    widget(posts.number_input, "people.by_hand_error").set_value(130.0).run()
    assert "people.by_hand_error" in walk.said(posts) and "it cannot be above 1, found '1.3'" in walk.said(posts)
    assert people(posts) == before


def test_what_it_takes_to_undo_is_asked_for_where_that_is_compared(posts):
    assert not [one for one in posts.number_input if one.key.startswith("people.notices_in_time")]
    compared = widget(posts.multiselect, "policies.compare")
    compared.set_value([*compared.value, "undo", "sets"]).run()
    assert {"act", "undo", "sets"} <= set(walk.session(posts).scenario.policies.compare)
    widget(posts.number_input, "people.notices_in_time").set_value(40.0).run()
    assert likely(people(posts).notices_in_time) == pytest.approx(0.4)
    widget(posts.number_input, "policies.coverage").set_value(30.0).run()
    assert walk.session(posts).scenario.policies.coverage == 0.5
    assert "30 % cannot be: from 50 to 99.9 % can" in walk.said(posts)
    assert not posts.exception


def test_a_class_gets_its_own_share_of_errors_and_loses_it_again(posts):
    open_up(posts, "people.classes")
    name = widget(posts.selectbox, "people.class.0").options[0]
    widget(posts.selectbox, "people.class.0").set_value(name).run()
    widget(posts.number_input, f"people.by_hand_errors.{name}").set_value(12.0).run()
    assert likely(people(posts).by_hand_errors[name]) == pytest.approx(0.12)
    press(posts, f"people.class.off.{name}")
    assert people(posts).by_hand_errors == {}


def test_from_a_confidence_on_people_behave_otherwise(posts):
    press(open_up(posts, "people.bands"), "FormSubmitter:people.band")
    assert people(posts).bands[0].confidence == 0.9
    widget(posts.number_input, "people.bands.0.notices_wrong").set_value(20.0).run()
    assert people(posts).bands[0].notices_wrong == pytest.approx(0.2)
    press(posts, "people.band.off.0")
    assert people(posts).bands == ()
    assert not posts.exception


def test_the_wage_may_be_left_unstated(posts):
    widget(posts.number_input, "people.wage_per_hour").set_value(None).run()
    assert people(posts).wage_per_hour is None
    widget(posts.number_input, "people.wage_per_hour").set_value(36.0).run()
    assert people(posts).wage_per_hour == 36.0


def test_errors_of_a_class_that_is_none_are_named_and_can_be_removed(posts):
    before = walk.session(posts).scenario
    walk.session(posts).scenario = before.changed("people", by_hand_errors={"spam": 0.2})
    posts.run()
    assert "people.by_hand_errors names 'spam'" in walk.said(posts)
    press(open_up(posts, "people.classes"), "people.class.off.spam")
    assert people(posts).by_hand_errors == {}
    assert "spam" not in walk.said(posts) and not posts.exception


def test_another_target_has_other_classes_so_what_was_said_of_the_old_ones_goes():
    opened = walk.upload(walk.app(), walk.SMALL)
    scenario = walk.session(opened).scenario
    ranges = [
        {"input": ["people", "by_hand_errors", "yes"], "low": 0.1, "high": 0.3},
        {"input": ["people", "read"], "low": 1, "high": 2},
    ]
    said = scenario.changed("people", by_hand_errors={"yes": 0.2}).replaced("uncertain", ranges)
    walk.session(opened).scenario = said.changed("data", target="label")
    opened = walk.to(opened, "frame")
    widget(opened.selectbox, "target").set_value("kind").run()
    assert people(opened).by_hand_errors == {}
    assert [one.input for one in walk.session(opened).scenario.uncertain] == [("people", "read")]
