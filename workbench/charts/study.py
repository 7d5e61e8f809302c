"""How people behaved in a study, with intervals, beside what was assumed of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.charts import theme
from workbench.experience.studies.life import Shares, judging
from workbench.experience.studies.rates import Rate, rate
from workbench.experience.studies.results import Found, Results
from workbench.pricing.estimate import Estimate
from workbench.scenario import People, likely
from workbench.wording import format_share, plural

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 74
NAME_ABOVE = 0.2
MISSED = "wrong suggestions taken"
TURNED_DOWN = "right suggestions not taken"


@dataclass(frozen=True)
class Row:
    """One line of the picture: shares in [0, 1]. far: what was assumed is outside of the interval of what was seen."""

    what: str
    screen: str
    assumed: float
    seen: Estimate
    cases: int

    @property
    def far(self) -> bool:
        return not self.seen.low <= self.assumed <= self.seen.high

    @property
    def name(self) -> str:
        return f"{self.what}, {self.screen}" if self.screen else self.what


def rows(found: Results) -> tuple[Row, ...]:
    """Return over-reliance and under-reliance of each screen, then errors of work by hand; what nobody met is left out."""
    told = [row for one in found.variants for row in _of(one, found.plan.people)]
    over = [row for row in told if row.what == MISSED]
    by_hand = _row("wrong by hand", "", likely(found.plan.people.by_hand_error), found.errors)
    return (*over, *(row for row in told if row.what != MISSED), *by_hand)


def _of(one: Found, people: People) -> list[Row]:
    if one.shares is None:
        return []
    none = rate(np.zeros(0, dtype=bool), np.zeros(0, dtype=int))
    assumed = judging(one.screen, Shares(none, none, none), people)
    missed = _row(MISSED, one.title, assumed.missed.mean, one.shares.missed)
    return missed + _row(TURNED_DOWN, one.title, assumed.turned_down.mean, one.shares.turned_down)


def _row(what: str, screen: str, assumed: float, seen: Rate) -> list[Row]:
    return [Row(what, screen, assumed, seen.clustered, seen.cases)] if seen.cases else []


def interval(seen: Estimate) -> str:
    return f"{format_share(seen.estimate)} (95 %: {format_share(seen.low)} to {format_share(seen.high)})"


def title(found: Results) -> str:
    """Say what the picture shows, in one sentence."""
    shown = rows(found)
    far = [row for row in shown if row.far]
    if not shown:
        return "Nothing to compare yet."
    if not far:
        return "So far, everything that was assumed is within what was seen."
    first = max(far, key=lambda row: abs(row.seen.estimate - row.assumed))
    more = "more" if first.seen.estimate > first.assumed else "fewer"
    return f"Farthest from what was assumed: {more} {first.name}."


def alt(found: Results) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = "; ".join(f"{row.name[:80]} {interval(row.seen)}, assumed {format_share(row.assumed)}" for row in rows(found))
    return f"Measured against assumed behaviour: {told}."


def chart(found: Results, dark: bool = False) -> go.Figure:
    """Draw one line a row: what was seen with its interval, and what was assumed as an open diamond."""
    colours = theme.palette(dark)
    shown = rows(found)
    places = [len(shown) - place for place in range(len(shown))]
    names = [_name(row, at, colours) for row, at in zip(shown, places, strict=True)]
    marks = [
        mark for row, at in zip(shown, places, strict=True) for mark in (_seen(row, at, colours), _assumed(row, at, colours))
    ]
    most = max((max(row.seen.high, row.assumed) for row in shown), default=1.0)
    return theme.figure(
        marks,
        height=ROW_HEIGHT * len(shown) + 90,
        dark=dark,
        annotations=names,
        xaxis={"range": [-0.01, min(1.0, most) + 0.03], **theme.shares(0.0, min(1.0, most)), "fixedrange": True},
        xaxis_title_text="share of cases; ● seen, with its 95 % interval; ◇ assumed",
        yaxis={"visible": False, "range": [0.4, len(shown) + 0.8], "fixedrange": True},
    )


def _seen(row: Row, at: int, colours: theme.Palette) -> dict[str, Any]:
    colour = colours.bad if row.far else colours.accent
    told = f"seen {theme.safe(interval(row.seen))}, {plural(row.cases, 'case')}"
    return {
        "type": "scatter",
        "x": [row.seen.low, row.seen.estimate, row.seen.high],
        "y": [at, at, at],
        "mode": "lines+markers",
        "line": {"color": colour, "width": 4},
        "marker": {"symbol": "circle", "size": [0, 13, 0], "color": colour, "opacity": 1},
        "hovertemplate": f"{theme.safe(row.name)}<br>{told}<extra></extra>",
    }


def _assumed(row: Row, at: int, colours: theme.Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [row.assumed],
        "y": [at],
        "mode": "markers",
        "marker": {"symbol": "diamond-open", "size": 14, "color": colours.ink, "line": {"width": 2, "color": colours.ink}},
        "hovertemplate": f"{theme.safe(row.name)}<br>assumed {format_share(row.assumed)}<extra></extra>",
    }


def _name(row: Row, at: int, colours: theme.Palette) -> dict[str, Any]:
    told = f"{format_share(row.seen.estimate)}, assumed {format_share(row.assumed)}"
    # On two lines, as a phone has no room for all of it on one.
    screen = f"<br>{theme.safe(row.screen, 40)}" if row.screen else ""
    text = f"{theme.safe(row.what[:1].upper() + row.what[1:])}  <b>{theme.safe(told)}</b>{screen}"
    place = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": -6, "align": "left"}
    return theme.label(0, at + NAME_ABOVE, text, colours.ink, **place)
