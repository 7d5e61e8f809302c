"""The store behind the pages: opened once, honest about what does not last, and no reason to stop where it cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import stored
from tests.pages import walk
from workbench.record import place


def _page() -> None:
    import streamlit as st

    from pages.parts import stored

    st.text("opened" if stored.available() else "not opened")
    stored.note()


def shown() -> AppTest:
    return AppTest.from_function(_page).run()


def test_what_is_kept_for_good_is_said_quietly() -> None:
    page = shown()
    assert page.text[0].value == "opened"
    assert [one.value for one in page.caption] == [stored.LASTING]
    assert not page.warning


def test_what_does_not_last_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "lasts", lambda *_: False)
    monkeypatch.setenv("FALLIBLE_STORE", str(tmp_path / "passing.db"))
    page = shown()
    assert page.text[0].value == "opened"
    assert "Take them as a file" in page.warning[0].value


def test_all_sessions_share_one_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FALLIBLE_STORE", str(tmp_path / "shared.db"))
    assert stored.store() is stored.store()


def test_a_store_that_cannot_be_opened_is_told_and_the_rest_works_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("my diary")
    monkeypatch.setenv("FALLIBLE_STORE", str(diary))
    page = shown()
    assert "is no database" in page.error[0].value
    assert page.text[0].value == "not opened"
    assert not walk.app().exception
    assert diary.read_text() == "my diary"


def test_a_store_that_can_be_opened_again_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mended.db"
    file.write_text("damaged")
    monkeypatch.setenv("FALLIBLE_STORE", str(file))
    assert shown().text[0].value == "not opened"
    file.unlink()
    assert shown().text[0].value == "opened"
