"""The break-even map: recall against false alarms, what pays shaded, and each candidate where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.charts import placing, theme
from workbench.charts.quality import Words
from workbench.pricing.breakeven import BreakEven
from workbench.pricing.reached import Reached

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 430
BORDER_POINTS = 101
LEAST_WIDTH = 0.02
NEAR = 20.0
PAYS_AT = 0.94


def chart(found: BreakEven, places: Sequence[Reached], words: Words, shown: str, dark: bool = False) -> go.Figure:
    """Draw recall against false alarms: the border of what pays, each candidate, and where else it could draw its line.

    shown: the candidate that is told about.
    """
    colours = theme.palette(dark)
    width = _width(found, places)
    border = _border(found, width)
    traces = [*_region(border, colours), *(_curve(one, colours, width) for one in places if one.roc is not None)]
    traces += [_place(one, colours, one.name == shown) for one in places]
    room = placing.Room((0.0, width), (0.0, 1.04), HEIGHT - 60, *_drawn(border, places))
    sides = _words(border, width, places, room, colours, "nothing to map" if found.can_pay else "nothing pays")
    names = [_name(one, room, colours, one.name == shown) for one in places if one.alarmed.estimate <= width]
    return theme.figure(
        traces,
        HEIGHT,
        dark,
        annotations=[*sides, *names],
        xaxis_title_text="false alarms among all other cases",
        xaxis={"range": [0, width], **theme.shares(0.0, width)},
        yaxis_title_text=theme.safe(f"share of {words.whole[:40]} {'saved' if words.by_case else 'caught'}", 60),
        yaxis={"range": [0, 1.04], **theme.shares(0.0, 1.0)},
    )


def _width(found: BreakEven, places: Sequence[Reached]) -> float:
    """How far the axis of false alarms goes: what pays, and most of the candidates, with some room."""
    border = float(np.clip(found.most_false_alarms(1.0), 0.0, 1.0)) if found.applies else 1.0
    widest = max([border, *(one.alarmed.high for one in places)], default=1.0)
    return float(min(1.0, max(LEAST_WIDTH, 1.25 * widest)))


def _border(found: BreakEven, width: float) -> np.ndarray:
    """(P, 2): false alarms and recall along the border, from the least recall upwards; empty where nothing pays."""
    if not found.applies:
        return np.zeros((0, 2))
    low = float(np.clip(found.least_recall(0.0), 0.0, 1.0))
    recall = np.linspace(low, 1.0, BORDER_POINTS)
    alarms = found.most_false_alarms(recall)
    inside = alarms >= -1e-12
    return np.column_stack((np.clip(alarms, 0.0, width), recall))[inside]


def _region(border: np.ndarray, colours: theme.Palette) -> list[Any]:
    import plotly.graph_objects as go

    if not len(border):
        return []
    x = [0.0, *border[:, 0], 0.0]
    y = [border[0, 1], *border[:, 1], border[-1, 1]]
    area = go.Scatter(
        x=x, y=y, fill="toself", fillcolor=theme.alpha(colours.good, 0.16), line_width=0, mode="lines", hoverinfo="skip"
    )
    edge = go.Scatter(
        x=border[:, 0],
        y=border[:, 1],
        mode="lines",
        line={"color": colours.good, "width": 2.5},
        hovertemplate="at %{y:.0%} caught, up to %{x:.1%} false alarms pay<extra></extra>",
    )
    return [area, edge]


def _curve(one: Reached, colours: theme.Palette, width: float) -> Any:
    import plotly.graph_objects as go

    assert one.roc is not None
    inside = one.roc[:, 0] <= width * 1.05
    return go.Scatter(
        x=one.roc[inside, 0],
        y=one.roc[inside, 1],
        mode="lines",
        line={"color": colours.quiet, "width": 1, "dash": "dot" if one.kind == "simulated" else "solid"},
        hoverinfo="skip",
    )


def _place(one: Reached, colours: theme.Palette, shown: bool) -> Any:
    import plotly.graph_objects as go

    across, up = one.alarmed, one.caught
    colour = colours.accent if shown else colours.ink
    whisker = {"color": colour, "thickness": 1.5, "width": 4, "symmetric": False}
    return go.Scatter(
        x=[across.estimate],
        y=[up.estimate],
        mode="markers",
        marker={"size": 12 if shown else 9, "color": colour, "symbol": SYMBOLS.get(one.kind, "circle")},
        error_x={**whisker, "array": [across.high - across.estimate], "arrayminus": [across.estimate - across.low]},
        error_y={**whisker, "array": [up.high - up.estimate], "arrayminus": [up.estimate - up.low]},
        hovertemplate=f"{theme.safe(one.name)}: catches %{{y:.1%}} at %{{x:.1%}} false alarms<extra></extra>",
    )


SYMBOLS = {"rule": "square", "process": "diamond", "simulated": "circle-open", "external": "triangle-up"}


def _drawn(border: np.ndarray, places: Sequence[Reached]) -> tuple[np.ndarray, np.ndarray]:
    """Return all lines as one, parted by NaN, for finding places for names."""
    parts = [border, *(one.roc for one in places if one.roc is not None)]
    joined = np.vstack([np.vstack((part, [[np.nan, np.nan]])) for part in parts]) if parts else np.zeros((0, 2))
    return joined[:, 0], joined[:, 1]


def _name(one: Reached, room: placing.Room, colours: theme.Palette, shown: bool) -> dict[str, Any]:
    name = " ".join(one.name.split())[:40]
    # A name whose point is outside the axes, by a rounding error or by its stakes, would not be drawn.
    x, y = max(one.alarmed.estimate, 0.0), min(max(one.caught.estimate, 0.0), 1.0)
    at = room.place(x, y, name, placing.beside())
    colour = colours.accent if shown else colours.ink
    if abs(at.up) <= NEAR:
        options: dict[str, Any] = {"xanchor": at.xanchor, "yanchor": at.yanchor, "xshift": at.right, "yshift": at.up}
    else:
        # Far from its mark, a name needs a line to it.
        arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colours.quiet, "standoff": 6}
        options = {**arrow, "ax": at.right, "ay": -at.up, "xanchor": at.xanchor, "yanchor": at.yanchor}
    return theme.label(x, y, theme.safe(name, 40), colour, **options)


def _words(
    border: np.ndarray, width: float, places: Sequence[Reached], room: placing.Room, colours: theme.Palette, without: str
) -> list[dict[str, Any]]:
    """Name the two sides of the border: what pays at the top, away from the candidates, and what does not at the bottom.

    without: what is said where there is no border.
    """
    if not len(border):
        return [theme.label(width / 2, 0.5, without, colours.bad)]
    marks = [(one.alarmed.estimate / width, one.caught.estimate) for one in places] or [(1.0, 0.0)]

    def distance(x: float) -> float:
        return min((x / width - across) ** 2 + (PAYS_AT - up) ** 2 for across, up in marks)

    best = max((border[-1, 0] * share for share in (0.15, 0.3, 0.45, 0.6)), key=distance)
    spots = [("pays", float(best), PAYS_AT, colours.good), ("does not pay", width * 0.8, 0.06, colours.bad)]
    for text, x, y, _ in spots:
        room.place(x, y, text, (placing.Place(0.0, 0.0, "center", "bottom"),))
    return [theme.label(x, y, text, colour, yanchor="bottom") for text, x, y, colour in spots]
