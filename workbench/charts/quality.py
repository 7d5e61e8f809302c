"""How good it must be, for two classes: the map of recall against false alarms, with what pays on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.charts import placing, theme
from workbench.pricing.breakeven import BreakEven
from workbench.pricing.estimate import Estimate
from workbench.pricing.reached import Reached
from workbench.wording import format_share

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 430
BORDER_POINTS = 101
LEAST_WIDTH = 0.02


def interval(share: Estimate) -> str:
    """Write a share with its interval: `71 % (95 %: 66 % to 76 %)`."""
    low, high = format_share(share.low), format_share(share.high)
    return format_share(share.estimate) if low == high else f"{format_share(share.estimate)} (95 %: {low} to {high})"


def answer(found: BreakEven, place: Reached | None, positive: str) -> str:
    """Answer the page's question for two classes: what has to be caught, and what is."""
    if not found.applies:
        return "With these prices one answer is always the cheaper one: no model pays, however good."
    alone, all_caught = float(found.least_recall(0.0)), float(found.most_false_alarms(1.0))
    if alone > 1:
        return "Not even a model that is never wrong pays: what having one costs is more than it could save."
    if place is None:
        return (
            f"It pays once it catches {format_share(max(alone, 0.0))} of {positive} without a false alarm; "
            f"when it catches all, {format_share(min(all_caught, 1.0))} false alarms are the most."
        )
    alarms = place.false_alarms.estimate
    needed = float(found.least_recall(alarms))
    reached = f"{place.name} catches {interval(place.recall)}"
    if needed > 1:
        most = f"more than {format_share(max(min(all_caught, 1.0), 0.0))} never do, even if all of {positive} is caught"
        return f"No recall pays at {format_share(alarms)} false alarms, as {place.name} has them: {most}."
    if needed <= 0:
        return f"With {format_share(alarms)} false alarms any recall pays; {reached} of {positive}."
    return f"It pays once it catches {format_share(needed)} of {positive} at {format_share(alarms)} false alarms; {reached}."


def title(found: BreakEven, positive: str) -> str:
    """Say what the map shows, in one sentence."""
    if not found.applies:
        return "Where one answer is always the cheaper one, there is nothing to map."
    alone = float(found.least_recall(0.0))
    if alone > 1:
        return "Nothing pays: there is no shaded part."
    return f"Shaded: what pays. Below {format_share(max(alone, 0.0))} of {positive} caught, nothing does."


def break_even_map(found: BreakEven, places: Sequence[Reached], positive: str, shown: str, dark: bool = False) -> go.Figure:
    """Draw recall against false alarms: the border of what pays, each candidate, and where else it could draw its line.

    shown: the candidate that is told about.
    """
    colours = theme.palette(dark)
    width = _width(found, places)
    border = _border(found, width)
    traces = [*_region(border, colours), *(_curve(one, colours, width) for one in places if one.roc is not None)]
    traces += [_place(one, colours, one.name == shown) for one in places]
    room = placing.Room((0.0, width), (0.0, 1.04), HEIGHT - 60, *_drawn(border, places))
    names = [_name(one, room, colours, one.name == shown) for one in places if one.false_alarms.estimate <= width]
    return theme.figure(
        traces,
        HEIGHT,
        dark,
        annotations=[*names, *_words(border, width, room, colours)],
        xaxis_title_text=f"false alarms: share of all else that is called {theme.safe(positive, 24)}",
        xaxis_range=[0, width],
        xaxis_tickformat=".0%" if width > 0.08 else ".1%",
        xaxis_nticks=6,
        yaxis_title_text=f"share of {theme.safe(positive, 24)} caught",
        yaxis_range=[0, 1.04],
        yaxis_tickformat=".0%",
    )


def alt_map(found: BreakEven, places: Sequence[Reached], positive: str) -> str:
    """Say what the map shows, for those who cannot see it."""
    told = "; ".join(
        f"{one.name} catches {interval(one.recall)} at {interval(one.false_alarms)} false alarms, "
        f"{'which pays' if found.advantage(one.recall.estimate, one.false_alarms.estimate) > 0 else 'which does not pay'}"
        for one in places
    )
    return f"{title(found, positive)} {told or 'No candidate is ready yet'}."


def _width(found: BreakEven, places: Sequence[Reached]) -> float:
    """How far the axis of false alarms goes: what pays, and most of the candidates, with some room."""
    border = float(np.clip(found.most_false_alarms(1.0), 0.0, 1.0)) if found.applies else 1.0
    widest = max([border, *(one.false_alarms.high for one in places)], default=1.0)
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

    across, up = one.false_alarms, one.recall
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
    x, y = one.false_alarms.estimate, one.recall.estimate
    at = room.place(x, y, name, placing.beside())
    colour = colours.accent if shown else colours.ink
    options = {"xanchor": at.xanchor, "yanchor": at.yanchor, "xshift": at.right, "yshift": at.up}
    return theme.label(x, y, theme.safe(name, 40), colour, **options)


def _words(border: np.ndarray, width: float, room: placing.Room, colours: theme.Palette) -> list[dict[str, Any]]:
    """Name the two sides of the border, where there is room for it."""
    if not len(border):
        return [theme.label(width / 2, 0.5, "nothing pays", colours.bad)]
    places = (placing.Place(0.0, 0.0, "center", "bottom"),)
    spots = {"pays": (border[-1, 0] * 0.3, 0.5 * (1 + border[0, 1])), "does not pay": (width * 0.8, 0.06)}
    told = []
    for text, (x, y) in spots.items():
        room.place(float(x), float(y), text, places)
        told.append(theme.label(float(x), float(y), text, colours.good if text == "pays" else colours.bad, yanchor="bottom"))
    return told
