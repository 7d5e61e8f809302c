"""What a model has to earn before it saves anything."""

from __future__ import annotations

import math

from workbench.scenario import Business, Scenario


def hurdle(scenario: Scenario) -> float:
    """Return what asking a model costs, currency a case: the prediction fee, and fixed costs over the yearly volume.

    Fixed costs are a year's running cost and what is spent first, spread over the years of use at the discount rate. They enter
    only where the volume is stated; no price of a case contains them, so they are counted once.
    """
    volume = scenario.decision.volume_per_year
    fixed = scenario.business.run_per_year + yearly_first(scenario.business)
    return scenario.costs.prediction + (fixed / volume if volume else 0.0)


def spent_first(business: Business) -> float:
    """Return what is spent before the start: building, and labelling more cases."""
    return business.build + business.labels * business.per_label


def yearly_first(business: Business) -> float:
    """Spread what is spent first over the years of use, as equal yearly payments at the discount rate."""
    return spent_first(business) / years_worth(business)


def years_worth(business: Business) -> float:
    """Return what a unit of money in each year of use is worth today: the years, discounted.

    >>> round(years_worth(Business(years=3, discount=0.08)), 3)
    2.577
    """
    if business.discount == 0:
        return business.years
    return -math.expm1(-business.years * math.log1p(business.discount)) / business.discount
