"""With two classes and one matrix the cheapest answer depends on one probability: it changes at a few thresholds."""

from __future__ import annotations

import numpy as np

EDGE = 1e-6
EVEN = np.ones(2)


def cheapest_regions(cost: np.ndarray) -> tuple[tuple[int, ...], np.ndarray]:
    """Return the answers from left to right, and the M - 1 float32 thresholds between them. cost (A, 2), currency.

    A score p (float32, probability of the second class) lies in region m when it is at or above the first m thresholds and below
    the next. On a threshold both answers cost the same; the one named first in the matrix is taken, as everywhere.
    """
    crossings = _crossings(cost)
    ends = np.concatenate(([-EDGE], crossings, [1 + EDGE]))
    answers = _cheapest_at((ends[1:] + ends[:-1]) / 2, cost)
    changes = np.flatnonzero(answers[1:] != answers[:-1])
    kept = [int(answers[0]), *(int(answers[i + 1]) for i in changes)]
    bounds = [at_or_above(crossings[i], strictly=answers[i + 1] > answers[i]) for i in changes]
    return tuple(kept), np.array(bounds, dtype=np.float32)


def likeliest_regions(weight: np.ndarray = EVEN) -> tuple[tuple[int, ...], np.ndarray]:
    """Return the regions of the class more probable in real life; where both are equally so it is the first. weight (2,)."""
    half = 0.5 if weight[0] == weight[1] else float(weight[0] / weight.sum())
    return (0, 1), np.array([at_or_above(half, strictly=True)], dtype=np.float32)


def _cheapest_at(p: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return (np.outer(1 - p, cost[:, 0]) + np.outer(p, cost[:, 1])).argmin(axis=1)


def _crossings(cost: np.ndarray) -> np.ndarray:
    """Where two answers are expected to cost the same: p = L / (L + B) for each pair."""
    one, other = np.triu_indices(len(cost), k=1)
    lost = cost[other, 0] - cost[one, 0]
    total = lost + cost[one, 1] - cost[other, 1]
    crossing = total != 0
    p = lost[crossing] / total[crossing]
    return np.unique(p[(p >= 0) & (p <= 1)]) + 0.0


def at_or_above(p: float, strictly: bool = False) -> np.float32:
    """The smallest float32 at or above `p`, or strictly above it, so that comparing single scores is exact."""
    rounded = np.float32(p)
    below = float(rounded) <= p if strictly else float(rounded) < p  # widened: a mixed comparison would round p as well
    return np.nextafter(rounded, np.float32(np.inf)) if below else rounded
