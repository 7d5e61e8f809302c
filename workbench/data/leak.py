"""How well one column alone tells the answer: honest halves, value frequencies, no model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from workbench.data.framing import Framing

SAMPLE = 200_000
QUANTILES = 50
QUANTILES_A_CLASS = 20
EDGE_ROWS = 20_000
LEAST_CASES = 5
TEXTS = 10_000
MOST_NAMES = 100
MOST_CHARACTERS = 2_000


def sample(framing: Framing, seed: int = 0) -> np.ndarray:
    """Positions in `framing.rows`, shuffled, at most SAMPLE of them."""
    rng = np.random.default_rng(seed)
    n = len(framing.rows)
    return rng.permutation(n) if n <= SAMPLE else rng.choice(n, SAMPLE, replace=False)


def named_in(texts: pd.Series, classes: tuple[str, ...]) -> pd.Series:
    """Return which class each text names, the first that it does, as a category: an answer that was written into the text.

    Classes are looked for as whole words in any case; of very many classes the first ones.
    """
    known = {name.strip().lower(): name for name in reversed(classes[:MOST_NAMES]) if name.strip()}
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?!\w)"
    found = texts.astype("str").str.slice(0, MOST_CHARACTERS).str.lower().str.extract(pattern, expand=False).map(known)
    return pd.Series(pd.Categorical(found, categories=list(known.values())), index=texts.index)


def alone(values: pd.Series, y: np.ndarray, classes: int) -> tuple[float, float]:
    """Return the out-of-half AUC of one column and its standard error.

    values (n,), y (n,) in shuffled order. Class frequencies per value (bin) are counted on one half and score the other,
    both ways round; each class is told from all others and the AUCs are averaged over classes seen at least LEAST_CASES
    times in each half. The first class adds nothing in the binary case. (nan, nan) when there are too few cases.
    """
    half = len(y) // 2
    areas: list[float] = []
    errors: list[float] = []
    for learn, score in ((slice(None, half), slice(half, None)), (slice(half, None), slice(None, half))):
        codes = _codes(values, y, learn, classes)
        bins = int(codes.max()) + 1
        learned = _table(codes[learn], y[learn], bins, classes)
        scored = _table(codes[score], y[score], bins, classes)
        prior = learned.sum(axis=0) / learned.sum()
        rate = (learned + prior) / (learned.sum(axis=1, keepdims=True) + 1.0)
        for k in range(1 if classes == 2 else 0, classes):
            positives, negatives = scored[:, k], scored.sum(axis=1) - scored[:, k]
            if min(positives.sum(), negatives.sum(), learned[:, k].sum()) >= LEAST_CASES:
                areas.append(_auc(rate[:, k], positives, negatives))
                errors.append(_auc_error(areas[-1], positives.sum(), negatives.sum()))
    if not areas:
        return float("nan"), float("nan")
    return float(np.mean(areas)), float(np.sqrt(np.sum(np.square(errors))) / len(errors))


def _codes(values: pd.Series, y: np.ndarray, learn: slice, classes: int) -> np.ndarray:
    """A bin a row; 0 is "missing". Numbers are cut where the learning half, and each class in it, has its quantiles."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy().astype(np.int64) + 1
    if values.dtype.kind == "M":
        numbers = values.to_numpy(dtype="datetime64[us]").astype(np.int64).astype(np.float64)
        numbers[values.isna().to_numpy()] = np.nan
    else:
        numbers = values.to_numpy(dtype=np.float64)
    known, truth = numbers[learn][:EDGE_ROWS], y[learn][:EDGE_ROWS]
    seen = ~np.isnan(known)
    # About ten cases a bin at least: finer bins would learn noise on small tables.
    edges = [_quantiles(known[seen], QUANTILES)] if seen.any() else []
    for k in range(min(classes, 30)):
        own = (
            numbers[learn][(y[learn] == k) & ~np.isnan(numbers[learn])][:EDGE_ROWS]
            if classes <= 2
            else known[seen & (truth == k)]
        )
        if len(own):
            edges.append(_quantiles(own, QUANTILES_A_CLASS))
    cuts = np.unique(np.concatenate(edges)) if edges else np.empty(0)
    return np.where(np.isnan(numbers), 0, np.searchsorted(cuts, numbers, side="right") + 1)


def _quantiles(values: np.ndarray, most: int) -> np.ndarray:
    return np.quantile(values, np.linspace(0, 1, min(most, 2 + len(values) // 10)), method="lower")


def _table(codes: np.ndarray, y: np.ndarray, bins: int, classes: int) -> np.ndarray:
    return np.bincount(codes * classes + y, minlength=bins * classes).reshape(bins, classes).astype(np.float64)


def _auc(score: np.ndarray, positives: np.ndarray, negatives: np.ndarray) -> float:
    """Area under the ROC curve from counts per bin; bins with the same score are tied."""
    _, group = np.unique(score, return_inverse=True)
    up, down = np.bincount(group, positives), np.bincount(group, negatives)
    below = np.cumsum(down) - down
    return float((up * (below + down / 2)).sum() / (up.sum() * down.sum()))


def _auc_error(area: float, positives: float, negatives: float) -> float:
    """Standard error of an AUC after Hanley and McNeil (1982)."""
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (positives - 1) * (q1 - area**2) + (negatives - 1) * (q2 - area**2)
    return float(np.sqrt(max(variance, 0.0) / (positives * negatives)))
