"""The Decide page: the brief."""

from __future__ import annotations

import time

import numpy as np
import pytest

from pages.parts import outlook, ranges
from tests.pages import walk
from workbench.errors import UserError
from workbench.outlook import inputs
from workbench.outlook.told import counted_in_words
from workbench.scenario import Scenario, validate


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("decide"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_the_brief_has_a_verdict_reasons_a_next_step_and_what_it_rests_on(posts):
    assert not posts.exception
    headings = [one.value for one in posts.subheader]
    assert {"Why", "Next step", "The business case", "What this rests on", "Open"} <= set(headings)
    assert "Seconds to work a case by hand" in walk.said(posts)


def test_it_is_said_which_uncertainty_the_verdict_holds_and_where_the_rest_is(posts):
    told = next(one.value for one in posts.caption if "count chance in the cases seen" in one.value)
    assert "how people behave" in told and "is counted in the probability that a model wins" in told
    study = {"notices_wrong": "measured: 18 people, 400 cases"}
    assert "(measured, yet at its likely value)" in counted_in_words(
        validate({"people": {"wage_per_hour": 30, "sources": study}})
    )
    assert "people" not in counted_in_words(validate({}))


def test_talking_to_users_is_noted_and_changes_no_figure(posts):
    before = posts.subheader[0].value
    widget(posts.checkbox, "decision.talked_to_users").check().run()
    assert walk.session(posts).scenario.decision.talked_to_users
    assert "Nobody has said" not in walk.said(posts)
    assert posts.subheader[0].value == before


def test_building_it_dearer_changes_the_business_case(posts):
    widget(posts.number_input, "business.build").set_value(9_000_000.0).run()
    assert walk.session(posts).scenario.business.build == 9_000_000
    assert not posts.exception


def test_everything_can_be_taken_away(posts):
    labels = [one.label for one in posts.get("download_button")]
    assert {"Report", "Figures (JSON)", "Scenario (TOML)"} <= set(labels)


def ready(opened) -> str:
    """Run the page until its slow part is there, and return what it says."""
    deadline = time.monotonic() + walk.SECONDS
    while "all else as it is" not in walk.said(opened) and "times what is stated" not in walk.said(opened):
        assert time.monotonic() < deadline
        time.sleep(0.2)
        opened.run()
    return walk.said(opened)


def test_what_would_change_our_mind_comes_when_it_is_ready_and_nobody_waits():
    opened = walk.until_collected(walk.story("decide"))
    # A price that no other test has asked for: what has been worked out once is shown at once.
    widget(opened.number_input, "business.run_per_year").set_value(8_123.0).run()
    assert "all else as it is" not in walk.said(opened)
    assert "The business case" in walk.said(opened)
    said = ready(opened)
    assert "matters most: between" in said
    assert "a model wins with a probability of" in said
    assert not opened.exception


def test_years_and_labels_are_worth_money_before_the_start(posts):
    widget(posts.number_input, "business.labels").set_value(1000.0).run()
    widget(posts.number_input, "business.per_label").set_value(2.0).run()
    widget(posts.number_input, "business.discount").set_value(12.0).run()
    business = walk.session(posts).scenario.business
    assert (business.labels, business.per_label, business.discount) == (1000.0, 2.0, 0.12)
    assert "spent before the start" in walk.said(posts)


def test_a_range_that_does_not_hold_its_value_is_said_and_the_rest_of_the_page_stays():
    opened = walk.until_collected(walk.story("decide"))
    held = walk.session(opened)
    held.scenario = held.scenario.replaced("uncertain", [{"input": ("people", "notices_wrong"), "low": 0.8, "high": 0.9}])
    deadline = time.monotonic() + walk.SECONDS
    while "its range is" not in walk.said(opened.run()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert {"Why", "The business case", "Open"} <= {one.value for one in opened.subheader}


def test_edited_cells_become_ranges_and_values_of_the_scenario():
    known = Scenario().changed("people", wage_per_hour=30.0).changed("costs", matrix={"a": {"b": 20.0}})
    listed = {one.path: one for one in inputs.listed(known, ("a", "b"), np.array([50, 50]))}
    alarm, notices = listed["costs", "matrix", "a", "b"], listed["people", "notices_wrong"]
    assert ranges.edited(known, alarm, {"Likely": 25.0}).costs.matrix["a"]["b"] == 25.0
    ranged = ranges.edited(known, notices, {"Low": 60.0})
    assert ranged.people.notices_wrong == pytest.approx((0.6, 0.8, 0.9))
    assert ranges.edited(ranged, notices, {"Likely": 70.0}).people.notices_wrong == pytest.approx((0.6, 0.7, 0.9))
    assert ranges.edited(ranges.edited(known, alarm, {"High": 60.0}), alarm, {"High": None}) == known
    with pytest.raises(UserError, match="its range is 30 to 40"):
        ranges.edited(known, alarm, {"Low": 30.0})


def test_an_outlook_that_nobody_waits_for_any_more_is_given_up(monkeypatch):
    steps = []

    def long(key, appraisal, progress):
        for step in range(3):
            progress("step", step / 3)
            steps.append(step)
            outlook.desk().wanted["ann"] = "other figures"

    monkeypatch.setattr(outlook.cache, "work_out_outlook", long)
    outlook.desk().wanted["ann"] = "these figures"
    outlook._work_out("ann", "these figures", None)
    assert steps == [0]
    assert outlook.desk().wanted.pop("ann") == "other figures"


def test_an_outlook_that_fails_is_said_once_and_not_asked_for_again(monkeypatch, caplog):
    monkeypatch.setattr(outlook.cache, "work_out_outlook", lambda *asked: 1 / 0)
    outlook._work_out("ann", "figures that fail", None)
    assert outlook.cache.known_outlook("figures that fail") is outlook.FAILED
    assert "could not be worked out" in caplog.text


def test_a_verdict_on_placeholder_prices_says_so_right_below_it():
    opened = walk.app()
    walk.until_collected(walk.to(walk.upload(opened, walk.SMALL), "decide"))
    assert any("Prices are placeholders" in one.value for one in opened.main.markdown)
