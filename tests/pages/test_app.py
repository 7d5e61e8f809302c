"""The app as a whole: navigation, links, undo, and what happens when something goes wrong."""

from __future__ import annotations

import logging
import runpy
from random import Random

import pytest
from streamlit.runtime.pages_manager import PagesManager

from pages.parts import share, story
from tests.pages import walk
from workbench.data import samples
from workbench.handoff import share as links
from workbench.scenario import Scenario, likely


def a_link(**changes: object) -> str:
    scenario, dataset = samples.open_sample("audience_engagement")
    scenario = scenario.changed("data", fingerprint=dataset.fingerprint)
    return links.encode(scenario.changed("costs", **changes) if changes else scenario)


def test_only_pages_that_exist_are_in_the_story():
    assert [stop.name for stop in story.STOPS][:4] == ["start", "frame", "data", "compare"]
    assert not story.exists("required_quality")


@pytest.mark.parametrize("name", [stop.name for stop in story.STOPS if story.exists(stop.name)])
def test_every_page_opens_with_nothing_loaded_and_says_how_to_go_on(name: str):
    opened = walk.to(walk.app(), name)
    assert not opened.exception
    assert not opened.error
    assert opened.button


def test_a_sample_named_in_the_address_opens_at_once():
    opened = walk.app(sample="card_payments")
    assert walk.session(opened).scenario.name == "Card payments"
    assert "Card payments: 20,000 cases" in walk.said(opened)


def test_the_address_carries_the_scenario_on_every_page():
    opened = walk.story("frame")
    assert carried(opened) == walk.session(opened).scenario
    walk.to(opened, "data")
    assert carried(opened) == walk.session(opened).scenario


def test_a_link_opens_with_all_settings_in_a_fresh_browser():
    opened = walk.app(s=a_link(prediction=0.25))
    assert walk.session(opened).scenario.costs.prediction == 0.25
    assert "Audience engagement: 3,000 cases" in walk.said(opened)
    assert likely(walk.session(opened).scenario.people.notices_wrong) == 0.4


def test_a_damaged_link_is_refused_in_three_parts_and_the_app_still_opens():
    opened = walk.app(s="not-a-link")
    assert "The link is damaged." in walk.said(opened)
    assert walk.session(opened).scenario == Scenario()
    assert opened.button(key="open-card_payments")


def test_a_link_that_is_too_long_is_refused():
    opened = walk.app(s="A" * 8_001)
    assert "8,001 characters" in walk.said(opened)


def test_a_link_over_an_upload_asks_for_the_file():
    scenario = Scenario(name="Ours").changed("data", source="ours.csv", target="label", fingerprint="0" * 32)
    opened = walk.app(s=links.encode(scenario))
    assert "ours.csv" in walk.said(opened)
    assert walk.session(opened).scenario == scenario
    walk.to(opened, "compare")
    assert "This scenario is about the file ours.csv." in walk.said(opened)


def test_a_change_can_be_undone_and_the_address_follows():
    opened = walk.story("frame")
    before = walk.session(opened).scenario
    named(opened, "decision.currency").set_value("CHF").run()
    assert walk.session(opened).scenario.decision.currency == "CHF"
    assert carried(opened).decision.currency == "CHF"
    opened.button(key="undo").click().run()
    assert walk.session(opened).scenario == before
    assert carried(opened) == before


def test_the_scenario_can_be_renamed_in_the_sidebar():
    opened = walk.story("frame")
    named(opened, "name").set_value("Our posts").run()
    assert walk.session(opened).scenario.name == "Our posts"


def test_a_bug_on_a_page_is_logged_and_loses_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    from pages.parts import decision

    opened = walk.story("data")
    before = walk.session(opened).scenario
    monkeypatch.setattr(decision, "in_words", lambda _: 1 / 0)
    with caplog.at_level(logging.ERROR, logger="fallible"):
        walk.to(opened, "frame")
    assert "Something went wrong on this page" in walk.said(opened)
    assert "ZeroDivisionError" in caplog.text
    assert not opened.exception
    assert walk.session(opened).scenario == before


def test_a_scenario_too_long_for_a_link_leaves_the_address_bare():
    random = Random(0)
    excluded = tuple("".join(chr(random.randrange(0x4E00, 0x9FFF)) for _ in range(150)) for _ in range(100))
    assert share.link_of(Scenario().changed("data", exclude=excluded)) is None


def test_a_server_runs_pages_through_the_app_alone_from_its_very_start(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    monkeypatch.setattr("streamlit.config._main_script_path", None)
    served = runpy.run_path(str(walk.ROOT / "app.py"), run_name="app")["app"]
    assert served.script_path == walk.ROOT / "app.py"
    assert PagesManager.uses_pages_directory is False


def carried(opened) -> Scenario:
    """Return the scenario in the address."""
    return links.decode(walk.carried(opened))


def named(opened, name: str):
    """Return the text field whose key begins with this name."""
    return next(field for field in opened.text_input if field.key.startswith(f"{name}#"))
