"""The prototype screen."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import prototype, widgets
from tests.pages import walk
from workbench.data.roles import LABEL_SOURCE
from workbench.handoff import share as links


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
    assert widgets.paragraphs("a\nb\n\n\n    c") == "a  \nb\n\nc"
    assert widgets.paragraphs("a\nb\nc\nd", most=2) == "a  \nb  \nc d"
    assert widgets.paragraphs("") == ""


def corrected() -> AppTest:
    """A screen on which the first case was changed to another answer than was suggested, with a reason."""
    rows = "".join(f"{'ab'[i % 2]},{i % 7},{('x', 'y', 'z')[i % 3]}\n" for i in range(90))
    opened = walk.to(walk.upload(walk.app(), f"kind,amount,label\n{rows}"), "try_it")
    walk.until_collected(opened)
    widget(opened.selectbox, "view.screen").select("confirm").run()
    widget(opened.button, "try-0-change").click().run()
    suggested = prototype_turns_shown(opened)
    place = next(number for number, label in enumerate(("x", "y", "z")) if label != suggested)
    widget(opened.text_input, "try-0-reason").input("=because").run()
    return widget(opened.button, f"try-0-manual-{place}").click().run()


def prototype_turns_shown(opened: AppTest) -> str:
    """The answer that was suggested for the first case, read from the button that takes it."""
    widget(opened.button, "try-0-back").click().run()
    label = widget(opened.button, "try-0-offer-0").label
    widget(opened.button, "try-0-change").click().run()
    return label.removeprefix("Yes, ")[0]


def test_a_correction_is_kept_with_its_reason_and_can_become_a_label_and_be_undone():
    opened = corrected()
    assert 'because "=because"' in walk.said(opened)
    before = walk.session(opened).scenario.data.fingerprint
    widget(opened.button, "corrections.join").click().run()
    after = walk.session(opened)
    assert after.scenario.data.fingerprint != before
    assert "was corrected by people" in walk.said(walk.until_collected(opened))
    assert LABEL_SOURCE not in {column.name for column in after.job.evidence.framing.features}
    widget(opened.button, "undo").click().run()
    assert walk.session(opened).scenario.data.fingerprint == before


def test_a_pinned_case_is_held_against_todays_candidates():
    opened = corrected()
    widget(opened.button, "corrections.pin").click().run()
    assert "would today's candidates get them right" in walk.said(opened)
    assert "Expected" in opened.dataframe[-1].value.columns


@pytest.mark.slow
def test_to_accept_a_suggestion_is_no_correction_and_taking_one_back_forgets_it():
    opened = corrected()
    widget(opened.button, "prototype.back").click().run()
    assert "because" not in walk.said(opened)
    widget(opened.button, "try-0-offer-0").click().run()
    assert "=because" not in walk.said(opened)
    assert not [one for one in opened.button if one.key == "corrections.join"]


@pytest.mark.slow
def test_who_was_told_the_truth_corrects_nothing_any_more():
    opened = corrected()
    widget(opened.button, "prototype.back").click().run()
    widget(opened.button, "try-0-change").click().run()
    for place in range(3):
        widget(opened.button, f"try-0-manual-{place}").click().run()
        widget(opened.button, "prototype.back").click().run()
        widget(opened.button, "try-0-change").click().run()
    assert not [one for one in opened.button if one.key == "corrections.join"]


@pytest.mark.parametrize("template", ["inbox", "queue"])
def test_words_and_labels_of_ones_own_are_shown_and_hostile_ones_are_only_text(posts, template):
    scenario = walk.session(posts).scenario
    first = walk.session(posts).job.evidence.classes[0]
    look = {"template": template, "title": walk.HOSTILE, "question": walk.HOSTILE, "none_of_these": walk.HOSTILE}
    asked = scenario.changed("prototype", **look, labels={first: walk.HOSTILE}).changed("view", screen="confirm", running=None)
    opened = walk.until_collected(walk.to(walk.app(s=walk.link(asked)), "try_it"))
    said = walk.words(opened) + "".join(one.label for one in opened.button)
    assert widgets.text(walk.HOSTILE) in said
    assert walk.HOSTILE not in said


def test_what_is_set_about_the_screen_is_in_the_link_and_can_be_undone(posts):
    widget(posts.selectbox, "prototype.template").select("queue").run()
    assert walk.session(posts).scenario.prototype.template == "queue"
    assert links.decode(walk.carried(posts)).prototype.template == "queue"
    assert "1 of 20" in walk.said(posts)
    widget(posts.button, "undo").click().run()
    assert walk.session(posts).scenario.prototype.template == "inbox"


@pytest.mark.slow
def test_at_the_end_means_that_no_truth_is_told_before(posts):
    widget(posts.selectbox, "view.screen").select("confirm").run()
    widget(posts.selectbox, "prototype.tell").select("end").run()
    restart = [one for one in posts.button if one.key == "prototype.restart"]
    if restart:
        restart[0].click().run()
    widget(posts.button, "try-0-offer-0").click().run()
    assert not posts.error and not posts.success
    assert "1 of 20 cases done; the truth and what mistakes cost come at the end." in walk.said(posts)
    assert "So far:" not in walk.said(posts)
    for _ in range(19):
        next(one for one in posts.button if one.key and "-offer-0" in one.key).click().run()
    assert "That was all 20" in "".join(one.value for one in posts.success)
    assert "So far: 20 cases" in walk.said(posts)
    assert "You, and what the price of this screen assumes" in walk.said(posts)
    told = posts.dataframe[0].value
    assert "Cost a case, your time included" in told.iloc[:, 0].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("calibrate", [True, False])
def test_probabilities_that_nobody_checked_are_told_in_words_and_that_is_said(posts, calibrate):
    scenario = walk.session(posts).scenario.changed("evidence", calibrate=calibrate)
    look = scenario.changed("prototype", confidence="number", template="inbox", tell="each")
    asked = look.changed("view", screen="confirm", running="logistic regression")
    opened = walk.until_collected(walk.to(walk.app(s=walk.link(asked)), "try_it"))
    label = widget(opened.button, "try-0-offer-0").label.replace("\\", "")
    assert ("%" in label) is calibrate
    assert ("told in words and not as numbers" in walk.said(opened)) is not calibrate


@pytest.mark.slow
@pytest.mark.parametrize("screen", ["act", "confirm", "top-k", "sets", "undo", "defer", "cascade", "manual"])
@pytest.mark.parametrize("template", ["inbox", "queue"])
def test_every_way_of_behaving_is_drawn_on_both_templates(posts, screen, template):
    scenario = walk.session(posts).scenario.changed("prototype", template=template, tell="each")
    asked = scenario.changed("view", screen=screen, running=None)
    opened = walk.until_collected(walk.to(walk.app(s=walk.link(asked)), "try_it"))
    assert not opened.exception and not opened.error
    next(
        one for one in opened.button if one.key and any(part in one.key for part in ("-accept", "-offer-0", "-manual-0"))
    ).click().run()
    assert "It was " in "".join(one.value for one in (*opened.error, *opened.success)).replace("\\", "")


def test_an_action_can_be_taken_back_and_a_late_undo_is_refused_in_plain_words(posts, monkeypatch):
    scenario = walk.session(posts).scenario.changed("prototype", template="inbox", tell="each", undo_seconds=8.0)
    asked = scenario.changed("view", screen="undo", running=None)
    opened = walk.until_collected(walk.to(walk.app(s=walk.link(asked)), "try_it"))
    widget(opened.button, "try-0-undo").click().run()
    assert "You decide: what is it?" in walk.said(opened)
    widget(opened.button, "try-0-manual-0").click().run()
    assert "Taken back, then answered" in walk.said(opened)
    widget(opened.button, "prototype.next").click().run()
    now = time.monotonic()
    monkeypatch.setattr(prototype.time, "monotonic", lambda: now + 60.0)
    widget(opened.button, "try-1-undo").click().run()
    assert "Too late: what was done can be taken back for 8 seconds. It stands." in walk.said(opened)
    assert "The product answered" in "".join(one.value for one in (*opened.error, *opened.success))


def test_a_case_can_go_to_a_colleague(posts):
    scenario = walk.session(posts).scenario.changed("prototype", template="inbox", tell="each")
    opened = walk.until_collected(walk.to(walk.app(s=walk.link(scenario.changed("view", screen="confirm"))), "try_it"))
    widget(opened.button, "try-0-send").click().run()
    assert "Sent to a colleague" in walk.said(opened)
    assert "1 sent to a colleague" in walk.said(opened)
