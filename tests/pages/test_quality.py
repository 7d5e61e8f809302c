"""Required quality: on a table and without one, the sentence, the map and the figures say the same."""

from __future__ import annotations

import pytest

from pages.parts import required
from tests.pages import walk
from workbench.charts import quality
from workbench.scenario import validate


@pytest.mark.parametrize(
    "sample", ["card_payments", pytest.param("travel_suggestions", marks=pytest.mark.slow), "audience_engagement"]
)
def test_every_story_says_how_good_it_must_be(sample):
    opened = walk.story("quality", sample)
    assert not opened.exception
    assert not opened.error
    assert opened.title[0].value == "How good must it be before it pays?"
    for button in opened.button:
        if button.key == "cancel-evidence":
            button.click().run()


def test_two_classes_get_a_sentence_with_what_is_needed_and_reached():
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), walk.SMALL), "quality"))
    assert not opened.exception
    said = walk.said(opened)
    assert "Shaded: what pays" in said or "Nothing pays" in said
    assert "To pay means to cost less than" in said
    assert opened.dataframe[0].value["Candidate"].tolist()[0] == "one rule"


def test_a_simulated_model_can_stand_beside_the_real_ones_and_is_named_so():
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), walk.SMALL), "quality"))
    before = walk.session(opened).job
    opened.checkbox[0].check().run()
    assert not opened.exception and not opened.error
    assert walk.session(opened).scenario.simulated.auc == 0.8
    assert "simulated model" in opened.dataframe[0].value["Candidate"].tolist()
    assert walk.session(opened).job is before
    opened.checkbox[0].uncheck().run()
    assert walk.session(opened).scenario.simulated.auc is None


def test_a_dearer_false_alarm_asks_for_a_better_model():
    scenario = validate(
        {"prevalence": {"fraud": 0.1, "ok": 0.9}, "costs": {"matrix": {"fraud": {"ok": 100.0}, "ok": {"fraud": 5.0}}}}
    )
    opened = walk.to(walk.app(s=walk.link(scenario)), "quality")
    before = walk.said(opened)
    field = next(field for field in opened.number_input if field.key.startswith("cost.ok.fraud"))
    field.set_value(20.0).run()
    assert not opened.exception
    assert opened.subheader[0].value not in before


def test_without_a_table_nothing_offers_to_fall_back_on_one():
    scenario = validate({"prevalence": {"fraud": 0.1, "ok": 0.9}, "costs": {"wrong": 10.0}})
    opened = walk.to(walk.app(s=walk.link(scenario)), "quality")
    assert "As in the table" not in [button.label for button in opened.button]


def no_table(matrix, prevalence=0.1):
    shares = {"fraud": prevalence, "ok": 1 - prevalence}
    return walk.to(walk.app(s=walk.link(validate({"prevalence": shares, "costs": {"matrix": matrix}}))), "quality")


def test_with_an_answer_that_is_neither_class_both_shares_are_said_to_be_of_what_is_at_stake():
    opened = no_table({"fraud": {"ok": 100.0, "ask": 12.0}, "ok": {"fraud": 30.0, "ask": 5.0}})
    assert not opened.exception
    assert required.BY_STAKES in [caption.value for caption in opened.caption]
    assert "what is at stake in fraud" in walk.said(opened)


def test_where_saying_the_opposite_is_cheap_no_model_is_said_to_be_impossible():
    opened = no_table({"ok": {"ok": 10.0, "fraud": 0.0}, "fraud": {"fraud": 30.0, "ok": 0.0}}, 0.3)
    assert not opened.exception
    assert quality.UNMAPPED in walk.said(opened)
