"""The business case: what the best product with a model saves over the best without one, in a year and over its life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.experience.contender import Contender
from workbench.experience.outcome import Outcome
from workbench.experience.race import Race
from workbench.pricing.estimate import Estimate
from workbench.pricing.hurdle import hurdle, spent_first, years_worth
from workbench.scenario import Scenario


@dataclass(frozen=True)
class Saving:
    """per_case: currency a case, before anything that asking a model costs. product, opponent: what is set against what."""

    per_case: Estimate
    product: str
    opponent: str


@dataclass(frozen=True)
class BusinessCase:
    """Currency. yearly: saved in a year after fees, running it, and what is spent first spread over the years of use.

    first: spent before the start, on building and on labels. present: what all years together are worth today, less what is spent
    first. payback_months: until `first` is earned back, undiscounted; None when it never is.
    """

    yearly: Estimate
    first: float
    years: float
    payback_months: float | None
    present: Estimate


@dataclass(frozen=True)
class Perfect:
    """What a model that is never wrong would be worth at most: currency a year after fees and running it, and all years today.

    The second is a cap on what may be spent first, whatever is built.
    """

    yearly: float
    present: float


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
    """Turn a saving per case into money a year and over the years of use. None where the yearly volume is not stated.

    Examples
    --------
    >>> scenario = Scenario().changed("decision", volume_per_year=1000).changed("business", build=600.0, years=2.0, discount=0.0)
    >>> case = business_case(Estimate(1.25, 1.0, 1.5), scenario)
    >>> case.yearly.estimate, case.present.estimate, round(case.payback_months, 2)
    (950.0, 1900.0, 5.76)
    """
    volume, money = scenario.decision.volume_per_year, scenario.business
    if volume is None:
        return None
    asking, worth = hurdle(scenario), years_worth(money)
    yearly = Estimate(*((value - asking) * volume for value in (per_case.estimate, per_case.low, per_case.high)))
    earned = (per_case.estimate - scenario.costs.prediction) * volume - money.run_per_year
    first = spent_first(money)
    back = first / earned * 12 if earned > 0 else None
    present = Estimate(yearly.estimate * worth, yearly.low * worth, yearly.high * worth)
    return BusinessCase(yearly, first, money.years, back, present)


def worth_of_perfect(race: Race, scenario: Scenario) -> Perfect | None:
    """Return what never being wrong would be worth against the cheapest opponent. None where the volume is not stated."""
    volume = scenario.decision.volume_per_year
    if volume is None:
        return None
    yearly = (race.cheapest.mean - race.perfect - scenario.costs.prediction) * volume - scenario.business.run_per_year
    return Perfect(yearly, yearly * years_worth(scenario.business))
