"""Gradient boosting as a candidate: scikit-learn's histogram trees, categories taken as they are."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.models.fold import Fold

VALIDATION_SHARE = 0.1


def estimator(categorical: np.ndarray | None, early_stopping: bool, seed: int) -> Any:
    """The library's defaults, but stopping early wherever that can be stratified: fewer trees, and better ones on small tables.

    seed: of the rows set aside to stop early; it enters every fold alike.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        early_stopping=early_stopping,
        validation_fraction=VALIDATION_SHARE,
        n_iter_no_change=10,
        categorical_features=categorical if categorical is not None and categorical.any() else None,
        random_state=seed,
    )


def pipeline(numbers: list[str], categories: list[str], seed: int, early_stopping: bool = True) -> Any:
    """The same model in plain scikit-learn, for a frame with these columns: what the candidate's figures are checked against."""
    from sklearn.compose import make_column_transformer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OrdinalEncoder

    unknown_is_missing = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=np.nan)
    inputs = make_column_transformer(("passthrough", numbers), (unknown_is_missing, categories))
    categorical = np.repeat([False, True], [len(numbers), len(categories)])
    return make_pipeline(inputs, estimator(categorical, early_stopping, seed))


def can_stop_early(counts: np.ndarray) -> bool:
    """Whether scikit-learn can set stratified validation rows aside, given training rows by class (K,), zeros allowed."""
    present = counts[counts > 0]
    held = ceil(VALIDATION_SHARE * present.sum())
    return bool(present.min() >= 2 and held >= len(present) and present.sum() - held >= len(present))


@dataclass(frozen=True)
class Boosting:
    """Many small trees, each correcting the ones before. The strongest ordinary model on tables."""

    name: str = "gradient boosting"
    title: str = "Gradient boosting"
    meaning: str = "Many small decision trees, each correcting the ones before it. Usually the strongest model on a table."
    kind: str = "model"
    answering: str = "cheapest"
    effort: float = 20.0

    def fits(self, framing: Framing) -> bool:
        return framing.task != "regression" and bool(framing.features)

    def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
        counts = np.bincount(fold.y[fold.train], minlength=fold.n_classes)
        model = estimator(fold.ordinal.categorical, can_stop_early(counts), fold.seed)
        # Known in fewer rows than a leaf needs, an input splits nothing; and the library fails where all of them are set aside.
        return fold.learn_and_answer(model, fold.ordinal.without_scarce(model.min_samples_leaf)), ""
