"""What a model has to earn before it saves anything."""

from __future__ import annotations

from workbench.scenario import Business, Scenario


def hurdle(scenario: Scenario) -> float:
    """Return what asking a model costs, currency a case: the prediction fee, and fixed costs over the yearly volume.

    Fixed costs are a year's running cost and the building cost spread over the years of use at the discount rate. They enter only
    where the volume is stated; no price of a case contains them, so they are counted once.
    """
    volume = scenario.decision.volume_per_year
    fixed = scenario.business.run_per_year + yearly_build(scenario.business)
    return scenario.costs.prediction + (fixed / volume if volume else 0.0)


def yearly_build(business: Business) -> float:
    """Spread the building cost over the years of use, as equal yearly payments at the discount rate."""
    if business.discount == 0:
        return business.build / business.years
    return business.build * business.discount / (1.0 - (1.0 + business.discount) ** -business.years)
