"""Opening what somebody named on the command line or in a scenario: a file, of bounded size, read once."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


class TooLarge(OSError):
    """The file is larger than what was asked for. size: bytes it has, as far as is known."""

    def __init__(self, size: int) -> None:
        super().__init__(errno.EFBIG, "it is too large")
        self.size = size


def read_bounded(path: str | Path, most: int) -> bytes:
    """Return the content of a regular file of at most `most` bytes. Raises OSError with the reason in `strerror`.

    Pipes and devices are refused: they may never end, or never begin.
    """
    try:
        found = Path(path).stat()
    except ValueError:
        raise OSError(errno.EINVAL, "no path can be written like that") from None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
    if found.st_size > most:
        raise TooLarge(found.st_size)
    with Path(path).open("rb") as file:
        content = file.read(most + 1)  # what the kernel makes up as it is read says that it has no bytes
    if len(content) > most:
        raise TooLarge(len(content))
    return content
