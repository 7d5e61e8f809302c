"""The walkthrough."""

from __future__ import annotations

import pytest

from tests.pages import walk


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("walkthrough"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_every_slide_has_a_sentence_of_at_most_twelve_words_and_a_number(posts):
    slides = 0
    while True:
        assert not posts.exception
        sentence, number = (one.value for one in posts.title)
        assert len(sentence.split()) <= 13, sentence  # twelve, and the sign of one cut short
        assert number
        slides += 1
        if widget(posts.button, "stage.on").disabled:
            break
        widget(posts.button, "stage.on").click().run()
    assert 6 <= slides <= 8
    assert walk.session(posts).scenario.view.slide == slides - 1


def test_the_place_is_kept_when_the_page_is_left(posts):
    kept = walk.session(posts).scenario.view.slide
    walk.to(posts, "decide")
    walk.to(posts, "walkthrough")
    assert walk.session(posts).scenario.view.slide == kept


def test_notes_and_black_are_switched_on_and_off(posts):
    widget(posts.button, "stage.notes").click().run()
    assert "Next: " in walk.said(posts)
    widget(posts.button, "stage.black").click().run()
    assert not posts.title
    widget(posts.button, "stage.light").click().run()
    assert posts.title
