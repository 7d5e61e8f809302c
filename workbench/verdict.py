"""The decision and its reasons, from numbers already computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Code = Literal["build", "redesign", "rules", "labels", "data", "dont", "unclear"]


@dataclass(frozen=True)
class Verdict:
    """code, one plain sentence with its number, the reasons each with its numbers, the next step, what would change it."""

    code: Code
    sentence: str
    reasons: tuple[str, ...]
    next_step: str
    would_change: tuple[str, ...] = ()
