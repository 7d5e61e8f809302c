"""Word patterns as a candidate: a weight for each word and pair of words, and for the other columns beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.models.text_inputs import TextInputs

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.models.fold import Fold


def estimator() -> Any:
    """Logistic regression, held back more than on columns alone, where there are fewer weights (`text_inputs.WEIGHT`)."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=0.25, solver="lbfgs", max_iter=300)


@dataclass(frozen=True)
class Words:
    """Reads the free text. The standard simple model for it, and the only candidate that knows more of a text than its length."""

    name: str = "word patterns"
    title: str = "Word patterns"
    meaning: str = "Adds up a weight for each word and pair of words in the free text, and for the other columns beside them."
    kind: str = "model"
    answering: str = "cheapest"
    effort: float = 30.0

    def fits(self, framing: Framing) -> bool:
        return framing.task != "regression" and any(column.kind == "text" for column in framing.features)

    def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
        return fold.learn_and_answer(estimator(), TextInputs.learn(fold.table, fold.train, fold.linear, fold.n_classes)), ""
