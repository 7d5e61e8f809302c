"""The prototype screen."""

from __future__ import annotations

import pytest

from pages.parts.prototype_case import paragraphs
from tests.pages import walk


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("try_it"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_the_product_acts_then_tells_the_truth_and_what_it_cost(posts):
    widget(posts.selectbox, "view.screen").select("act").run()
    assert "20 waiting · 0 done" in walk.said(posts)
    widget(posts.button, "try-0-accept").click().run()
    assert "It was " in "".join(one.value for one in (*posts.error, *posts.success)).replace("\\", "")
    assert "So far: 1 case" in walk.said(posts)
    widget(posts.button, "prototype.next").click().run()
    assert "19 waiting · 1 done" in walk.said(posts)


def test_a_guesser_can_be_run_as_if_it_were_the_product_on_the_same_cases(posts):
    widget(posts.selectbox, "view.running").select("random").run()
    assert "20 waiting" in walk.said(posts)
    assert "(drawn at random)" in walk.said(posts)
    assert "In 1,000 real cases this would be wrong in" in walk.said(posts)
    widget(posts.button, "try-0-accept").click().run()
    assert "The same cases, so far" in walk.said(posts)


def test_who_confirms_may_change_and_answer_by_hand(posts):
    widget(posts.selectbox, "view.screen").select("confirm").run()
    widget(posts.button, "try-0-change").click().run()
    assert "You decide" in walk.said(posts)
    widget(posts.button, "try-0-manual-1").click().run()
    assert "You chose" in "".join(one.value for one in (*posts.error, *posts.success))


def test_a_round_can_begin_again(posts):
    widget(posts.button, "prototype.restart").click().run()
    assert "20 waiting" in walk.said(posts)
    assert not posts.exception


def test_other_cases_are_kept_in_the_scenario(posts):
    widget(posts.selectbox, "view.screen").select("act").run()
    widget(posts.button, "prototype.others").click().run()
    assert walk.session(posts).scenario.view.seed == 1
    assert "20 waiting" in walk.said(posts)


def test_a_message_is_shown_with_its_lines_and_nothing_in_it_is_carried_out():
    tell, rest = ("my bill is wrong", "no signal at home"), ("again", "since May", "they say")
    rows = "".join(f'"> Hello {i},\n\n- {tell[i % 2]} {rest[i % 3]} <b>x</b>\nTa",{tell[i % 2][:2]}\n' for i in range(60))
    opened = walk.to(walk.upload(walk.app(), f"message,team\n{rows}"), "try_it")
    walk.until_collected(opened)
    shown = next(one.value for one in opened.markdown if "Hello" in one.value)
    first, second, last = shown.replace("\n\n", "  \n").split("  \n")
    assert last == "Ta"
    assert first.startswith("\\> Hello")
    assert second.startswith("\\- ")
    assert "<b>" not in shown
    assert "word patterns" in walk.session(opened).job.evidence.predictions


def test_a_text_keeps_its_paragraphs_and_what_is_beyond_the_most_lines_runs_on():
    assert paragraphs("a\nb\n\n\n    c") == "a  \nb\n\nc"
    assert paragraphs("a\nb\nc\nd", most=2) == "a  \nb  \nc d"
    assert paragraphs("") == ""
