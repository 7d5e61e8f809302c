"""Cost against threshold, and what the answers come to: how many cases end where, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.charts import theme
from workbench.charts.placing import LINE, WIDTH, Place, Room, beside
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_money

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 380
USUAL = 0.5
MOST_CELLS_WITH_TEXT = 36


@dataclass(frozen=True)
class Mark:
    """A threshold with a name: where the costs put the line, where it was tuned, where it is being tried."""

    threshold: float
    cost: float
    name: str
    interval: Estimate | None = None


@dataclass(frozen=True, eq=False)
class Curve:
    """thresholds (m,) in [0, 1]; cost (m,) per 1,000 cases. plateau: thresholds between which it hardly matters."""

    thresholds: np.ndarray
    cost: np.ndarray
    plateau: tuple[float, float]
    without: Estimate
    without_name: str


def against_threshold(
    curve: Curve, tried: Mark, others: Sequence[Mark], currency: str, noun: str = "cases", dark: bool = False
) -> go.Figure:
    """Draw cost per 1,000 cases against the threshold, exact at every step, with the plateau shaded and the lines named."""
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    x, y = _bounded(curve.thresholds * 100, curve.cost)
    line = go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": colours.accent, "width": 3, "shape": "hv"},
        hovertemplate=f"more than %{{x:.3g}} %: {theme.safe(currency)} %{{y:,.0f}} per 1,000<extra></extra>",
    )
    right = _right_edge(curve, tried, others)
    height = _range(curve, tried, others, right)
    figure = theme.figure(
        [
            line,
            *(_mark(mark, currency, colours.ink, "circle-open") for mark in others),
            _mark(tried, currency, colours.accent, "diamond"),
        ],
        height=HEIGHT,
        dark=dark,
        annotations=_names(curve, tried, others, right, height, colours),
        xaxis={"range": [0, right], "ticksuffix": " %", "nticks": 6},
        xaxis_title_text="say it from this probability upwards",
        yaxis={"range": height, "tickformat": ",", "nticks": 5},
        yaxis_title_text=f"{theme.safe(currency)} per 1,000 {theme.safe(noun)}",
    )
    low, high = curve.plateau
    figure.add_vrect(x0=low * 100, x1=high * 100, fillcolor=theme.alpha(colours.good, 0.14), line_width=0, layer="below")
    figure.add_hline(y=curve.without.estimate, line={"color": colours.quiet, "width": 2, "dash": "dot"})
    return figure


def alt_threshold(curve: Curve, tried: Mark, currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    low, high = curve.plateau
    return (
        f"Cost per 1,000 cases against the threshold. It is lowest, or nearly, between {percent(low)} and {percent(high)}. "
        f"At {percent(tried.threshold)} it is {format_money(tried.cost, currency)}; "
        f"{curve.without_name} costs {format_money(curve.without.estimate, currency)}."
    )


def percent(share: float) -> str:
    """Write a probability with as many digits as tell it apart from 0 and from 100 %."""
    shown = share * 100
    digits = 1 if 1 <= shown <= 99 else 2
    return f"{shown:.{digits}f}".rstrip("0").rstrip(".") + " %"


def format_cases(count: float) -> str:
    """Write a number of cases among 1,000: whole where there are many, one decimal below ten.

    >>> format_cases(940.6), format_cases(37.4), format_cases(2.35), format_cases(1.0)
    ('941 cases', '37 cases', '2.4 cases', '1 case')
    """
    told = f"{count:,.0f}" if count >= 9.95 else f"{count:.1f}".removesuffix(".0")
    if told == "0" and count > 0:
        return "under 0.1 cases"
    return f"{told} case" if told == "1" else f"{told} cases"


def _bounded(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep at most as many points as a browser should be sent, the lowest one always among them."""
    if len(x) <= theme.MAX_POINTS:
        return x, y
    kept = np.unique(np.append(np.linspace(0, len(x) - 1, theme.MAX_POINTS - 1).astype(int), int(y.argmin())))
    return x[kept], y[kept]


def _right_edge(curve: Curve, tried: Mark, others: Sequence[Mark]) -> float:
    """Show a little more than everything of interest: for rare classes all that matters lies far to the left."""
    furthest = max([tried.threshold, USUAL, min(curve.plateau[1], 1.0), *(mark.threshold for mark in others)])
    return min(100.0, furthest * 100 * 1.12 + 2)


def _range(curve: Curve, tried: Mark, others: Sequence[Mark], right: float) -> list[float]:
    """Show what is of interest; a curve that shoots up at its ends may leave the picture, or the valley could not be seen."""
    ends = [end for mark in (tried, *others) for end in _ends(mark)]
    at_edge = curve.cost[curve.thresholds * 100 <= right][-1]
    low = min(float(curve.cost.min()), curve.without.estimate, *ends)
    high = max(curve.without.estimate, float(at_edge), *ends)
    room = (high - low) or max(abs(high), 1.0)
    return [low - 0.15 * room, high + 0.45 * room]


def _ends(mark: Mark) -> tuple[float, ...]:
    return (mark.cost,) if mark.interval is None else (mark.interval.low, mark.interval.high)


def _mark(mark: Mark, currency: str, colour: str, symbol: str) -> go.Scatter:
    import plotly.graph_objects as go

    bars = {}
    if mark.interval is not None:
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [mark.interval.high - mark.cost],
            "arrayminus": [mark.cost - mark.interval.low],
            "thickness": 2,
            "width": 6,
        }
    told = format_money(mark.cost, currency) if mark.interval is None else format_interval(mark.interval, currency)
    return go.Scatter(
        x=[mark.threshold * 100],
        y=[mark.cost],
        error_y=bars or None,
        mode="markers",
        marker={"symbol": symbol, "size": 15, "color": colour, "line": {"width": 3, "color": colour}},
        hovertemplate=f"{theme.safe(mark.name)}, {percent(mark.threshold)}<br>{theme.safe(told)} per 1,000<extra></extra>",
    )


def _names(
    curve: Curve, tried: Mark, others: Sequence[Mark], right: float, height: list[float], colours: theme.Palette
) -> list[dict]:
    """Name the marks, the plateau and the line without a model, each where it covers neither the curve nor another name."""
    room = _room(curve, tried, others, right, height)
    same = next((mark for mark in others if percent(mark.threshold) == percent(tried.threshold)), None)
    apart = _together([mark for mark in others if mark is not same], right)
    here = Mark(tried.threshold, tried.cost, tried.name if same is None else f"{tried.name}, {same.name}:", tried.interval)
    start, end = curve.plateau[0] * 100, min(curve.plateau[1] * 100, right)
    names = [
        _fitted(room, start, height[1], "hardly matters here", colours.good, _under_the_top(end - start, right)),
        *(_fitted(room, mark.threshold * 100, mark.cost, _told(mark), colours.ink, beside()) for mark in apart),
        _fitted(room, here.threshold * 100, here.cost, _told(here), colours.accent, beside()),
        _without(room, curve, right, colours),
    ]
    behind = theme.alpha(colours.paper, 0.8)
    return [{**name, "bgcolor": behind} for name in names]


def _told(mark: Mark) -> str:
    return f"{mark.name} {percent(mark.threshold)}"


def _room(curve: Curve, tried: Mark, others: Sequence[Mark], right: float, height: list[float]) -> Room:
    """What names have to keep clear of: the curve, the interval that is tried, the line without a model, the marks."""
    x, y = _bounded(curve.thresholds * 100, curve.cost)
    lines = [(np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]), ([0.0, right], [curve.without.estimate] * 2)]
    lines += [([mark.threshold * 100] * 2, list(_ends(mark)[:1] + _ends(mark)[-1:])) for mark in (tried, *others)]
    parted = [np.append(np.asarray(part, dtype=float), np.nan) for line in lines for part in line]
    return Room((0.0, right), (height[0], height[1]), HEIGHT - 56.0, np.concatenate(parted[::2]), np.concatenate(parted[1::2]))


def _under_the_top(width: float, right: float) -> tuple[Place, ...]:
    """The plateau is named at the top of the picture, over its middle where that is wide, or from one of its ends."""
    middle = Place(width / 2 / right * WIDTH, 0.0, "center", "top")
    ends = Place(0.0, 0.0, "left", "top"), Place(width / right * WIDTH, 0.0, "right", "top")
    return (middle, *ends, *(Place(place.right, -LINE - 2, place.xanchor, "top") for place in (middle, *ends)))


def _without(room: Room, curve: Curve, right: float, colours: theme.Palette) -> dict:
    """The line without a model is named at its right end where that is free, else further to the left."""
    places = tuple(
        Place(-share * WIDTH, 3.0 if edge == "bottom" else -3.0, "right", edge)
        for share in (0.0, 0.1, 0.2, 0.3, 0.37, 0.44)
        for edge in ("bottom", "top")
    )
    return _fitted(room, right, curve.without.estimate, curve.without_name, colours.quiet, places)


def _fitted(room: Room, x: float, y: float, text: str, colour: str, places: Sequence[Place]) -> dict:
    """Return the annotation that fits best. A place to the side goes by share of the width, whatever the width is."""
    shown = " ".join(text.split())[:60]
    place = room.place(x, y, shown, places)
    near = abs(place.right) < LINE
    at = x if near else x + place.right / WIDTH * (room.across[1] - room.across[0])
    shift = place.right if near else 0.0
    return theme.label(
        at, y, theme.safe(shown), colour, xanchor=place.xanchor, yanchor=place.yanchor, xshift=shift, yshift=place.up
    )


def _together(marks: Sequence[Mark], right: float) -> list[Mark]:
    """Name marks that stand on one spot in one go."""
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda one: one.threshold):
        last = joined[-1] if joined else None
        if last is not None and (mark.threshold - last.threshold) * 100 < 0.02 * right:
            joined[-1] = Mark(mark.threshold, mark.cost, f"{last.name}, {mark.name}", mark.interval)
        else:
            joined.append(mark)
    return joined


def confusion(
    cases: np.ndarray, money: np.ndarray, answers: Sequence[str], classes: Sequence[str], currency: str, dark: bool = False
) -> go.Figure:
    """Draw truth (down) by answer (across), both (A, K) per 1,000 cases: shaded by cost, told by number.

    Only a small table has its numbers written in; a larger one tells them on hover.
    """
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    told = [
        [f"{format_cases(cases[a, k])}<br>{theme.safe(format_money(float(money[a, k]), currency))}" for a in range(len(answers))]
        for k in range(len(classes))
    ]
    most = float(np.abs(money).max()) or 1.0
    small = cases.size <= MOST_CELLS_WITH_TEXT
    names = [[theme.safe(name, 18) for name in some] for some in (answers, classes)]
    grid = go.Heatmap(
        z=money.T,
        zmin=-most,
        zmax=most,
        x=list(range(len(answers))),
        y=list(range(len(classes))),
        text=told,
        texttemplate="%{text}" if small else None,
        customdata=[[[names[0][a], names[1][k]] for a in range(len(answers))] for k in range(len(classes))],
        hovertemplate="truth %{customdata[1]}, answered %{customdata[0]}<br>%{text} per 1,000<extra></extra>",
        colorscale=[
            [0, theme.alpha(colours.good, 0.6)],
            [0.5, theme.alpha(colours.quiet, 0.06)],
            [1, theme.alpha(colours.bad, 0.6)],
        ],
        showscale=False,
        xgap=3,
        ygap=3,
    )
    return theme.figure(
        [grid],
        height=110 + max(38, 240 // len(classes)) * len(classes),
        dark=dark,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"tickvals": list(range(len(answers))), "ticktext": names[0], "side": "top", "showgrid": False, "automargin": True},
        xaxis_title_text="the answer",
        yaxis={
            "tickvals": list(range(len(classes))),
            "ticktext": names[1],
            "autorange": "reversed",
            "showgrid": False,
            "automargin": True,
        },
        yaxis_title_text="the truth",
    )


def alt_confusion(cases: np.ndarray, money: np.ndarray, answers: Sequence[str], classes: Sequence[str], currency: str) -> str:
    """Say which mistake is the dearest, for those who cannot see the picture."""
    answer, truth = (int(index) for index in np.unravel_index(int(money.argmax()), money.shape))
    return (
        f"What happens in 1,000 cases, truth by answer. The dearest cell: truth {classes[truth]}, answered {answers[answer]}, "
        f"{format_cases(cases[answer, truth])}, {format_money(float(money[answer, truth]), currency)}."
    )


def answer_line(positive: str, best: float, worth: Estimate, currency: str, noun: str = "cases") -> str:
    """Say where the line belongs and what putting it there is worth. worth: per 1,000 cases, against the usual 50 %."""
    if abs(best - USUAL) < 0.005:
        return f"Say {positive} from {percent(best)} upwards: with these prices the usual line is the right one."
    if worth.low == 0.0 == worth.high:
        return f"Say {positive} from {percent(best)} upwards. On these cases 50 % costs the same."
    told = f"Say {positive} from {percent(best)} upwards, not from 50 %"
    if worth.low > 0:
        return f"{told}: that alone is worth {format_interval(worth, currency)} per 1,000 {noun}."
    if worth.high < 0:
        return f"The prices put the line at {percent(best)}, but on these cases 50 % was cheaper: the probabilities are off."
    moved = f"moving it there is worth {format_interval(worth, currency)} per 1,000 {noun}"
    return f"The prices put the line at {percent(best)}; these cases cannot tell whether that beats 50 %: {moved}."


def looking_only() -> str:
    """Say what the slider is for where the price of a mistake differs by case."""
    return "The slider is for looking only. The product gives each case a line of its own, by what that case costs."


def own_line_in_words(one_for_all: float, own: Estimate, currency: str) -> str:
    """Say what it is worth that the line differs by case. Both per 1,000 cases."""
    saves = format_money(one_for_all - own.estimate, currency)
    return (
        f"The price of a mistake differs by case, and so does its line. Where each case is answered by its own price, "
        f"1,000 cases cost {format_interval(own, currency)}: {saves} less than with the best line for all."
    )


def title_line(tried: Mark, curve: Curve, currency: str) -> str:
    """Say what the line that is being tried costs, and how far the plateau reaches."""
    low, high = curve.plateau
    where = f"Between {percent(low)} and {percent(high)} it hardly matters." if high > low else ""
    told = format_interval(tried.interval, currency) if tried.interval is not None else format_money(tried.cost, currency)
    return f"A line at {percent(tried.threshold)} costs {told} per 1,000. {where}".strip()


def mistake_in_words(truth: str, answer: str, cases: float, money: float, currency: str) -> str:
    """Say what one cell of the confusion matrix comes to: what was true, what was said, how often, how much."""
    result = f"you lose {format_money(money, currency)}" if money > 0 else f"you gain {format_money(-money, currency)}"
    return f"When it says {answer} and it was {truth}: {format_cases(cases)}, {result} per 1,000."


def answer_many(
    truth: str, answer: str, money: float, total: Estimate, candidate: str, currency: str, noun: str = "cases"
) -> str:
    """Say which mistake is the dearest where there are many classes."""
    whole = f"{format_interval(total, currency)} per 1,000 {noun} that {candidate} costs"
    part = f"{format_money(money, currency)} of the {whole}"
    return f"The dearest mistake: it is {truth} and the answer is {answer}, {part}."
