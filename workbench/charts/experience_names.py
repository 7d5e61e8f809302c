"""The names on the map of money and people's time: each where it covers no other name and no mark, on a phone too."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from workbench.charts import theme
from workbench.charts.experience_points import Point
from workbench.charts.placing import Place, Room

WIDTH, HEIGHT = 250.0, 370.0
"""Pixels of the plot on a phone. Names that fit there fit on wider screens: points move apart, and names stay as they are."""
LETTER = 7.4
LONGEST = 19
AWAY = 12.0
SAME_PLACE = 7.0
TETHER = 1.0
LIFTS = (0.0, *(sign * lift for lift in range(18, 290, 16) for sign in (1.0, -1.0)))


def names(
    shown: Sequence[Point], room: Room, colours: theme.Palette, colour_of: dict[int, str], own: Sequence[int]
) -> list[dict]:
    """Name points beside them; a name that had to move away is tied to its point by a thin line.

    own: positions of the points that get a name, those to be placed first in front.
    """
    together = gathered([shown[i] for i in own], room)
    leads = [own[group[0]] for group in together]
    texts = [
        in_lines(_joined([shown[own[i]] for i in group], _alike(shown, lead, room)))
        for lead, group in zip(leads, together, strict=True)
    ]
    places = room.place_all([(*_at(shown[lead]), text) for lead, text in zip(leads, texts, strict=True)], _places())
    return [
        _label(shown[lead], text, colour_of[lead], place, colours) for lead, text, place in zip(leads, texts, places, strict=True)
    ]


def _label(point: Point, text: str, colour: str, place: Place, colours: theme.Palette) -> dict:
    drawn = "<br>".join(theme.safe(line) for line in text.split("\n"))
    return theme.label(
        point.seconds,
        point.cost.estimate,
        f"<b>{drawn}</b>" if point.best else drawn,
        colour,
        showarrow=True,
        arrowhead=0,
        arrowwidth=1 if place.moved else 0.1,
        arrowcolor=theme.alpha(colour, 0.6),
        ax=place.right,
        ay=-place.up,
        xanchor=place.xanchor,
        yanchor=place.yanchor,
        align={"left": "left", "center": "center", "right": "right"}[place.xanchor],
        bgcolor=theme.alpha(colours.paper, 0.7),
        borderpad=0,
    )


def _places() -> tuple[Place, ...]:
    """Beside the point first, then above and below it, then further off."""
    return tuple(
        place
        for lift in LIFTS
        for place in (
            Place(AWAY, lift, "left", "middle"),
            Place(-AWAY, lift, "right", "middle"),
            *((Place(0.0, lift, "center", "bottom" if lift > 0 else "top"),) if lift else ()),
        )
    )


def in_lines(name: str) -> str:
    """Return a name in at most two lines, cut where even these are too short."""
    lines = wrap(" ".join(name.split()), LONGEST) or [""]
    if len(lines) > 2:
        lines = [lines[0], lines[1][: LONGEST - 1] + "…"]
    return "\n".join(lines)


def gathered(points: Sequence[Point], room: Room) -> list[list[int]]:
    """Return which points lie on each other, as groups of positions: one name does for them."""
    groups: list[list[int]] = []
    for i, point in enumerate(points):
        near = next((group for group in groups if room.apart(_at(point), _at(points[group[0]])) < SAME_PLACE), None)
        groups.append([i]) if near is None else near.append(i)
    return groups


def _at(point: Point) -> tuple[float, float]:
    return point.seconds, point.cost.estimate


def _alike(shown: Sequence[Point], lead: int, room: Room) -> bool:
    """Whether the same screen with no model behind it lies on a point."""
    point = shown[lead]
    return not point.modelless and any(
        one.modelless and one.policy == point.policy and room.apart(_at(one), _at(point)) < SAME_PLACE for one in shown
    )


def _joined(together: Sequence[Point], alike: bool) -> str:
    """Name points that lie on each other: `show three, with or without a model`, else the first two names."""
    if alike and len({point.policy for point in together}) == 1:
        return f"{together[0].name}, with or without a model"
    names = list(dict.fromkeys(point.name for point in together))
    joined = " or ".join(names[:2]) if len(" or ".join(names[:2])) <= 2 * LONGEST else names[0]
    rest = len(names) - (2 if " or " in joined else 1)
    return f"{joined}, {rest} alike" if rest > 0 else joined
