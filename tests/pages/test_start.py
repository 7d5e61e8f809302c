"""Start: a story in one click, a table, a scenario file, a link; what cannot be opened is refused and loses nothing."""

from __future__ import annotations

import pytest

from tests.pages import walk
from workbench import scenario as scenarios
from workbench.data import samples
from workbench.handoff import share as links


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_a_story_opens_in_one_click_and_leads_to_its_frame(sample):
    opened = walk.app()
    opened.button(key=f"open-{sample.key}").click().run()
    assert not opened.exception
    assert walk.session(opened).scenario.name == sample.title
    assert opened.title[0].value.startswith("What is decided")


def test_an_upload_is_read_its_target_suggested_and_its_bytes_let_go():
    opened = walk.upload(walk.app(), walk.SMALL)
    assert walk.session(opened).scenario.policies.k == 3  # shown, and open to be changed, on Experience
    assert walk.session(opened).scenario.data.target == "label"
    assert walk.session(opened).scenario.name == "cases"
    assert "cases.csv: 60 cases, 3 columns" in walk.said(opened)
    assert not [key for key in opened.session_state._state.filtered_state if key.startswith("upload")]


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"a\n1\n2\n", b"a,b\n1,2\n", bytes(range(256)) * 40])
def test_an_unusable_file_is_refused_and_the_scenario_kept(content: bytes):
    opened = walk.to(walk.story(), "start")
    before = walk.session(opened).scenario
    walk.upload(opened, content)
    assert opened.error
    assert not opened.exception
    assert walk.session(opened).scenario == before


def test_markup_in_names_and_cells_is_shown_as_text():
    table = walk.SMALL.replace("kind", walk.HOSTILE).replace("no\n", f"{walk.HOSTILE}\n")
    opened = walk.upload(walk.app(), table, name=f"{walk.HOSTILE}.csv")
    for page in ("frame", "data"):
        walk.to(opened, page)
        assert not opened.exception
        assert "<b>x</b>" not in walk.words(opened)
        assert "](http" not in walk.words(opened)
        assert " $y$" not in walk.words(opened)


def test_a_saved_scenario_over_a_sample_is_resumed():
    opened = walk.story("frame")
    saved = scenarios.dumps(walk.session(opened).scenario.changed("costs", prediction=0.5))
    fresh = walk.app()
    fresh.file_uploader[1].upload("scenario.toml", saved.encode(), "application/toml")
    fresh.run()
    assert walk.session(fresh).scenario.costs.prediction == 0.5
    assert "Audience engagement: 3,000 cases" in walk.said(fresh)


def test_a_scenario_file_that_is_no_scenario_is_refused():
    opened = walk.app()
    opened.file_uploader[1].upload("scenario.toml", b"version = ", "application/toml")
    opened.run()
    assert "not valid TOML" in walk.said(opened)


def test_a_pasted_link_is_opened_and_a_wrong_one_refused():
    opened = walk.app()
    link(opened).set_value("http://somewhere/costs").run()
    assert "There is no scenario in this link." in walk.said(opened)
    scenario, dataset = samples.open_sample("card_payments")
    text = links.encode(scenario.changed("data", fingerprint=dataset.fingerprint))
    link(opened).set_value(f"http://somewhere/costs?s={text}").run()
    assert walk.session(opened).scenario.name == "Card payments"


def test_a_link_over_an_upload_takes_only_the_same_file_or_a_stated_newer_one():
    first = walk.upload(walk.app(), walk.SMALL)
    link = links.encode(walk.session(first).scenario.changed("costs", wrong=7.0))
    other = walk.SMALL.replace("a,0", "a,9")
    fresh = walk.upload(walk.app(s=link), other)
    assert "is not the table this scenario was made with" in walk.said(fresh)
    walk.upload(fresh, walk.SMALL)
    assert walk.session(fresh).scenario.costs.wrong == 7.0
    assert "60 cases" in walk.said(fresh)
    newer = walk.app(s=link)
    newer.checkbox[0].check().run()
    walk.upload(newer, other)
    assert walk.session(newer).scenario.costs.wrong == 7.0
    assert "60 cases" in walk.said(newer)


def test_who_opens_the_file_a_link_waits_for_lands_on_the_page_the_link_was_for():
    first = walk.upload(walk.app(), walk.SMALL)
    waiting = walk.to(walk.app(s=links.encode(walk.session(first).scenario)), "costs")
    assert "Here you say what right and wrong answers cost" in walk.said(waiting)
    waiting.button(key="go-start").click().run()
    walk.upload(waiting, walk.SMALL)
    assert waiting.title[0].value.startswith("What are right and wrong answers worth")


def test_an_empty_page_says_what_it_will_answer():
    opened = walk.to(walk.app(), "walkthrough")
    assert "the story is told on a projector" in walk.said(opened)
    assert opened.button(key="go-start")


def link(opened):
    return next(field for field in opened.text_input if field.key.startswith("link#"))
