"""The Decide page: the brief."""

from __future__ import annotations

import pytest

from tests.pages import walk


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
