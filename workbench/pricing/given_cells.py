"""Given answers of two classes counted once, so that a price is a sum over a handful of counts."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.given import cheapest_constants, given_answers
from workbench.pricing.segments import Segments


@dataclass(frozen=True, eq=False)
class GivenCells:
    """ordered (n,): in segment order, 0 where no answer was given, otherwise 1 + the code of the answer. counts (S, M)."""

    segments: Segments
    ordered: np.ndarray
    counts: np.ndarray

    def masks(self) -> tuple[np.ndarray, ...]:
        """Return, for each code but 0, which cases (n,) have it or a higher one."""
        return tuple(self.ordered >= code for code in range(1, self.counts.shape[1]))


_cells: WeakKeyDictionary[Prediction, GivenCells] = WeakKeyDictionary()


def given_cells(prediction: Prediction, segments: Segments) -> GivenCells:
    """Return the cells of a candidate whose answers were given; counted once for as long as it lives."""
    found = _cells.get(prediction)
    if found is None or found.segments is not segments:
        found = _cells[prediction] = _counted(prediction, segments)
    return found


def _counted(prediction: Prediction, segments: Segments) -> GivenCells:
    assert prediction.answers is not None
    width = len(prediction.answer_names) + 1
    ordered = (prediction.answers[segments.order] + 1).astype(np.min_scalar_type(width))
    counts = np.stack([np.bincount(ordered[part], minlength=width) for part in segments.slices])
    return GivenCells(segments, ordered, counts)


def answers_of(cells: GivenCells, prediction: Prediction, costs: CostModel, evidence: Evidence) -> np.ndarray:
    """Return (S, M): what each cell answers, as an index into `costs.answers`. Raises UserError as `given_answers` does."""
    places = [costs.answers.index(name) if name in costs.answers else -1 for name in prediction.answer_names]
    if any(place < 0 and cells.counts[:, code].any() for code, place in enumerate(places, start=1)):
        given_answers(prediction, costs, evidence)
    constants = cheapest_constants(evidence, costs)[0][cells.segments.fold]
    stated = np.broadcast_to(np.maximum(places, 0), (len(constants), len(places)))
    return np.column_stack([constants, stated])
