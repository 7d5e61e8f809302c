"""What trees and rules are fed: numbers as they are, categories as ordinal codes, learned from the training rows of one fold."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workbench.models.table import Table

MAX_CODES = 254  # histogram boosting keeps 255 bins, one of them for missing values


@dataclass(frozen=True, eq=False)
class OrdinalInputs:
    """lookups: for each category, code in the table -> ordinal code; its last entry (code -1) is missing and stays NaN.

    Categories never seen in training count as missing. Where there are more than 254, the rarest share the last code.
    known (p + c,) int: training rows in which an input has a value.
    empty (p + c,) bool: inputs without a single value in training; they are fed as 0, so that they cannot matter.
    """

    lookups: tuple[np.ndarray, ...]
    known: np.ndarray
    empty: np.ndarray
    categorical: np.ndarray

    @classmethod
    def learn(cls, table: Table, rows: np.ndarray) -> OrdinalInputs:
        lookups = tuple(
            _lookup(codes[rows], len(made.labels)) for codes, made in zip(table.codes, table.code_inputs, strict=True)
        )
        known = np.array(
            [np.count_nonzero(~np.isnan(values[rows])) for values in table.numbers]
            + [np.count_nonzero(codes[rows] >= 0) for codes in table.codes],
            dtype=np.int64,
        )
        categorical = np.repeat([False, True], [len(table.numbers), len(table.codes)])
        return cls(lookups, known, known == 0, categorical)

    def without_scarce(self, least: int) -> OrdinalInputs:
        """The same, with inputs known in fewer training rows than `least` fed as if they were empty."""
        return replace(self, empty=self.known < least)

    def transform(self, table: Table, rows: np.ndarray) -> np.ndarray:
        """Return (len(rows), p + c) float64, numbers first; NaN where missing."""
        p = len(table.numbers)
        values = np.empty((p + len(table.codes), len(rows)))
        np.take(table.numbers, rows, axis=1, out=values[:p])
        for row, (codes, lookup) in enumerate(zip(table.codes, self.lookups, strict=True), start=p):
            np.take(lookup, codes[rows], out=values[row], mode="wrap")
        values[self.empty] = 0.0
        return values.T


def _lookup(codes: np.ndarray, n_labels: int) -> np.ndarray:
    counts = np.bincount(codes[codes >= 0], minlength=n_labels)
    seen = np.flatnonzero(counts)
    lookup = np.full(n_labels + 1, np.nan)
    if len(seen) <= MAX_CODES:
        lookup[seen] = np.arange(len(seen))
        return lookup
    by_frequency = seen[np.argsort(-counts[seen], kind="stable")]
    lookup[by_frequency[MAX_CODES - 1 :]] = MAX_CODES - 1
    lookup[np.sort(by_frequency[: MAX_CODES - 1])] = np.arange(MAX_CODES - 1)
    return lookup
