"""How good it must be, for many classes: right answers against how many have to be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.charts.quality import interval
from workbench.pricing.estimate import Estimate
from workbench.pricing.right_answers import RightAnswers
from workbench.wording import does, format_share

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 62


def answer(found: RightAnswers | None, opponent: str = "") -> str:
    """Answer the page's question for many classes. opponent: what it has to be cheaper than, as the verdict calls it."""
    if found is None:
        return "No model has been tried yet, so its mistakes have no price that right answers could be weighed with."
    reached = f"{found.name} {does(found.name, 'is', 'are')} right in {interval(found.right)}"
    if found.needed is None:
        makes = does(found.name, "makes", "make")
        return f"{found.name[:1].upper()}{found.name[1:]} {makes} no mistake here, so there is nothing to judge by."
    if found.needed.estimate > 1:
        having = "it" if found.kind == "process" else "a model"
        return f"Not even right answers every time pay, at what having {having} costs; {reached}."
    if found.needed.estimate <= 0:
        return f"It pays however often it is wrong, as long as its mistakes cost what they do; {reached}."
    pays = f"Against {opponent}, acting on it pays" if opponent else "Acting on it pays"
    return f"{pays} once {interval(found.needed)} of its answers are right; {reached}."


def title(found: Sequence[RightAnswers]) -> str:
    """Say what the picture of many classes shows."""
    able = [one for one in found if one.needed is not None and one.right.estimate >= one.needed.estimate]
    who = f"{len(able)} of {len(found)} candidates are" if len(found) != 1 else _one(found[0].name, bool(able))
    return f"{who[:1].upper()}{who[1:]} right often enough to pay (● reached, ◆ needed)."


def _one(name: str, able: bool) -> str:
    return f"{name} {does(name, 'is', 'are')}{'' if able else ' not'}"


def chart(found: Sequence[RightAnswers], shown: str, dark: bool = False) -> go.Figure:
    """Draw one row a candidate: how often it is right, and how often it would have to be with mistakes like its own."""
    colours = theme.palette(dark)
    rows = list(enumerate(reversed(found)))
    traces = [trace for at, one in rows for trace in _row(at, one, colours, one.name == shown)]
    names = [
        theme.label(
            0, at, _told(one), colours.accent if one.name == shown else colours.ink, xref="paper", xanchor="left", yshift=22
        )
        for at, one in rows
    ]
    return theme.figure(
        traces,
        ROW_HEIGHT * len(rows) + 80,
        dark,
        annotations=names,
        xaxis_title_text="share of right answers",
        xaxis={"range": [0, 1.03], **theme.shares(0.0, 1.0)},
        yaxis={"visible": False, "range": [-0.5, len(rows) - 0.2], "fixedrange": True},
    )


def alt(found: Sequence[RightAnswers]) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = (
        f"{one.name} {does(one.name, 'is', 'are')} right in {interval(one.right)}"
        + ("" if one.needed is None else f", and has to be in {format_share(one.needed.estimate)}")
        for one in found
    )
    return f"{title(found)} {'; '.join(told)}."


def _told(one: RightAnswers) -> str:
    needed = "" if one.needed is None else f", needs {format_share(one.needed.estimate)}"
    return theme.safe(f"{one.name[:36]}: {format_share(one.right.estimate)}{needed}", 70)


def _row(at: int, one: RightAnswers, colours: theme.Palette, shown: bool) -> list[Any]:
    marks = [(one.right, "circle", colours.accent if shown else colours.ink, "right in")]
    if one.needed is not None and one.needed.estimate <= 1.03:
        marks.append((one.needed, "diamond-open", colours.good, "has to be right in"))
    return [_mark(at, value, symbol, colour, f"{one.name} {words}") for value, symbol, colour, words in marks]


def _mark(at: int, value: Estimate, symbol: str, colour: str, words: str) -> Any:
    import plotly.graph_objects as go

    spread = {"array": [value.high - value.estimate], "arrayminus": [value.estimate - value.low], "symmetric": False}
    return go.Scatter(
        x=[value.estimate],
        y=[at],
        mode="markers",
        marker={"size": 11, "color": colour, "symbol": symbol, "line": {"width": 2, "color": colour}},
        error_x={**spread, "color": colour, "thickness": 1.5, "width": 4},
        hovertemplate=f"{theme.safe(words)} {format_share(value.estimate)}<extra></extra>",
    )
