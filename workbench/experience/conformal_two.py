"""Conformal thresholds over two classes: searched for among scores that are put in order once, whatever the class shares.

A real-life probability grows with that of the table, so the cases of one truth stay in order when the shares of the classes are
others; only how the two truths lie among each other changes. So what lies below a threshold is a search in each, and no sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.experience.conformal import SLACK
from workbench.pricing.memo import once
from workbench.pricing.prevalence import to_real

HALVINGS = 60


@dataclass(frozen=True, eq=False)
class _Ordered:
    """fold, truth (S,) of each part of the cases; ascending: its probabilities of the second class in rising order."""

    fold: np.ndarray
    truth: np.ndarray
    ascending: tuple[np.ndarray, ...]


_ordered: WeakKeyDictionary[Prediction, _Ordered] = WeakKeyDictionary()


def thresholds_of_two(seen: Prediction, y: np.ndarray, fold: np.ndarray, weight: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """Return (F, G): as `conformal.thresholds` over all cases of a candidate's one repeat. y, fold (n,); weight (2,)."""
    parts = once(_ordered, seen, lambda: _in_order(seen.proba[0, :, 1], y, fold))
    known = [_scores(p, truth, weight) for p, truth in zip(parts.ascending, parts.truth, strict=True)]
    unit, sizes = weight[parts.truth], np.array([len(one) for one in known])
    others = (parts.fold[:, np.newaxis] != np.arange(int(fold.max()) + 1)).astype(float)
    total, cases = (sizes * unit) @ others, sizes @ others
    target = coverage * (total + total / np.maximum(cases, 1.0))[:, np.newaxis] * (1.0 - SLACK)

    def places(at: np.ndarray) -> np.ndarray:
        return np.stack([np.searchsorted(one, at, side="right") for one in known])

    def weighed(place: np.ndarray) -> np.ndarray:
        return np.asarray(np.einsum("sfg,sf->fg", place * unit[:, np.newaxis, np.newaxis], others))

    low, high = np.full(target.shape, -1.0), np.ones(target.shape)
    fewer, more = np.zeros(target.shape), np.broadcast_to(cases[:, np.newaxis], target.shape)
    for _ in range(HALVINGS):
        if (more - fewer <= 1).all():
            break
        middle = (low + high) / 2.0
        place = places(middle)
        below = np.einsum("sfg,sf->fg", place, others)
        enough = weighed(place) >= target
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        fewer, more = np.where(enough, fewer, below), np.where(enough, below, more)
    found, rest = low, np.ones(target.shape, dtype=bool)
    while rest.any():
        found = np.where(rest, _next(known, others, places(found)), found)
        rest = (weighed(places(found)) < target) & np.isfinite(found)
    return np.where(total[:, np.newaxis] < target, np.inf, found)


def _next(known: list[np.ndarray], others: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return (F, G): the least score in the other folds at these places or after. places (S, F, G)."""
    least = np.full(places.shape[1:], np.inf)
    for one, place, used in zip(known, places, others, strict=True):
        following = np.append(one, np.inf)[place]
        least = np.minimum(least, np.where(used[:, np.newaxis] > 0, following, np.inf))
    return least


def _in_order(p: np.ndarray, y: np.ndarray, fold: np.ndarray) -> _Ordered:
    pairs = [(number, truth) for number in range(int(fold.max()) + 1) for truth in (0, 1)]
    ascending = tuple(np.sort(p[(fold == number) & (y == truth)]) for number, truth in pairs)
    return _Ordered(np.array([number for number, _ in pairs]), np.array([truth for _, truth in pairs]), ascending)


def _scores(p: np.ndarray, truth: int, weight: np.ndarray) -> np.ndarray:
    """Return the scores of the true class in rising order, as `conformal.scores` has them."""
    second = to_real(p.astype(np.float64), weight)
    return second if truth == 0 else (1.0 - second)[::-1]
