"""Logistic regression as a candidate: plain L2, C = 1, on standardised numbers and one-hot categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.models.linear_inputs import MAX_LEVELS

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.models.fold import Fold


def estimator() -> Any:
    """The classifier as scikit-learn has it; more iterations than by default, so that it ends because it is done."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, solver="lbfgs", max_iter=1_000)


def pipeline(numbers: list[str], categories: list[str]) -> Any:
    """The same model in plain scikit-learn, for a frame with these columns: what the candidate's figures are checked against."""
    from sklearn.compose import make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    scaled = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    one_hot = OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=MAX_LEVELS)
    return make_pipeline(make_column_transformer((scaled, numbers), (one_hot, categories)), estimator())


@dataclass(frozen=True)
class Logistic:
    """A weight for each input. Hard to beat on little data, easy to explain."""

    name: str = "logistic regression"
    title: str = "Logistic regression"
    meaning: str = "Adds up a weight for each value of each column. The standard simple model."
    kind: str = "model"
    answering: str = "cheapest"
    effort: float = 4.0

    def fits(self, framing: Framing) -> bool:
        return framing.task != "regression" and bool(framing.features)

    def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
        return fold.learn_and_answer(estimator(), fold.linear), ""
