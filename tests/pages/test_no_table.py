"""Starting with no data: one form, every page, marked as simulated everywhere."""

from __future__ import annotations

import pytest

from pages.parts import no_table, opening, story
from pages.parts.opening import ClassRow
from tests.pages import walk
from workbench import scenario as scenarios
from workbench.errors import UserError
from workbench.scenario import Scenario, validate

BINARY = validate(
    {
        "name": "Payments",
        "prevalence": {"fraud": 0.1, "ok": 0.9},
        "costs": {"matrix": {"fraud": {"ok": 100.0, "fraud": -20.0}, "ok": {"fraud": 5.0}}},
        "people": {"wage_per_hour": 30.0},
    }
)
MANY = validate(
    {"prevalence": {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}, "costs": {"wrong": 10.0}, "simulated": {"top1": 0.7, "top3": 0.95}}
)
SIMULATED = "Simulated."


def started(scenario: Scenario = BINARY):
    return walk.app(s=walk.link(scenario))


def test_the_start_page_starts_with_no_data_in_one_click():
    opened = walk.app()
    next(button for button in opened.button if button.label == "Start with no data").click().run()
    assert not opened.exception and not opened.error
    assert opened.title[0].value.startswith("What is decided")
    assert walk.session(opened).scenario.prevalence == {"fraud": 0.02, "ok": 0.98}
    assert SIMULATED in walk.said(opened)


@pytest.mark.parametrize("scenario", [BINARY, MANY], ids=["two classes", "four classes"])
@pytest.mark.parametrize("page", [stop.name for stop in story.STOPS if story.exists(stop.name)])
def test_every_page_works_by_link_and_says_that_it_is_simulated(page, scenario):
    opened = walk.to(started(scenario), page)
    assert not opened.exception
    assert not opened.error
    assert any(SIMULATED in warning.value for warning in opened.warning)
    assert "made-up cases" in walk.said(opened)
    assert "in this table" not in walk.said(opened)


def test_candidates_and_cases_are_named_as_what_they_are():
    opened = walk.to(started(), "try_it")
    assert "(made up)" in walk.said(opened)
    assert "made-up case" in walk.said(opened)
    assert "real case" not in walk.said(opened)
    assert walk.session(opened).job is None


def test_a_better_simulated_model_changes_the_figures_at_once():
    opened = walk.to(started(), "compare")
    before = walk.said(opened)
    next(slider for slider in opened.slider if "AUC" in slider.label).set_value(0.95).run()
    assert walk.session(opened).scenario.simulated.auc == 0.95
    assert walk.said(opened) != before


def test_top1_drags_top3_along():
    opened = walk.to(started(MANY), "compare")
    next(slider for slider in opened.slider if "comes first" in slider.label).set_value(97.0).run()
    assert not opened.exception and not opened.error
    assert (walk.session(opened).scenario.simulated.top1, walk.session(opened).scenario.simulated.top3) == (0.97, 0.97)


@pytest.mark.parametrize("quality", [{"top1": 1.0, "top3": 1.0}, {"top1": 0.0, "top3": 0.0}, {"auc": 0.9999}, {}])
@pytest.mark.parametrize(
    "prevalence", [{"a": 0.999, "b": 0.0004, "c": 0.0003, "d": 0.0003}, {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}]
)
def test_any_quality_can_be_shown(quality, prevalence):
    scenario = validate({"prevalence": prevalence, "costs": {"wrong": 10.0}, "simulated": quality})
    opened = walk.to(started(scenario), "quality")
    assert not opened.exception
    assert not opened.error


def test_shares_that_do_not_add_up_leave_the_way_to_correct_them():
    opened = walk.to(started(BINARY.replaced("prevalence", {"fraud": 0.1, "ok": 0.8})), "compare")
    assert not opened.exception
    assert "do not add up" in walk.said(opened)
    assert any(button.label == "State the shares" for button in opened.button)
    walk.to(opened, "frame")
    assert "How frequent is each class" in walk.said(opened)


def test_a_table_with_the_same_classes_keeps_what_was_decided_before_there_was_one():
    stated = validate({"prevalence": {"yes": 0.1, "no": 0.9}, "costs": {"matrix": {"yes": {"no": 70.0}}}})
    opened = walk.upload(walk.to(started(stated), "start"), walk.SMALL)
    assert not opened.error
    assert walk.session(opened).scenario.costs == stated.costs
    assert walk.session(opened).scenario.prevalence == stated.prevalence
    assert SIMULATED not in walk.said(opened)


def test_a_table_with_other_classes_begins_afresh():
    opened = walk.upload(walk.to(started(), "start"), walk.SMALL)
    assert not opened.error
    assert walk.session(opened).scenario.costs.matrix == {}
    assert walk.session(opened).scenario.prevalence == {}


def test_a_saved_scenario_without_a_table_is_resumed():
    opened = walk.app()
    opened.file_uploader[1].upload("scenario.toml", scenarios.dumps(MANY).encode(), "application/toml")
    opened.run()
    assert walk.session(opened).scenario == MANY
    assert SIMULATED in walk.said(opened)


def test_one_share_may_be_left_open():
    scenario, key = opening.without_table("x", [ClassRow("fraud", 0.02, 100.0), ClassRow("ok", None, 5.0)], 1000.0, "EUR")
    assert key is None
    assert scenario.prevalence == {"fraud": 0.02, "ok": 0.98}
    assert scenario.costs.matrix == {"fraud": {"ok": 100.0}, "ok": {"fraud": 5.0}}
    assert scenario.decision.currency == "EUR"


def test_costs_that_are_all_alike_are_one_price():
    rows = [ClassRow(name, 0.25, 10.0) for name in "abcd"]
    scenario, _ = opening.without_table("x", rows, None, "USD")
    assert (scenario.costs.wrong, scenario.costs.matrix) == (10.0, {})


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [ClassRow("a", 1.0, 1.0)],
        [ClassRow("a", 0.5, 1.0), ClassRow("a", 0.5, 1.0)],
        [ClassRow("a", None, 1.0), ClassRow("b", None, 1.0)],
        [ClassRow("", 0.5, 1.0), ClassRow("b", 0.5, 1.0)],
        [ClassRow("a", 0.5, 1.0), ClassRow("b", 0.4, 1.0)],
        [ClassRow("a", 1.0, 1.0), ClassRow("b", None, 1.0)],
        [ClassRow("a", 0.5, float("nan")), ClassRow("b", 0.5, 1.0)],
    ],
)
def test_a_start_that_cannot_be_is_refused_in_three_parts(rows):
    with pytest.raises(UserError) as caught:
        opening.without_table("x", rows, None, "USD")
    assert caught.value.why and caught.value.do


def test_empty_lines_of_the_editor_are_none():
    edited = {no_table.NAME: ["a", None, "b"], no_table.SHARE: [40.0, None, float("nan")], no_table.COST: [1.0, None, None]}
    assert no_table._rows(edited) == [ClassRow("a", 0.4, 1.0), ClassRow("b", None, 0.0)]


def test_markup_in_class_names_is_shown_as_text():
    hostile = validate({"prevalence": {walk.HOSTILE: 0.1, "ok": 0.9}, "costs": {"wrong": 5.0}})
    for page in ("frame", "compare", "try_it"):
        opened = walk.to(started(hostile), page)
        assert not opened.exception
        assert "<b>x</b>" not in walk.words(opened)
        assert "](http" not in walk.words(opened)
