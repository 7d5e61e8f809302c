"""One fold of the evidence: which rows are learned from, which are answered, and the inputs, learned once and shared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from workbench.models.linear_inputs import LinearInputs
from workbench.models.ordinal_inputs import OrdinalInputs
from workbench.models.table import Table
from workbench.models.text_inputs import TextInputs


@dataclass(frozen=True, eq=False)
class Fold:
    """table: the features. y (n,) int: truth. n_classes K. train, test: row positions. seed: for what a candidate draws."""

    table: Table
    y: np.ndarray
    n_classes: int
    rows: Callable[[], tuple[np.ndarray, np.ndarray]]
    seed: int = 0

    @property
    def train(self) -> np.ndarray:
        return self.rows()[0]

    @property
    def test(self) -> np.ndarray:
        return self.rows()[1]

    @cached_property
    def shares(self) -> np.ndarray:
        """Class shares (K,) float64 among the training rows."""
        counts = np.bincount(self.y[self.train], minlength=self.n_classes)
        return counts / counts.sum()

    @cached_property
    def ordinal(self) -> OrdinalInputs:
        return OrdinalInputs.learn(self.table, self.train)

    @cached_property
    def linear(self) -> LinearInputs:
        return LinearInputs.learn(self.table, self.train)

    def learn_and_answer(self, estimator: Any, inputs: OrdinalInputs | LinearInputs | TextInputs) -> np.ndarray:
        """Fit on the training rows and return probabilities (n_test, K) float32 of the test rows, 0 for classes not in training.

        With nothing to learn (one class, or no feature) the training shares answer.
        """
        train, test = self.rows()
        if np.count_nonzero(self.shares) < 2 or not self.table.inputs:
            return np.tile(self.shares, (len(test), 1)).astype(np.float32)
        estimator.fit(inputs.transform(self.table, train), self.y[train])
        return align(estimator.predict_proba(inputs.transform(self.table, test)), estimator.classes_, self.n_classes)


def align(proba: np.ndarray, seen: np.ndarray, n_classes: int) -> np.ndarray:
    """Spread columns (n, len(seen)) over all classes (n, n_classes) float32; a class that was not in training gets 0."""
    aligned = np.zeros((len(proba), n_classes), dtype=np.float32)
    aligned[:, seen] = proba
    return aligned
