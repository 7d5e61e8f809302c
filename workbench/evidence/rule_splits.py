"""Which condition tells the most about the truth: the features put into few bins, and the best split of some cases by them.

Dates are left out: a rule about a date in the past says nothing about cases to come. So are texts and columns that are set aside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.data.framing import Framing
from workbench.data.labels import encode
from workbench.scenario import Condition

BINS = 32
MOST_CASES = 50_000
MOST_CELLS = 5_000_000
FEWEST_CASES = 2_000
MOST_LABELS_IN_A_RULE = 6
CHANCE = 2 * math.log(1 / 0.05)


@dataclass(frozen=True, eq=False)
class Input:
    """One column in bins: ends are the limits between bins of numbers, or the labels of bins of names.

    Missing values are in the last bin, and names too rare for a bin of their own in the one before.
    """

    name: str
    numeric: bool
    ends: tuple[float | str, ...]

    @property
    def bins(self) -> int:
        return len(self.ends) + 2


@dataclass(frozen=True, eq=False)
class Grid:
    """A sample of s cases. codes (p, s) uint8: the bin of each input. y (s,): truth. rows (s,): positions among framed cases."""

    inputs: tuple[Input, ...]
    codes: np.ndarray
    y: np.ndarray
    rows: np.ndarray
    classes: int


@dataclass(frozen=True, eq=False)
class Split:
    """met, rest: the sampled cases for which the condition holds, and all others."""

    condition: Condition
    met: np.ndarray
    rest: np.ndarray


def grid(framing: Framing, seed: int = 0) -> Grid:
    """Put the features of at most some ten thousand cases, drawn at random, into bins. The truth has no say in the bins."""
    features = [column for column in framing.features if column.kind in ("number", "category", "boolean")]
    n = len(framing.rows)
    size = min(n, MOST_CASES, max(FEWEST_CASES, MOST_CELLS // max(len(features), 1)))
    rows = np.sort(np.random.default_rng(seed).choice(n, size, replace=False)) if size < n else np.arange(n)
    table = framing.dataset.table
    binned = [_binned(column.name, table[column.name].iloc[framing.rows[rows]]) for column in features]
    codes = np.stack([codes for _, codes in binned]) if binned else np.empty((0, size), dtype=np.uint8)
    return Grid(tuple(made for made, _ in binned), codes, framing.y[rows], rows, len(framing.classes))


def _binned(name: str, values: pd.Series) -> tuple[Input, np.ndarray]:
    if values.dtype.kind in "iuf":
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
        missing = np.isnan(numbers)
        ends = _ends(numbers[~missing])
        bins = np.searchsorted(ends, numbers, side="right")
        made = Input(name, True, tuple(ends.tolist()))
    else:
        codes, names = encode(values)
        missing = codes < 0
        frequent = np.argsort(-np.bincount(codes[~missing], minlength=len(names)), kind="stable")[:BINS]
        bin_of = np.full(len(names) + 1, len(frequent))
        bin_of[frequent] = np.arange(len(frequent))
        bins = bin_of[codes]
        made = Input(name, False, tuple(names[place] for place in frequent))
    bins[missing] = made.bins - 1
    return made, bins.astype(np.uint8)


def _ends(present: np.ndarray) -> np.ndarray:
    """Limits between bins: the values themselves where there are few, otherwise quantiles, in digits that people would write."""
    distinct = np.unique(present)
    if len(distinct) <= BINS:
        return distinct[1:]
    quantiles = np.unique(np.quantile(present, np.arange(1, BINS) / BINS, method="inverted_cdf"))
    return np.unique([float(f"{value:.3g}") for value in quantiles])


def best_split(seen: Grid, cases: np.ndarray, least: int) -> Split | None:
    """Return the condition with the largest information gain, or None where chance alone would gain as much.

    cases: positions in the grid. least: cases on either side.
    """
    y = seen.y[cases]
    total = np.bincount(y, minlength=seen.classes)
    best, chosen, tried = 0.0, None, 0
    for made, codes in zip(seen.inputs, seen.codes, strict=True):
        bins = codes[cases]
        counts = np.bincount(bins * np.intp(seen.classes) + y, minlength=made.bins * seen.classes).reshape(made.bins, -1)
        for condition, members in _conditions(made, counts):
            met = members @ counts
            if min(met.sum(), (total - met).sum()) < least:
                continue
            tried += 1
            gain = _entropy(total) - _entropy(met) - _entropy(total - met)
            if gain > best:
                best, chosen = gain, (condition, members[bins])
    # Twice the gain in nats is spread as chi-square; of many conditions tried, the best has to beat the best of as many chances.
    if chosen is None or 2 * best < 2 * math.log(tried) + CHANCE + 1.5 * (seen.classes - 2):
        return None
    return Split(chosen[0], cases[chosen[1]], cases[~chosen[1]])


def _conditions(made: Input, counts: np.ndarray) -> Iterator[tuple[Condition, np.ndarray]]:
    """Yield conditions on one input, each with the bins (b,) bool for which it holds."""
    bins = np.arange(made.bins)
    missing = bins == made.bins - 1
    if counts[-1].any():
        yield Condition(column=made.name, op="missing"), missing
    if not made.numeric:
        yield from _on_labels(made, counts, bins)
        return
    for place, end in enumerate(made.ends, start=1):
        above = (bins >= place) & ~missing
        yield Condition(column=made.name, op=">=", value=end), above
        yield Condition(column=made.name, op="<", value=end), ~above & ~missing


def _on_labels(made: Input, counts: np.ndarray, bins: np.ndarray) -> Iterator[tuple[Condition, np.ndarray]]:
    for place, name in enumerate(made.ends):
        yield Condition(column=made.name, op="==", value=name), bins == place
    if counts.shape[1] != 2:
        return
    # With two classes the best set of labels is always the first few in order of how often they are positive.
    rows = counts[: len(made.ends)].sum(axis=1)
    order = np.argsort(-counts[: len(made.ends), 1] / np.maximum(rows, 1), kind="stable")
    order = order[rows[order] > 0]
    for ranked in (order, order[::-1]):
        for many in range(2, min(MOST_LABELS_IN_A_RULE, len(order) - 1) + 1):
            names = tuple(made.ends[place] for place in ranked[:many])
            yield Condition(column=made.name, op="in", value=names), np.isin(bins, ranked[:many])


def _entropy(counts: np.ndarray) -> float:
    """Entropy in nats, times the number of cases."""
    held = counts[counts > 0]
    return float((held * np.log(counts.sum() / held)).sum())
