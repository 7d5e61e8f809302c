"""Policies on money (up) against people's seconds (right), and what is left on the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.experience.outcome import Outcome
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_money, in_words

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 440
PLOT = (300.0, 370.0)
"""Width and height in pixels that names are laid out for: a narrow column, so that they hold on wider screens too."""
LETTER, LINE, AWAY = 7.6, 20.0, 13.0
LIFTS = (0.0, -20.0, 20.0, -40.0, 40.0, -60.0, 60.0, -80.0, 80.0, -100.0, 100.0)


SHORT = {"act": "act", "confirm": "confirm first", "top-k": "show {k}", "defer": "hand over unsure", "manual": "by hand"}
DOING = {
    "act": "Carry out the top answer",
    "confirm": "Show the top answer and ask",
    "top-k": "Show {k} answers to choose from",
    "defer": "Act when sure and hand unsure cases to a person",
    "manual": "Let people work every case by hand",
}


@dataclass(frozen=True)
class Point:
    """One way of behaving. cost: per 1,000 cases, asking the model included. seconds: a case. model: whether one is asked."""

    name: str
    doing: str
    policy: str
    seconds: float
    cost: Estimate
    model: bool
    best: bool = False


def points(outcomes: Sequence[Outcome], model: str, hurdle: float, without: str) -> tuple[Point, ...]:
    """Turn outcomes into points: those over `model`, by hand, and the same screens fed with class shares (`without`).

    hurdle: what asking a model costs a case; it is added where a model is asked, so that all points can be compared.
    """
    fee = 0.0 if model == without else hurdle
    shown = [
        Point(
            _filled(SHORT, outcome) + ("" if outcome.candidate == model or outcome.policy == "manual" else ", no model"),
            _filled(DOING, outcome),
            outcome.policy,
            outcome.seconds_per_case,
            thousand(outcome.cost_per_case, fee if outcome.candidate == model else 0.0),
            outcome.candidate == model,
        )
        for outcome in outcomes
        if outcome.candidate in (model, without) or outcome.policy == "manual"
    ]
    best = min(shown, key=lambda point: point.cost.estimate, default=None)
    return tuple(replace(point, best=point is best) for point in shown)


def _filled(names: dict[str, str], outcome: Outcome) -> str:
    return names[outcome.policy].format(k=in_words(int(outcome.parameters.get("k") or 1)))


def thousand(cost: Estimate, fee: float = 0.0) -> Estimate:
    """Return money per case, with a fee, per 1,000 cases."""
    return Estimate(*((value + fee) * 1000 for value in (cost.estimate, cost.low, cost.high)))


def answer(shown: Sequence[Point], currency: str, noun: str = "cases") -> str:
    """Say which way of behaving is cheapest, against acting on the top answer, in money and in people's seconds."""
    best = next(point for point in shown if point.best)
    act = next((point for point in shown if point.policy == "act" and point.model), None)
    priced = f"{best.doing}: {format_interval(best.cost, currency)} per 1,000 {noun}"
    if not best.model and best.policy != "manual":
        priced = f"{best.doing}, with no model behind the screen: {format_interval(best.cost, currency)} per 1,000 {noun}"
    if act is None or best is act:
        rest = sorted((point for point in shown if point.model and point is not best), key=lambda point: point.cost.estimate)
        next_best = format_money(rest[0].cost.estimate, currency) if rest else ""
        same = rest and rest[0].cost.estimate - best.cost.estimate <= 0.001 * abs(best.cost.estimate)
        against = f"; to {rest[0].name} costs the same" if same else f", against {next_best} to {rest[0].name}" if rest else ""
        return f"{priced}{against}."
    more = best.seconds - act.seconds
    time = f", and people spend {seconds(abs(more))} {'more' if more > 0 else 'less'} a case" if abs(more) >= 0.05 else ""
    return f"{priced}, against {format_money(act.cost.estimate, currency)} when the top answer is acted on{time}."


def seconds(value: float) -> str:
    """Write seconds as people say them."""
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s" if value < 120 else f"{value / 60:.1f} min"


def title(shown: Sequence[Point], currency: str) -> str:
    """Say how far apart the cheapest and the dearest way of behaving with this model are."""
    over = [point for point in shown if point.model]
    if len(over) < 2:
        return "Money against people's time"
    low, high = min(over, key=lambda point: point.cost.estimate), max(over, key=lambda point: point.cost.estimate)
    gap = high.cost.estimate - low.cost.estimate
    if gap <= 0.001 * abs(high.cost.estimate):
        return "With this model and these people, another screen changes nothing"
    return f"The same model, another screen: {format_money(gap, currency)} per 1,000 between {low.name} and {high.name}"


def left_in_words(total: float, people: float, currency: str) -> str:
    """Say what even the best screen leaves. Both per 1,000 cases."""
    told = f"Left on the table: {format_money(total, currency)} per 1,000 above a perfect answer"
    return f"{told}, of which {format_money(people, currency)} is people's work." if people > 0 else f"{told}."


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
        xaxis_title_text="people's seconds a case",
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
    """Name every point beside it; a name that had to move away is tied to its point by a thin line."""
    texts = [theme.safe(point.name) for point in shown]
    x = [PLOT[0] * (point.seconds / right + 0.05) / 1.05 for point in shown]
    y = [PLOT[1] * (span[1] - point.cost.estimate) / (span[1] - span[0]) for point in shown]
    names = []
    for point, text, (dx, dy) in zip(shown, texts, placed(x, y, [len(text) for text in texts]), strict=True):
        colour = _colour(point, colours)
        names.append(
            theme.label(
                point.seconds,
                point.cost.estimate,
                f"<b>{text}</b>" if point.best else text,
                colour,
                showarrow=True,
                arrowhead=0,
                arrowwidth=1 if dy else 0.1,
                arrowcolor=colour,
                ax=dx,
                ay=dy,
                xanchor="left" if dx > 0 else "right",
            )
        )
    return names


def placed(x: Sequence[float], y: Sequence[float], letters: Sequence[int]) -> list[tuple[float, float]]:
    """Return where each name goes, pixels right of and below its point, so that names cover neither names nor points.

    x, y (m,): points in pixels, y downwards. letters (m,): length of each name. The nearest free place is taken, right first.
    """
    taken = [(px - 9.0, py - 9.0, px + 9.0, py + 9.0) for px, py in zip(x, y, strict=True)]
    places = []
    for px, py, count in zip(x, y, letters, strict=True):
        width = count * LETTER
        options = [(side, dy) for dy in LIFTS for side in ((AWAY, -AWAY) if px + AWAY + width < PLOT[0] else (-AWAY, AWAY))]
        boxes = [_box(px, py, side, dy, width) for side, dy in options]
        free = [i for i, box in enumerate(boxes) if not any(_overlap(box, other) for other in taken) and _inside(box)]
        best = free[0] if free else 0
        taken.append(boxes[best])
        places.append(options[best])
    return places


def _box(px: float, py: float, side: float, dy: float, width: float) -> tuple[float, float, float, float]:
    left = px + side if side > 0 else px + side - width
    return left, py + dy - LINE / 2, left + width, py + dy + LINE / 2


def _inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= PLOT[0] + 12 and box[3] <= PLOT[1]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
