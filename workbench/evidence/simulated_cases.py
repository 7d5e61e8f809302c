"""Evidence without a table: what knows only the class shares, priced on cases that are made up."""

from __future__ import annotations

from dataclasses import replace

from workbench.data.made_up import made_up
from workbench.evidence.collecting import collect
from workbench.evidence.evidence import Evidence
from workbench.scenario import Scenario

WITHOUT_A_TABLE = ("majority", "random", "cheapest answer")


def simulated_evidence(scenario: Scenario) -> Evidence:
    """Return evidence over made-up cases, for a scenario without a table (`workbench.data.made_up.is_made_up`).

    The simulated model itself is joined to it with all else that changes with the scenario (`workbench.evidence.joined`).
    Raises UserError where the class shares cannot be used.
    """
    choice = scenario.evidence.model_copy(update={"candidates": WITHOUT_A_TABLE, "repeats": 1, "calibrate": False})
    return replace(collect(made_up(scenario), choice), simulated=True)
