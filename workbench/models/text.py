"""Word patterns as a candidate: a weight for each word and pair of words, and for the other columns beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.models.text_inputs import TextInputs
from workbench.models.words import characters_read

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.models.fold import Fold
    from workbench.models.table import Table


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
        inputs = TextInputs.learn(fold.table, fold.train, fold.linear, fold.n_classes)
        return fold.learn_and_answer(estimator(), inputs), left_out(fold.table)


def left_out(table: Table) -> str:
    """Say so where texts are too long, or too many, to be read to their end."""
    limit = characters_read(len(table.texts), table.numbers.shape[1])
    inputs = zip(table.number_inputs, table.numbers, strict=True)
    longest = max((float(np.fmax.reduce(values)) for made, values in inputs if made.part == "length"), default=0.0)
    return f"Reads the first {limit:,} characters of each text." if longest > limit else ""
