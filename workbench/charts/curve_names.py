"""The names in the picture of a threshold: each where it covers neither the curve nor another name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.charts import theme
from workbench.charts.curve import HEIGHT, Curve, Mark, bounded, ends
from workbench.charts.placing import LINE, WIDTH, Place, Room, beside
from workbench.wording import format_line


def names(
    curve: Curve, tried: Mark, others: Sequence[Mark], right: float, height: list[float], colours: theme.Palette
) -> list[dict]:
    """Name the marks, the plateau and the line without a model, each where it covers neither the curve nor another name."""
    room = _room(curve, tried, others, right, height)
    same = next((mark for mark in others if format_line(mark.threshold) == format_line(tried.threshold)), None)
    apart = _together([mark for mark in others if mark is not same], right)
    here = Mark(tried.threshold, tried.cost, tried.name if same is None else f"{tried.name}, {same.name}:", tried.interval)
    start, end = curve.plateau[0] * 100, min(curve.plateau[1] * 100, right)
    named = [
        _fitted(room, start, height[1], "hardly matters here", colours.good, _under_the_top(end - start, right)),
        *(_fitted(room, mark.threshold * 100, mark.cost, _told(mark), colours.ink, beside()) for mark in apart),
        _fitted(room, here.threshold * 100, here.cost, _told(here), colours.accent, beside()),
        _without(room, curve, right, colours),
    ]
    behind = theme.alpha(colours.paper, 0.8)
    return [{**name, "bgcolor": behind} for name in named]


def _told(mark: Mark) -> str:
    return f"{mark.name} {format_line(mark.threshold)}"


def _room(curve: Curve, tried: Mark, others: Sequence[Mark], right: float, height: list[float]) -> Room:
    """What names have to keep clear of: the curve, the interval that is tried, the line without a model, the marks."""
    x, y = bounded(curve.thresholds * 100, curve.cost)
    lines = [(np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]), ([0.0, right], [curve.without.estimate] * 2)]
    lines += [([mark.threshold * 100] * 2, list(ends(mark)[:1] + ends(mark)[-1:])) for mark in (tried, *others)]
    parted = [np.append(np.asarray(part, dtype=float), np.nan) for line in lines for part in line]
    return Room((0.0, right), (height[0], height[1]), HEIGHT - 56.0, np.concatenate(parted[::2]), np.concatenate(parted[1::2]))


def _under_the_top(width: float, right: float) -> tuple[Place, ...]:
    """The plateau is named at the top of the picture, over its middle where that is wide, or from one of its ends."""
    middle = Place(width / 2 / right * WIDTH, 0.0, "center", "top")
    edges = Place(0.0, 0.0, "left", "top"), Place(width / right * WIDTH, 0.0, "right", "top")
    return (middle, *edges, *(Place(place.right, -LINE - 2, place.xanchor, "top") for place in (middle, *edges)))


def _without(room: Room, curve: Curve, right: float, colours: theme.Palette) -> dict:
    """The line without a model is named at its right end where that is free, else further to the left."""
    places = tuple(
        Place(-share * WIDTH, 3.0 if edge == "bottom" else -3.0, "right", edge)
        for share in (0.0, 0.1, 0.2, 0.3, 0.37, 0.44)
        for edge in ("bottom", "top")
    )
    return _fitted(room, right, curve.without.estimate, curve.without_name, colours.quiet, places)


def _fitted(room: Room, x: float, y: float, text: str, colour: str, places: Sequence[Place]) -> dict:
    """Return the annotation that fits best. A place to the side goes by share of the width, whatever the width is."""
    shown = " ".join(text.split())[:60]
    place = room.place(x, y, shown, places)
    near = abs(place.right) < LINE
    at = x if near else x + place.right / WIDTH * (room.across[1] - room.across[0])
    shift = place.right if near else 0.0
    return theme.label(
        at, y, theme.safe(shown), colour, xanchor=place.xanchor, yanchor=place.yanchor, xshift=shift, yshift=place.up
    )


def _together(marks: Sequence[Mark], right: float) -> list[Mark]:
    """Name marks that stand on one spot in one go."""
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda one: one.threshold):
        last = joined[-1] if joined else None
        if last is not None and (mark.threshold - last.threshold) * 100 < 0.02 * right:
            joined[-1] = Mark(mark.threshold, mark.cost, f"{last.name}, {mark.name}", mark.interval)
        else:
            joined.append(mark)
    return joined
