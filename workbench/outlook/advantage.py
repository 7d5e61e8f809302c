"""What the best design with a model saves over the best thing without one, at any values of the guessed inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.evidence.evidence import Evidence
from workbench.evidence.joined import joined
from workbench.experience.outcome import Outcome
from workbench.experience.policies import policies
from workbench.experience.race import race
from workbench.outlook.business import best_design
from workbench.outlook.guess import Path
from workbench.outlook.inputs import with_values
from workbench.outlook.sketch import MODELS, Sketch, Standing
from workbench.pricing import student
from workbench.pricing.prices import Prices, price
from workbench.scenario import Scenario


class Full:
    """Prices by the same arithmetic as everywhere. Screens are priced over the best model only: no other takes part."""

    def __init__(self, evidence: Evidence, scenario: Scenario) -> None:
        self.evidence = joined(evidence, scenario)
        self._over: dict[str | None, Evidence] = {}

    def priced(self, scenario: Scenario) -> tuple[Prices, list[Outcome]]:
        """Return prices and outcomes under another scenario. Raises UserError where it cannot be priced."""
        prices = price(self.evidence, scenario, quick=True)
        return prices, policies(self._with(prices.best_model), scenario, prices, quick=True)

    def _with(self, best: str | None) -> Evidence:
        """Evidence without the other models; one for each, as what is put in order for it is kept with it."""
        if best not in self._over:
            kept = {name: seen for name, seen in self.evidence.predictions.items() if name == best or seen.kind not in MODELS}
            self._over[best] = replace(self.evidence, predictions=kept)
        return self._over[best]


@dataclass(frozen=True, eq=False)
class Advantage:
    """Currency, all that a model costs taken off. per_case: as priced in full. error: its standard error, for the cases seen.

    beyond: what the sketch says of the present inputs and the full prices do not, taken off wherever it is asked.
    full: prices at other values as they would be shown, some ten times slower than the sketch.
    """

    scenario: Scenario
    sketch: Sketch
    full: Full
    per_case: float
    error: float
    beyond: float

    def at(self, values: Mapping[Path, float]) -> float:
        """Return currency per case at other values of some inputs: without a model and with one, everything decided anew."""
        standing = self.sketch.standing(with_values(self.scenario, values))
        assert standing is not None  # it was there for the present inputs
        return standing.advantage - self.beyond

    def exactly_at(self, values: Mapping[Path, float]) -> float:
        """Return what `at` says, as the prices of every page have it once these values are put in."""
        scenario = with_values(self.scenario, values)
        prices, outcomes = self.full.priced(scenario)
        ran = race(self.full.evidence, scenario, prices, outcomes, quick=True)
        product = best_design(ran)
        assert product is not None  # as above
        return ran.cheapest.all_in - product.all_in

    def in_money(self, per_case: float, values: Mapping[Path, float]) -> float:
        """Return an advantage per case as currency a year, or per 1,000 cases where the yearly volume is not stated."""
        return per_case * values.get(("decision", "volume_per_year"), self.cases)

    @property
    def yearly(self) -> bool:
        return self.scenario.decision.volume_per_year is not None

    @property
    def cases(self) -> float:
        """How many cases the money is told for."""
        return self.scenario.decision.volume_per_year or 1000.0

    @cached_property
    def now(self) -> Standing | None:
        return self.sketch.standing(self.scenario)


def advantage(evidence: Evidence, scenario: Scenario, prices: Prices, outcomes: Sequence[Outcome]) -> Advantage | None:
    """Set up the question for figures already priced. None while there is no model to set against anything."""
    ran = race(evidence, scenario, prices, outcomes, quick=True)
    product = best_design(ran)
    sketch = Sketch(evidence, scenario)
    standing = sketch.standing(scenario)
    if product is None or standing is None:
        return None
    saved = ran.compare(product, ran.cheapest, quick=True).saving
    exact = ran.cheapest.all_in - product.all_in
    error = (saved.high - saved.low) / (2.0 * student.Z_975)
    return Advantage(scenario, sketch, Full(evidence, scenario), exact, error, standing.advantage - exact)
