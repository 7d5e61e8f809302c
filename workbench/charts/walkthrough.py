"""Pictures for a projector: the class mix, the price of mistakes, and any figure made larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from workbench.charts import theme
from workbench.money import format_money
from workbench.pricing.confusion import Confusion, dearest
from workbench.pricing.costs import CostModel
from workbench.wording import format_share

if TYPE_CHECKING:
    import plotly.graph_objects as go

LARGE = 1.3
MOST_HEIGHT = 520
MOST_BARS = 6
ROW_HEIGHT = 50


def enlarge(figure: go.Figure) -> go.Figure:
    """Make a figure's type and marks large enough to be read from four metres. Changes the figure it is given and returns it."""
    size = theme.FONT_SIZE * LARGE
    figure.update_layout(
        font_size=size, hoverlabel_font_size=size, margin_b=76, height=min(MOST_HEIGHT, figure.layout.height or MOST_HEIGHT)
    )
    figure.update_xaxes(tickfont_size=size, title_font_size=size)
    figure.update_yaxes(tickfont_size=size, title_font_size=size)
    figure.update_annotations(font_size=size)
    return figure


def mix(classes: Sequence[str], y: np.ndarray, dark: bool = False) -> go.Figure:
    """Draw how frequent each class is; the rarest of many are drawn as one."""
    shares = np.bincount(y, minlength=len(classes)) / max(len(y), 1)
    order = np.argsort(-shares, kind="stable")
    shown, rest = order[:MOST_BARS], order[MOST_BARS:]
    names = [classes[index] for index in shown] + ([f"{len(rest)} others"] if len(rest) else [])
    values = [float(shares[index]) for index in shown] + ([float(shares[rest].sum())] if len(rest) else [])
    return _bars(names, values, [format_share(value) for value in values], "share of the cases", dark)


def alt_mix(classes: Sequence[str], y: np.ndarray) -> str:
    """Say what the picture shows, for those who cannot see it."""
    shares = np.bincount(y, minlength=len(classes)) / max(len(y), 1)
    order = np.argsort(-shares, kind="stable")[:MOST_BARS]
    return "Share of each class: " + ", ".join(f"{classes[index]} {format_share(float(shares[index]))}" for index in order) + "."


def mistakes(costs: CostModel, dark: bool = False) -> go.Figure:
    """Draw what the dearest wrong answers cost, each with the truth it is about; the mean where it differs by case."""
    ranked = _ranked(costs)
    told = [format_money(value, costs.currency) for _, value in ranked]
    return _bars(
        [name for name, _ in ranked], [value for _, value in ranked], told, f"{theme.safe(costs.currency)} a mistake", dark
    )


def alt_mistakes(costs: CostModel) -> str:
    """Say what the picture shows, for those who cannot see it."""
    return (
        "What a mistake costs: "
        + "; ".join(f"{name} {format_money(value, costs.currency)}" for name, value in _ranked(costs))
        + "."
    )


def dearest_mistakes(found: Confusion, currency: str, dark: bool = False) -> go.Figure:
    """Draw what the dearest mistakes come to in 1,000 cases."""
    cells = dearest(found, MOST_BARS)
    told = [format_money(cell.money, currency) for cell in cells]
    names = [f"it is {cell.truth}, it says {cell.answer}" for cell in cells]
    return _bars(names, [cell.money for cell in cells], told, f"{theme.safe(currency)} per 1,000 cases", dark)


def without_model(shown: Sequence[tuple[str, float]], currency: str, dark: bool = False) -> go.Figure:
    """Draw what each thing that can be done without a model costs. shown: name and currency per 1,000 cases."""
    told = [format_money(cost, currency) for _, cost in shown]
    unit = f"{theme.safe(currency)} per 1,000 cases, lower is better"
    return _bars([name for name, _ in shown], [cost for _, cost in shown], told, unit, dark)


def alt_without_model(shown: Sequence[tuple[str, float]], currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = "; ".join(f"{name} {format_money(cost, currency)}" for name, cost in shown)
    return f"Without a model, per 1,000 cases: {told}."


def _ranked(costs: CostModel) -> list[tuple[str, float]]:
    mean = costs.mean_stated
    cells = [
        (f"it is {costs.classes[k]}, it says {costs.answers[a]}", float(mean[a, k]))
        for a in range(len(costs.answers))
        for k in range(len(costs.classes))
        if a != k
    ]
    cells.sort(key=lambda cell: -cell[1])
    if len(cells) > MOST_BARS and cells[0][1] == cells[-1][1]:
        return [("any wrong answer", cells[0][1])]
    return cells[:MOST_BARS]


def _bars(names: Sequence[str], values: Sequence[float], told: Sequence[str], unit: str, dark: bool) -> go.Figure:
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    rows = list(range(len(names)))[::-1]
    bars = go.Bar(x=list(values), y=rows, orientation="h", width=0.3, marker_color=colours.accent, hoverinfo="skip")
    labels = [
        theme.label(
            0,
            row + 0.2,
            f"<b>{theme.safe(told[i])}</b>  {theme.safe(name, 60)}",
            colours.ink,
            xref="paper",
            xanchor="left",
            yanchor="bottom",
        )
        for i, (name, row) in enumerate(zip(names, rows, strict=True))
    ]
    return theme.figure(
        [bars],
        height=ROW_HEIGHT * len(names) + 80,
        dark=dark,
        annotations=labels,
        xaxis={"nticks": 5, "tickformat": ",", **(theme.shares(0.0, max(values, default=1.0), 5) if "share" in unit else {})},
        xaxis_title_text=unit,
        yaxis={"visible": False, "range": [-0.5, len(names) - 0.1]},
    )
