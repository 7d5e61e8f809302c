"""Whoever reads one page after the other is led through the whole story."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pages.parts.story import STOPS
from tests.pages import walk

NAMES = [stop.name for stop in STOPS]


@pytest.fixture(scope="module")
def posts():
    return walk.until_collected(walk.story("compare"))


@pytest.mark.parametrize(("page", "following"), list(pairwise(NAMES)))
def test_every_page_leads_on_to_the_one_that_comes_next(posts, page, following):
    links = [link.proto.page for link in walk.to(posts, page).get("page_link") if "Next:" in link.proto.label]
    assert links == [following]


def test_the_first_page_leads_nowhere_while_nothing_is_open():
    assert not [link for link in walk.app().get("page_link") if "Next:" in link.proto.label]
