"""A binary candidate's scores, put in order once, so that counting above any threshold is a search."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.segments import Segments, segments
from workbench.pricing.uncertainty import forward, grouping


@dataclass(frozen=True, eq=False)
class Scores:
    """Probability of the positive class. ordered (n,) float32: in segment order. ascending (n,): sorted within each segment."""

    segments: Segments
    ordered: np.ndarray
    ascending: np.ndarray

    def at_or_above(self, thresholds: np.ndarray) -> np.ndarray:
        """Return (S, T): cases of each segment with a score at or above each float32 threshold."""
        thresholds = np.asarray(thresholds, dtype=np.float32)
        parts = self.segments.slices
        return np.array([self.ascending[part].size - np.searchsorted(self.ascending[part], thresholds) for part in parts])

    def constant_by_fold(self) -> np.ndarray | None:
        """Return (S,) the one score of each segment, or None where a segment holds several."""
        first = np.array([self.ascending[part][0] for part in self.segments.slices])
        last = np.array([self.ascending[part][-1] for part in self.segments.slices])
        return first if np.array_equal(first, last) else None


_scores: WeakKeyDictionary[Prediction, Scores] = WeakKeyDictionary()
_segments: WeakKeyDictionary[Evidence, Segments] = WeakKeyDictionary()


def segments_of(evidence: Evidence) -> Segments:
    """Return the segments of the evidence's one repeat, shared by evidence that grew from the same folds."""
    found = _segments.get(evidence)
    if found is None:
        blocks = grouping(evidence)[0][0] if forward(evidence) else None
        found = _segments[evidence] = _known(evidence) or segments(evidence.y, evidence.fold[0], blocks)
    return found


def _known(evidence: Evidence) -> Segments | None:
    """Evidence grows candidate by candidate into new objects, but its truth and folds stay the same arrays."""
    for prediction in evidence.predictions.values():
        scores = _scores.get(prediction)
        if scores is not None and scores.segments.y is evidence.y and np.may_share_memory(scores.segments.folds, evidence.fold):
            return scores.segments
    return None


def scores_of(prediction: Prediction, ordering: Segments) -> Scores:
    """Return the candidate's scores in the order of these segments; put in order once."""
    found = _scores.get(prediction)
    if found is None or found.segments is not ordering:
        found = _scores[prediction] = _ordered(prediction, ordering)
    return found


def _ordered(prediction: Prediction, ordering: Segments) -> Scores:
    ordered = prediction.proba[0, :, 1].astype(np.float32)[ordering.order]
    ascending = ordered.copy()
    for part in ordering.slices:
        ascending[part].sort()
    return Scores(ordering, ordered, ascending)
