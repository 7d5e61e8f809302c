"""A store of its own for each test, with a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record.made import FILE, OPENED, Clock, begun_in, store_in
from workbench.record.kept import Begun
from workbench.record.store import Store


@pytest.fixture(autouse=True)
def _what_is_opened_is_closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an empty store: making its tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    store_in(folder).close()
    return (folder / FILE).read_bytes()


@pytest.fixture
def store(tmp_path: Path, clock: Clock, empty: bytes) -> Store:
    (tmp_path / FILE).write_bytes(empty)
    return store_in(tmp_path, clock)


@pytest.fixture
def begun(store: Store) -> Begun:
    return begun_in(store)
