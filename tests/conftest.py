"""For all tests: a store of their own; those in a browser run last, since Playwright keeps an event loop in the main thread."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# What `make quick` asks for; see tests/tried.py.
settings.register_profile("quick", max_examples=25)


@pytest.fixture(scope="session", autouse=True)
def a_store_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests store, in this process and in servers that they start, away from what the developer keeps."""
    os.environ["FALLIBLE_STORE"] = str(tmp_path_factory.mktemp("store") / "fallible.db")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
