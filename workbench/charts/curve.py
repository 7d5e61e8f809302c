"""A cost curve with its marks: what the picture of a threshold is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.charts import theme
from workbench.pricing.estimate import Estimate

HEIGHT = 380
USUAL = 0.5


@dataclass(frozen=True)
class Mark:
    """A threshold with a name: where the costs put the line, where it was tuned, where it is being tried."""

    threshold: float
    cost: float
    name: str
    interval: Estimate | None = None


@dataclass(frozen=True, eq=False)
class Curve:
    """thresholds (m,) in [0, 1]; cost (m,) per 1,000 cases. plateau: thresholds between which it hardly matters."""

    thresholds: np.ndarray
    cost: np.ndarray
    plateau: tuple[float, float]
    without: Estimate
    without_name: str


def bounded(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep at most as many points as a browser should be sent, the lowest one always among them."""
    if len(x) <= theme.MAX_POINTS:
        return x, y
    kept = np.unique(np.append(np.linspace(0, len(x) - 1, theme.MAX_POINTS - 1).astype(int), int(y.argmin())))
    return x[kept], y[kept]


def ends(mark: Mark) -> tuple[float, ...]:
    return (mark.cost,) if mark.interval is None else (mark.interval.low, mark.interval.high)
