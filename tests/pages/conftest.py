"""AppTest starts every run like a fresh process, which runs the files of `pages` on their own (see `story.through_app`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache as once

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import app_test

from pages.parts import cache, outlook, settling
from tests.pages import walk


@pytest.fixture(scope="session", autouse=True)
def _installed_packages_are_gone_through_once() -> Iterator[None]:
    """Every app that is opened would look for components in every installed package, as a server does once when it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _the_usual_story_is_fitted_once(_installed_packages_are_gone_through_once: None) -> None:
    """Most tests open it, and few wait for its evidence: each of the others would begin to fit it again."""
    scenario, dataset = cache.sample(walk.USUAL)
    framing = cache.framed(dataset, scenario).framing
    assert framing is not None
    assert cache.jobs().submit(framing, scenario.evidence).wait(walk.SECONDS)


@pytest.fixture(autouse=True)
def _a_server_that_has_served_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_test, "PagesManager", ServedBefore)


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test() -> Iterator[None]:
    """What nobody waits for any more would be worked on, in the time of the next test."""
    yield
    outlook.desk().settling.close()
    outlook.desk().wanted.clear()
    settling.settling().close()
    cache.jobs().close(timeout=30)


class ServedBefore(PagesManager):
    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        PagesManager.uses_pages_directory = False
