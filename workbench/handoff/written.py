"""Writing a file whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from workbench.errors import UserError


def check_place(path: Path) -> None:
    """Raise UserError when nothing could be written there, before the work that would be lost is begun."""
    try:
        path.resolve()  # refuses what is no path at all
        folder = path.is_dir()
        fits = path.parent.is_dir() and os.access(path.parent if not path.exists() else path, os.W_OK)
    except (OSError, ValueError) as error:
        raise _cannot(path, getattr(error, "strerror", None) or "no path can be written like that") from None
    if folder or not fits:
        raise _cannot(path, "it is a folder" if folder else "its folder does not exist or cannot be written to")


def write_json(path: Path, document: dict[str, Any]) -> None:
    """Write beside the place and move it there, so that a reader never sees half a file and an error leaves the old one."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    place = path.resolve()
    try:
        if place.exists() and not place.is_file():
            place.write_text(text, encoding="utf-8")  # a pipe or a device is written to, never replaced
        else:
            _replace(place, text)
    except OSError as error:
        raise _cannot(path, error.strerror or type(error).__name__) from None


def _replace(place: Path, text: str) -> None:
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _cannot(path: Path, reason: str) -> UserError:
    return UserError(
        f"{str(path)[:200]!r} cannot be written: {reason}.",
        "The figures would have nowhere to go.",
        "Name a file in a folder that exists and that you may write to.",
    )
