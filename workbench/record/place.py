"""Where the store is: as `FALLIBLE_STORE` says, else a file in the user's data folder, else a temporary one."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from workbench.errors import UserError

SETTING = "FALLIBLE_STORE"
FILE = "fallible.db"
# What is written to these goes with the container or with the power.
PASSING = frozenset({"overlay", "aufs", "tmpfs", "ramfs", "9p"})
# Streamlit Community Cloud checks apps out here; its disk is emptied whenever an app sleeps or is updated.
COMMUNITY_CLOUD = Path("/mount/src")
MOUNTS = Path("/proc/self/mountinfo")
SAFE = "/\\:~ "  # written as they are in the path of a URL; the rest means something there


@dataclass(frozen=True)
class Place:
    """A database by address, and whether what is written there is still there after the machine was started again."""

    url: str
    lasting: bool


def chosen(environment: Mapping[str, str] = os.environ) -> Place:
    """Return the place that is used when none is named. Raises UserError where nothing can be written."""
    named = environment.get(SETTING, "")
    if named.strip():
        return named_place(named)
    folder = data_folder(environment)
    if folder is not None and _writable(folder):
        return Place(_sqlite(folder / FILE), lasts(folder))
    return Place(_sqlite(_temporary_folder() / FILE), lasting=False)


def named_place(url: str) -> Place:
    """Return the place of a database URL, or of a file's path. A server's disk is its keeper's concern: it counts as lasting."""
    url = url.strip()
    if "://" not in url:
        url = _sqlite((_at_home(url) or Path(url)).absolute())
    url = re.sub(r"^postgres://", "postgresql://", url)
    file = file_of(url)
    return Place(url, lasting=file is None or lasts(file.parent))


def file_of(url: str) -> Path | None:
    """Return the file that a SQLite URL names; None for any other URL."""
    scheme, _, path = url.partition(":///")
    return Path(unquote(path.partition("?")[0])) if scheme.partition("+")[0] == "sqlite" and path else None


def data_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder for this user's data of this product: below XDG_DATA_HOME, which must be absolute, or ~/.local/share.

    None for a user without a home, as containers often have.
    """
    stated = Path(environment.get("XDG_DATA_HOME", ""))
    if stated.is_absolute():
        return stated / "fallible"
    home = _at_home(environment.get("HOME") or "~")
    return None if home is None or not home.is_absolute() else home / ".local" / "share" / "fallible"


def _at_home(path: str) -> Path | None:
    """Return a path with `~` written out; None where nobody knows whose home that is."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return None


def lasts(folder: Path, mounts: Path = MOUNTS, app: Path = Path(__file__)) -> bool:
    """Say whether files in this folder outlive the machine or the container that they are written on, as far as can be told."""
    return not app.is_relative_to(COMMUNITY_CLOUD) and _file_system(folder, mounts) not in PASSING


def _file_system(folder: Path, mounts: Path) -> str:
    """Return the kind of file system that holds a folder, which need not be there yet; blank where nobody tells."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    # Each line: id, parent, device, root, mount point, options ..., a lone dash, the kind of file system, ...
    points = [(line.split(" ")[4].replace("\\040", " "), line.partition(" - ")[2].split(" ")[0]) for line in lines]
    holding = [(len(Path(point).parts), kind) for point, kind in points if folder.resolve().is_relative_to(point)]
    # Of two mounts at one point the later one hides the other.
    return max(enumerate(holding), key=lambda one: (one[1][0], one[0]))[1][1] if holding else ""


def _writable(folder: Path) -> bool:
    """Make the folder, for nobody else to read, and say whether files can be written there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _temporary_folder() -> Path:
    """Return this user's own temporary folder, the same after a restart; another where somebody else made that one."""
    folder = Path(tempfile.gettempdir()) / f"fallible-{_user()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_private(folder):
            return folder
    try:
        return Path(tempfile.mkdtemp(prefix="fallible-"))
    except OSError as error:
        raise UserError(
            f"There is no folder to keep studies in: {error.strerror or error}.",
            "Neither this user's data folder nor a temporary one can be written.",
            f"Name a file in {SETTING} that the user who runs Fallible may write.",
        ) from None


def _user() -> int | str:
    return getattr(os, "getuid", lambda: "user")()


def _is_private(folder: Path) -> bool:
    """Say whether it is a folder of this user that lets nobody else in. Where users have no numbers, it is taken to be."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (_user() == "user" or (found.st_uid == _user() and not found.st_mode & 0o077))


def _sqlite(file: Path) -> str:
    return f"sqlite:///{quote(str(file), safe=SAFE)}"
