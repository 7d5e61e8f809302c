"""OneR as a probability model: the one column that says most about the answer, and the class frequencies of each of its values.

Holte (Machine Learning 11:63, 1993) gives each value of one attribute its most frequent class and takes the attribute with the
fewest errors. Here a value keeps its smoothed class frequencies, so that costs can change without learning again, and the
attribute is chosen by cross-validated log loss, because an id makes no training errors either.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

FINEST = 64  # bins of a number


class OneRuleClassifier(ClassifierMixin, BaseEstimator):
    """Class frequencies by the bins of the one feature with the lowest inner log loss.

    Parameters
    ----------
    categorical : None or array-like of bool or of int
        Features whose values are codes of categories, as a mask or as positions; the others are ordered.
    min_rows : int
        A bin holds at least as many training rows. Rarer categories share a bin.
    inner_folds : int
        Folds of the inner cross-validation that chooses the feature and its number of bins.
    smoothing : float
        Class shares of the training rows enter every bin as so many rows.
    random_state : int
        Seed of the inner folds.

    Attributes
    ----------
    feature_ : int or None
        The chosen feature; None when no feature beats the class shares.
    edges_ : ndarray
        Upper ends (inclusive) of all ordered bins but the last; for a category, its codes, sorted.
    bins_ : ndarray of int
        For a category: the bin of each code in `edges_`.
    table_ : ndarray (bins + 2, K)
        Probabilities by bin; then those of missing values, then those of values never seen (the class shares).
    counts_ : ndarray (bins + 2,)
        Training rows in each.
    """

    def __init__(
        self, categorical: Any = None, min_rows: int = 6, inner_folds: int = 5, smoothing: float = 4.0, random_state: int = 0
    ) -> None:
        self.categorical = categorical
        self.min_rows = min_rows
        self.inner_folds = inner_folds
        self.smoothing = smoothing
        self.random_state = random_state

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        # Some of the library's checks expect accuracy that one column alone cannot give.
        tags.classifier_tags.poor_score = True
        return tags

    def fit(self, X: Any, y: Any) -> OneRuleClassifier:
        X, y = validate_data(self, X, y, dtype=np.float64, ensure_all_finite="allow-nan")
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        n, k = len(codes), len(self.classes_)
        inner = np.random.default_rng(self.random_state).permutation(n) % min(self.inner_folds, n)
        shares = np.bincount(codes, minlength=k) / n
        best = _log_loss(_by_fold(np.zeros(n, dtype=int), inner, codes, 1, k), self.smoothing, shares)
        self.feature_, self.edges_, self.bins_ = None, np.empty(0), np.empty(0, dtype=int)
        table = np.zeros((2, k))
        for feature, is_code in enumerate(self._mask(X.shape[1])):
            edges, bins, row_bin = (_categories if is_code else _ordered)(X[:, feature], self.min_rows)
            n_bins = 2 + (bins.max(initial=-1) + 1 if is_code else len(edges) + 1)
            counts = _by_fold(row_bin, inner, codes, n_bins, k)
            for kept in [np.arange(n_bins)] if is_code else _coarser(counts):
                merged = _merge(counts, kept)
                loss = _log_loss(merged, self.smoothing, shares)
                if loss < best - 1e-12:
                    best, self.feature_, self.bins_ = loss, feature, bins
                    table = merged.sum(axis=0)
                    self.edges_ = edges if is_code else edges[np.flatnonzero(np.diff(kept[:-2]))]
        self.counts_ = table.sum(axis=1)
        self.table_ = _smooth(table, self.smoothing, shares)
        return self

    def _mask(self, n_features: int) -> np.ndarray:
        mask = np.zeros(n_features, dtype=bool)
        if self.categorical is not None:
            mask[np.asarray(self.categorical)] = True
        return mask

    def predict_proba(self, X: Any) -> np.ndarray:
        """Return (n, K) float64: the class frequencies of the bin each row falls in."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=False)
        unseen = len(self.table_) - 1
        if self.feature_ is None:
            return self.table_[np.full(len(X), unseen)]
        values = X[:, self.feature_]
        if not self._mask(X.shape[1])[self.feature_]:
            return self.table_[np.where(np.isnan(values), unseen - 1, np.searchsorted(self.edges_, values))]
        return self.table_[_bin_of(values, self.edges_, self.bins_, unseen)]

    def predict(self, X: Any) -> np.ndarray:
        """Return the likeliest class of each row."""
        likeliest = self.predict_proba(X).argmax(axis=1)
        return self.classes_[likeliest]


def _ordered(values: np.ndarray, min_rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edges at quantiles, the bins (none named), and the bin of each row; missing values have the bin after the last."""
    missing = np.isnan(values)
    present = np.sort(values[~missing])
    n_bins = max(1, min(FINEST, len(present) // min_rows))
    edges = np.unique(present[np.arange(1, n_bins) * len(present) // n_bins - 1]) if n_bins > 1 else np.empty(0)
    kept, last = [], 0
    # Ties move an edge up to the end of its run, so what lies between two edges is counted again.
    for edge, end in zip(edges, np.searchsorted(present, edges, side="right"), strict=True):
        if end - last >= min_rows and len(present) - end >= min_rows:
            kept.append(edge)
            last = end
    edges = np.array(kept)
    row_bin = np.searchsorted(edges, values)
    row_bin[missing] = len(edges) + 1
    return edges, np.empty(0, dtype=int), row_bin


def _categories(values: np.ndarray, min_rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes seen, the bin of each (rare ones share one), and the bin of each row; missing values have the bin after the last."""
    codes, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    rare = counts < min_rows
    bins = np.empty(len(codes), dtype=int)
    bins[~rare] = np.arange(np.count_nonzero(~rare))
    bins[rare] = np.count_nonzero(~rare)
    return codes, bins, _bin_of(values, codes, bins, bins.max(initial=-1) + 2)


def _bin_of(values: np.ndarray, codes: np.ndarray, bins: np.ndarray, unseen: int) -> np.ndarray:
    if not len(codes):
        return np.where(np.isnan(values), unseen - 1, unseen)
    position = np.minimum(np.searchsorted(codes, values), len(codes) - 1)
    found = np.where(codes[position] == values, bins[position], unseen)
    return np.where(np.isnan(values), unseen - 1, found)


def _by_fold(row_bin: np.ndarray, inner: np.ndarray, codes: np.ndarray, n_bins: int, k: int) -> np.ndarray:
    """Rows by inner fold, bin and class: (inner folds, bins, K)."""
    n_inner = inner.max() + 1
    return np.bincount((inner * n_bins + row_bin) * k + codes, minlength=n_inner * n_bins * k).reshape(n_inner, n_bins, k)


def _coarser(counts: np.ndarray) -> list[np.ndarray]:
    """Ways to merge the finest bins into 2, 4, 8, ... of about equal size; the last two (missing, unseen) stay apart."""
    rows = counts[:, :-2].sum(axis=(0, 2))
    before = np.cumsum(rows) - rows
    ways, groups = [], 2
    while groups < 2 * len(rows) and len(rows) > 1:
        merged = before * groups // max(1, rows.sum()) if groups < len(rows) else np.arange(len(rows))
        merged = np.unique(merged, return_inverse=True)[1]
        ways.append(np.concatenate([merged, merged[-1] + [1, 2]]))
        groups *= 2
    return ways or [np.arange(counts.shape[1])]


def _merge(counts: np.ndarray, kept: np.ndarray) -> np.ndarray:
    return np.add.reduceat(counts, np.flatnonzero(np.diff(kept, prepend=-1)), axis=1)


def _smooth(counts: np.ndarray, smoothing: float, shares: np.ndarray) -> np.ndarray:
    return (counts + smoothing * shares) / (counts.sum(axis=-1, keepdims=True) + smoothing)


def _log_loss(counts: np.ndarray, smoothing: float, shares: np.ndarray) -> float:
    """Mean log loss of each inner fold's rows under the frequencies of the other inner folds."""
    others = counts.sum(axis=0) - counts
    proba = _smooth(others, smoothing, shares)
    return float(-(counts * np.log(np.maximum(proba, 1e-15))).sum() / counts.sum())
