"""Documents as they are kept: JSON objects of bounded size, all written in one way, so that what comes back is what was kept."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from workbench.errors import UserError

MOST_PARTS = 500_000  # objects and lists in one document
MOST_ITEMS = 5_000  # in one of them


def compact(document: str | bytes, most: int, what: str) -> str:
    """Return a JSON object written without blanks. Raises UserError where it is none, is damaged or takes more than `most` bytes.

    what: names the document in the sentence, such as "An answer".
    """
    text = written(parsed(document, most, what), what)
    if len(text.encode()) > most:
        raise _too_large(len(text.encode()), most, what)
    return text


def parsed(document: str | bytes, most: int, what: str) -> dict[str, Any]:
    """Return the JSON object in a text, which may come from anybody. Raises UserError."""
    if len(document) > most:
        raise _too_large(len(document), most, what)
    # A list of nothing takes three bytes in a file and seventy in memory.
    if _opened(document) > MOST_PARTS:
        raise damaged(what, f"it has more than {MOST_PARTS:,} parts")
    try:
        found = json.loads(document, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise damaged(what, str(error)[:120]) from None
    if not isinstance(found, dict):
        raise damaged(what, "it is no object with names and values")
    return found


def refuse_long(document: object, most_parts: int, what: str) -> None:
    """Raise UserError where a list is longer, or there are more parts, than any of ours: checking them all would take minutes."""
    waiting, parts = [document], 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, (dict, list)):
            parts += 1
            if len(part) > MOST_ITEMS or parts > most_parts:
                raise damaged(what, "it has more parts than it can have")
            waiting += part.values() if isinstance(part, dict) else part


def _opened(document: str | bytes) -> int:
    if isinstance(document, bytes):
        return document.count(b"{") + document.count(b"[")
    return document.count("{") + document.count("[")


def written(document: dict[str, Any], what: str) -> str:
    """Return an object as compact JSON text. Raises UserError for what JSON or a database cannot hold."""
    try:
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise damaged(what, str(error)[:120]) from None
    return text


def damaged(what: str, why: str) -> UserError:
    return UserError(
        f"{what} cannot be read: {why}.",
        "It was damaged on the way, or was not written by Fallible, so nothing of it was kept.",
        "Take it again from where it came from, unchanged.",
    )


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _too_large(size: int, most: int, what: str) -> UserError:
    return UserError(
        f"{what} takes {size:,} bytes, and {most:,} is the most that is kept.",
        "A bound keeps one text from filling the store for everybody.",
        "Make it smaller: fewer cases, fewer columns or shorter texts.",
    )
