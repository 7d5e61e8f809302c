"""What the map of money and people's time says in words."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.charts.experience_points import Point, numbered
from workbench.money import format_money
from workbench.wording import format_interval, in_words

MOST_NAMED = 5
MINUTES = 120.0
"""From so many seconds on people say minutes."""
NO_TIME = 0.05


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


def beside_the_verdict(shown: Sequence[Point], product: str, costs: float, verdict: str, currency: str) -> str:
    """Say in one sentence why the verdict speaks of a design with a model while doing without one is cheapest; else nothing.

    product: the cheapest way of using the best model, as the verdict calls it. costs: per 1,000 cases, all it costs included.
    verdict: its sentence.
    """
    best = next(point for point in shown if point.best)
    less = costs - best.cost.estimate
    if less <= 1e-9 * abs(costs) or (best.model and not best.modelless) or product.casefold() not in verdict.casefold():
        return ""
    agrees = ": both say the same" if verdict.startswith("Don't build") else ""
    return (
        f"The verdict speaks of {product} because no other use of a model is cheaper. What is cheapest here, {best.name}, needs "
        f"no model and costs {format_money(less, currency)} less per 1,000{agrees}."
    )


def _told(shown: Sequence[Point], currency: str, noun: str, today: float | None) -> str:
    best = next(point for point in shown if point.best)
    act = next((point for point in shown if point.policy == "act" and point.model), None)
    priced = f"{best.order}: {format_interval(best.cost, currency)} per 1,000 {noun}"
    if act is None or best is act:
        rest = sorted((p for p in shown if p.model and p is not best and not p.idle), key=lambda point: point.cost.estimate)
        against = f", against {format_money(rest[0].cost.estimate, currency)} to {rest[0].name}" if rest else ""
        never = any(point.policy == "defer" and point.model and point.idle for point in shown)
        handing = "; handing a case over is never worth it here" if never else ""
        return f"{priced}{against}{handing}{_time(best.seconds, today)}."
    acting = "to act with no model" if act.modelless else "when the model's top answer is acted on"
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
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s" if value < MINUTES else f"{value / 60:.1f} min"


def title(shown: Sequence[Point], currency: str) -> str:
    """Say what the choice of a screen is worth with this model."""
    over = sorted((point for point in shown if point.model and not point.idle), key=lambda point: point.cost.estimate)
    whose = "With no model" if any(point.modelless for point in over) else "With this model"
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


def frontier_in_words(shown: Sequence[Point]) -> str:
    """Say which points nothing else beats in both money and time."""
    kept = sorted((point for point in shown if point.unbeaten), key=lambda point: point.seconds)
    names = [point.name for point in kept]
    if len(names) == 1:
        return f"Nothing here is cheaper than {names[0]}, and nothing takes less of people's time."
    listed = names if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 1], f"{in_words(len(names) - MOST_NAMED + 1)} more"]
    told = f"{', '.join(listed[:-1])} and {listed[-1]}"
    return f"Worth choosing from: {told}. Any other costs at least as much as one of these, and takes at least as long."


def room_in_words(shown: Sequence[Point], available: float, currency: str) -> str:
    """Say what the cheapest is that people have time for. available: seconds they can give to a case."""
    best = next(point for point in shown if point.best)
    told = f"The team has {seconds(available)} a case"
    if best.seconds <= available:
        return f"{told}: enough for the cheapest, which takes {seconds(best.seconds)}."
    able = [point for point in shown if not point.twin and point.leads and point.seconds <= available]
    if not able:
        return f"{told}: too little for any of these."
    found = min(able, key=lambda point: point.cost.estimate)
    more = format_money(found.cost.estimate - best.cost.estimate, currency)
    short = f"{told}: too little for {best.name}, which takes {seconds(best.seconds)}."
    return f"{short} Within it, {found.name} is cheapest, at {more} more per 1,000."


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


def key_in_words(shown: Sequence[Point], currency: str) -> list[str]:
    """Say what each number in the picture stands for, in order: name, cost per 1,000 with its interval, people's time."""
    listed = numbered(shown)
    times = of_times([point.seconds for point in listed])
    return [f"{point.name}: {format_interval(point.cost, currency)}, {time}" for point, time in zip(listed, times, strict=True)]


def of_times(spent: Sequence[float]) -> list[str]:
    """Write seconds of people's time below each other in one unit: in minutes only where all that is spent are some.

    >>> of_times([0.0, 8.0, 180.0])
    ["nobody's time", '8.0 s', '180 s']
    >>> of_times([0.0, 150.0, 180.0])
    ["nobody's time", '2.5 min', '3.0 min']
    """
    least = min((value for value in spent if value >= NO_TIME), default=0.0)
    of = seconds if least >= MINUTES else lambda value: f"{value:.1f} s" if value < 10 else f"{value:,.0f} s"
    return [of(value) if value >= NO_TIME else "nobody's time" for value in spent]


def alt(shown: Sequence[Point], currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    ranked = sorted((point for point in shown if point.labelled), key=lambda point: point.cost.estimate)
    told = "; ".join(f"{point.name} {format_money(point.cost.estimate, currency)}, {point.seconds:.1f} s" for point in ranked)
    rest = len(shown) - len(ranked)
    more = f"; and {in_words(rest)} more points of other candidates" if rest else ""
    return f"Cost per 1,000 cases and people's seconds a case, cheapest first: {told}{more}. {frontier_in_words(shown)}"
