"""What one tab of a participant knows: the case on screen, since when, and what is still to be said about the last one."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from pages.parts import memory
from workbench.experience.studies.trial import Trial

_SITTING = "taking.sitting"


@dataclass(frozen=True)
class Sitting:
    """order: the case on screen, from 0. since: when it was shown, first: seconds until the first thing done with it.

    changing: all answers are open. undone: what was done by itself was taken back. answered: the case that was just answered,
    while its truth is told or something is asked about it. note: one sentence about what happened, for one drawing.
    """

    order: int = 0
    since: float = 0.0
    first: float | None = None
    changing: bool = False
    undone: bool = False
    answered: Trial | None = None
    note: str = ""

    def seconds(self) -> float:
        """Seconds since the case was shown."""
        return time.monotonic() - self.since


def recall() -> Sitting | None:
    found = memory.recall(_SITTING)
    return found if isinstance(found, Sitting) else None


def keep(now: Sitting | None) -> None:
    memory.remember(_SITTING, now)


def sit_down(order: int, note: str = "") -> Sitting:
    """Begin with a case: its time starts now."""
    now = Sitting(order=order, since=time.monotonic(), note=note)
    keep(now)
    return now


def said(now: Sitting) -> str:
    """Return what is to be said, once."""
    if now.note:
        keep(replace(now, note=""))
    return now.note
