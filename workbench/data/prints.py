"""A 64-bit number for what a cell says: the same for the same content, whatever else is in the table and in whichever order."""

from __future__ import annotations

import numpy as np
import pandas as pd

STEP = 0x9E3779B97F4A7C15
MISSING = np.uint64(0x7FF8_0000_0000_0001)


def column_print(column: pd.Series, place: int) -> np.ndarray:
    """Return (n,) uint64 for the cells of the column at this place of the table; missing equals missing."""
    return _mixed(_bits(column) + np.uint64(STEP * (place + 1) % 2**64))


def row_prints(columns: list[pd.Series]) -> np.ndarray:
    """Return (n,) uint64, one for each row of these columns; equal rows get equal numbers."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for place, column in enumerate(columns):
        total += column_print(column, place)
    return total


def _bits(column: pd.Series) -> np.ndarray:
    if column.dtype.kind == "M":
        return column.to_numpy().astype(np.int64).view(np.uint64)
    if column.dtype.kind in "iuf":
        # Adding 0 turns -0.0 into 0.0; every NaN here has the same bits once replaced.
        numbers = column.to_numpy(dtype=np.float64) + 0.0
        numbers[np.isnan(numbers)] = np.nan
        return numbers.view(np.uint64)
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, labels = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, labels = pd.factorize(column)
    words = pd.util.hash_array(np.array([str(label) for label in labels], dtype=object), categorize=False)
    return np.append(words, MISSING)[codes]  # a missing cell has the code -1


def _mixed(values: np.ndarray) -> np.ndarray:
    """Spread every bit over the whole word."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
