"""The business case: what the best product with a model saves over the best without one, in a year and over its life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.experience.outcome import Outcome
from workbench.experience.policies import CLASS_SHARES, NO_MODEL
from workbench.pricing.casecosts import RowCosts
from workbench.pricing.estimate import Estimate
from workbench.pricing.hurdle import hurdle
from workbench.pricing.prices import Price, Prices
from workbench.pricing.uncertainty import compare, grouping
from workbench.scenario import Scenario

FEW_ENOUGH_TO_RESAMPLE = 100_000
DESIGNS = {
    "act": "acted on",
    "confirm": "confirmed by people",
    "top-k": "showing a few answers",
    "defer": "with people for unsure cases",
    "manual": "people by hand",
}


@dataclass(frozen=True)
class Saving:
    """per_case: currency a case, before anything that asking a model costs. product, opponent: what is set against what."""

    per_case: Estimate
    product: str
    opponent: str


@dataclass(frozen=True)
class BusinessCase:
    """Currency. yearly: saved in a year after the hurdle: fees, running it, and building it spread over the years of use.

    payback_months: until `build` is earned back, undiscounted; None when it never is.
    """

    yearly: Estimate
    build: float
    years: float
    payback_months: float | None


def priced_outcomes(outcomes: Sequence[Outcome], scenario: Scenario) -> tuple[Outcome, ...]:
    """Return the designs whose price is known: those that need people only where someone said what people cost."""
    return tuple(one for one in outcomes if scenario.people_are_priced or one.policy == "act")


def saving(prices: Prices, outcomes: Sequence[Outcome], evidence: Evidence, quick: bool = False) -> Saving | None:
    """Compare the cheapest design over the best model with the cheapest thing to do without one, on the same cases."""
    over_model = [one for one in outcomes if one.candidate == prices.best_model]
    if not over_model:
        return None
    product = min(over_model, key=lambda one: one.cost_per_case.estimate)
    baseline = prices[prices.best_baseline]
    rules = [price.name for price in prices.candidates if price.kind == "rule"]
    without = [one for one in outcomes if one.candidate in (NO_MODEL, CLASS_SHARES, *rules)]
    cheapest = min(without, key=lambda one: one.cost_per_case.estimate, default=None)
    if cheapest is None or baseline.cost_per_case.estimate <= cheapest.cost_per_case.estimate:
        opponent, cost = baseline.name, _layers(baseline)
    else:
        behind = cheapest.candidate if cheapest.candidate in rules else "without a model"
        opponent, cost = f"{DESIGNS[cheapest.policy]} {behind}", _layers(cheapest)
    folds, test_to_train = grouping(evidence)
    fast = quick or len(evidence.y) > FEW_ENOUGH_TO_RESAMPLE
    found = compare(cost, _layers(product), folds, test_to_train, quick=fast)
    return Saving(found.saving, f"{product.candidate}, {DESIGNS[product.policy]}", opponent)


def _layers(one: Outcome | Price) -> np.ndarray:
    """Return the cost of each case, (R, n) with several repeats, else (n,)."""
    if isinstance(one, Price):
        return one.case_costs.values if isinstance(one.case_costs, RowCosts) else one.cost
    return one.cost if one.money is None or one.money.ndim == 1 else one.money


def business_case(per_case: Estimate, scenario: Scenario) -> BusinessCase | None:
    """Turn a saving per case into money a year. None where the yearly volume is not stated.

    Examples
    --------
    >>> scenario = Scenario().changed("decision", volume_per_year=1000).changed("business", build=600.0, years=2.0, discount=0.0)
    >>> case = business_case(Estimate(1.2, 1.0, 1.4), scenario)
    >>> case.yearly.estimate, case.payback_months
    (900.0, 6.0)
    """
    volume, money = scenario.decision.volume_per_year, scenario.business
    if volume is None:
        return None
    asking = hurdle(scenario)
    yearly = Estimate(*((value - asking) * volume for value in (per_case.estimate, per_case.low, per_case.high)))
    earned = (per_case.estimate - scenario.costs.prediction) * volume - money.run_per_year
    return BusinessCase(yearly, money.build, money.years, money.build / earned * 12 if earned > 0 else None)
