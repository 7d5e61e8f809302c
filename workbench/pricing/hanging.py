"""Cases that hang together, of one entity or in one block of time, in the order in which prices by amount are summed.

What a difference of costs asks of them is its sum over each cluster. Sums of costs are worked out once for each candidate, and
sums of differences follow from them without another pass over the cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing.scores import segments_of
from workbench.pricing.segments import Segments
from workbench.pricing.uncertainty import clusters, forward


@dataclass(frozen=True, eq=False)
class Hanging:
    """of_cases (n,): cluster of each case, in the order of the cases; codes (n,): in segment order. by_truth (G, 2): cases.

    blocks: clusters are blocks of time, whose means stand in for those of folds.
    """

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


_known: WeakKeyDictionary[Evidence, tuple[Segments, Hanging]] = WeakKeyDictionary()


def hanging(evidence: Evidence) -> Hanging | None:
    """Return which cases of evidence with one repeat and two classes hang together; None where each stands for itself."""
    of_cases, ordering = clusters(evidence), segments_of(evidence)
    if of_cases is None:
        return None
    known = _known.get(evidence)
    if known is None or known[0] is not ordering:
        by_truth = np.bincount(of_cases * 2 + evidence.y, minlength=2 * (int(of_cases.max()) + 1)).reshape(-1, 2)
        found = Hanging(of_cases, of_cases[ordering.order], by_truth, forward(evidence))
        known = _known[evidence] = ordering, found
    return known[1]
