"""The map: ways of behaving on money (up) against people's seconds (right), with what nothing beats and what people can give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.charts import theme
from workbench.charts.experience_names import HEIGHT, LETTER, TETHER, WIDTH, names
from workbench.charts.experience_points import Point, inside, numbered
from workbench.charts.experience_words import seconds
from workbench.charts.placing import Place, Room
from workbench.wording import format_interval

if TYPE_CHECKING:
    import plotly.graph_objects as go

Span = tuple[float, float]
MARGINS = 66.0
SYMBOLS = ("circle-open", "square-open", "triangle-up-open", "diamond-open", "pentagon-open", "star-open")
SHAPES = ("circles", "squares", "triangles", "diamonds", "pentagons", "stars")
FAR = 1.5
"""People's time is drawn up to so many times what the slowest way of behaving takes; beyond, it is only told."""


def money_against_time(
    shown: Sequence[Point], currency: str, noun: str = "cases", dark: bool = False, available: float | None = None
) -> go.Figure:
    """Draw each way of behaving with its interval, and number those of the chosen candidate and those that nothing beats.

    Low and left is better: cheaper and less of people's time. available: seconds a case that people can give, drawn as a line.
    """
    colours, shown = theme.palette(dark), inside(shown)
    slowest = max([point.seconds for point in shown] + [1.0])
    reached = available if available is not None and available <= FAR * slowest else None
    right = max(slowest, reached or 0.0) * 1.08
    low, high = min(point.cost.low for point in shown), max(point.cost.high for point in shown)
    room = (high - low) or 1.0
    across, span = (-0.05 * right, right), (low - 0.08 * room, high + 0.1 * room)
    return theme.figure(
        [*_frontier(shown, right, colours), *_beside(shown, currency, colours), *_own(shown, currency, colours)],
        height=round(HEIGHT + MARGINS),
        dark=dark,
        annotations=_annotations(shown, across, span, reached, colours),
        shapes=[] if reached is None else [_limit(reached, colours)],
        xaxis={"range": across, "nticks": 6, "ticksuffix": " s"},
        xaxis_title_text="people's seconds a case",
        yaxis={"range": span, "tickformat": ",", "nticks": 6},
        yaxis_title_text=f"{theme.safe(currency)} per 1,000 {theme.safe(noun)}",
    )


def key(shown: Sequence[Point]) -> tuple[tuple[str, str], ...]:
    """Return what the open marks mean, as pairs of mark and candidate: colour alone tells nobody anything."""
    return tuple(zip(SHAPES, _others(shown), strict=False))


def _others(shown: Sequence[Point]) -> list[str]:
    """Return the candidates that are only seen beside, in their order; more of them than there are marks share the last one."""
    return list(dict.fromkeys(point.candidate for point in inside(shown) if not (point.model or point.policy == "manual")))


def _beside(shown: Sequence[Point], currency: str, colours: theme.Palette) -> list[Any]:
    """Draw what is behind other candidates: smaller and quieter, one mark a candidate."""
    drawn = []
    for number, candidate in enumerate(_others(shown)):
        here = [p for p in shown if p.candidate == candidate and p.policy != "manual" and not (p.model or p.best)]
        symbol = SYMBOLS[min(number, len(SYMBOLS) - 1)]
        if here:
            drawn.append(_marks(here, currency, colours.quiet, symbol, 8, 0.4))
    return drawn


def _own(shown: Sequence[Point], currency: str, colours: theme.Palette) -> list[Any]:
    """Draw the chosen candidate's points, people alone and the best one, over everything else."""
    own = [point for point in shown if point.model and not point.best]
    alone = [point for point in shown if point.policy == "manual" and not (point.model or point.best)]
    best = [point for point in shown if point.best]
    groups = (
        (alone, colours.ink, "x", 10),
        (own, colours.accent, "circle", 12),
        (best, colours.good, "diamond", 16),
    )
    return [_marks(here, currency, colour, symbol, size, 1.0) for here, colour, symbol, size in groups if here]


def _marks(here: Sequence[Point], currency: str, colour: str, symbol: str, size: int, strength: float) -> go.Scatter:
    import plotly.graph_objects as go

    return go.Scatter(
        x=[point.seconds for point in here],
        y=[point.cost.estimate for point in here],
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [point.cost.high - point.cost.estimate for point in here],
            "arrayminus": [point.cost.estimate - point.cost.low for point in here],
            "thickness": 2 if strength == 1.0 else 1,
            "width": 5 if strength == 1.0 else 2,
            "color": theme.alpha(colour, strength),
        },
        mode="markers",
        marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
        hovertext=[
            f"{theme.safe(point.name)}<br>{theme.safe(format_interval(point.cost, currency))} per 1,000"
            f"<br>{point.seconds:.1f} s a case"
            for point in here
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _frontier(shown: Sequence[Point], right: float, colours: theme.Palette) -> list[Any]:
    """Draw what is not beaten as steps: with so many seconds, this is the least that a case can cost."""
    import plotly.graph_objects as go

    x, y = _steps(shown, right)
    line = {"color": theme.alpha(colours.good, 0.55), "width": 2, "dash": "dot"}
    return [go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")] if len(x) else []


def _steps(shown: Sequence[Point], right: float) -> tuple[list[float], list[float]]:
    kept = sorted((point for point in shown if point.unbeaten), key=lambda point: point.seconds)
    x, y = [point.seconds for point in kept], [point.cost.estimate for point in kept]
    stepped = list(zip(np.repeat(x, 2)[1:].tolist(), np.repeat(y, 2)[:-1].tolist(), strict=True))
    corners = [*stepped, (right, y[-1])] if y else []
    return [corner[0] for corner in corners], [corner[1] for corner in corners]


def _limit(available: float, colours: theme.Palette) -> dict:
    line = {"color": colours.bad, "width": 2, "dash": "dash"}
    return {"type": "line", "x0": available, "x1": available, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _annotations(
    shown: Sequence[Point],
    across: tuple[float, float],
    span: tuple[float, float],
    available: float | None,
    colours: theme.Palette,
) -> list[dict]:
    room = _room(shown, across, span, available)
    told = [] if available is None else [_limit_name(available, room, colours)]
    return [*told, *names(numbered(shown), room, colours)]


def _room(shown: Sequence[Point], across: Span, span: Span, available: float | None) -> Room:
    """What names keep clear of: marks first, then the steps, the intervals and the line of people's time."""
    x, y = _steps(shown, across[1])
    lines = [(x, y), *(([point.seconds] * 2, [point.cost.low, point.cost.high]) for point in shown)]
    lines += [] if available is None else [([available] * 2, list(span))]
    parted = [np.append(np.asarray(part, dtype=float), np.nan) for line in lines for part in line]
    room = Room(
        across, span, HEIGHT, np.concatenate(parted[::2]), np.concatenate(parted[1::2]), width=WIDTH, letter=LETTER, tether=TETHER
    )
    for point in shown:
        room.keep_clear(point.seconds, point.cost.estimate, 9.0 if point.labelled else 5.0)
    return room


def _limit_name(available: float, room: Room, colours: theme.Palette) -> dict:
    text = f"team has {seconds(available)}"
    places = tuple(
        Place(side, -depth, "left" if side > 0 else "right", "top") for depth in (0.0, 22.0, 44.0, 300.0) for side in (-4.0, 4.0)
    )
    place = room.place(available, room.upwards[1], text, places)
    return theme.label(
        available,
        room.upwards[1],
        text,
        colours.bad,
        xanchor=place.xanchor,
        yanchor="top",
        xshift=place.right,
        yshift=place.up,
        bgcolor=theme.alpha(colours.paper, 0.7),
    )
