"""Where names fit beside what they name: clear of the curve and of each other. Reckoned in pixels of a narrow chart."""

from __future__ import annotations

import math
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
ON_A_MARK = 800.0
NEARER_TO_ANOTHER = 4_000.0
CLEARLY = 1.1
AGAIN = 1
ON_THE_CURVE = 3.0
ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
DOWN = {"bottom": 0.0, "middle": 0.5, "top": 1.0}


@dataclass(frozen=True)
class Place:
    """A place for a name: pixels from its point, and which edge of the name is there."""

    right: float
    up: float
    xanchor: str
    yanchor: str

    @property
    def moved(self) -> bool:
        """Whether the name is so far above or below its point that a thin line has to tie them."""
        return abs(self.up) > LINE


@dataclass
class Room:
    """What is drawn already. x, y: lines as points in the data's units, joined where they follow each other; NaN parts them.

    across, upwards: the axes' ranges. height, width: pixels. letter: width of one, in pixels. tether: what a pixel between a
    name and its point counts, against `ON_THE_CURVE` for a pixel of a line under a name. marks: boxes better not covered. rivals:
    points that a name might be taken to belong to, in pixels.
    """

    across: tuple[float, float]
    upwards: tuple[float, float]
    height: float
    x: np.ndarray
    y: np.ndarray
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    width: float = WIDTH
    letter: float = LETTER
    tether: float = 0.0
    marks: list[tuple[float, float, float, float]] = field(default_factory=list)
    rivals: list[tuple[float, float]] = field(default_factory=list)

    def tell_apart(self, points: Sequence[tuple[float, float]]) -> None:
        """Keep the names to come nearer to their own point than to any other of these."""
        self.rivals += [(_pixel(x, self.across, self.width), _pixel(y, self.upwards, self.height)) for x, y in points]

    def keep_clear(self, x: float, y: float, around: float) -> None:
        """Take the place of a mark of `around` pixels to each side of its middle."""
        across, up = _pixel(x, self.across, self.width), _pixel(y, self.upwards, self.height)
        self.marks.append((across - around, up - around, across + around, up + around))

    def apart(self, one: tuple[float, float], other: tuple[float, float]) -> float:
        """Return how many pixels two points are apart, across or upwards, whichever is more."""
        across = _pixel(one[0], self.across, self.width) - _pixel(other[0], self.across, self.width)
        up = _pixel(one[1], self.upwards, self.height) - _pixel(other[1], self.upwards, self.height)
        return float(max(abs(across), abs(up)))

    def place_all(self, named: Sequence[tuple[float, float, str]], places: Sequence[Place]) -> list[Place]:
        """Place several names (x, y, text), those in front first, and then each again among the others."""
        found = [self.place(x, y, text, places) for x, y, text in named]
        for i, (x, y, text) in [*enumerate(named)] * AGAIN:
            self.taken.remove(self._box(x, y, text, found[i]))
            if self.tether and found[i].moved:
                self.marks.remove(self._tie(x, y, found[i]))
            found[i] = self.place(x, y, text, places)
        return found

    def place(self, x: float, y: float, text: str, places: Sequence[Place]) -> Place:
        """Return the first of the least crowded places for a name at a point, and take it. `text`: as it is read, in lines."""
        least = min(places, key=lambda place: self._cost(x, y, text, place))
        self.taken.append(self._box(x, y, text, least))
        if self.tether and least.moved:
            self.marks.append(self._tie(x, y, least))
        return least

    def crowd(self, x: float, y: float, text: str, places: Sequence[Place]) -> float:
        """Return how crowded the least crowded place for a name at a point is."""
        return min(self._cost(x, y, text, place) for place in places)

    def _cost(self, x: float, y: float, text: str, place: Place) -> float:
        box = self._box(x, y, text, place)
        crowd = self._crowd(box) + NEARER_TO_ANOTHER * self._mistaken(x, y, box)
        if not self.tether:
            return crowd
        crossed = _covered(self._tie(x, y, place), self.taken) if place.moved else 0
        return crowd + self.tether * (abs(place.right) + abs(place.up)) + ON_A_MARK * crossed

    def _mistaken(self, x: float, y: float, box: tuple[float, float, float, float]) -> int:
        """Return how many other points a name is nearer to than to its own, or as near."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        own = _pixel(x, self.across, self.width), _pixel(y, self.upwards, self.height)
        return sum(math.dist(middle, one) < CLEARLY * math.dist(middle, own) for one in self.rivals if math.dist(one, own) > 1.0)

    def _tie(self, x: float, y: float, place: Place) -> tuple[float, float, float, float]:
        """Return what the thin line covers that ties a name to its point."""
        across, up = _pixel(x, self.across, self.width), _pixel(y, self.upwards, self.height)
        ends = (across, across + place.right), (up, up + place.up)
        return min(ends[0]), min(ends[1]), max(ends[0]) + 1.0, max(ends[1])

    def _box(self, x: float, y: float, text: str, place: Place) -> tuple[float, float, float, float]:
        lines = text.split("\n")
        wide, high = self.letter * max(map(len, lines)) + 4, LINE * len(lines)
        left = _pixel(x, self.across, self.width) + place.right - wide * ACROSS[place.xanchor]
        low = _pixel(y, self.upwards, self.height) + place.up - high * DOWN[place.yanchor]
        return left, low, left + wide, low + high

    def _crowd(self, box: tuple[float, float, float, float]) -> float:
        left, low, right, high = box
        outside = max(0.0, -left) + max(0.0, right - self.width) + max(0.0, -low) + max(0.0, high - self.height)
        names, marks = _covered(box, self.taken), _covered(box, self.marks)
        x, y = _pixel(self.x, self.across, self.width), _pixel(self.y, self.upwards, self.height)
        crossed = (x[1:] >= left) & (x[:-1] <= right) & (np.maximum(y[1:], y[:-1]) >= low) & (np.minimum(y[1:], y[:-1]) <= high)
        # By its length, so that a curve of many points counts no more than one of few.
        covered = float((np.abs(np.diff(x)).clip(1.0, right - left) * crossed)[crossed].sum())
        return OFF_THE_PAGE * outside + ON_A_NAME * 100 * names + ON_A_MARK * marks + ON_THE_CURVE * min(covered, right - left)


def _pixel(value: Any, span: tuple[float, float], pixels: float) -> Any:
    return (value - span[0]) / (span[1] - span[0]) * pixels


def _covered(box: tuple[float, float, float, float], others: Sequence[tuple[float, float, float, float]]) -> int:
    """Return how many of the other boxes a box covers a part of."""
    left, low, right, high = box
    return sum(left < other[2] and right > other[0] and low < other[3] and high > other[1] for other in others)


def beside(near: float = 12.0, far: float = 34.0) -> tuple[Place, ...]:
    """Return the places round a mark, those nearest first, then further above and below."""
    return tuple(
        Place(4.0 if side == "left" else -4.0 if side == "right" else 0.0, up if edge == "bottom" else -up, side, edge)
        for up in (near, far, far + LINE + 2, far + 2 * LINE + 4)
        for edge in ("top", "bottom")
        for side in ("left", "right", "center")
    )
