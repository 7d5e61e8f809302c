"""Sums over cases that say all about costs which follow amounts: the mean of such costs, their spread, and how two go together.

Of J amounts a case, a cell's moments are cases, the sum of each amount, and the sum of each product of two: in all
1 + J + J (J + 1) / 2 numbers, products in the order (0, 0), (0, 1), .., (1, 1), .. What costs plus + times * amounts comes to is
made of these numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np


def width(amounts: int) -> int:
    """Return how many numbers the moments of so many amounts are."""
    return 1 + amounts + amounts * (amounts + 1) // 2


def products(amounts: int) -> Iterator[tuple[int, int]]:
    """Yield which two amounts each product is of."""
    return ((one, other) for one in range(amounts) for other in range(one, amounts))


class Unpacked(NamedTuple):
    """cases (...), sums (..., J), and crossed (..., J, J): of products of two amounts."""

    cases: np.ndarray
    sums: np.ndarray
    crossed: np.ndarray


def unpacked(moments: np.ndarray, amounts: int) -> Unpacked:
    """Take moments (..., Q) of so many amounts apart."""
    crossed = np.empty((*moments.shape[:-1], amounts, amounts))
    for place, (one, other) in enumerate(products(amounts), 1 + amounts):
        crossed[..., one, other] = crossed[..., other, one] = moments[..., place]
    return Unpacked(moments[..., 0], moments[..., 1 : 1 + amounts], crossed)


def totals(plus: np.ndarray, times: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """Return (...): the sum of costs plus (...) + times (..., J) * amounts over the cases of each cell. moments (..., Q)."""
    found = plus * moments[..., 0]
    for place in range(times.shape[-1]):
        found = found + times[..., place] * moments[..., 1 + place]
    return np.asarray(found)


def squares(plus: np.ndarray, times: np.ndarray, moments: np.ndarray) -> float:
    """Return the sum of squares of costs plus (...) + times (..., J) * amounts over all cells. moments (..., Q)."""
    amounts = times.shape[-1]
    found = plus * plus * moments[..., 0]
    for place in range(amounts):
        found = found + 2.0 * plus * times[..., place] * moments[..., 1 + place]
    for place, (one, other) in enumerate(products(amounts), 1 + amounts):
        found = found + (1.0 if one == other else 2.0) * times[..., one] * times[..., other] * moments[..., place]
    return float(found.sum())
