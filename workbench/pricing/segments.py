"""Cases put in order of fold and truth, and of the block of time in between where folds go forward."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Segments:
    """Cases put in order of fold, block and truth, so that a count by these is a count over a slice.

    order (n,): position of the case that comes i-th. bounds (S + 1,): where each of the S segments starts, and n.
    fold, block, truth (S,): what the cases of a segment share. y, folds (n,): what the segments were made from.
    """

    y: np.ndarray
    folds: np.ndarray
    order: np.ndarray
    bounds: np.ndarray
    fold: np.ndarray
    block: np.ndarray
    truth: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        return np.diff(self.bounds)

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        return tuple(slice(int(a), int(b)) for a, b in zip(self.bounds[:-1], self.bounds[1:], strict=True))

    def count(self, mask: np.ndarray) -> np.ndarray:
        """Return (S,): how many cases of each segment hold. mask (n,) bool in segment order."""
        return np.array([np.count_nonzero(mask[part]) for part in self.slices])


def segments(y: np.ndarray, folds: np.ndarray, blocks: np.ndarray | None = None) -> Segments:
    """Order cases by fold, and by truth within a fold; by block before truth where there are any.

    y, folds, blocks (n,): small non-negative integers.
    """
    classes, parts = int(y.max()) + 1, 1 if blocks is None else int(blocks.max()) + 1
    codes = folds.astype(np.uint16) * np.uint16(parts * classes) + y.astype(np.uint16)
    if blocks is not None:
        codes += blocks.astype(np.uint16) * np.uint16(classes)
    sizes = np.bincount(codes)
    present = np.flatnonzero(sizes)
    order = np.argsort(codes, kind="stable")
    fold, block = np.divmod(present // classes, parts)
    return Segments(y, folds, order, np.append(0, np.cumsum(sizes[present])), fold, block, present % classes)
