"""The money ladder: from working by hand down to a perfect answer, each step with its price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.charts.experience_words import made_of
from workbench.money import format_money
from workbench.outlook.business import Split
from workbench.outlook.ladder import Step
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 54


def ladder(steps: Sequence[Step], currency: str, noun: str = "cases", dark: bool = False) -> go.Figure:
    """Draw one bar a step, in the order of the story, its name and price above it, its interval at its end."""
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    rows = list(range(len(steps)))[::-1]
    bars = go.Bar(
        x=[step.cost.estimate for step in steps],
        y=rows,
        orientation="h",
        width=0.26,
        marker={
            "color": [_colour(step, colours) for step in steps],
            "pattern": {"shape": ["/" if step.bound else "" for step in steps]},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [step.cost.high - step.cost.estimate for step in steps],
            "arrayminus": [step.cost.estimate - step.cost.low for step in steps],
            "thickness": 2,
            "width": 5,
            "color": colours.ink,
        },
        hovertext=[_on_hover(step, currency) for step in steps],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return theme.figure(
        [bars],
        height=ROW_HEIGHT * len(steps) + 70,
        dark=dark,
        annotations=[_name(step, row, currency, colours) for step, row in zip(steps, rows, strict=True)],
        xaxis={"tickformat": ",", "nticks": 5, "zeroline": True, "zerolinecolor": colours.quiet},
        xaxis_title_text=f"{theme.safe(currency)} per 1,000 {theme.safe(noun)}, lower is better",
        yaxis={"visible": False, "range": [-0.5, len(steps) - 0.1]},
    )


def title_ladder(steps: Sequence[Step], currency: str) -> str:
    """Say what the chosen rung costs, and how much a perfect answer would still save."""
    chosen = next((step for step in steps if step.chosen), None)
    bound = next((step for step in steps if step.bound), None)
    if chosen is None or bound is None:
        return "What the decision costs, step by step"
    gap = chosen.cost.estimate - bound.cost.estimate
    parts = made_of(gap - chosen.people - chosen.having, chosen.people, chosen.having, currency)
    return f"Cheapest to be had: {chosen.name}. A perfect answer would save {format_money(gap, currency)} more per 1,000{parts}."


def split_in_words(parts: Split, currency: str) -> str:
    """Say which part of what is saved against today comes from the screen, and which from the model, which saves something."""
    total, screen, model = (format_money(abs(value) * 1000, currency) for value in (parts.total, parts.screen, parts.model))
    if parts.screen >= 0:
        return f"Against today it saves {total} per 1,000 cases: {screen} from the screen alone, {model} from the model."
    return f"Against today it saves {total} per 1,000 cases: the screen alone would cost {screen} more, the model saves {model}."


def _on_hover(step: Step, currency: str) -> str:
    return "<br>".join((theme.safe(step.name), theme.safe(step.meaning, 90), theme.safe(_told(step.cost, currency))))


def _told(cost: Estimate, currency: str) -> str:
    """A price with its interval, or without where nothing is uncertain."""
    certain = cost.high - cost.low <= 1e-6 * max(abs(cost.estimate), 1e-9)
    return format_money(cost.estimate, currency) if certain else format_interval(cost, currency)


def alt_ladder(steps: Sequence[Step], currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = "; ".join(f"{step.name} {format_money(step.cost.estimate, currency)}" for step in steps)
    return f"Cost per 1,000 cases, step by step: {told}."


def _colour(step: Step, colours: theme.Palette) -> str:
    if step.chosen:
        return colours.good
    return colours.accent if step.model else colours.quiet


def _name(step: Step, row: int, currency: str, colours: theme.Palette) -> dict:
    name = theme.safe(step.name, 50)
    price = theme.safe(format_money(step.cost.estimate, currency))
    shown = f"<b>{name}</b>  {price}" if step.chosen else f"{name}  {price}"
    return theme.label(
        0,
        row + 0.17,
        shown,
        _colour(step, colours) if step.chosen else colours.ink,
        xref="paper",
        xanchor="left",
        yanchor="bottom",
    )
