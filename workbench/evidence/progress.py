"""How far the evidence has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence
    from workbench.models.catalogue import Candidate


@dataclass(frozen=True, eq=False)
class Progress:
    """done of total fits; the candidate and the fold (1 to folds) finished last; seconds left, None until something was measured.

    evidence: all candidates finished so far, or None before the first.
    """

    done: int
    total: int
    candidate: str
    fold: int
    folds: int
    seconds_left: float | None
    evidence: Evidence | None

    @property
    def share(self) -> float:
        """Share of the fits that are done, from 0 to 1."""
        return self.done / self.total if self.total else 1.0


@dataclass
class Clock:
    """Guesses the time left from fits seen so far: a candidate's own where there are any, otherwise scaled by its effort."""

    candidates: tuple[Candidate, ...]
    fits: int
    workers: int
    seen: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.seen.setdefault(name, []).append(seconds)

    def seconds_left(self) -> float | None:
        """Seconds of wall time, or None before the first fit has been measured."""
        spent = sum(sum(times) for times in self.seen.values())
        effort = sum(c.effort * len(self.seen.get(c.name, ())) for c in self.candidates)
        if not effort:
            return None
        left = 0.0
        for candidate in self.candidates:
            times = self.seen.get(candidate.name, [])
            each = sum(times) / len(times) if times else candidate.effort * spent / effort
            left += each * (self.fits - len(times))
        return left / self.workers
