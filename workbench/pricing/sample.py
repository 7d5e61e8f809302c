"""A money amount seen on n cases, reduced to what an interval needs: mean, spread, fold means, resampled means."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.pricing import moments

RESAMPLES = 1_000
BLOCKS = 2_000


@dataclass(frozen=True, eq=False)
class Sample:
    """mean, sd (n - 1 in the denominator): of one amount a case. fold_means (J,): one a fold and repeat.

    sd is such that sd / sqrt(n) is the standard error of the mean over cases: where cases come in clusters (the cases of one
    customer, blocks of time), it is that of as many independent cases. apart: cases do not hang together beyond their fold, so
    what a fold mean varies by can also be learned from the cases in it.
    resample: random generator -> (RESAMPLES,) means of samples of n cases, or of as many clusters, drawn with replacement.
    """

    n: int
    mean: float
    sd: float
    fold_means: np.ndarray
    resample: Callable[[np.random.Generator], np.ndarray]
    apart: bool = True


def from_rows(
    values: np.ndarray,
    groups: np.ndarray | None = None,
    strata: np.ndarray | None = None,
    clusters: np.ndarray | None = None,
) -> Sample:
    """Describe `values` (n,) or (R, n), currency a case. Repeats are averaged first, so there are n cases, never n times R.

    groups (n,) or (R, n): non-negative codes of the fold a case was scored in. A repeat's fold means are of that repeat's values.
    strata (n,): classes whose shares are known, and which are therefore no part of the spread: each amount counts as the mean of
    all plus what it is off the mean of its class.
    clusters (n,): codes of what is drawn whole, because its cases hang together: an entity, or a block of time.
    """
    layers = np.atleast_2d(values)
    if strata is not None:
        layers = _within(layers, strata)
    rows = layers[0] if len(layers) == 1 else layers.mean(axis=0)
    n = rows.size
    mean = float(rows.mean()) if n else 0.0
    if clusters is not None:
        return from_clusters(np.bincount(clusters, weights=rows), np.bincount(clusters), _fold_means(layers, groups))
    centred = rows - mean
    sd = float(np.sqrt(np.dot(centred, centred) / (n - 1))) if n > 1 else 0.0
    return Sample(n, mean, _no_rounding(sd, mean, n), _fold_means(layers, groups), lambda rng: _resampled_rows(rows, rng))


def from_cells(
    values: np.ndarray, counts: np.ndarray, groups: np.ndarray, strata: np.ndarray | None = None, clustered: bool = False
) -> Sample:
    """Describe cases that fall into cells. values, counts (S, ...): amount and cases of each cell; groups, strata (S,): its own.

    clustered: the groups are blocks of time, which are drawn whole.

    Exactly what `from_rows` gives for the same cases written out one by one.
    """
    values, counts = np.broadcast_arrays(values, counts)
    if strata is not None:
        values = _within_cells(values, counts, strata)
    n = int(counts.sum())
    mean = float((values * counts).sum() / n)
    sd = float(np.sqrt((counts * (values - mean) ** 2).sum() / (n - 1))) if n > 1 else 0.0
    by_segment = values.reshape(len(groups), -1), counts.reshape(len(groups), -1)
    sums = np.bincount(groups, weights=(by_segment[0] * by_segment[1]).sum(axis=1))
    sizes = np.bincount(groups, weights=by_segment[1].sum(axis=1))
    means = sums[sizes > 0] / sizes[sizes > 0]
    if clustered:
        return from_clusters(sums, sizes, means)
    return Sample(n, mean, _no_rounding(sd, mean, n), means, lambda rng: _resampled_cells(values, counts, n, rng))


def from_moments(
    plus: np.ndarray, times: np.ndarray, found: np.ndarray, groups: np.ndarray, rows: Callable[[], np.ndarray]
) -> Sample:
    """Describe costs plus + times * amounts of cases in cells.

    plus (S, ...). times (S, ..., J). found (S, ..., Q): the moments of the amounts in each cell. groups (S,): its fold.
    rows: the same costs written out, (n,), for resampling.
    """
    cases = found[..., 0]
    n = round(float(cases.sum()))
    sums = moments.totals(plus, times, found)
    mean = float(sums.sum() / max(n, 1))
    spread = moments.squares(plus - mean, times, found)
    sd = float(np.sqrt(max(spread, 0.0) / (n - 1))) if n > 1 else 0.0
    by_fold = np.bincount(groups, weights=sums.reshape(len(groups), -1).sum(axis=1))
    sizes = np.bincount(groups, weights=cases.reshape(len(groups), -1).sum(axis=1))
    means = by_fold[sizes > 0] / sizes[sizes > 0]
    return Sample(n, mean, _no_rounding(sd, mean, n), means, lambda rng: _resampled_rows(rows(), rng))


def from_clusters(sums: np.ndarray, sizes: np.ndarray, fold_means: np.ndarray) -> Sample:
    """Describe clusters of cases. sums, sizes (G,): total amount and cases of each. Standard error as of a ratio of totals."""
    if not sizes.all():
        sums, sizes = sums[sizes > 0], sizes[sizes > 0]
    n, count = float(sizes.sum()), len(sizes)
    mean = float(sums.sum() / n)
    off = sums - mean * sizes
    error = math.sqrt(count / max(count - 1, 1) * float(off @ off)) / n
    sd = _no_rounding(error * math.sqrt(n), mean, round(n))
    return Sample(round(n), mean, sd, fold_means, lambda rng: resampled_clusters(sums, sizes, rng), False)


def _within(layers: np.ndarray, strata: np.ndarray) -> np.ndarray:
    rows = layers[0] if len(layers) == 1 else layers.mean(axis=0)
    sizes = np.maximum(np.bincount(strata), 1)
    means = np.bincount(strata, weights=rows) / sizes
    return layers + (rows.mean() - means)[strata]


def _within_cells(values: np.ndarray, counts: np.ndarray, strata: np.ndarray) -> np.ndarray:
    flat = (values * counts).reshape(len(strata), -1).sum(axis=1), counts.reshape(len(strata), -1).sum(axis=1)
    sums, sizes = (np.bincount(strata, weights=part) for part in flat)
    off = flat[0].sum() / flat[1].sum() - sums / np.maximum(sizes, 1)
    return np.asarray(values + off[strata].reshape(-1, *(1,) * (values.ndim - 1)))


def _no_rounding(sd: float, mean: float, n: int) -> float:
    """A constant amount has no spread, whatever the last binary digit says."""
    return 0.0 if sd <= 1e-13 * abs(mean) * max(1.0, np.sqrt(n)) else sd


def _fold_means(layers: np.ndarray, groups: np.ndarray | None) -> np.ndarray:
    if groups is None:
        return np.empty(0)
    means = []
    for repeat, codes in enumerate(np.atleast_2d(groups)):
        sums = np.bincount(codes, weights=layers[min(repeat, len(layers) - 1)])
        sizes = np.bincount(codes)
        means.append(sums[sizes > 0] / sizes[sizes > 0])
    return np.concatenate(means)


def _resampled_rows(rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Means of resamples. Many rows are first averaged in equal random blocks, which keeps the spread of the mean."""
    size = -(-rows.size // BLOCKS)
    if size > 1:
        blocks = rows.size // size
        rows = rng.permutation(rows)[: blocks * size].reshape(blocks, size).mean(axis=1) + 0.0
    weights = np.full(rows.size, 1.0 / rows.size)
    means = np.empty(RESAMPLES)
    for start in range(0, RESAMPLES, 100):
        drawn = rng.integers(0, rows.size, size=(100, rows.size), dtype=np.int32)
        means[start : start + 100] = rows[drawn] @ weights
    return means


def resampled_clusters(sums: np.ndarray, sizes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Means of as many clusters drawn with replacement. Many clusters are first put together at random, as many rows are."""
    together = -(-sums.size // BLOCKS)
    if together > 1:
        blocks = sums.size // together
        order = rng.permutation(sums.size)[: blocks * together]
        sums, sizes = (part[order].reshape(blocks, together).sum(axis=1) for part in (sums, sizes))
    drawn = rng.multinomial(sums.size, np.full(sums.size, 1.0 / sums.size), size=RESAMPLES)
    return (drawn @ sums) / (drawn @ sizes)


def _resampled_cells(values: np.ndarray, counts: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    present = counts > 0
    shares = counts[present] / n
    return rng.multinomial(n, shares / shares.sum(), size=RESAMPLES) @ values[present] / n
