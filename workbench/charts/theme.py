"""What all charts share: colours that every reader can tell apart, type that carries four metres, text that is only text.

Colours are those of Okabe and Ito. Colour never stands alone: every mark that means something also has a shape or a label.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONT_SIZE = 15
MAX_POINTS = 2_000


@dataclass(frozen=True)
class Palette:
    """ink: text and lines. quiet: what stands back. accent: what to look at. good, bad: better and worse. grid: rules."""

    ink: str
    quiet: str
    accent: str
    good: str
    bad: str
    grid: str
    paper: str


LIGHT = Palette(ink="#1c2430", quiet="#5f6b7a", accent="#0072b2", good="#00795a", bad="#c04d00", grid="#e3e6eb", paper="#ffffff")
DARK = Palette(ink="#e8ebf0", quiet="#a9b4c2", accent="#56b4e9", good="#2bc79a", bad="#ff8b3d", grid="#2c3440", paper="#12161c")


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


def safe(text: object, limit: int = 60) -> str:
    """Make text safe in a plotly label, which draws a subset of HTML; cut to `limit` characters before it is escaped."""
    plain = " ".join(str(text).split())
    short = plain if len(plain) <= limit else plain[: limit - 1] + "…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def figure(traces: list[Any], height: int, dark: bool = False, **layout: Any) -> go.Figure:
    """Return a figure in the house's style. height in pixels. No legend, no zoom: a page is for reading."""
    import plotly.graph_objects as go

    colours = palette(dark)
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.quiet,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": FONT_SIZE - 1, "color": colours.ink},
        "title": {"font": {"size": FONT_SIZE, "color": colours.ink}},
    }
    plain = {
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 48},
        "font": {"size": FONT_SIZE, "color": colours.ink},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"size": FONT_SIZE}, "align": "left"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axis,
        "yaxis": axis,
    }
    # In one go: plotly checks every value each time a layout is updated, and a chart is drawn while a slider moves.
    return go.Figure(traces, _over(plain, layout))


def _over(plain: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return both, with `own` values in place of plain ones, part by part."""
    both = {name: _over(plain[name], value) if _are_parts(plain.get(name), value) else value for name, value in own.items()}
    return plain | both


def _are_parts(plain: Any, value: Any) -> bool:
    return isinstance(plain, dict) and isinstance(value, dict)


def label(x: float, y: float, text: str, colour: str, **options: Any) -> dict[str, Any]:
    """Return an annotation that names a mark directly. `text` must be safe already."""
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "align": "left",
        "font": {"size": FONT_SIZE, "color": colour},
        **options,
    }


def shares(low: float, high: float, most: int = 6) -> dict[str, Any]:
    """Return the ticks of an axis of shares, written as everywhere else: `10 %`, `2.5 %`. most: of them."""
    span = max(high - low, 1e-6)
    steps = (base * 10.0**power for power in range(-8, 1) for base in (1.0, 2.0, 2.5, 5.0))
    step = next((one for one in steps if span / one < most), 1.0)
    ticks = [n * step for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    return {"tickvals": ticks, "ticktext": [f"{100 * tick:g} %" for tick in ticks]}


def alpha(colour: str, opacity: float) -> str:
    """Return `#rrggbb` as an rgba colour."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
