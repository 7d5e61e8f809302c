"""The Costs page."""

from __future__ import annotations

import pytest

from tests.pages import walk


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("costs"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_it_says_where_the_line_belongs(posts):
    assert not posts.exception
    assert "engaged from 46.2 % upwards" in walk.said(posts)


def test_dragging_the_threshold_moves_the_figures_and_is_kept_in_the_scenario(posts):
    widget(posts.slider, "line.threshold").set_value(80.0).run()
    assert walk.session(posts).scenario.view.threshold == 0.8
    assert "A line at 80 % costs" in walk.said(posts)
    widget(posts.button, "line.back").click().run()
    assert walk.session(posts).scenario.view.threshold is None


def test_another_price_moves_the_line_and_the_slider_with_it(posts):
    before = widget(posts.slider, "line.threshold").value
    widget(posts.number_input, "cost.engaged.flat").set_value(140.0).run()
    after = widget(posts.slider, "line.threshold").value
    assert after == pytest.approx(100 * 12 / 152, abs=0.1)
    assert after < before
    widget(posts.button, "undo").click().run()


def test_the_matrix_adds_up_to_a_thousand_cases(posts):
    assert "1,000 cases" in walk.said(posts)


def test_where_prices_differ_by_case_the_slider_is_said_to_be_for_looking_and_the_line_is_never_the_usual_one(posts):
    assert "for looking only" not in walk.said(posts)
    payments = walk.story(sample="card_payments")
    held = walk.session(payments)
    held.scenario = held.scenario.changed("evidence", candidates=("cheapest answer", "logistic regression"))
    walk.until_collected(walk.to(payments, "costs"))
    assert "for looking only" in walk.said(payments)
    assert "upwards where amount is" in walk.said(payments)
    widget(payments.number_input, "cost.ok.fraud").set_value(21.0).run()
    assert "Say fraud from" in walk.said(payments)
    assert "from 50 % upwards" not in walk.said(payments)


def test_hostile_labels_are_text():
    labels = "x,y,label\n" + "".join(f"{i % 5},{i % 3},{walk.HOSTILE if i % 3 else 'no'}\n" for i in range(60))
    opened = walk.upload(walk.app(), labels)
    opened = walk.until_collected(walk.to(opened, "costs"))
    assert not opened.exception
    assert "<b>x</b>" not in walk.words(opened)


def test_many_classes_have_an_editor_and_their_dearest_mistakes():
    rows = "".join(f"{i % 11},{i % 3},{'abcd'[i % 4]}\n" for i in range(120))
    opened = walk.upload(walk.app(), "x,y,label\n" + rows)
    opened = walk.until_collected(walk.to(opened, "costs"))
    assert not opened.exception
    assert "The dearest mistake" in walk.said(opened)
