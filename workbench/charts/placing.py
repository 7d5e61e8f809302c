"""Where names fit beside what they name: clear of the curve and of each other. Reckoned in pixels of a narrow chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# A chart on a desktop is wider; what fits here fits there.
WIDTH = 340.0
LETTER = 6.8
LINE = 20.0
OFF_THE_PAGE = 1_000.0
ON_A_NAME = 100.0
ON_THE_CURVE = 3.0


@dataclass(frozen=True)
class Place:
    """A place for a name: pixels from its point, and which edge of the name is there."""

    right: float
    up: float
    xanchor: str
    yanchor: str


@dataclass
class Room:
    """What is drawn already. x, y: lines as points in the data's units, joined where they follow each other; NaN parts them.

    across, upwards: the axes' ranges. height: pixels.
    """

    across: tuple[float, float]
    upwards: tuple[float, float]
    height: float
    x: np.ndarray
    y: np.ndarray
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def place(self, x: float, y: float, text: str, places: Sequence[Place]) -> Place:
        """Return the first of the least crowded places for a name at a point, and take it. `text`: as it is read."""
        boxes = [self._box(x, y, text, place) for place in places]
        least = min(range(len(places)), key=lambda index: self._crowd(boxes[index]))
        self.taken.append(boxes[least])
        return places[least]

    def _box(self, x: float, y: float, text: str, place: Place) -> tuple[float, float, float, float]:
        wide = LETTER * len(text) + 4
        left = _pixel(x, self.across, WIDTH) + place.right - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[place.xanchor]
        low = _pixel(y, self.upwards, self.height) + place.up - (LINE if place.yanchor == "top" else 0.0)
        return left, low, left + wide, low + LINE

    def _crowd(self, box: tuple[float, float, float, float]) -> float:
        left, low, right, high = box
        outside = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, -low) + max(0.0, high - self.height)
        names = sum(left < other[2] and right > other[0] and low < other[3] and high > other[1] for other in self.taken)
        x, y = _pixel(self.x, self.across, WIDTH), _pixel(self.y, self.upwards, self.height)
        crossed = (x[1:] >= left) & (x[:-1] <= right) & (np.maximum(y[1:], y[:-1]) >= low) & (np.minimum(y[1:], y[:-1]) <= high)
        # By its length, so that a curve of many points counts no more than one of few.
        covered = float((np.abs(np.diff(x)).clip(1.0, right - left) * crossed)[crossed].sum())
        return OFF_THE_PAGE * outside + ON_A_NAME * 100 * names + ON_THE_CURVE * min(covered, right - left)


def _pixel(value: Any, span: tuple[float, float], pixels: float) -> Any:
    return (value - span[0]) / (span[1] - span[0]) * pixels


def beside(near: float = 12.0, far: float = 34.0) -> tuple[Place, ...]:
    """Return the places round a mark, those nearest first, then further above and below."""
    return tuple(
        Place(4.0 if side == "left" else -4.0 if side == "right" else 0.0, up if edge == "bottom" else -up, side, edge)
        for up in (near, far, far + LINE + 2, far + 2 * LINE + 4)
        for edge in ("top", "bottom")
        for side in ("left", "right", "center")
    )
