"""What the best design with a model saves over the best thing without one, at any values of the guessed inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.evidence.evidence import Evidence
from workbench.experience.outcome import Outcome
from workbench.experience.race import race
from workbench.outlook.business import best_design
from workbench.outlook.guess import Path
from workbench.outlook.inputs import with_values
from workbench.outlook.sketch import Sketch, Standing
from workbench.pricing import student
from workbench.pricing.prices import Prices
from workbench.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Advantage:
    """Currency, all that a model costs taken off. per_case: as priced in full. error: its standard error, for the cases seen.

    beyond: what the sketch says of the present inputs and the full prices do not, taken off wherever it is asked.
    """

    scenario: Scenario
    sketch: Sketch
    per_case: float
    error: float
    beyond: float

    def at(self, values: Mapping[Path, float]) -> float:
        """Return currency per case at other values of some inputs: without a model and with one, everything decided anew."""
        standing = self.sketch.standing(with_values(self.scenario, values))
        assert standing is not None  # it was there for the present inputs
        return standing.advantage - self.beyond

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
    return Advantage(scenario, sketch, exact, error, standing.advantage - exact)
