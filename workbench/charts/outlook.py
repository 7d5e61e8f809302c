"""The tornado: how far each guess, within its range, moves what the best design with a model saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.money import format_money
from workbench.outlook.tornado import Bar
from workbench.wording import plural

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_BARS = 8
ROW_HEIGHT = 54
LETTER = 7.6
PHONE = 330.0
MOST_ROOM = 0.36
"""Pixels: a letter's width, the picture's on a phone, and the share of it that labels may take at a side."""


def tornado(bars: Sequence[Bar], now: float, currency: str, yearly: bool, dark: bool = False) -> go.Figure:
    """Draw a bar a guess, the one that matters most on top: from what is saved at its low end to what is saved at its high end.

    now: what is saved at the likely values, currency a year or per 1,000 cases. Each end is named by the guess's own value there.
    """
    colours = theme.palette(dark)
    shown = list(bars[:MOST_BARS])
    rows = list(range(len(shown)))[::-1]
    across = _across(shown, now, currency)
    halves = [
        _halves([(row, *_piece(bar, now, upper)) for bar, row in zip(shown, rows, strict=True)], shown, currency, colour, shape)
        for upper, colour, shape in ((False, colours.quiet, "/"), (True, colours.accent, ""))
    ]
    notes = [note for bar, row in zip(shown, rows, strict=True) for note in _labels(bar, row, now, currency, colours)]
    span = "a year" if yearly else "per 1,000 cases"
    lines = [_line(now, colours.ink, "dot")] + ([_line(0.0, colours.ink, "solid")] if across[0] < 0 < across[1] else [])
    return theme.figure(
        halves,
        height=ROW_HEIGHT * len(shown) + 76,
        dark=dark,
        barmode="overlay",
        annotations=notes,
        shapes=lines,
        xaxis={"tickformat": "~s", "nticks": 5, "range": across},
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


def _halves(pieces: Sequence[tuple[int, float, float]], shown: Sequence[Bar], currency: str, colour: str, shape: str) -> go.Bar:
    import plotly.graph_objects as go

    return go.Bar(
        base=[start for _, start, _ in pieces],
        x=[end - start for _, start, end in pieces],
        y=[row for row, _, _ in pieces],
        orientation="h",
        width=0.28,
        marker={"color": colour, "pattern": {"shape": shape}},
        hovertext=[_on_hover(bar, currency) for bar in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _piece(bar: Bar, now: float, upper: bool) -> tuple[float, float]:
    """Return from where to where an end's part of the bar is drawn: from the middle, or from where the other's part ends."""
    end, other = (bar.at_high, bar.at_low) if upper else (bar.at_low, bar.at_high)
    between = (other - now) * (end - now) > 0 and abs(other - now) < abs(end - now)
    return (other if between else now), end


def _across(shown: Sequence[Bar], now: float, currency: str) -> tuple[float, float]:
    """Return the axis's range: room for the longest label at each side, on a phone too."""
    ends = [value for bar in shown for value in (bar.at_low, bar.at_high)]
    low, high = min([*ends, now]), max([*ends, now])
    told = [_end_names(bar, now, currency) for bar in shown]
    left, right = (min(LETTER * max(map(len, side), default=0) + 8, MOST_ROOM * PHONE) for side in zip(*told, strict=True))
    unit = ((high - low) or abs(now) or 1.0) / (PHONE - left - right)
    return low - unit * left, high + unit * right


def _end_names(bar: Bar, now: float, currency: str) -> tuple[str, str]:
    """Return what stands to the left and to the right of a bar: the guess's own values, in the order in which they are drawn.

    Where both ends are on one side of the middle, both values stand there: between the middle and the bar is no room for one.
    """
    low, high = (bar.guess.named.written(value, currency) for value in (bar.guess.low, bar.guess.high))
    left, right = (high, low) if bar.at_low > bar.at_high else (low, high)
    start, end = sorted((bar.at_low, bar.at_high))
    if start >= now and end > now:
        return "", f"{left} | {right}"
    if end <= now and start < now:
        return f"{left} | {right}", ""
    return left, right


def _labels(bar: Bar, row: int, now: float, currency: str, colours: theme.Palette) -> list[dict]:
    """The name above the bar, and at its ends the values of the guess that lead there."""
    name = theme.label(0, row + 0.18, theme.safe(bar.guess.name, 48), colours.ink, xref="paper", xanchor="left", yanchor="bottom")
    left, right = (theme.safe(told) for told in _end_names(bar, now, currency))
    start, end = min(bar.at_low, bar.at_high, now), max(bar.at_low, bar.at_high, now)
    sides = ((start, left, "right", -4), (end, right, "left", 4))
    # On the colour of the paper, so that the lines pass behind it.
    behind = theme.alpha(colours.paper, 0.7)
    return [name] + [
        theme.label(x, row, told, colours.quiet, xanchor=anchor, yanchor="middle", xshift=shift, bgcolor=behind)
        for x, told, anchor, shift in sides
        if told
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
