"""Rows that say the same, told by a 64-bit fingerprint a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.prints import row_prints

if TYPE_CHECKING:
    from workbench.data.framing import Framing


@dataclass(frozen=True)
class Duplicates:
    """repeats: rows that equal an earlier one in every feature and in the answer. conflicting: rows that equal another in every
    feature and differ in the answer. error_floor: share of rows no candidate can get right because of them.
    expected: so few combinations are possible that rows have to repeat.
    """

    repeats: int
    conflicting: int
    error_floor: float
    expected: bool


def find_duplicates(framing: Framing) -> Duplicates:
    """Compare all rows with each other on the features."""
    table = framing.dataset.table
    prints = row_prints([table[column.name].iloc[framing.rows] for column in framing.features])
    repeats, conflicting, floor = count_duplicates(prints, framing.y, len(framing.classes))
    return Duplicates(repeats, conflicting, floor, _few_combinations(framing))


def _few_combinations(framing: Framing) -> bool:
    """Fewer than a hundred possible rows for each that is there; a measurement that hardly repeats makes them many."""
    n = len(framing.rows)
    if any(column.kind in ("number", "date") and column.distinct > 0.5 * n for column in framing.features):
        return False
    return bool(np.sum(np.log10([max(column.distinct, 1) for column in framing.features])) < np.log10(n) + 2)


def count_duplicates(prints: np.ndarray, y: np.ndarray, classes: int) -> tuple[int, int, float]:
    """prints (n,) uint64 of the features, y (n,) -> repeats, conflicting rows, error floor 1 - sum of the largest class / n."""
    order = np.argsort(prints, kind="stable")
    ranked = prints[order]
    new = np.concatenate(([True], ranked[1:] != ranked[:-1]))
    group = np.cumsum(new) - 1
    size = np.bincount(group)
    if size.max() == 1:
        return 0, 0, 0.0
    shared = size[group] > 1
    _, dense = np.unique(group[shared], return_inverse=True)
    cells, counts = np.unique(dense * classes + y[order][shared], return_counts=True)
    largest = np.zeros(dense.max() + 1, dtype=np.int64)
    np.maximum.at(largest, cells // classes, counts)
    sizes = np.bincount(dense)
    conflict = largest < sizes
    return int((counts - 1).sum()), int(sizes[conflict].sum()), float((sizes - largest).sum() / len(prints))
