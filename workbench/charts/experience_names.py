"""The numbers on the map of money and people's time: each beside its own mark and nearer to no other, on a phone too.

Names are as long as a phone's picture is wide, and where points stand close a name ends up beside a stranger's mark. A number is
always beside its own, and what it stands for is said below the picture (`experience_words.key_in_words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.charts.placing import Place, Room

if TYPE_CHECKING:
    from workbench.charts.experience_points import Point

WIDTH, HEIGHT = 250.0, 370.0
"""Pixels of the plot on a phone. Numbers that fit there fit on wider screens, where points only move apart."""
LETTER = 7.4
AWAY = 11.0
SAME_PLACE = 12.0
TETHER = 1.0
FAR_OFF = (20.0, 32.0, 44.0)


def names(numbered: Sequence[Point], room: Room, colours: theme.Palette) -> list[dict]:
    """Number points beside them, in their own colour; points that lie on each other share one label, such as `2, 3`."""
    together = gathered(numbered, room)
    leads = [numbered[group[0]] for group in together]
    texts = [", ".join(str(i + 1) for i in group) for group in together]
    room.tell_apart([_at(point) for point in leads])
    places = room.place_all([(*_at(lead), text) for lead, text in zip(leads, texts, strict=True)], _places())
    return [_label(lead, text, place, colours) for lead, text, place in zip(leads, texts, places, strict=True)]


def _label(point: Point, text: str, place: Place, colours: theme.Palette) -> dict:
    colour = colours.good if point.best else colours.accent if point.model else colours.ink
    return theme.label(
        point.seconds,
        point.cost.estimate,
        f"<b>{text}</b>",
        colour,
        showarrow=True,
        arrowhead=0,
        arrowwidth=1.5 if place.moved else 0.1,
        arrowcolor=colour,
        ax=place.right,
        ay=-place.up,
        xanchor=place.xanchor,
        yanchor=place.yanchor,
        bgcolor=theme.alpha(colours.paper, 0.7),
        borderpad=0,
    )


def _places() -> tuple[Place, ...]:
    """Beside the point first, then above and below it, then at its corners; further off, tied by a line, only in a crowd."""
    near = tuple(Place(side * AWAY, 0.0, "left" if side > 0 else "right", "middle") for side in (1, -1))
    above = tuple(Place(0.0, up * (AWAY - 2), "center", "bottom" if up > 0 else "top") for up in (1, -1))
    corners = tuple(_corner(side, up, AWAY - 4, AWAY - 4) for up in (1, -1) for side in (1, -1))
    off = tuple(_corner(side, up, far / 2, far + 2) for far in FAR_OFF for up in (1, -1) for side in (1, -1))
    return *near, *above, *corners, *off


def _corner(side: int, up: int, across: float, high: float) -> Place:
    return Place(side * across, up * high, "left" if side > 0 else "right", "bottom" if up > 0 else "top")


def gathered(points: Sequence[Point], room: Room) -> list[list[int]]:
    """Return which points lie on each other, as groups of positions: one label does for them."""
    groups: list[list[int]] = []
    for i, point in enumerate(points):
        near = next((group for group in groups if room.apart(_at(point), _at(points[group[0]])) < SAME_PLACE), None)
        groups.append([i]) if near is None else near.append(i)
    return groups


def _at(point: Point) -> tuple[float, float]:
    return point.seconds, point.cost.estimate
