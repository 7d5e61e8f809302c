"""AppTest starts every run like a fresh process, which runs the files of `pages` on their own (see `story.through_app`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import app_test

from pages.parts import cache


@pytest.fixture(autouse=True)
def _a_server_that_has_served_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_test, "PagesManager", ServedBefore)


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test() -> Iterator[None]:
    """A job that nobody waits for any more would fit on, in the time of the next test."""
    yield
    cache.jobs().close(timeout=30)


class ServedBefore(PagesManager):
    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        PagesManager.uses_pages_directory = False
