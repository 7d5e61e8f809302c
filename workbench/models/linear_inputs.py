"""What a linear model is fed: numbers imputed and standardised, categories one-hot, learned from the training rows of one fold.

The same numbers as scikit-learn's SimpleImputer(median, add_indicator) -> StandardScaler beside a OneHotEncoder that counts
missing as a category and ignores what it has not seen (`logistic.pipeline`), without leaving arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.models.table import Table

MAX_LEVELS = 254  # of one category, as many as boosting tells apart; the rarest share one column
MAX_WIDTH = 4_000  # of all one-hot columns together
DENSE_WIDTH = 48  # more one-hot columns than this are cheaper kept sparse
# Below this many values double precision costs no time, and the solver ends where the library's own pipeline does; above it,
# single precision takes a third less time and half the memory, and moves no figure that is shown.
SINGLE_FROM = 2_000_000


@dataclass(frozen=True, eq=False)
class LinearInputs:
    """fill, shift, scale (p,) and flag_shift, flag_scale (m,): float64. flagged (m,): numbers that were missing in training.

    slots: for each category, code in the table -> one-hot column, -1 for none; the last entry is for missing (code -1).
    width: number of one-hot columns. trained: number of training rows.
    """

    fill: np.ndarray
    shift: np.ndarray
    scale: np.ndarray
    flagged: np.ndarray
    flag_shift: np.ndarray
    flag_scale: np.ndarray
    slots: tuple[np.ndarray, ...]
    width: int
    trained: int

    @classmethod
    def learn(cls, table: Table, rows: np.ndarray) -> LinearInputs:
        learned = np.array([_standard(values[rows]) for values in table.numbers]).reshape(-1, 4)
        fill, shift, scale, missing = learned.T
        flagged = np.flatnonzero(missing)
        share = missing[flagged]
        spread = np.sqrt(share * (1 - share))
        most = max(2, min(MAX_LEVELS, MAX_WIDTH // max(1, len(table.codes))))
        slots, width = [], 0
        for codes, made in zip(table.codes, table.code_inputs, strict=True):
            slot, levels = _slots(codes[rows], len(made.labels), most)
            slots.append(np.where(slot < 0, -1, slot + width))
            width += levels
        return cls(fill, shift, scale, flagged, share, np.where(spread > 0, spread, 1.0), tuple(slots), width, len(rows))

    def transform(self, table: Table, rows: np.ndarray) -> Any:
        """Return (len(rows), p + m + width): an array, or a CSR matrix where that is smaller; float32 when very large."""
        if self.width > DENSE_WIDTH:
            return self._sparse(table, rows)
        p, m = len(self.fill), len(self.flagged)
        values = np.zeros((len(rows), p + m + self.width), dtype=self._precision(p + m + self.width))
        self._write_numbers(table, rows, values)
        cases = np.arange(len(rows))
        for codes, slot in zip(table.codes, self.slots, strict=True):
            column = slot[codes[rows]]
            known = column >= 0
            values[cases[known], p + m + column[known]] = 1.0
        return values

    def _precision(self, stored: int) -> Any:
        """The same for training and test rows, so that both are rounded alike."""
        return np.float32 if self.trained * stored >= SINGLE_FROM else np.float64

    def _write_numbers(self, table: Table, rows: np.ndarray, out: np.ndarray) -> None:
        p = len(self.fill)
        for column, values in enumerate(table.numbers):
            taken = values[rows]
            taken[np.isnan(taken)] = self.fill[column]
            out[:, column] = (taken - self.shift[column]) / self.scale[column]
        for column, source in enumerate(self.flagged):
            flags = np.isnan(table.numbers[source][rows])
            out[:, p + column] = (flags - self.flag_shift[column]) / self.flag_scale[column]

    def _sparse(self, table: Table, rows: np.ndarray) -> Any:
        """Every row stores the same number of values, so the matrix is written directly; an unknown category stores a 0."""
        from scipy.sparse import csr_matrix

        dense = len(self.fill) + len(self.flagged)
        stored = dense + len(self.slots)
        values = np.empty((len(rows), stored), dtype=self._precision(stored))
        index = np.empty((len(rows), stored), dtype=np.int32)
        self._write_numbers(table, rows, values)
        index[:, :dense] = np.arange(dense, dtype=np.int32)
        for column, (codes, slot) in enumerate(zip(table.codes, self.slots, strict=True), start=dense):
            chosen = slot[codes[rows]]
            values[:, column] = chosen >= 0
            index[:, column] = dense + np.where(chosen < 0, slot.max(initial=0), chosen)
        indptr: Any = np.arange(len(rows) + 1, dtype=np.int32 if values.size < 2**31 else np.int64) * stored
        return csr_matrix((values.ravel(), index.ravel(), indptr), shape=(len(rows), dense + self.width))


def _standard(values: np.ndarray) -> tuple[float, float, float, float]:
    """Median, then mean and standard deviation after imputing it, and the share missing; a constant has scale 1."""
    present = values[~np.isnan(values)]
    if not present.size:
        return 0.0, 0.0, 1.0, 1.0
    fill = float(np.median(present))
    share = 1 - present.size / values.size
    mean = float(present.mean()) * (1 - share) + fill * share
    variance = float(np.square(present - mean).mean()) * (1 - share) + (fill - mean) ** 2 * share
    spread = float(np.sqrt(variance))
    constant = spread <= 1e-14 * abs(mean)
    return fill, mean, 1.0 if constant or spread == 0 else spread, share


def _slots(codes: np.ndarray, n_labels: int, most: int) -> tuple[np.ndarray, int]:
    """One-hot columns of the training levels (missing, if seen, is one of them), the rarest sharing the last of `most`."""
    counts = np.bincount(np.where(codes < 0, n_labels, codes), minlength=n_labels + 1)
    seen = np.flatnonzero(counts)
    slot = np.full(n_labels + 1, -1)
    if len(seen) <= most:
        slot[seen] = np.arange(len(seen))
        return slot, len(seen)
    by_frequency = seen[np.argsort(-counts[seen], kind="stable")]
    slot[counts == 0] = most - 1
    slot[by_frequency[most - 1 :]] = most - 1
    slot[np.sort(by_frequency[: most - 1])] = np.arange(most - 1)
    return slot, most
