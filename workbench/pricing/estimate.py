"""A number with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """An estimate with its 95 % interval (unless said otherwise), all in the same unit."""

    estimate: float
    low: float
    high: float
