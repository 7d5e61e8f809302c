"""From probabilities to answers, and from answers to what they cost. Arrays only."""

from __future__ import annotations

import numpy as np

ROWS_AT_ONCE = 32_768
FEW_ROWS = 5
COLUMNS_IN_CACHE = 4_096


def expected_cost(proba: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return (n, A): what each answer is expected to cost. proba (n, K); cost (1 or n, A, K) or (A, K), currency a case.

    >>> expected_cost(np.array([[.9, .1]]), np.array([[0., 100.], [5., -20.]]))
    array([[10. ,  2.5]])
    """
    cost = cost if cost.ndim == 3 else cost[np.newaxis]
    if len(cost) == 1:
        return proba @ cost[0].T
    return np.einsum("nk,nak->na", proba, cost)


def cheapest(expected: np.ndarray) -> np.ndarray:
    """Return (n,): the answer with the least expected cost, the first of equals. expected (n, A)."""
    return expected.argmin(axis=1)


def realised(cost: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (n, A): what each answer costs given what turned out true. cost (1 or n, A, K); y (n,) index of the true class."""
    if len(cost) == 1:
        return cost[0].T[y]
    return np.take_along_axis(cost, y.astype(np.intp)[:, np.newaxis, np.newaxis], axis=2)[:, :, 0]


def cheapest_answers(proba: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return (n,) the answers of least expected cost, in memory that does not grow with n. proba (n, K); cost (1 or n, A, K)."""
    if len(cost) == 1:
        return _cheapest_by_matrix(proba, cost[0])
    blocks = range(0, len(proba), ROWS_AT_ONCE)
    parts = [_cheapest_by_row(proba[i : i + ROWS_AT_ONCE], cost[i : i + ROWS_AT_ONCE]) for i in blocks]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.intp)


def _cheapest_by_matrix(proba: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """What a truth costs at least, whatever the answer, decides nothing; without it single precision is enough."""
    regret = np.ascontiguousarray(cost - cost.min(axis=0), dtype=proba.dtype)
    answers = np.empty(len(proba), dtype=np.intp)
    for i in range(0, len(proba), COLUMNS_IN_CACHE):
        answers[i : i + COLUMNS_IN_CACHE] = least(regret @ proba[i : i + COLUMNS_IN_CACHE].T)
    return answers


def _cheapest_by_row(proba: np.ndarray, cost: np.ndarray) -> np.ndarray:
    shares = np.ascontiguousarray(proba.T, dtype=np.float64)
    answers = np.zeros(len(proba), dtype=np.intp)
    lowest = _expected(shares, cost, 0)
    for answer in range(1, cost.shape[1]):
        expected = _expected(shares, cost, answer)
        answers[expected < lowest] = answer
        np.minimum(lowest, expected, out=lowest)
    return answers


def _expected(shares: np.ndarray, cost: np.ndarray, answer: int) -> np.ndarray:
    total = shares[0] * cost[:, answer, 0]
    for truth in range(1, len(shares)):
        total += shares[truth] * cost[:, answer, truth]
    return total


def least(worth: np.ndarray) -> np.ndarray:
    """Return (n,) intp: the row of worth (D, n) that is least in each column, the first of equals.

    Passes over rows with small numbers are many times faster than argmin over as many short columns.
    """
    if len(worth) < FEW_ROWS:
        return _least_of_few(worth)
    rows = len(worth)
    index = np.dtype(np.uint8 if rows <= 255 else np.uint16)
    backwards = np.arange(rows, 0, -1, dtype=index)[:, np.newaxis]
    found = np.empty(worth.shape[1], dtype=np.intp)
    for start in range(0, worth.shape[1], COLUMNS_IN_CACHE):
        part = slice(start, start + COLUMNS_IN_CACHE)
        lowest = worth[:, part] == np.minimum.reduce(worth[:, part], axis=0)
        found[part] = np.maximum.reduce(lowest * backwards, axis=0)
    return np.subtract(rows, found, out=found)


def _least_of_few(worth: np.ndarray) -> np.ndarray:
    lowest = worth[0].copy()
    found, smaller = np.zeros(worth.shape[1], dtype=np.uint8), np.empty(worth.shape[1], dtype=bool)
    for row in range(1, len(worth)):
        np.less(worth[row], lowest, out=smaller)
        np.maximum(found, smaller.view(np.uint8) * np.uint8(row), out=found)
        np.minimum(lowest, worth[row], out=lowest)
    return found.astype(np.intp)
