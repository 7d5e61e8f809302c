"""Can this data answer the question? Small checks; each is one line in the list and says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One check's word: a stable check name, how serious, the column it is about (or None), a sentence, what to do."""

    check: str
    severity: Literal["stop", "warn", "note"]
    column: str | None
    sentence: str
    do: str
