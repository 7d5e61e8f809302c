"""What a candidate says against what comes true, and what it expects to cost against what it costs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.pricing.reliability import Bin, Expectation, Reliability
from workbench.wording import format_interval, format_share, per_1000, plural, resolution

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 360
MOST_KEPT = 16
DIAGONAL = (0.0, 1.0)
UPPER_LEFT = {"xanchor": "left", "yanchor": "top", "xshift": 6}
LOWER_RIGHT = {"xanchor": "right", "yanchor": "bottom", "align": "right"}


def costs_as_expected(name: str, found: Expectation, currency: str) -> str:
    """Say whether a candidate costs what its own probabilities make it expect."""
    beyond = per_1000(found.beyond)
    step = resolution(beyond)
    expected, realised = (format_money(1000 * value, currency, step) for value in (found.expected, found.realised))
    told = f"By the probabilities of {name}, 1,000 cases would cost {expected}; they cost {realised}"
    if found.holds:
        return f"{told}, no further off than these cases can tell."
    if beyond.low > 0:
        return f"{told}, {format_interval(beyond, currency)} more than expected."
    less = Estimate(-beyond.estimate, -beyond.high, -beyond.low)
    return f"{told}, {format_interval(less, currency)} less than expected."


def title(name: str, found: Reliability) -> str:
    """Say how far what is said is from what is seen, and how it is where the candidate is surest."""
    if not found.now:
        return f"{name} has answered no case yet."
    surest = found.now[-1]
    of = "being right" if found.label is None else found.label[:40]
    interval = f"95 %: {format_share(surest.low)} to {format_share(surest.high)}"
    where = f"{format_share(surest.said)} said, {format_share(surest.seen)} seen ({interval})"
    apart = f"On average, what is said and what is seen are {100 * found.off:.1f} points apart."
    return f"The likeliest cases of {of}, by {name}: {where}. {apart}"


def alt(name: str, found: Reliability) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = "; ".join(f"says {format_share(one.said)}, seen {format_share(one.seen)}" for one in found.now)
    return f"What {name} says against what comes true, from low to high: {told}."


@lru_cache(maxsize=MOST_KEPT)
def chart(found: Reliability, dark: bool = False) -> go.Figure:
    """Draw each bin with its interval against the line on which what is said comes true; what came before is hollow.

    No price enters, so the last pictures are kept while prices move. They are read only.
    """
    colours = theme.palette(dark)
    both = (*found.now, *found.before)
    most = min(1.0, 1.1 * max((max(one.said, one.high) for one in both), default=1.0))
    drawn = [_bins(found.now, "as it is priced", colours.accent, "diamond")]
    # In the corners where points are rarest: names beside the points would lie on each other.
    notes = [theme.label(most, 0.0, "dotted: what is<br>said comes true", colours.quiet, **LOWER_RIGHT)]
    if found.before:
        drawn = [_bins(found.before, "as it came", colours.quiet, "circle-open"), *drawn]
        notes.append(theme.label(0.0, most, "◆ as it is priced", colours.accent, **UPPER_LEFT))
        notes.append(theme.label(0.0, most, "○ as it came", colours.quiet, **(UPPER_LEFT | {"yshift": -20})))
    said = "its likeliest answer is right" if found.label is None else f"it is {theme.safe(found.label, 30)}"
    axis = {"range": [0.0, most], **theme.shares(0.0, most)}
    return theme.figure(
        [_line(colours), *drawn],
        height=HEIGHT,
        dark=dark,
        annotations=notes,
        xaxis={**axis, "title_text": f"how likely it says that {said}"},
        yaxis={**axis, "title_text": "how often it is so"},
    )


def _line(colours: theme.Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": DIAGONAL,
        "y": DIAGONAL,
        "mode": "lines",
        "line": {"color": colours.quiet, "width": 2, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _bins(bins: tuple[Bin, ...], name: str, colour: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [one.said for one in bins],
        "y": [one.seen for one in bins],
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 11, "color": colour},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.seen for one in bins],
            "arrayminus": [one.seen - one.low for one in bins],
            "color": colour,
            "thickness": 2,
            "width": 4,
        },
        "hovertext": [
            f"{name}: says {format_share(one.said)}, seen {format_share(one.seen)} in {plural(one.cases, 'case')}" for one in bins
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
