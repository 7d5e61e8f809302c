"""How large a gap between groups chance makes: the same cases dealt out to the groups again and again.

Only counts are drawn. Cases with the same value are alike, so dealing them out is drawing from urns, and it takes as long for a
million cases as for a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MOST_CELLS = 64
FINE = 4_096


def gathered(values: np.ndarray, most: int = MOST_CELLS) -> tuple[np.ndarray, np.ndarray]:
    """Return the cell of each case (n,) and the mean value of each cell (C,), for values (n,) such as costs.

    Few different values are cells as they are. Otherwise at most `most` cells share the distance from the mean evenly, so that
    what is rare and large, which the gap hangs on, stays apart.
    """
    low, high = float(values.min()), float(values.max())
    if low == high:
        return np.zeros(len(values), dtype=np.uint8), np.array([low])
    fine = ((values - low) * ((FINE - 1) / (high - low))).astype(np.int16)
    counts = np.bincount(fine, minlength=FINE)
    sums = np.bincount(fine, weights=values, minlength=FINE)
    cell = _merged(counts, sums, most)
    sizes = np.bincount(cell, weights=counts)
    return cell.astype(np.uint8)[fine], np.bincount(cell, weights=sums) / sizes


def _merged(counts: np.ndarray, sums: np.ndarray, most: int) -> np.ndarray:
    """Return the cell of each fine bin; empty bins share the cell of a neighbour."""
    present = np.flatnonzero(counts)
    if len(present) <= most:
        cells = np.arange(len(present))
    else:
        distance = np.abs(sums[present] - counts[present] * (sums.sum() / counts.sum()))
        share = (np.cumsum(distance) - distance / 2) / distance.sum()
        cells = np.unique((share * most).astype(np.intp), return_inverse=True)[1]
    return cells[np.clip(np.searchsorted(present, np.arange(len(counts))), 0, len(present) - 1)]


def spread(values: np.ndarray, clusters: np.ndarray) -> float:
    """Return how many times as far a mean deviates because cases of one cluster are alike; never below 1.

    values, clusters (m,): of the cases that count. Dealing out cases that hang together one by one would take them for
    independent, and find gaps where there is one large customer. The square is known as the design effect.
    """
    off = values - values.mean() if len(values) else values
    alone = float(off @ off)
    return 1.0 if alone <= 0 else max(1.0, float((np.bincount(clusters, weights=off) ** 2).sum() / alone) ** 0.5)


def dealt_means(sizes: np.ndarray, counts: np.ndarray, values: np.ndarray, times: int, rng: np.random.Generator) -> np.ndarray:
    """Return (times, G) the mean of each group when cases are dealt out at random.

    sizes (G,): cases of each group. counts, values (C,): how many cases there are of each value.
    """
    left = np.repeat(np.asarray(sizes, dtype=np.int64)[np.newaxis], times, axis=0)
    sums = np.zeros((times, len(sizes)))
    # What is left at the end needs no draw: let that be the most frequent value.
    order = np.argsort(counts, kind="stable")
    for cell in order[:-1]:
        drawn = _dealt(left, int(counts[cell]), rng)
        left -= drawn
        sums += drawn * values[cell]
    sums += left * values[order[-1]]
    return sums / sizes


def gaps(means: np.ndarray) -> np.ndarray:
    """Return the highest less the lowest mean; means (..., G)."""
    return means.max(axis=-1) - means.min(axis=-1)


def above(means: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return (..., G) how far each mean lies above all cases, in units of what chance alone makes a group of its size deviate."""
    mean = means @ sizes / sizes.sum()
    return (means - mean[..., np.newaxis]) / np.sqrt(np.maximum(1.0 / sizes - 1.0 / sizes.sum(), 1e-300))


def _dealt(left: np.ndarray, cases: int, rng: np.random.Generator) -> np.ndarray:
    """Return (times, G): how many of so many cases go to each group. left (times, G): places each group has."""
    drawn = np.zeros_like(left)
    beyond = left.sum(axis=1)
    open_cases = np.full(len(left), cases, dtype=np.int64)
    for group in range(left.shape[1] - 1):
        beyond = beyond - left[:, group]
        drawn[:, group] = rng.hypergeometric(left[:, group], beyond, open_cases)
        open_cases = open_cases - drawn[:, group]
    drawn[:, -1] = open_cases
    return drawn


def p_value(found: float, by_chance: np.ndarray) -> float:
    """Return how often chance makes a gap at least as large; never 0, since the table itself is one way of dealing."""
    tolerance = 1e-9 * max(abs(found), float(np.abs(by_chance).max(initial=0.0)))
    return (1 + int(np.count_nonzero(by_chance >= found - tolerance))) / (1 + len(by_chance))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p-values adjusted for having asked so many questions (Holm 1979), in the order given.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    adjusted, running = [0.0] * len(p_values), 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = running
    return adjusted
