"""Policies on money (up) against people's seconds (right), and what is left on the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.charts import theme
from workbench.experience.outcome import Outcome
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_money

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 440
CLOSE_ACROSS, CLOSE_UP = 0.30, 0.055


@dataclass(frozen=True)
class Point:
    """One way of behaving. cost per 1,000 cases, seconds a case; `model`: whether a model stands behind it."""

    name: str
    seconds: float
    cost: Estimate
    model: bool
    best: bool


def points(outcomes: Sequence[Outcome], best: Outcome | None, titles: dict[str, str], model: str) -> tuple[Point, ...]:
    """Turn outcomes into points; those that are not over `model` are the opponents that know nothing of the case."""
    return tuple(
        Point(
            titles[outcome.policy] + ("" if outcome.candidate == model or outcome.policy == "manual" else ", no model"),
            outcome.seconds_per_case,
            _thousand(outcome.cost_per_case),
            outcome.candidate == model,
            outcome is best,
        )
        for outcome in outcomes
    )


def _thousand(cost: Estimate) -> Estimate:
    return Estimate(cost.estimate * 1000, cost.low * 1000, cost.high * 1000)


def money_against_time(shown: Sequence[Point], currency: str, noun: str = "cases", dark: bool = False) -> go.Figure:
    """Draw each policy with its interval and its name. Low and left is better: cheaper and less of people's time."""
    colours = theme.palette(dark)
    right = max([point.seconds for point in shown] + [1.0]) * 1.32
    low, high = min(point.cost.low for point in shown), max(point.cost.high for point in shown)
    room = (high - low) or 1.0
    span = [low - 0.08 * room, high + 0.1 * room]
    return theme.figure(
        [_trace(point, currency, colours) for point in shown],
        height=HEIGHT,
        dark=dark,
        annotations=_names(shown, right, span, colours),
        xaxis={"range": [-0.05 * right, right], "nticks": 6, "ticksuffix": " s"},
        xaxis_title_text=f"people's seconds for one of the {theme.safe(noun)}",
        yaxis={"range": span, "tickformat": ",", "nticks": 6},
        yaxis_title_text=f"{theme.safe(currency)} per 1,000 {theme.safe(noun)}",
    )


def alt(shown: Sequence[Point], currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    ranked = sorted(shown, key=lambda point: point.cost.estimate)
    told = "; ".join(f"{point.name} {format_money(point.cost.estimate, currency)}, {point.seconds:.1f} s" for point in ranked)
    return f"Cost per 1,000 cases and people's seconds a case, cheapest first: {told}."


def _colour(point: Point, colours: theme.Palette) -> str:
    return colours.good if point.best else colours.accent if point.model else colours.quiet


def _trace(point: Point, currency: str, colours: theme.Palette) -> go.Scatter:
    import plotly.graph_objects as go

    colour = _colour(point, colours)
    return go.Scatter(
        x=[point.seconds],
        y=[point.cost.estimate],
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [point.cost.high - point.cost.estimate],
            "arrayminus": [point.cost.estimate - point.cost.low],
            "thickness": 2,
            "width": 5,
        },
        mode="markers",
        marker={
            "symbol": "diamond" if point.best else "circle" if point.model else "circle-open",
            "size": 16 if point.best else 12,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        hovertemplate=(
            f"{theme.safe(point.name)}<br>{theme.safe(format_interval(point.cost, currency))} per 1,000"
            f"<br>{point.seconds:.1f} s a case<extra></extra>"
        ),
    )


def _names(shown: Sequence[Point], right: float, span: list[float], colours: theme.Palette) -> list[dict]:
    """Names stand to the right of their points, moved up or down where two would cover each other."""
    across = np.array([point.seconds / right for point in shown])
    up = spread(across, np.array([(point.cost.estimate - span[0]) / (span[1] - span[0]) for point in shown]))
    names = []
    for point, x, y in zip(shown, across, up, strict=True):
        left = x > 0.62
        text = theme.safe(point.name)
        names.append(
            theme.label(
                point.seconds,
                span[0] + float(y) * (span[1] - span[0]),
                f"<b>{text}</b>" if point.best else text,
                _colour(point, colours),
                xanchor="right" if left else "left",
                xshift=-13 if left else 13,
            )
        )
    return names


def spread(across: np.ndarray, up: np.ndarray) -> np.ndarray:
    """Return heights (m,) in [0, 1] near `up` at which labels that start close to each other do not overlap."""
    placed = up.astype(float).copy()
    for _ in range(40):
        order = np.argsort(placed, kind="stable")
        moved = False
        for lower, upper in zip(order[:-1], order[1:], strict=True):
            gap = placed[upper] - placed[lower]
            if gap < CLOSE_UP - 1e-9 and abs(across[upper] - across[lower]) < CLOSE_ACROSS:
                push = (CLOSE_UP - gap) / 2
                placed[lower] -= push
                placed[upper] += push
                moved = True
        if not moved:
            break
    return placed
