"""A whole scenario in a link: compact JSON, compressed, in characters a URL can carry.

What comes back was made by anybody: its size is bounded before and while it is unpacked, and it is checked like any scenario.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Any

from workbench.errors import UserError
from workbench.scenario import SCENARIO_MAX_BYTES, Scenario, compact, validate

LINK_MAX_CHARACTERS = 8_000


def encode(scenario: Scenario) -> str:
    """Return the scenario as URL-safe text. Raises UserError when that takes more than 8,000 characters."""
    document = json.dumps(compact(scenario), separators=(",", ":"), ensure_ascii=False)
    packed = zlib.compress(document.encode(), level=9)
    text = base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")
    if len(text) > LINK_MAX_CHARACTERS:
        raise UserError(
            f"The scenario takes {len(text):,} characters, and a link holds {LINK_MAX_CHARACTERS:,}.",
            "Longer links are cut off by mail and chat programs, and would open as something else.",
            "Save the scenario as a file and send that.",
        )
    return text


def decode(text: str) -> Scenario:
    """Return the scenario that `encode` wrote. Raises UserError when the text is too long, damaged or no scenario."""
    if len(text) > LINK_MAX_CHARACTERS:
        raise UserError(
            f"The link carries {len(text):,} characters, and {LINK_MAX_CHARACTERS:,} is the most a link of Fallible has.",
            "It was not made by Fallible, so it was not opened.",
            "Ask for the scenario as a file, and open that.",
        )
    return validate(_unpack(text))


def _unpack(text: str) -> dict[str, Any]:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        document = json.loads(_inflate(packed))
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(document, dict):
        raise _damaged()
    return document


def _inflate(packed: bytes) -> bytes:
    """Unpack at most as much as a scenario may have: a few bytes can otherwise unpack to gigabytes."""
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, SCENARIO_MAX_BYTES)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("cut off, too large, or followed by something else")
    return content


def _damaged() -> UserError:
    return UserError(
        "The link is damaged.",
        "Part of it is missing or was changed on the way, so the scenario in it cannot be read.",
        "Copy the whole link again, or ask for the scenario as a file.",
    )
