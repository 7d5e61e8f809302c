"""The few thresholds that can be cheapest at any prices, found once per candidate and fold.

Summed over cases, acting costs L * (false alarms) - B * (catches). Whatever the prices L, B > 0, that is least at a corner of the
convex hull of the ROC points, so tuning a threshold on 800,000 cases while a price is dragged is a look at some hundred corners.
"""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.pricing.memo import once
from workbench.pricing.regions import at_or_above
from workbench.pricing.segments import Segments
from workbench.pricing.thresholds import centre, median, p_star


class Hull(NamedTuple):
    """Candidate thresholds in falling order. false_alarms, catches (V,): cases acted on, by truth.

    position (V,): place among all candidates. upper, lower (V,): the scores between which the threshold may lie.
    """

    false_alarms: np.ndarray
    catches: np.ndarray
    position: np.ndarray
    upper: np.ndarray
    lower: np.ndarray

    def best(self, lost: float, saved: float) -> float:
        """Return what `best_threshold` finds on the same cases, for L = lost > 0 and B = saved > 0."""
        cost = lost * self.false_alarms - saved * self.catches
        scale = lost * int(self.false_alarms[-1]) + saved * int(self.catches[-1])
        return centre(cost, self.position, self.upper, self.lower, scale)


_hulls: WeakKeyDictionary[Prediction, tuple[Segments, dict[int, Hull]]] = WeakKeyDictionary()


def tuned_thresholds(prediction: Prediction, cost: np.ndarray, ordering: Segments) -> tuple[float, np.ndarray] | None:
    """Return the median threshold, and (S,) float32 that of each segment, each tuned on the cases of all other folds.

    cost (A, 2). None where answers came as answers, and where no threshold is the best rule.
    """
    if prediction.answering == "given" or p_star(cost) is None:
        return None
    lost, saved = cost[1, 0] - cost[0, 0], cost[0, 1] - cost[1, 1]
    tuned = {fold: hull.best(lost, saved) for fold, hull in hulls_of(prediction, ordering).items()}
    return median(list(tuned.values())), np.array([at_or_above(tuned[int(fold)]) for fold in ordering.fold], dtype=np.float32)


def hulls_of(prediction: Prediction, ordering: Segments) -> dict[int, Hull]:
    """Return, for each fold, the hull of the cases of all *other* folds."""
    found = once(_hulls, prediction, lambda: (ordering, _by_fold(prediction.proba[0, :, 1], ordering)))
    if found[0] is not ordering:
        found = _hulls[prediction] = (ordering, _by_fold(prediction.proba[0, :, 1], ordering))
    return found[1]


def _by_fold(scores: np.ndarray, ordering: Segments) -> dict[int, Hull]:
    """Scores, folds and truth are sorted as one whole number: the bits of a float that is not negative are in its order."""
    bits = np.maximum(scores, np.float32(0)).astype(np.float32).view(np.uint32).astype(np.uint64)
    tags = ordering.folds.astype(np.uint64) * np.uint64(2) + ordering.y.astype(np.uint64)
    packed = np.sort((bits << np.uint64(16)) | tags)[::-1]
    falling = (packed >> np.uint64(16)).astype(np.uint32).view(np.float32)
    positive, folds = (packed & np.uint64(1)).astype(bool), ((packed & np.uint64(0xFFFF)) >> np.uint64(1)).astype(np.uint16)
    return {int(fold): _others(falling, positive, folds != fold) for fold in np.unique(ordering.fold)}


def _others(falling: np.ndarray, positive: np.ndarray, kept: np.ndarray) -> Hull:
    return roc_hull(falling[kept], positive[kept])


def roc_hull(falling: np.ndarray, positive: np.ndarray) -> Hull:
    """Return the hull of scores (n,) in falling order with their truth (n,) bool."""
    last = np.flatnonzero(np.append(falling[1:] != falling[:-1], True)) if falling.size else np.empty(0, dtype=np.intp)
    acted = np.concatenate(([0], last + 1))
    catches = np.concatenate(([0], np.cumsum(positive, dtype=np.int64)[last]))
    false_alarms = acted - catches
    corner = _on_hull(false_alarms, catches)
    edges = np.concatenate(([np.inf], falling[last].astype(np.float64), [-np.inf]))
    return Hull(false_alarms[corner], catches[corner], corner, edges[:-1][corner], edges[1:][corner])


def _on_hull(false_alarms: np.ndarray, catches: np.ndarray) -> np.ndarray:
    """Return the places of the points on the upper hull, also inside a rising edge: there they tie with its ends.

    Only a point that comes after a catch and before a false alarm can lie there, which leaves few where positives are rare.
    """
    turns = (np.diff(catches) > 0)[:-1] & (np.diff(false_alarms) > 0)[1:]
    places = np.unique(np.concatenate(([0], np.flatnonzero(turns) + 1, [catches.size - 1])))
    return places[_corners(false_alarms[places], catches[places])]


def _corners(false_alarms: np.ndarray, catches: np.ndarray) -> np.ndarray:
    """Return the places of the hull's corners, and of the points inside its rising edges."""
    corners = _strictly_above(false_alarms, catches)
    edge = np.repeat(np.arange(corners.size - 1), np.diff(corners))
    start, end = corners[edge], corners[edge + 1]
    across, up = (false_alarms[end] - false_alarms[start]), (catches[end] - catches[start])
    inside = (false_alarms[:-1] - false_alarms[start]) * up == (catches[:-1] - catches[start]) * across
    on_edge = np.flatnonzero(inside & (across > 0) & (up > 0))
    return np.union1d(corners, on_edge)


def _strictly_above(false_alarms: np.ndarray, catches: np.ndarray) -> np.ndarray:
    """Return the places of the corners: what is not above the line between its neighbours goes, until nothing does.

    A point below or on a line between two others is no corner, whoever else goes at the same time. Whole numbers, so exact.
    """
    kept = np.arange(false_alarms.size)
    while kept.size > 2:
        across, up = np.diff(false_alarms[kept]), np.diff(catches[kept])
        above = up[:-1] * across[1:] > up[1:] * across[:-1]
        if above.all():
            break
        kept = kept[np.concatenate(([True], above, [True]))]
    return kept
