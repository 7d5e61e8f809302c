"""How good it must be, for two classes: the map of recall against false alarms, with what pays on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
NEAR = 20.0


def interval(share: Estimate) -> str:
    """Write a share with its interval: `71 % (95 %: 66 % to 76 %)`."""
    low, high = format_share(share.low), format_share(share.high)
    return format_share(share.estimate) if low == high else f"{format_share(share.estimate)} (95 %: {low} to {high})"


@dataclass(frozen=True)
class Words:
    """How the two axes are called. by_case: prices differ by case, and shares are of the money at stake instead of cases."""

    positive: str
    by_case: bool = False

    @property
    def catches(self) -> str:
        return "saves" if self.by_case else "catches"

    @property
    def whole(self) -> str:
        return f"what is at stake in {self.positive}" if self.by_case else self.positive


def answer(found: BreakEven, place: Reached | None, words: Words) -> str:
    """Answer the page's question: what has to be caught, and what is."""
    if not found.applies:
        return "With these prices one answer is always the cheaper one: no model pays, however good."
    if float(found.least_recall(0.0)) > 1:
        return "Not even a model that is never wrong pays: it could save less than what having one costs."
    return _needed_at_all(found, words) if place is None else _needed_and_reached(found, place, words)


def _needed_at_all(found: BreakEven, words: Words) -> str:
    alone, all_caught = float(found.least_recall(0.0)), float(found.most_false_alarms(1.0))
    return (
        f"It pays once it {words.catches} {format_share(max(alone, 0.0))} of {words.whole} without a false alarm; "
        f"with all of it, {format_share(min(all_caught, 1.0))} false alarms are the most."
    )


def _needed_and_reached(found: BreakEven, place: Reached, words: Words) -> str:
    alarms = place.alarmed.estimate
    needed, most = float(found.least_recall(alarms)), float(np.clip(found.most_false_alarms(1.0), 0.0, 1.0))
    reached = f"{place.name} {words.catches} {interval(place.caught)}"
    if needed > 1:
        return (
            f"At the {format_share(alarms)} false alarms of {place.name} nothing pays; "
            f"{format_share(most)} are the most, even with all of {words.whole} {'saved' if words.by_case else 'caught'}."
        )
    if needed <= 0:
        return f"With {format_share(alarms)} false alarms any part of {words.whole} pays; {reached}."
    at = f"at {format_share(alarms)} false alarms"
    return f"It pays once it {words.catches} {format_share(needed)} of {words.whole} {at}; {reached}."


def title(found: BreakEven, words: Words) -> str:
    """Say what the map shows, in one sentence."""
    if not found.applies:
        return "Where one answer is always the cheaper one, there is nothing to map."
    alone = float(found.least_recall(0.0))
    if alone > 1:
        return "Nothing pays: there is no shaded part."
    done = "saved" if words.by_case else "caught"
    return f"Shaded: what pays. Below {format_share(max(alone, 0.0))} of {words.whole} {done}, nothing does."


def break_even_map(found: BreakEven, places: Sequence[Reached], words: Words, shown: str, dark: bool = False) -> go.Figure:
    """Draw recall against false alarms: the border of what pays, each candidate, and where else it could draw its line.

    shown: the candidate that is told about.
    """
    colours = theme.palette(dark)
    width = _width(found, places)
    border = _border(found, width)
    traces = [*_region(border, colours), *(_curve(one, colours, width) for one in places if one.roc is not None)]
    traces += [_place(one, colours, one.name == shown) for one in places]
    room = placing.Room((0.0, width), (0.0, 1.04), HEIGHT - 60, *_drawn(border, places))
    sides = _words(border, width, room, colours)
    names = [_name(one, room, colours, one.name == shown) for one in places if one.alarmed.estimate <= width]
    return theme.figure(
        traces,
        HEIGHT,
        dark,
        annotations=[*sides, *names],
        xaxis_title_text="false alarms among all other cases",
        xaxis_range=[0, width],
        xaxis_tickformat=".0%" if width > 0.08 else ".1%",
        xaxis_nticks=6,
        yaxis_title_text=theme.safe(f"share of {words.whole[:40]} {'saved' if words.by_case else 'caught'}", 60),
        yaxis_range=[0, 1.04],
        yaxis_tickformat=".0%",
    )


def alt_map(found: BreakEven, places: Sequence[Reached], words: Words) -> str:
    """Say what the map shows, for those who cannot see it."""
    told = "; ".join(
        f"{one.name} {words.catches} {interval(one.caught)} at {interval(one.alarmed)} false alarms, "
        f"{'which pays' if found.advantage(one.caught.estimate, one.alarmed.estimate) > 0 else 'which does not pay'}"
        for one in places
    )
    return f"{title(found, words)} {told or 'No candidate is ready yet'}."


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
    x, y = one.alarmed.estimate, one.caught.estimate
    at = room.place(x, y, name, placing.beside())
    colour = colours.accent if shown else colours.ink
    if abs(at.up) <= NEAR:
        options: dict[str, Any] = {"xanchor": at.xanchor, "yanchor": at.yanchor, "xshift": at.right, "yshift": at.up}
    else:
        # Far from its mark, a name needs a line to it.
        arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colours.quiet, "standoff": 6}
        options = {**arrow, "ax": at.right, "ay": -at.up, "xanchor": at.xanchor, "yanchor": at.yanchor}
    return theme.label(x, y, theme.safe(name, 40), colour, **options)


def _words(border: np.ndarray, width: float, room: placing.Room, colours: theme.Palette) -> list[dict[str, Any]]:
    """Name the two sides of the border, where there is room for it."""
    if not len(border):
        return [theme.label(width / 2, 0.5, "nothing pays", colours.bad)]
    places = (placing.Place(0.0, 0.0, "center", "bottom"),)
    spots = {"pays": (border[-1, 0] * 0.6, 0.94), "does not pay": (width * 0.8, 0.06)}
    told = []
    for text, (x, y) in spots.items():
        room.place(float(x), float(y), text, places)
        told.append(theme.label(float(x), float(y), text, colours.good if text == "pays" else colours.bad, yanchor="bottom"))
    return told
