"""Names that came from outside: shown as bounded text, and answered with the ones that were probably meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from workbench.errors import UserError


def nearest(name: str, known: Sequence[str], what: str) -> str:
    """Say which names were probably meant: the nearest ones, or the first few."""
    close = get_close_matches(name[:200], [item[:200] for item in known], n=3, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(shown(item) for item in close)}?"
    return f"The {what} are {', '.join(shown(item) for item in known[:5])}{' ...' if len(known) > 5 else ''}."


def shown(name: object) -> str:
    return repr(str(name)[:80])


def once_only(name: str, seen: Mapping[str, object], where: str, what: str) -> None:
    """Raise UserError where a label was stated before, perhaps in another spelling."""
    if name in seen:
        raise UserError(
            f"The {where} name the {what} {shown(name)} twice.",
            "Labels such as 1 and 1.0 are the same class, so two values were given for one.",
            "Keep one of the two.",
        )
