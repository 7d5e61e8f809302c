"""From which quality on a model pays, found by halving over a simulated one: acted on, and behind the screen that is best for it.

The opponents are those of the verdict. What having a model costs is taken off, and so is the smallest gain worth having, as every
model ties with the constant where it only guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np

from workbench.data.framing import Framing
from workbench.evidence.evidence import Evidence
from workbench.evidence.simulated import of_quality
from workbench.experience.cells import CLASS_SHARES
from workbench.experience.outcome import Outcome
from workbench.experience.policies import in_the_running, policies
from workbench.experience.race import Race
from workbench.pricing.prices import Prices, price
from workbench.scenario import Scenario, Simulated
from workbench.wording import format_share

MOST_OF_A_CLASS = 1_000
MOST_CASES = 4_000
HALVINGS = 8
BEST = {"auc": 0.999, "top1": 0.999}
MOST_KEPT = 16


@dataclass(frozen=True)
class Needed:
    """The lowest quality that pays: AUC of two classes, share of right first answers of many; None where not even the best does.

    acting: when its answers are carried out. screen: with the way of behaving that is cheapest there, `policy`; None too where
    nobody said what people cost.
    """

    measure: Literal["auc", "top1"]
    acting: float | None
    screen: float | None
    policy: str | None


SCREENS = {
    "confirm": "asking people to confirm what it says",
    "top-k": "letting people pick from its answers",
    "sets": "letting people pick from as many of its answers as needed",
    "undo": "acting on it and letting people undo it",
    "defer": "acting on it and handing unsure cases to people",
}


def quality_in_words(measure: str, quality: float) -> str:
    """Name a quality.

    >>> quality_in_words("auc", 0.8), quality_in_words("top1", 0.7)
    ('AUC 0.80', '70 % right first answers')
    """
    return f"AUC {quality:.2f}" if measure == "auc" else f"{format_share(quality)} right first answers"


def in_words(needed: Needed) -> str:
    """Say from which quality on a model pays, as the rest of a sentence."""
    screen = needed.policy in SCREENS and needed.screen is not None
    if needed.acting is None and not screen:
        return "not even a nearly perfect model pays"
    told = []
    if needed.acting is not None:
        told.append(f"acting on a model pays from {quality_in_words(needed.measure, needed.acting)} upward")
    if screen and (needed.acting is None or float(needed.screen or 0.0) < needed.acting):
        quality = quality_in_words(needed.measure, float(needed.screen or 0.0))
        told.append(f"{SCREENS[str(needed.policy)]} {'' if told else 'pays '}from {quality}{'' if told else ' upward'}")
    return ", and ".join(told)


_known: WeakKeyDictionary[Framing, dict[Hashable, Needed]] = WeakKeyDictionary()


def needed_quality(evidence: Evidence, scenario: Scenario, prices: Prices, race: Race) -> Needed:
    """Return from which quality on a model pays, on these cases (a part of them where there are many) and at these prices."""
    key = (evidence.key, scenario.priced.model_dump_json(exclude={"name", "simulated"}), round(race.cheapest.mean, 12))
    kept = _known.setdefault(evidence.framing, {})
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = _Search.over(evidence, scenario, prices, race).found()
    return kept[key]


@dataclass(frozen=True, eq=False)
class _Search:
    """evidence: of a part of the cases, class by class. scenario: with the real-life shares that this part has to stand for.

    allowed: currency a case that a design may cost, fees left out, less what the constant costs on all cases.
    """

    evidence: Evidence
    scenario: Scenario
    allowed: float

    @classmethod
    def over(cls, evidence: Evidence, scenario: Scenario, prices: Prices, race: Race) -> _Search:
        k = len(evidence.classes)
        sizes = np.bincount(evidence.y, minlength=k)
        real = sizes / sizes.sum() if prices.costs.mix is None else prices.costs.mix.shares
        shares = {name: float(share) for name, share in zip(evidence.classes, real, strict=True) if share > 0}
        allowed = race.cheapest.mean - race.hurdle - race.smallest_gain - race.constant.mean
        # Rules and past answers are priced already; nothing but the simulated model is priced again and again.
        alone = scenario.model_copy(update={"prevalence": shares, "rules": ()})
        return cls(_part(evidence, _picked(evidence.y, k)), alone, allowed)

    def found(self) -> Needed:
        measure: Literal["auc", "top1"] = "auc" if len(self.evidence.classes) == 2 else "top1"
        lowest = 0.5 if measure == "auc" else float(np.bincount(self.evidence.y).max() / len(self.evidence.y))
        acting = _least(lambda at: self._acting(measure, at)[0] <= 0, lowest, BEST[measure])
        if not self.scenario.people_are_priced:
            return Needed(measure, acting, None, None)
        # A screen over a model is never dearer than acting on it would be to whoever chooses between them.
        screen = _least(lambda at: self._best(measure, at)[0] <= 0, lowest, BEST[measure] if acting is None else acting)
        policy = None if screen is None else self._best(measure, screen)[1]
        return Needed(measure, acting, screen, policy)

    def _at(self, measure: str, quality: float) -> tuple[Evidence, Prices]:
        asked = Simulated(auc=quality) if measure == "auc" else Simulated(top1=quality)
        model = of_quality(self.evidence, asked, self.scenario.evidence.seed)
        evidence = self.evidence.with_prediction(model)
        return evidence, price(evidence, self.scenario, quick=True)

    def _acting(self, measure: str, quality: float) -> tuple[float, str]:
        """Return how much too dear acting is."""
        _, prices = self._at(measure, quality)
        cost = prices[str(prices.best_model)].cost_per_case.estimate
        return cost - prices[CLASS_SHARES].cost_per_case.estimate - self.allowed, "act"

    def _best(self, measure: str, quality: float) -> tuple[float, str]:
        """Return how much too dear the cheapest way of behaving is, and which it is."""
        evidence, prices = self._at(measure, quality)
        outcomes: tuple[Outcome, ...] = in_the_running(
            policies(evidence, self.scenario, prices, quick=True), prices, self.scenario
        )
        best = min((one for one in outcomes if one.candidate == prices.best_model), key=lambda one: one.cost_per_case.estimate)
        return best.cost_per_case.estimate - prices[CLASS_SHARES].cost_per_case.estimate - self.allowed, best.policy


def _least(pays: Callable[[float], bool], low: float, high: float) -> float | None:
    """Return where it begins to pay, found by halving; None where it does not pay at the high end."""
    if not pays(high):
        return None
    if pays(low):
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (low, middle) if pays(middle) else (middle, high)
    return high


def _picked(y: np.ndarray, classes: int) -> np.ndarray:
    """Positions of a part of the cases, spread evenly over each class.

    An AUC is the same whatever the mix, so of two classes each gives as many as it can; how often the right answer comes first
    is not, so the mix of many classes is kept.
    """
    if classes > 2:
        by_class = np.argsort(y, kind="stable")
        return np.sort(by_class[_spread(len(y), MOST_CASES)])
    parts = [np.flatnonzero(y == truth) for truth in (0, 1)]
    return np.sort(np.concatenate([mine[_spread(len(mine), MOST_OF_A_CLASS)] for mine in parts]))


def _spread(n: int, most: int) -> np.ndarray:
    return np.linspace(0, n - 1, min(n, most)).round().astype(np.intp)


def _part(evidence: Evidence, some: np.ndarray) -> Evidence:
    """Return evidence of these cases without candidates; class shares are those of the part."""
    y = evidence.y[some]
    shares = np.bincount(y, minlength=len(evidence.classes)) / len(y)
    return replace(
        evidence,
        rows=evidence.rows[some],
        y=y,
        fold=evidence.fold[:1, some],
        shares=np.broadcast_to(shares, evidence.shares[:1].shape).copy(),
        predictions={},
        complete=True,
    )
