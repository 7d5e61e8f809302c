"""Cases that hang together, of one entity or in one block of time, in the order in which prices by amount are summed.

Sums over clusters say how much more a mean varies than it would did each case stand for itself. That ratio needs only some of the
clusters where they are very many; the spread of cases by themselves is known from the moments of all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing.scores import segments_of
from workbench.pricing.segments import Segments
from workbench.pricing.uncertainty import clusters, forward

ENOUGH_CASES, FEWEST_CLUSTERS = 40_000, 2_000
"""So many cases are asked where there are very many, in no fewer clusters: the ratio is then known to some 3 %."""
SURE = 0.05
"""Standard error of the ratio, as a part of it, above which all clusters are asked: 2.5 % of an interval's width."""


@dataclass(frozen=True, eq=False)
class Hanging:
    """of_cases (n,): cluster of each case, in the order of the cases; codes (n,): in segment order. by_truth (G, 2): cases.

    blocks: clusters are blocks of time, whose means stand in for those of folds.
    """

    segments: Segments
    of_cases: np.ndarray
    codes: np.ndarray
    by_truth: np.ndarray
    blocks: bool

    @cached_property
    def sizes(self) -> np.ndarray:
        """(G,) float64: cases."""
        return self.by_truth.sum(axis=1).astype(float)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return (G,) sums over clusters. values (n,) in segment order."""
        return np.bincount(self.codes, weights=values, minlength=len(self.by_truth))

    @cached_property
    def drawn(self) -> np.ndarray:
        """(g,): clusters drawn at random to be asked, all where they are not very many."""
        count = len(self.by_truth)
        wanted = max(FEWEST_CLUSTERS, ENOUGH_CASES * count // len(self.codes))
        if count <= 2 * wanted:
            return np.arange(count)
        return np.sort(np.random.default_rng(0).choice(count, wanted, replace=False))

    @cached_property
    def cases(self) -> np.ndarray:
        """(m,): where the cases of the drawn clusters are, in segment order."""
        among = np.zeros(len(self.by_truth), dtype=bool)
        among[self.drawn] = True
        return np.flatnonzero(among[self.codes])

    @cached_property
    def _cluster(self) -> np.ndarray:
        """(m,): which of the drawn clusters each of `cases` is of."""
        return np.searchsorted(self.drawn, self.codes[self.cases])

    @cached_property
    def bounds(self) -> np.ndarray:
        """(S + 1,): where among `cases` each segment starts, and m."""
        return np.searchsorted(self.cases, self.segments.bounds)

    def off(self, centred: np.ndarray) -> np.ndarray:
        """Return (g,) sums over the drawn clusters. centred (m,): what `cases` are off the mean."""
        return np.bincount(self._cluster, weights=centred, minlength=len(self.drawn))

    @property
    def share(self) -> float:
        """Which part of the clusters is drawn."""
        return len(self.drawn) / len(self.by_truth)

    @property
    def correction(self) -> float:
        """What makes the mean square of the clusters' sums unbiased, as they vary about their own mean."""
        return len(self.by_truth) / max(len(self.by_truth) - 1, 1)

    def crossed(self, parts: np.ndarray) -> np.ndarray:
        """Return (P, P): what hanging together adds to the covariance of P means. parts (P, m): what `cases` are off them."""
        off = np.stack([self.off(part) for part in parts])
        return np.asarray(self.correction * (off @ off.T) - parts @ parts.T) / self.share / len(self.codes) ** 2

    def ratio(self, centred: np.ndarray) -> float | None:
        """Return how many times as much a mean varies as it would did each case stand for itself, as a ratio of variances.

        centred (m,): what `cases` are off the mean. None where the drawn clusters are too few to tell.
        """
        alone, squares = float(centred @ centred), self.off(centred) ** 2
        if alone == 0.0:
            return None
        ratio = float(squares.sum()) / alone
        error = math.sqrt(float(((squares - ratio * self.off(centred**2)) ** 2).sum())) / alone
        return None if error > SURE * ratio else ratio * self.correction


_known: WeakKeyDictionary[Evidence, tuple[Segments, Hanging]] = WeakKeyDictionary()


def hanging(evidence: Evidence) -> Hanging | None:
    """Return which cases of evidence with one repeat and two classes hang together; None where each stands for itself."""
    of_cases, ordering = clusters(evidence), segments_of(evidence)
    if of_cases is None:
        return None
    known = _known.get(evidence)
    if known is None or known[0] is not ordering:
        by_truth = np.bincount(of_cases * 2 + evidence.y, minlength=2 * (int(of_cases.max()) + 1)).reshape(-1, 2)
        found = Hanging(ordering, of_cases, of_cases[ordering.order], by_truth, forward(evidence))
        known = _known[evidence] = ordering, found
    return known[1]
