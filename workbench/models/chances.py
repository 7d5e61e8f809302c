"""Chances of classes as arrays: from log-odds to probabilities, how often the truth comes first, and finding what makes it so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

HALVINGS = 14


def proba_of(odds: np.ndarray) -> np.ndarray:
    """Turn log-odds (n, K) into probabilities, float32."""
    odds -= odds.max(axis=1, keepdims=True)
    np.exp(odds, out=odds)
    odds /= odds.sum(axis=1, keepdims=True)
    return odds.astype(np.float32, copy=False)


def right_among(odds: np.ndarray, y: np.ndarray, places: int = 1) -> float:
    """Return the share of cases whose truth is among the first so many places; equal odds take places in class order.

    Were equals all counted as first, giving two classes the same odds would look like being right about both.
    """
    if not len(y):
        return 1.0
    own = odds[np.arange(len(y)), y][:, None]
    ahead = (odds > own) | ((odds == own) & (np.arange(odds.shape[1]) < y[:, None]))
    return float((ahead.sum(axis=1) < places).mean())


def halved(excess: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function crosses zero, or the end of the range that is nearest to it."""
    if excess(low) >= 0:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if excess(middle) < 0 else (low, middle)
    return (low + high) / 2.0


def some_of(n: int, most: int, seed: int) -> np.ndarray:
    """Positions of the cases that the quality is tuned on: all, or a random part of very many."""
    return np.arange(n) if n <= most else np.random.default_rng(seed).permutation(n)[:most]


def log_shares(y: np.ndarray, classes: int) -> np.ndarray:
    """Return log class shares (K,); a class that never occurs is as good as impossible."""
    return np.log(np.maximum(np.bincount(y, minlength=classes) / max(len(y), 1), 1e-9))


def even(n: int) -> np.ndarray:
    return (np.arange(n) + 0.5) / max(n, 1)
