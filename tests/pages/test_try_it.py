"""The prototype screen."""

from __future__ import annotations

import pytest

from pages.parts import widgets
from tests.pages import walk


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("try_it"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_the_product_acts_then_tells_the_truth_and_what_it_cost(posts):
    widget(posts.selectbox, "view.screen").select("act").run()
    assert "case 1 of 20" in walk.said(posts)
    widget(posts.button, "prototype.answer").click().run()
    assert "It was " in "".join(one.value for one in (*posts.error, *posts.success)).replace("\\", "")
    assert "So far: 1 case" in walk.said(posts)
    widget(posts.button, "prototype.next").click().run()
    assert "case 2 of 20" in walk.said(posts)


def test_a_guesser_can_be_run_as_if_it_were_the_product_on_the_same_cases(posts):
    widget(posts.selectbox, "view.running").select("random").run()
    assert "case 1 of 20" in walk.said(posts)
    assert "(drawn at random)" in walk.said(posts)
    assert "In 1,000 real cases this would be wrong in" in walk.said(posts)
    widget(posts.button, "prototype.answer").click().run()
    assert "The same cases, so far" in walk.said(posts)


def test_who_confirms_may_change_and_answer_by_hand(posts):
    widget(posts.selectbox, "view.screen").select("confirm").run()
    widget(posts.button, "prototype.other").click().run()
    assert "You decide" in walk.said(posts)
    widget(posts.button, "prototype.answer").click().run()
    assert "You chose" in "".join(one.value for one in (*posts.error, *posts.success))


def test_a_round_can_begin_again(posts):
    widget(posts.button, "prototype.restart").click().run()
    assert "case 1 of 20" in walk.said(posts)
    assert not posts.exception


def test_other_cases_are_kept_in_the_scenario(posts):
    widget(posts.selectbox, "view.screen").select("act").run()
    widget(posts.button, "prototype.others").click().run()
    assert walk.session(posts).scenario.view.seed == 1
    assert "case 1 of 20" in walk.said(posts)


def test_a_message_is_shown_with_its_lines_and_nothing_in_it_is_carried_out():
    tell, rest = ("my bill is wrong", "no signal at home"), ("again", "since May", "they say")
    rows = "".join(f'"> Hello {i},\n\n- {tell[i % 2]} {rest[i % 3]} <b>x</b>\nTa",{tell[i % 2][:2]}\n' for i in range(60))
    opened = walk.to(walk.upload(walk.app(), f"message,team\n{rows}"), "try_it")
    walk.until_collected(opened)
    shown = next(one.value for one in opened.markdown if one.value.startswith("**Message**"))
    first, second, third, last = shown.split("  \n")
    assert (first, last) == ("**Message**", "Ta")
    assert second.startswith("\\> Hello")
    assert third.startswith("\\- ")
    assert "<b>" not in shown
    assert "word patterns" in walk.session(opened).job.evidence.predictions


def test_of_a_message_with_very_many_lines_the_last_run_on():
    assert widgets.lines("a\n\nb\r\nc") == "a  \nb  \nc"
    assert widgets.lines("a\nb\nc\nd", most=3) == "a  \nb  \nc d"
    assert widgets.lines("") == ""
