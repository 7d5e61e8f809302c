"""The case mix in real life, on the pages where it is stated."""

from __future__ import annotations

from tests.pages import walk
from tests.pages.test_cost_entry import MANY, open_up, widget


def mix_of(opened):
    return walk.session(opened).scenario.prevalence


def test_one_share_says_how_frequent_the_rare_class_is_and_is_cleared_again():
    opened = walk.story("frame", "card_payments")
    share = widget(opened.number_input, "mix.share")
    assert share.value is None
    assert "in the table: 1.8" in share.label.replace("\\", "")
    share.set_value(0.4).run()
    assert mix_of(opened) == {"fraud": 0.004}
    assert "Class shares are those stated for real life" in walk.said(opened)
    widget(opened.button, "mix.clear").click().run()
    assert mix_of(opened) == {}
    assert widget(opened.number_input, "mix.share").value is None


def test_a_share_far_from_the_tables_says_how_little_the_cases_then_tell():
    opened = walk.story("frame", "card_payments")
    widget(opened.number_input, "mix.share").set_value(40.0).run()
    assert "That is far from the table" in walk.said(opened)


def test_a_share_of_nothing_is_refused_and_nothing_is_lost():
    opened = walk.story("frame", "card_payments")
    widget(opened.number_input, "mix.share").set_value(0.5).run()
    widget(opened.number_input, "mix.share").set_value(0.0).run()
    assert mix_of(opened) == {"fraud": 0.005}
    assert "'fraud' is 0" in walk.said(opened)


def test_it_is_carried_through_the_figures_of_compare_and_costs():
    opened = walk.until_collected(walk.story("costs", "audience_engagement"))
    widget(opened.number_input, "mix.share").set_value(5.0).run()
    assert "in real life" in walk.said(opened)
    assert not opened.exception
    opened = walk.to(opened, "compare")
    assert widget(opened.number_input, "mix.share").value == 5.0
    assert "Counted in the table as it is, before real-life shares." in walk.said(opened)
    assert not opened.exception
    for page in ("experience", "trust", "decide"):
        assert "Class shares are those stated for real life" in walk.said(walk.to(opened, page)), page


def test_shares_of_many_classes_that_do_not_add_up_are_refused_in_three_parts():
    opened = open_up(walk.to(walk.upload(walk.app(), MANY), "frame"), "mix.open")
    assert "Stated so far: 0 %" in walk.said(opened)
    walk.session(opened).scenario = walk.session(opened).scenario.replaced("prevalence", {"Crete": 0.7, "Norway": 0.6})
    opened.run()
    assert "('Crete' 0.7, 'Norway' 0.6) add up to 1.3" in walk.said(opened)
    widget(opened.button, "mix.clear").click().run()
    assert mix_of(opened) == {}
    assert not opened.exception
