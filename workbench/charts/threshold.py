"""Cost against threshold, exact at every step, with the plateau shaded and the lines named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.charts.curve import HEIGHT, USUAL, Curve, Mark, bounded, ends
from workbench.charts.curve_names import names
from workbench.money import format_money
from workbench.wording import format_interval, format_line

if TYPE_CHECKING:
    import plotly.graph_objects as go


def chart(curve: Curve, tried: Mark, others: Sequence[Mark], currency: str, noun: str = "cases", dark: bool = False) -> go.Figure:
    """Draw cost per 1,000 cases against the threshold, exact at every step, with the plateau shaded and the lines named."""
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    x, y = bounded(curve.thresholds * 100, curve.cost)
    line = go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": colours.accent, "width": 3, "shape": "hv"},
        hovertemplate=f"more than %{{x:.3g}} %: {theme.safe(currency)} %{{y:,.0f}} per 1,000<extra></extra>",
    )
    right = _right_edge(curve, tried, others)
    height = _range(curve, tried, others, right)
    figure = theme.figure(
        [
            line,
            *(_mark(mark, currency, colours.ink, "circle-open") for mark in others),
            _mark(tried, currency, colours.accent, "diamond"),
        ],
        height=HEIGHT,
        dark=dark,
        annotations=names(curve, tried, others, right, height, colours),
        xaxis={"range": [0, right], "ticksuffix": " %", "nticks": 6},
        xaxis_title_text="say it from this probability upwards",
        yaxis={"range": height, "tickformat": ",", "nticks": 5},
        yaxis_title_text=f"{theme.safe(currency)} per 1,000 {theme.safe(noun)}",
    )
    low, high = curve.plateau
    figure.add_vrect(x0=low * 100, x1=high * 100, fillcolor=theme.alpha(colours.good, 0.14), line_width=0, layer="below")
    figure.add_hline(y=curve.without.estimate, line={"color": colours.quiet, "width": 2, "dash": "dot"})
    return figure


def alt(curve: Curve, tried: Mark, currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    low, high = curve.plateau
    return (
        "Cost per 1,000 cases against the threshold. It is lowest, or nearly, "
        f"between {format_line(low)} and {format_line(high)}. "
        f"At {format_line(tried.threshold)} it is {format_money(tried.cost, currency)}; "
        f"{curve.without_name} costs {format_money(curve.without.estimate, currency)}."
    )


def _right_edge(curve: Curve, tried: Mark, others: Sequence[Mark]) -> float:
    """Show a little more than everything of interest: for rare classes all that matters lies far to the left."""
    furthest = max([tried.threshold, USUAL, min(curve.plateau[1], 1.0), *(mark.threshold for mark in others)])
    return min(100.0, furthest * 100 * 1.12 + 2)


def _range(curve: Curve, tried: Mark, others: Sequence[Mark], right: float) -> list[float]:
    """Show what is of interest; a curve that shoots up at its ends may leave the picture, or the valley could not be seen."""
    marked = [end for mark in (tried, *others) for end in ends(mark)]
    at_edge = curve.cost[curve.thresholds * 100 <= right][-1]
    low = min(float(curve.cost.min()), curve.without.estimate, *marked)
    high = max(curve.without.estimate, float(at_edge), *marked)
    room = (high - low) or max(abs(high), 1.0)
    return [low - 0.15 * room, high + 0.45 * room]


def _mark(mark: Mark, currency: str, colour: str, symbol: str) -> go.Scatter:
    import plotly.graph_objects as go

    bars = {}
    if mark.interval is not None:
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [mark.interval.high - mark.cost],
            "arrayminus": [mark.cost - mark.interval.low],
            "thickness": 2,
            "width": 6,
        }
    told = format_money(mark.cost, currency) if mark.interval is None else format_interval(mark.interval, currency)
    return go.Scatter(
        x=[mark.threshold * 100],
        y=[mark.cost],
        error_y=bars or None,
        mode="markers",
        marker={"symbol": symbol, "size": 15, "color": colour, "line": {"width": 3, "color": colour}},
        hovertemplate=f"{theme.safe(mark.name)}, {format_line(mark.threshold)}<br>{theme.safe(told)} per 1,000<extra></extra>",
    )
