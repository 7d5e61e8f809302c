"""Risk against coverage: what the product's own decisions cost as it decides more, and what all cases cost then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.charts import theme
from workbench.charts.placing import Room, beside
from workbench.charts.risk_words import title
from workbench.experience.risk_coverage import Curve, RiskCoverage

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT, PLOT = 400, 330.0
WIDTH = 250.0


def chart(found: RiskCoverage, currency: str, dark: bool = False) -> go.Figure:
    """Draw the mean cost of what the product decides itself, in two orders, and the cost of all cases in the better one."""
    colours = theme.palette(dark)
    span = _span(found)
    gain, confidence = found.by_gain, found.by_confidence
    lines = [
        *(
            []
            if found.alike
            else [_line(confidence, confidence.risk, colours.quiet, "dot", "decided by the product, surest first")]
        ),
        _line(gain, gain.risk, colours.accent, "solid", "decided by the product, least to save first"),
        _line(gain, gain.all_in, colours.good, "solid", "all cases, people's included"),
    ]
    return theme.figure(
        [*lines, _standing(found, currency, colours)],
        height=HEIGHT,
        dark=dark,
        annotations=_names(found, span, colours),
        shapes=[] if found.capacity >= 1 else [_limit(found, colours)],
        xaxis={"range": [0, 103], "ticksuffix": " %", "nticks": 6},
        xaxis_title_text="cases the product decides itself",
        yaxis={"range": span, "tickformat": ",", "nticks": 6},
        yaxis_title_text=f"{theme.safe(currency)} per 1,000 of them",
    )


def _span(found: RiskCoverage) -> tuple[float, float]:
    """Return the range of costs to draw: the first few cases alone say little, and would stretch it."""
    shown = [curve.risk[curve.coverage >= 0.02] for curve in (found.by_gain, found.by_confidence)]
    every = np.concatenate([*shown, found.by_gain.all_in]) * 1000
    room = float(every.max() - every.min()) or 1.0
    return float(every.min()) - 0.06 * room, float(every.max()) + 0.12 * room


def _line(curve: Curve, cost: np.ndarray, colour: str, dash: str, name: str) -> go.Scatter:
    import plotly.graph_objects as go

    return go.Scatter(
        x=np.round(curve.coverage * 100, 3),
        y=np.round(cost * 1000, 6),
        mode="lines",
        line={"color": colour, "width": 2.5, "dash": dash},
        hovertemplate=f"{name}: %{{y:,.4g}} at %{{x:.1f}} %<extra></extra>",
    )


def _standing(found: RiskCoverage, currency: str, colours: theme.Palette) -> go.Scatter:
    import plotly.graph_objects as go

    here = found.stands
    return go.Scatter(
        x=[here.coverage * 100],
        y=[here.all_in * 1000],
        mode="markers",
        marker={"symbol": "diamond", "size": 15, "color": colours.good},
        hovertemplate=f"{theme.safe(title(found, currency))}<extra></extra>",
    )


def _limit(found: RiskCoverage, colours: theme.Palette) -> dict[str, Any]:
    at = (1 - found.capacity) * 100
    line = {"color": colours.bad, "width": 2, "dash": "dash"}
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _names(found: RiskCoverage, span: tuple[float, float], colours: theme.Palette) -> list[dict]:
    """Name the lines where they are free, the place where the product stands, and people's room."""
    room = _room(found, span)
    room.keep_clear(found.stands.coverage * 100, found.stands.all_in * 1000, 9.0)
    gain, confidence = found.by_gain, found.by_confidence
    named = [_name(room, found.stands.coverage * 100, found.stands.all_in * 1000, "stands here", colours.good)]
    if found.capacity < 1:
        named.append(_name(room, (1 - found.capacity) * 100, span[1], "people's room", colours.bad))
    named += [
        _on_line(room, gain, gain.all_in, "all cases", colours.good),
        _on_line(room, gain, gain.risk, "its own", colours.accent),
    ]
    if not found.alike:
        named.append(_on_line(room, confidence, confidence.risk, "its own, surest first", colours.quiet))
    return named


def _room(found: RiskCoverage, span: tuple[float, float]) -> Room:
    curves = ((found.by_gain, found.by_gain.all_in), (found.by_gain, found.by_gain.risk))
    drawn = [*curves, (found.by_confidence, found.by_confidence.risk)]
    x = np.concatenate([np.append(curve.coverage * 100, np.nan) for curve, _ in drawn])
    y = np.concatenate([np.append(cost * 1000, np.nan) for _, cost in drawn])
    return Room((0.0, 103.0), span, PLOT, x, y, width=WIDTH, letter=7.2, tether=0.5)


def _on_line(room: Room, curve: Curve, cost: np.ndarray, text: str, colour: str) -> dict:
    """Name a line at whichever of a few places along it is least crowded."""
    places = [(share * 100, float(np.interp(share, curve.coverage, cost)) * 1000) for share in (0.2, 0.35, 0.5, 0.65, 0.8)]
    best = min(places, key=lambda at: room.crowd(at[0], at[1], text, beside()))
    return _name(room, best[0], best[1], text, colour)


def _name(room: Room, x: float, y: float, text: str, colour: str) -> dict:
    at = room.place(x, y, text, beside())
    return theme.label(x, y, text, colour, xanchor=at.xanchor, yanchor=at.yanchor, xshift=at.right, yshift=at.up)
