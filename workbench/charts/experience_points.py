"""Ways of behaving as points: what each is called, what 1,000 cases cost, and what it takes of people's time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.experience.frontier import frontier
from workbench.experience.naming import named
from workbench.experience.outcome import Outcome
from workbench.pricing.estimate import Estimate
from workbench.wording import per_1000, titled

MOST_OTHERS = 2
ABOVE = 1.0


@dataclass(frozen=True)
class Point:
    """One way of behaving with one candidate behind it. cost: per 1,000 cases, asking the model included. seconds: a case.

    order: what to do, as an order. model: whether the chosen candidate is behind it. modelless: whether class shares are.
    hand: share of cases that a person decides by hand. leads: it is among those that the cheapest is looked for in.
    wanted: its name belongs in the picture. unbeaten: nothing else is as cheap and as quick. best: the cheapest that leads.
    """

    name: str
    order: str
    policy: str
    candidate: str
    seconds: float
    cost: Estimate
    model: bool
    modelless: bool = False
    hand: float = 0.0
    leads: bool = True
    wanted: bool = True
    unbeaten: bool = False
    best: bool = False

    @property
    def labelled(self) -> bool:
        """Whether the picture names it; the others are seen, and named where one points at them."""
        return self.wanted or self.unbeaten or self.best

    @property
    def idle(self) -> bool:
        """Whether it takes people and nobody would use them: that is acting by another name."""
        return self.policy != "act" and self.hand == 0 and self.seconds == 0

    @property
    def twin(self) -> bool:
        """Whether it is another way of behaving by another name: acting, or working every case by hand."""
        return self.idle or (self.policy == "defer" and not self.model and self.hand >= 1.0 - 1e-9)


def points(
    outcomes: Sequence[Outcome],
    model: str,
    fees: Mapping[str, float],
    without: str,
    beside: Collection[str] = (),
    also: Sequence[Outcome] = (),
) -> tuple[Point, ...]:
    """Turn outcomes into points: those over `model`, by hand, the same screens fed with class shares (`without`), and others.

    fees: what having a candidate costs a case, added so that all points can be compared. beside: candidates that are seen beside.
    also: outcomes that are told and named too, whatever is behind them.
    """
    shown = [
        _point(one, model, fees.get(one.candidate, 0.0), without, one.policy == "manual" or any(one is other for other in also))
        for one in outcomes
        if one.candidate in (model, without) or one.policy == "manual" or one.candidate in beside or any(one is o for o in also)
    ]
    # To hand over next to nothing is to act, and to hand over all is to work by hand: they are called that.
    best = min((point for point in shown if point.leads), key=lambda point: (point.twin, point.cost.estimate), default=None)
    kept = set(_unbeaten(shown))
    return tuple(replace(point, best=point is best, unbeaten=i in kept) for i, point in enumerate(shown))


def inside(shown: Sequence[Point]) -> list[Point]:
    """Return what is drawn: each way of behaving once, and of those that are merely seen none that would dwarf the named ones."""
    alone = [point for point in shown if not point.twin]
    named = [point.cost for point in alone if point.labelled]
    low, high = min(cost.low for cost in named), max(cost.high for cost in named)
    reach = high + ABOVE * max(high - low, abs(high))
    return [point for point in alone if point.labelled or point.cost.estimate <= reach]


def numbered(shown: Sequence[Point]) -> list[Point]:
    """Return what has a number in the picture, number one first: from the cheapest up; of other candidates' only a few."""
    drawn = inside(shown)
    own = [point for point in drawn if point.wanted or point.best]
    others = sorted((point for point in drawn if point.unbeaten and point not in own), key=_cost)
    return sorted([*own, *others[:MOST_OTHERS]], key=lambda point: (not point.best, _cost(point)))


def _cost(point: Point) -> float:
    return point.cost.estimate


def _point(one: Outcome, model: str, fee: float, without: str, wanted: bool) -> Point:
    modelless, asked = one.candidate == without, one.candidate == model
    named_alone = one.policy == "manual" or (asked and not modelless)
    behind = "" if named_alone else "no model" if modelless else titled(one.candidate)
    return Point(
        named(one, "short") + (f", {behind}" if behind else ""),
        named(one, "order") + ("" if named_alone else ", with no model" if modelless else f", by {behind}"),
        one.policy,
        one.candidate,
        one.seconds_per_case,
        per_1000(Estimate(*(value + fee for value in vars(one.cost_per_case).values()))),
        asked,
        modelless,
        one.human_share,
        leads=wanted or asked or modelless,
        wanted=wanted or asked,
    )


def _unbeaten(shown: Sequence[Point]) -> list[int]:
    """Return which points are on the frontier. The chosen candidate's come first, so that of equals they stay."""
    order = sorted((i for i, point in enumerate(shown) if not point.twin), key=lambda i: not shown[i].model)
    kept = frontier([shown[i].cost.estimate for i in order], [shown[i].seconds for i in order])
    return [order[position] for position in kept]
