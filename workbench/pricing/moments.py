"""Sums over cases that say all about costs which follow amounts: the mean of such costs, their spread, and how two go together.

Of J amounts a case, a cell's moments are cases, and of one amount after another its sum and that of its product with each
up to itself: 1, x0, x0 x0, x1, x0 x1, x1 x1, .. In all 1 + J (J + 3) / 2 numbers, of which those of the first amounts alone are
the first. What costs plus + times * amounts comes to is made of these numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np


def width(amounts: int) -> int:
    """Return how many numbers the moments of so many amounts are."""
    return 1 + amounts * (amounts + 3) // 2


def place(amount: int) -> int:
    """Return where among the moments the sum of an amount is; its products with each amount up to itself come after it."""
    return width(amount)


def products(amounts: int) -> Iterator[tuple[int, int, int]]:
    """Yield which two amounts each product is of, the earlier one first, and its place among the moments."""
    return ((earlier, later, place(later) + 1 + earlier) for later in range(amounts) for earlier in range(later + 1))


class Unpacked(NamedTuple):
    """cases (...), sums (..., J), and crossed (..., J, J): of products of two amounts."""

    cases: np.ndarray
    sums: np.ndarray
    crossed: np.ndarray


def unpacked(moments: np.ndarray, amounts: int) -> Unpacked:
    """Take moments (..., Q) of so many amounts apart."""
    crossed = np.empty((*moments.shape[:-1], amounts, amounts))
    for one, other, at in products(amounts):
        crossed[..., one, other] = crossed[..., other, one] = moments[..., at]
    return Unpacked(moments[..., 0], moments[..., [place(amount) for amount in range(amounts)]], crossed)


def totals(plus: np.ndarray, times: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """Return (...): the sum of costs plus (...) + times (..., J) * amounts over the cases of each cell. moments (..., Q)."""
    found = plus * moments[..., 0]
    for amount in range(times.shape[-1]):
        found = found + times[..., amount] * moments[..., place(amount)]
    return np.asarray(found)


def squares(plus: np.ndarray, times: np.ndarray, moments: np.ndarray) -> float:
    """Return the sum of squares of costs plus (...) + times (..., J) * amounts over all cells. moments (..., Q)."""
    amounts = times.shape[-1]
    found = plus * plus * moments[..., 0]
    for amount in range(amounts):
        found = found + 2.0 * plus * times[..., amount] * moments[..., place(amount)]
    for one, other, at in products(amounts):
        found = found + (1.0 if one == other else 2.0) * times[..., one] * times[..., other] * moments[..., at]
    return float(found.sum())
