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
LONGEST = 36
LIFTS = (0.0, *(sign * lift for lift in (20.0, 40.0, 60.0, 80.0, 100.0, 120.0, 140.0) for sign in (-1.0, 1.0)))
SAME_PLACE = 7.0


SHORT = {"act": "act", "confirm": "confirm first", "top-k": "show {k}", "defer": "hand over unsure", "manual": "by hand"}
DOING = {
    "act": "Carry out the top answer",
    "confirm": "Show the top answer and ask",
    "top-k": "Show {k} answers to choose from",
    "defer": "Act when sure and hand unsure cases to a person",
    "manual": "Let people work every case by hand",
}
SHORT_WITHOUT = {
    "act": "act, no model",
    "confirm": "confirm the same answer",
    "top-k": "same {k} for everyone",
    "defer": "hand over, no model",
    "manual": "by hand",
}
DOING_WITHOUT = {
    "act": "Act with no model",
    "confirm": "Ask people to confirm the same answer each time",
    "top-k": "Show everyone the same {k} answers",
    "defer": "Hand cases to people without a model",
    "manual": "Let people work every case by hand",
}
OF_ONE = {
    "same one for everyone": "same for everyone",
    "Show one answers to choose from": "Show one answer to take or leave",
    "Show everyone the same one answers": "Show everyone the same answer",
}


@dataclass(frozen=True)
class Point:
    """One way of behaving. cost: per 1,000 cases, asking the model included. seconds: a case. model: whether one is asked.

    hand: share of cases that a person decides by hand.
    """

    name: str
    doing: str
    policy: str
    seconds: float
    cost: Estimate
    model: bool
    best: bool = False
    hand: float = 0.0

    @property
    def idle(self) -> bool:
        """Whether it takes people and nobody would use them: that is acting by another name."""
        return self.policy != "act" and self.hand == 0 and self.seconds == 0

    @property
    def twin(self) -> bool:
        """Whether it is another way of behaving by another name: acting, or working every case by hand."""
        return self.idle or (self.policy == "defer" and not self.model and self.hand >= 1.0 - 1e-9)


def points(
    outcomes: Sequence[Outcome], model: str, hurdle: float, without: str, also: Sequence[Outcome] = ()
) -> tuple[Point, ...]:
    """Turn outcomes into points: those over `model`, by hand, the same screens fed with class shares (`without`), and `also`.

    hurdle: what asking a model costs a case; it is added where a model is asked, so that all points can be compared.
    """
    shown = [
        _point(outcome, model, hurdle, without)
        for outcome in outcomes
        if outcome.candidate in (model, without) or outcome.policy == "manual" or any(outcome is one for one in also)
    ]
    # To hand over next to nothing is to act, and is called that.
    best = min(shown, key=lambda point: (point.idle, point.cost.estimate), default=None)
    return tuple(replace(point, best=point is best) for point in shown)


def _point(outcome: Outcome, model: str, hurdle: float, without: str) -> Point:
    short, doing = (SHORT_WITHOUT, DOING_WITHOUT) if outcome.candidate == without else (SHORT, DOING)
    asked = outcome.candidate == model
    named = asked or outcome.candidate == without or outcome.policy == "manual"
    fee = hurdle if asked and model != without else 0.0
    return Point(
        _filled(short, outcome) + ("" if named else f", {outcome.candidate}"),
        _filled(doing, outcome) + ("" if named else f", by {outcome.candidate}"),
        outcome.policy,
        outcome.seconds_per_case,
        thousand(outcome.cost_per_case, fee),
        asked,
        hand=outcome.human_share,
    )


def _filled(names: dict[str, str], outcome: Outcome) -> str:
    filled = names[outcome.policy].format(k=in_words(int(outcome.parameters.get("k") or 1)))
    return OF_ONE.get(filled, filled)


def thousand(cost: Estimate, fee: float = 0.0) -> Estimate:
    """Return money per case, with a fee, per 1,000 cases."""
    return Estimate(*((value + fee) * 1000 for value in (cost.estimate, cost.low, cost.high)))


def answer(
    shown: Sequence[Point], currency: str, noun: str = "cases", today: float | None = None, people_priced: bool = True
) -> str:
    """Say which way of behaving is cheapest, in money and in people's seconds.

    today: people's seconds a case where a person does it now; they are then what time is told against, else acting is.
    people_priced: whether somebody said what people cost; a screen that needs them then stands on an assumption, and says so.
    """
    told = _told(shown, currency, noun, today)
    if people_priced or next(point for point in shown if point.best).seconds <= 0:
        return told
    return f"{told} Nobody has said what people's time costs: this assumes it, and the verdict leaves such screens out."


def _told(shown: Sequence[Point], currency: str, noun: str, today: float | None) -> str:
    best = next(point for point in shown if point.best)
    act = next((point for point in shown if point.policy == "act" and point.model), None)
    priced = f"{best.doing}: {format_interval(best.cost, currency)} per 1,000 {noun}"
    if act is None or best is act:
        rest = sorted((p for p in shown if p.model and p is not best and not p.idle), key=lambda point: point.cost.estimate)
        against = f", against {format_money(rest[0].cost.estimate, currency)} to {rest[0].name}" if rest else ""
        never = any(point.policy == "defer" and point.model and point.idle for point in shown)
        handing = "; handing a case over is never worth it here" if never else ""
        return f"{priced}{against}{handing}{_time(best.seconds, today)}."
    acting = "to act with no model" if _modelless(act) else "when the model's top answer is acted on"
    acted = f"{priced}, against {format_money(act.cost.estimate, currency)} {acting}"
    return f"{acted}{_time(best.seconds, today, act.seconds)}."


def _time(spent: float, today: float | None, acting: float | None = None) -> str:
    """Say what people's time comes to: against today where a person does it, else against acting, else nothing."""
    if today is None:
        more = 0.0 if acting is None else spent - acting
        return f", and people spend {seconds(abs(more))} {'more' if more > 0 else 'less'} a case" if abs(more) >= 0.05 else ""
    if spent < 0.05:
        return f"; it takes nobody's time, against {seconds(today)} a case today"
    more, long = spent - today, max(spent, today) >= 600
    # In one unit: "67 s, 2.9 min less" would have to be worked out.
    told, apart = (seconds(spent), seconds(abs(more))) if long or spent < 10 else (f"{spent:.0f} s", f"{abs(more):.0f} s")
    change = "as today" if abs(more) < 0.5 else f"{apart} {'more' if more > 0 else 'less'} than today"
    return f"; people spend {told} a case, {change}"


def seconds(value: float) -> str:
    """Write seconds as people say them."""
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s" if value < 120 else f"{value / 60:.1f} min"


def title(shown: Sequence[Point], currency: str) -> str:
    """Say what the choice of a screen is worth with this model."""
    over = sorted((point for point in shown if point.model and not point.idle), key=lambda point: point.cost.estimate)
    whose = "With no model" if any(_modelless(point) for point in over) else "With this model"
    if len(over) < 2:
        acts = any(point.idle for point in shown if point.model)
        return f"{whose}, no screen is cheaper than acting" if acts else "Money against people's time"
    low, high = over[0], over[-1]
    if low.policy == "act":
        more = format_money(over[1].cost.estimate - low.cost.estimate, currency)
        return f"{whose}, acting is cheapest: to {over[1].name} costs {more} more per 1,000"
    gap = high.cost.estimate - low.cost.estimate
    if gap <= 0.001 * abs(high.cost.estimate):
        return f"{whose} and these people, another screen changes nothing"
    return f"{whose}, the screen is worth {format_money(gap, currency)} per 1,000: {low.name} against {high.name}"


def _modelless(point: Point) -> bool:
    """Whether class shares alone were chosen to stand behind the screen: the point then counts as the model's."""
    return point.model and point.name == SHORT_WITHOUT["act"]


def left_in_words(mistakes: float, people: float, having: float, currency: str) -> str:
    """Say what even the best screen leaves. All per 1,000 cases."""
    total = format_money(mistakes + people + having, currency)
    return f"Left on the table: a perfect answer would save {total} more per 1,000{made_of(mistakes, people, having, currency)}."


def made_of(mistakes: float, people: float, having: float, currency: str) -> str:
    """Say what an amount is made of, where it is not mistakes alone: ` ($1,800 in mistakes + $64.40 to have a model)`."""
    parts = ((mistakes, "in mistakes"), (people, "in people's work"), (having, "to have a model"))
    told = [f"{format_money(money, currency)} {name}" for money, name in parts if money > 0]
    return f" ({' + '.join(told)})" if people > 0 or having > 0 else ""


def cheaper_in_words(k: int, cost: float, currency: str) -> str:
    """Say that a list of another length is cheaper. cost: per 1,000 cases, as in the picture."""
    return f"Showing {in_words(k)} is cheaper still on these cases: {format_money(cost, currency)} per 1,000."


def money_against_time(shown: Sequence[Point], currency: str, noun: str = "cases", dark: bool = False) -> go.Figure:
    """Draw each policy with its interval and its name. Low and left is better: cheaper and less of people's time."""
    colours, shown = theme.palette(dark), [point for point in shown if not point.twin]
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
    x = [PLOT[0] * (point.seconds / right + 0.05) / 1.05 for point in shown]
    y = [PLOT[1] * (span[1] - point.cost.estimate) / (span[1] - span[0]) for point in shown]
    together = gathered(x, y)
    leads = [min(group, key=lambda i: (not shown[i].best, not shown[i].model)) for group in together]
    texts = [theme.safe(_joined([shown[i] for i in group])) for group in together]
    places = placed([x[i] for i in leads], [y[i] for i in leads], [len(text) for text in texts])
    names = []
    for point, text, (dx, dy) in zip([shown[i] for i in leads], texts, places, strict=True):
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


def gathered(x: Sequence[float], y: Sequence[float]) -> list[list[int]]:
    """Return which points lie on each other, as groups of positions: one name does for them."""
    groups: list[list[int]] = []
    for i in range(len(x)):
        near = next((group for group in groups if max(abs(x[i] - x[group[0]]), abs(y[i] - y[group[0]])) < SAME_PLACE), None)
        groups.append([i]) if near is None else near.append(i)
    return groups


def _joined(together: Sequence[Point]) -> str:
    """Name points that lie on each other: `show three, with or without a model`, else each name."""
    if len(together) == 2 and together[0].policy == together[1].policy and together[0].model != together[1].model:
        asked = next(point for point in together if point.model)
        return f"{asked.name}, with or without a model"
    names = " or ".join(point.name for point in together)
    # What is wider than the picture would be cut off.
    return names if len(names) <= LONGEST else f"{together[0].name} and {len(together) - 1} alike"


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
        best = free[0] if free else min(range(len(boxes)), key=lambda i: _covered(boxes[i], taken))
        taken.append(boxes[best])
        places.append(options[best])
    return places


def _box(px: float, py: float, side: float, dy: float, width: float) -> tuple[float, float, float, float]:
    left = px + side if side > 0 else px + side - width
    return left, py + dy - LINE / 2, left + width, py + dy + LINE / 2


def _covered(box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]) -> float:
    """Return how many square pixels of other names and points a name would cover, and far more where it leaves the picture."""
    shared = (
        max(0.0, min(box[2], other[2]) - max(box[0], other[0])) * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in taken
    )
    return sum(shared) + (0.0 if _inside(box) else 10_000.0)


def _inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= PLOT[0] + 12 and box[3] <= PLOT[1]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
