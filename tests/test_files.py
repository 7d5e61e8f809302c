"""What somebody names is opened only where it is a file, and no further than it may be long."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.files import TooLarge, read_bounded


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bounded(tmp_path / "a", 5) == b"12345"
    with pytest.raises(TooLarge) as caught:
        read_bounded(tmp_path / "a", 4)
    assert caught.value.size == 5


def test_what_may_never_end_or_begin_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match="it is a"):
            read_bounded(path, 100)


def test_what_is_no_path_is_an_os_error_like_any_other() -> None:
    with pytest.raises(OSError, match="no path"):
        read_bounded("a\0b", 100)
    with pytest.raises(OSError, match="too long"):
        read_bounded("a" * 5_000, 100)
