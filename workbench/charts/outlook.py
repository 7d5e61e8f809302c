"""The tornado: how far each guess, within its range, moves what the best design with a model saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.outlook.tornado import Bar
from workbench.wording import format_money, plural

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_BARS = 8
ROW_HEIGHT = 54
ROOM = 0.24


def tornado(bars: Sequence[Bar], now: float, currency: str, yearly: bool, dark: bool = False) -> go.Figure:
    """Draw a bar a guess, the one that matters most on top: from what is saved at its low end to what is saved at its high end.

    now: what is saved at the likely values, currency a year or per 1,000 cases. Each end is named by the guess's own value there.
    """
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    shown = list(bars[:MOST_BARS])
    rows = list(range(len(shown)))[::-1]
    ends = [value for bar in shown for value in (bar.at_low, bar.at_high)]
    low, high = min([*ends, now]), max([*ends, now])
    pad = ROOM * ((high - low) or abs(now) or 1.0)
    halves = [
        go.Bar(
            base=[now] * len(shown),
            x=[end(bar) - now for bar in shown],
            y=rows,
            orientation="h",
            width=0.28,
            marker={"color": colour, "pattern": {"shape": shape}},
            hovertext=[_on_hover(bar, currency) for bar in shown],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for end, colour, shape in ((_low, colours.quiet, "/"), (_high, colours.accent, ""))
    ]
    notes = [note for bar, row in zip(shown, rows, strict=True) for note in _labels(bar, row, currency, colours)]
    span = "a year" if yearly else "per 1,000 cases"
    lines = [_line(now, colours.ink, "dot")] + ([_line(0.0, colours.ink, "solid")] if low - pad < 0 < high + pad else [])
    return theme.figure(
        halves,
        height=ROW_HEIGHT * len(shown) + 76,
        dark=dark,
        barmode="overlay",
        annotations=notes,
        shapes=lines,
        xaxis={"tickformat": "~s", "nticks": 5, "range": [low - pad, high + pad]},
        xaxis_title_text=f"{theme.safe(currency)} {span} that a model saves",
        yaxis={"visible": False, "range": [-0.6, len(shown) - 0.2]},
    )


def alt(bars: Sequence[Bar], currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = "; ".join(
        f"{bar.guess.name}, {_ends(bar, currency)}: {format_money(bar.at_low, currency)} to {format_money(bar.at_high, currency)}"
        for bar in bars[:MOST_BARS]
    )
    more = f"; and {plural(len(bars) - MOST_BARS, 'guess', 'guesses')} that matter less" if len(bars) > MOST_BARS else ""
    return f"What a model saves at the ends of each guess: {told}{more}."


def _labels(bar: Bar, row: int, currency: str, colours: theme.Palette) -> list[dict]:
    """The name above the bar, and at each of its ends the value of the guess that leads there."""
    name = theme.label(0, row + 0.18, theme.safe(bar.guess.name, 48), colours.ink, xref="paper", xanchor="left", yanchor="bottom")
    falls = bar.at_low > bar.at_high
    low, high = (theme.safe(bar.guess.named.written(value, currency)) for value in (bar.guess.low, bar.guess.high))
    left, right = (high, low) if falls else (low, high)
    start, end = sorted((bar.at_low, bar.at_high))
    return [
        name,
        theme.label(start, row, left, colours.quiet, xanchor="right", yanchor="middle", xshift=-4),
        theme.label(end, row, right, colours.quiet, xanchor="left", yanchor="middle", xshift=4),
    ]


def _on_hover(bar: Bar, currency: str) -> str:
    parts = [bar.guess.name, "stated range" if bar.guess.stated else "assumed range"]
    for value, saved in ((bar.guess.low, bar.at_low), (bar.guess.high, bar.at_high)):
        parts.append(f"at {bar.guess.named.written(value, currency)}: {format_money(saved, currency)}")
    return "<br>".join(theme.safe(part, 90) for part in parts)


def _ends(bar: Bar, currency: str) -> str:
    low, high = (bar.guess.named.written(value, currency) for value in (bar.guess.low, bar.guess.high))
    return f"{low} to {high}"


def _line(x: float, colour: str, dash: str) -> dict:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "width": 1, "dash": dash},
    }


def _low(bar: Bar) -> float:
    return bar.at_low


def _high(bar: Bar) -> float:
    return bar.at_high
