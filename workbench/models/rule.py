"""One rule as a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.models.fold import Fold


@dataclass(frozen=True)
class OneRule:
    """The honest opponent that looks at one column. `learn_and_answer` runs on the inputs that boosting uses too."""

    name: str = "one rule"
    title: str = "One rule"
    meaning: str = "Looks at the one column that says most, and at how often each answer was right for each of its values."
    kind: str = "rule"
    answering: str = "cheapest"
    effort: float = 1.0

    def fits(self, framing: Framing) -> bool:
        return framing.task != "regression" and bool(framing.features)

    def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
        from workbench.models.one_rule import OneRuleClassifier
        from workbench.models.one_rule_sentence import sentence

        rule = OneRuleClassifier(categorical=fold.ordinal.categorical, random_state=fold.seed)
        proba = fold.learn_and_answer(rule, fold.ordinal)
        return proba, sentence(rule, fold.table, fold.ordinal.lookups, classes) if hasattr(rule, "table_") else ""
