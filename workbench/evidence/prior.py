"""The opponent that knows how frequent each class is and what is at stake in each case, and nothing else about the case."""

from __future__ import annotations

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.scenario import ColumnCost, Scenario

NAME = "prior + row costs"


def depends_on(scenario: Scenario) -> bool:
    """Whether a price depends on the case; where none does, this would be the cheapest constant by another name."""
    cells = (cell for row in scenario.costs.matrix.values() for cell in row.values())
    return any(isinstance(cell, ColumnCost) and cell.times != 0 for cell in cells)


def prior(evidence: Evidence, scenario: Scenario) -> Prediction | None:
    """Return class shares as they were where each fold learned; the answer is the cheapest one at the case's own prices."""
    if not depends_on(scenario):
        return None
    layers = zip(evidence.shares, evidence.fold, strict=True)
    proba = np.stack([shares[folds] for shares, folds in layers]).astype(np.float32)
    return Prediction(NAME, "baseline", proba, sentence="Answers by class shares and the case's own prices alone.")
