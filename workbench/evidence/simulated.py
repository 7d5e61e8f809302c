"""A model of a stated quality as a candidate: beside the real ones where there is a table, and alone where there is none.

It says so wherever it appears: the kind is "simulated", and the verdict never rests on it.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.models.simulated import NAME, is_stated, simulated, stated
from workbench.scenario import Scenario, Simulated


def depends_on(scenario: Scenario) -> Hashable:
    return scenario.simulated.auc, scenario.simulated.top1, scenario.simulated.top3, scenario.evidence.seed


def simulated_model(evidence: Evidence, scenario: Scenario) -> Prediction | None:
    """Return the simulated model: always where there is no table, beside the real ones where its quality was stated."""
    k = len(evidence.classes)
    if not evidence.simulated and not is_stated(scenario.simulated, k):
        return None
    return of_quality(evidence, stated(scenario.simulated, np.bincount(evidence.y, minlength=k)), scenario.evidence.seed)


def of_quality(evidence: Evidence, quality: Simulated, seed: int = 0) -> Prediction:
    """Return a model of this quality on these cases. Each repeat has luck of its own."""
    k = len(evidence.classes)
    repeats = range(len(evidence.fold))
    proba = np.stack([simulated(evidence.y, k, quality, (seed + repeat) % 2**32) for repeat in repeats])
    return Prediction(NAME, "simulated", proba, sentence=in_words(quality))


def in_words(quality: Simulated) -> str:
    """Say what is simulated. The quality is one that is filled in."""
    if quality.auc is not None:
        told = f"AUC {quality.auc:.3g}"
    else:
        told = f"the right answer first in {(quality.top1 or 0.0) * 100:.3g} % of the cases"
        told += "" if quality.top3 is None else f" and among the first three in {quality.top3 * 100:.3g} %"
    return f"A model that is not there, of a stated quality: {told}. Its mistakes depend on nothing that is known about a case."
