"""Two classes, one matrix, one repeat: prices are counts of cases above a few thresholds, exact and with no sum over cases."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.casecosts import CaseCosts, CellCosts
from workbench.pricing.costs import CostModel
from workbench.pricing.general import Book, General, Priced
from workbench.pricing.given_cells import answers_of, given_cells
from workbench.pricing.hull import tuned_thresholds
from workbench.pricing.prevalence import to_real
from workbench.pricing.regions import cheapest_regions, likeliest_regions
from workbench.pricing.scores import Scores, scores_of, segments_of


class Binary(Book):
    """Prices by counting. What does not fit (a draw whose chances differ within a fold) is left to the general path."""

    def __init__(self, evidence: Evidence, costs: CostModel) -> None:
        self.evidence, self.costs = evidence, costs
        self.cost = costs.cost[0]
        self.segments = segments_of(evidence)

    def answered(self, prediction: Prediction) -> Priced:
        if prediction.answering == "given":
            return self._given(prediction)
        scores = scores_of(prediction, self.segments)
        if prediction.answering == "drawn":
            return self._drawn(prediction, scores)
        answers, bounds = (
            cheapest_regions(self.cost) if prediction.answering == "cheapest" else likeliest_regions(self.costs.weight)
        )
        return self._in_regions(scores, answers, np.broadcast_to(bounds, (len(self.segments.slices), len(bounds))))

    def at_tuned_threshold(self, prediction: Prediction, quick: bool) -> tuple[float, CaseCosts] | None:
        tuned = tuned_thresholds(prediction, self.cost, self.segments)
        if tuned is None:
            return None
        priced = self._in_regions(scores_of(prediction, self.segments), (0, 1), tuned[1][:, np.newaxis])
        return tuned[0], priced.costs

    def fixed(self, cost: np.ndarray) -> CaseCosts:
        values = cost[:, 0] if cost.ndim == 2 else cost
        return self._costs(values[self.segments.truth][:, np.newaxis], self.segments.sizes[:, np.newaxis], tuple)

    def _costs(self, values: np.ndarray, counts: np.ndarray, masks: Callable[[], tuple[np.ndarray, ...]]) -> CellCosts:
        return CellCosts(self.segments, values, counts, masks, self.costs.mix is not None)

    def _in_regions(self, scores: Scores, answers: tuple[int, ...], bounds: np.ndarray) -> Priced:
        """bounds (S, M - 1): the thresholds that hold in each segment."""
        above = np.stack([self.segments.sizes, *(self._above(scores, column) for column in bounds.T)], axis=1)
        counts = above - np.column_stack((above[:, 1:], np.zeros(len(above), dtype=above.dtype)))
        values = self.cost[np.array(answers)][:, self.segments.truth].T
        table = np.zeros(self.cost.shape)
        for region, answer in enumerate(answers):
            table[answer] += np.bincount(self.segments.truth, weights=counts[:, region], minlength=2)
        costs = self._costs(values, counts, lambda: tuple(self._mask(scores, column) for column in bounds.T))
        return Priced(costs, table, lambda: table * self.cost)

    def _given(self, prediction: Prediction) -> Priced:
        cells = given_cells(prediction, self.segments)
        answers = answers_of(cells, prediction, self.costs, self.evidence)
        truth = np.broadcast_to(self.segments.truth[:, np.newaxis], answers.shape)
        table = np.zeros(self.cost.shape)
        np.add.at(table, (answers, truth), cells.counts)
        return Priced(self._costs(self.cost[answers, truth], cells.counts, cells.masks), table, lambda: table * self.cost)

    def _above(self, scores: Scores, bounds: np.ndarray) -> np.ndarray:
        if np.all(bounds == bounds[0]):
            return scores.at_or_above(bounds[:1])[:, 0]
        return scores.at_or_above(bounds).diagonal()

    def _mask(self, scores: Scores, bounds: np.ndarray) -> np.ndarray:
        if np.all(bounds == bounds[0]):
            return scores.ordered >= bounds[0]
        return scores.ordered >= np.repeat(bounds, self.segments.sizes)

    def _drawn(self, prediction: Prediction, scores: Scores) -> Priced:
        chance = scores.constant_by_fold()
        if chance is None:
            return General(self.evidence, self.costs).answered(prediction)
        drawn = to_real(chance, self.costs.weight)
        shares = np.stack((1.0 - drawn, drawn)).astype(np.float64)
        values = (shares * self.cost[:2, self.segments.truth]).sum(axis=0)[:, np.newaxis]
        table = np.zeros(self.cost.shape)
        for answer in (0, 1):
            table[answer] = np.bincount(self.segments.truth, weights=shares[answer] * self.segments.sizes, minlength=2)
        costs = self._costs(values, self.segments.sizes[:, np.newaxis], tuple)
        return Priced(costs, table, lambda: table * self.cost)
