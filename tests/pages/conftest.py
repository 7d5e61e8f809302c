"""AppTest starts every run like a fresh process, which runs the files of `pages` on their own (see `story.through_app`)."""

from __future__ import annotations

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import app_test


@pytest.fixture(autouse=True)
def _a_server_that_has_served_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_test, "PagesManager", ServedBefore)


class ServedBefore(PagesManager):
    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        PagesManager.uses_pages_directory = False
