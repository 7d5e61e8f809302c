"""Canary cases: a few that people pinned with the answer expected of them, held against every candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.experience.trial import rank
from workbench.pricing.given import given_answers

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence
    from workbench.pricing.costs import CostModel


@dataclass(frozen=True)
class Checked:
    """A candidate held against one case: what would be acted on, and whether that is what is expected."""

    candidate: str
    answer: str
    right: bool


def checked(evidence: Evidence, costs: CostModel, row: int, expected: str, seed: int = 0) -> tuple[Checked, ...]:
    """Hold every candidate against the case in this row of the table, which it had not seen; nothing for a row not scored.

    seed: for candidates that guess.
    """
    found = np.flatnonzero(evidence.framing.rows[evidence.rows] == row)
    if not len(found):
        return ()
    answers = [(name, _answer(evidence, costs, name, int(found[0]), seed)) for name in evidence.predictions]
    return tuple(Checked(name, answer, answer == expected) for name, answer in answers)


def _answer(evidence: Evidence, costs: CostModel, name: str, position: int, seed: int) -> str:
    prediction = evidence.predictions[name]
    if prediction.answering == "given":
        return costs.answers[int(given_answers(prediction, costs, evidence)[0, position])]
    return rank(prediction.proba[0, position], prediction.answering, costs, position, seed)[0].answer
