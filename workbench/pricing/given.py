"""Answers that came as answers, from rules or from outside: acted on as they are, and priced as they are."""

from __future__ import annotations

import numpy as np

from workbench.errors import UserError
from workbench.evidence.evidence import Prediction
from workbench.pricing.costs import CostModel, nearest, shown


def given_answers(prediction: Prediction, costs: CostModel) -> np.ndarray:
    """Return (n,) the answers as indices into `costs.answers`. Raises UserError where one is given that nobody priced."""
    assert prediction.answers is not None
    index = np.full(max(len(prediction.answer_names), 1), -1, dtype=np.intp)
    for position, name in enumerate(prediction.answer_names):
        if name in costs.answers:
            index[position] = costs.answers.index(name)
    answers = index[prediction.answers]
    unpriced = answers < 0
    if unpriced.any():
        name = prediction.answer_names[int(prediction.answers[unpriced][0])]
        raise UserError(
            f"{prediction.name[:1].upper()}{prediction.name[1:]} say {shown(name)} in {int(unpriced.sum()):,} cases, "
            "which is no class of the target and has no price.",
            "An answer that has no price cannot be compared with the others.",
            f"{nearest(name, costs.answers, 'answers')} Otherwise give {shown(name)} a price under each truth on the Costs page.",
        )
    return answers
