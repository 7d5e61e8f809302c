"""The business case: what the best product with a model saves over the best without one, in a year and over its life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.experience.contender import Contender
from workbench.experience.outcome import Outcome
from workbench.experience.race import Race
from workbench.pricing.estimate import Estimate
from workbench.pricing.hurdle import hurdle
from workbench.scenario import Scenario


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


@dataclass(frozen=True)
class Split:
    """What a screen over a model saves against today, currency a case, in two parts that add up to it.

    screen: what the same screen saves with no model behind it. model: what the model saves behind that screen, all it costs
    included.
    """

    screen: float
    model: float

    @property
    def total(self) -> float:
        return self.screen + self.model


def priced_outcomes(outcomes: Sequence[Outcome], scenario: Scenario) -> tuple[Outcome, ...]:
    """Return the designs whose price is known: those that need people only where someone said what people cost."""
    return tuple(one for one in outcomes if scenario.people_are_priced or one.policy == "act")


def best_design(race: Race) -> Contender | None:
    """Return the cheapest way of using the best model, all it costs included. None before there is a model."""
    return min(race.designs, key=lambda one: one.all_in, default=None)


def saving(race: Race) -> Saving | None:
    """Compare the cheapest design over the best model with the verdict's cheapest opponent, on the same cases."""
    product = best_design(race)
    if product is None:
        return None
    found = race.compare(product, race.cheapest, race.quick)
    return Saving(found.saving, product.label, race.cheapest.label)


def split(race: Race) -> Split | None:
    """Say which part of what the best design saves against today is the screen's. None where one of the three has no price."""
    product = best_design(race)
    if product is None or product is race.acting or race.today is None:
        return None
    same = next((one for one in race.alone if one.policy == product.policy and not one.learned), None)
    return None if same is None else Split(race.today.all_in - same.all_in, same.all_in - product.all_in)


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
