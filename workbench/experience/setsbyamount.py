"""Conformal sets of two classes where prices follow amounts: at any coverage, a few searches and no pass over the cases.

In order of its probability each segment falls into three: cases whose set is the first class alone, the second alone, and between
them both or neither. So what is summed over a set at any threshold is a difference of sums that were run up once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.experience.policy import cheapest_of
from workbench.pricing import moments
from workbench.pricing.amounts import Amounts
from workbench.pricing.prevalence import to_real
from workbench.pricing.scores import Scores, scores_of

BOTH, NEITHER = 2, 3


@dataclass(frozen=True, eq=False)
class _RunningSums:
    """sums (Q - 1, n + 1): of amounts and their products, over all cases before this one in rising order of the probability."""

    amounts: Amounts
    scores: Scores
    sums: np.ndarray

    def between(self, edges: np.ndarray) -> np.ndarray:
        """Return (G, S, I, Q): the moments between one edge, a place in rising order, and the next. edges (I + 1, S, G)."""
        counts, sums = np.diff(edges, axis=0), np.diff(self.sums[:, edges], axis=1)
        return np.stack([counts, *(np.where(counts > 0, each, 0.0) for each in sums)], axis=-1).transpose(2, 1, 0, 3)


@dataclass(frozen=True, eq=False)
class SetsByAmount:
    """Every segment's sets by each fold's thresholds at G coverages, F times G in a row.

    low, high (S, F G): up to which place of a segment's ascending scores the first class is alone, and from which the second.
    between (S, F G): BOTH or NEITHER, for the cases in the middle. cuts (I - 1,) float32: rising, what parts the probabilities
    into intervals. moments (F, G, S, 2 I + 2, Q): by code, the one class or the other in each interval, then BOTH and NEITHER.
    """

    running: _RunningSums
    low: np.ndarray
    high: np.ndarray
    between: np.ndarray
    cuts: np.ndarray
    moments: np.ndarray
    _codes: dict[bytes, np.ndarray] = field(default_factory=dict)

    def at(self, coverage: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return code (n,) uint8 in segment order and moments (S, 2 I + 2, Q), each fold's by its own limits at coverage (F,)."""
        key, fold = coverage.tobytes(), self.running.amounts.segments.fold
        every, place = np.arange(len(fold)), fold * self.moments.shape[1] + coverage[fold]
        if key not in self._codes:
            self._codes.clear()
            self._codes[key] = self._code(*(part[every, place] for part in (self.low, self.high, self.between)))
        return self._codes[key], self.moments[fold, coverage[fold], every]

    def cheapest(self, plus: np.ndarray, times: np.ndarray) -> np.ndarray:
        """Return (F,): the coverage of each fold, as `sets.Tried.cheapest`. plus (S, D), times (S, D, J): what codes cost."""
        fold, sums = self.running.amounts.segments.fold, moments.totals(plus, times, self.moments)
        others = fold != np.arange(len(self.moments))[:, np.newaxis]
        return cheapest_of(np.einsum("fgsc,fs->gf", sums, others))

    def _code(self, low: np.ndarray, high: np.ndarray, between: np.ndarray) -> np.ndarray:
        scores, ends = self.running.scores, zip(low, high, between, strict=True)
        code = np.empty(len(scores.ordered), dtype=np.uint8)
        for part, (first, last, middle) in zip(scores.segments.slices, ends, strict=True):
            ascending, p = scores.ascending[part], scores.ordered[part]
            least = ascending[first - 1] if first else -np.inf
            most = ascending[last] if last < p.size else np.inf
            # Sums of small numbers: choosing case by case takes longer.
            code[part] = (p > least) * np.uint8(middle) - (p >= most) * np.uint8(middle - 1)
        if not self.cuts.size:
            return code
        for cut in self.cuts:
            code += np.uint8(NEITHER + 1) * (scores.ordered >= cut)
        intervals = self.cuts.size + 1
        last = np.arange(2 * intervals, 2 * intervals + 2)
        return np.array([[2 * i, 2 * i + 1, *last] for i in range(intervals)], dtype=np.uint8).ravel().take(code)


def sets_by_amount(seen: Prediction, amounts: Amounts, weight: np.ndarray, ends: np.ndarray, cuts: np.ndarray) -> SetsByAmount:
    """Return a candidate's sets. ends (F, G): as `sets.limits`. weight (2,): real-life cases for each case of a class.

    cuts (I - 1,) float32: rising, what parts the probabilities into intervals, for each of which a code is its own.
    """
    running = _running_sums(seen, amounts)
    scores, limit = running.scores, np.broadcast_to(ends.ravel(), (len(amounts.segments.fold), ends.size))
    # 1 - p of the first class is the probability of the second.
    first = _places(scores, lambda p: to_real(p, weight) <= limit)
    second = _places(scores, lambda p: 1.0 - to_real(p, weight) > limit)
    low, high = np.minimum(first, second), np.maximum(first, second)
    between = np.where(first > second, BOTH, NEITHER)
    parted = np.array([np.searchsorted(scores.ascending[part], cuts) for part in amounts.segments.slices])
    found = _moments(running, low, high, between, parted)
    return SetsByAmount(running, low, high, between, cuts, found.reshape(*ends.shape, *found.shape[1:]))


def _places(scores: Scores, holds: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Return (S, G): for how many of a segment's ascending scores, the first ones, it holds. holds: of (S, 1) or (S, G)."""
    bounds = scores.segments.bounds
    start, low, high = bounds[:-1, np.newaxis], bounds[:-1, np.newaxis], bounds[1:, np.newaxis]
    while (low < high).any():
        middle = (low + high) // 2
        last = np.minimum(middle, len(scores.ascending) - 1)
        up = holds(scores.ascending[last].astype(np.float64)) & (low < high)
        low, high = np.where(up, middle + 1, low), np.where(up, high, np.maximum(middle, low))
    return np.asarray(low - start)


def _moments(running: _RunningSums, low: np.ndarray, high: np.ndarray, between: np.ndarray, parted: np.ndarray) -> np.ndarray:
    """Return (G, S, 2 I + 2, Q). parted (S, I - 1): from which place of a segment's ascending scores the next interval goes."""
    start, end = (part[:, np.newaxis] for part in (running.amounts.segments.bounds[:-1], running.amounts.segments.bounds[1:]))
    ends = np.concatenate([start, start + parted, end], axis=1).T[:, :, np.newaxis]  # (I + 1, S, 1)
    found = np.zeros((low.shape[1], len(low), 2 * len(ends), 1 + len(running.sums)))
    found[:, :, :-2:2] = running.between(np.minimum(ends, start + low))
    found[:, :, 1:-2:2] = running.between(np.maximum(ends, start + high))
    middle = running.between(np.stack([start + low, start + high]))[:, :, 0]
    for place, code in ((-2, BOTH), (-1, NEITHER)):
        found[:, :, place] = np.where(np.equal(between.T, code)[..., np.newaxis], middle, 0.0)
    return found


_known: WeakKeyDictionary[Prediction, _RunningSums] = WeakKeyDictionary()


def _running_sums(seen: Prediction, amounts: Amounts) -> _RunningSums:
    found = _known.get(seen)
    if found is None or found.amounts is not amounts:
        scores, sums = scores_of(seen, amounts.segments), np.zeros((len(amounts.numbers), len(seen.proba[0]) + 1))
        for part in amounts.segments.slices:
            rising = np.argsort(scores.ordered[part])
            run = slice(part.start + 1, part.stop + 1)
            for row, numbers in enumerate(amounts.numbers[:, part]):
                np.cumsum(numbers.take(rising), out=sums[row, run])
                sums[row, run] += sums[row, part.start]
        found = _known[seen] = _RunningSums(amounts, scores, sums)
    return found
