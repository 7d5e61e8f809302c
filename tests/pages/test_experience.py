"""The Experience page."""

from __future__ import annotations

import pytest

from tests.pages import walk


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("experience"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_it_says_which_screen_is_cheapest_and_what_it_is_worth(posts):
    assert not posts.exception
    assert "per 1,000 cases" in walk.said(posts)
    assert "What a screen adds." in walk.said(posts)
    assert "Left on the table: a perfect answer would save" in walk.said(posts)


def test_shares_are_edited_as_per_cent_and_kept_as_shares(posts):
    widget(posts.number_input, "people.notices_wrong").set_value(55.0).run()
    assert walk.session(posts).scenario.people.notices_wrong == pytest.approx(0.55)


def test_shares_that_do_not_add_up_are_refused_and_nothing_changes(posts):
    widget(posts.number_input, "people.accepts_right").set_value(97.0).run()
    widget(posts.number_input, "people.picks_wrong").set_value(50.0).run()
    assert "above 1" in walk.said(posts)
    assert walk.session(posts).scenario.people.picks_wrong_though_right_shown == pytest.approx(0.2) or posts.error


def test_another_candidate_can_stand_behind_the_screen(posts):
    widget(posts.selectbox, "view.candidate").select("cheapest answer").run()
    assert not posts.exception
    assert walk.session(posts).scenario.view.candidate == "cheapest answer"


def test_other_candidates_can_be_left_off_the_map(posts):
    widget(posts.multiselect, "view.beside").set_value(["one rule"]).run()
    assert not posts.exception
    assert walk.session(posts).scenario.view.beside == ("one rule",)
    widget(posts.multiselect, "view.beside").set_value([]).run()
    assert walk.session(posts).scenario.view.beside == ()


def test_hours_a_week_say_how_much_time_there_is_for_a_case(posts):
    assert "The team has" not in walk.said(posts)
    widget(posts.number_input, "decision.volume_per_year").set_value(52_000.0).run()
    widget(posts.number_input, "decision.hours_per_week").set_value(40.0).run()
    assert not posts.exception
    assert "The team has 2.4 min a case" in walk.said(posts)


def opened(page, name: str):
    """Open an expander or a popover, which runs the page."""
    page.session_state[f"{name}#{walk.session(page).revision}"] = True
    return page.run()


def test_every_way_of_behaving_is_told_in_right_decisions_and_what_it_leaves(posts):
    settled = walk.at_rest(posts)
    assert "Worth in right decisions" in walk.said(settled)
    assert "| by hand |" in walk.said(settled)
    assert "A decision is wrong when another answer would have been cheaper." in walk.said(settled)


def test_an_hour_more_is_worth_nothing_where_people_have_time_for_all(posts):
    assert "One more hour of people's time is worth nothing here" in walk.said(posts)


def test_risk_against_coverage_is_drawn_where_somebody_asks_for_it(posts):
    assert "Area under the curve" not in walk.said(posts)
    assert "Area under the curve (AURC), per 1,000 cases" in walk.said(opened(posts, "risk"))


def test_the_checklist_says_what_the_chosen_design_does_about_each_point(posts):
    assert "points are met" not in walk.said(posts)
    told = walk.said(opened(posts, "guidelines"))
    assert "points are met" in told and "Be easy to put right** (G9)" in told
    widget(posts.selectbox, "guidelines.design").select("Act when sure and hand unsure cases to a person").run()
    assert "what the product did by itself cannot be changed" in walk.said(posts)
