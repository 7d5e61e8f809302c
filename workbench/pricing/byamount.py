"""Two classes, costs that follow a few columns or none, one repeat: each case is decided by its own line, in a few passes."""

from __future__ import annotations

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing import moments
from workbench.pricing.affine import AffineCosts
from workbench.pricing.amounts import Amounts, Columns, amounts_of
from workbench.pricing.casecosts import CaseCosts
from workbench.pricing.costs import CostModel
from workbench.pricing.general import Book, General, Priced
from workbench.pricing.given import cheapest_constants, given_in_order, is_constant
from workbench.pricing.hanging import hanging
from workbench.pricing.hull import tuned_thresholds
from workbench.pricing.ownlines import Lines
from workbench.pricing.prevalence import to_real
from workbench.pricing.regions import likeliest_regions
from workbench.pricing.scores import scores_of
from workbench.pricing.uncertainty import forward

MOST_COLUMNS = 3
"""Under one truth: sums of products grow with its square, and more than so many are worked out case by case."""


class ByAmount(Book):
    """Prices by moments of the amounts. A draw whose chances differ within a fold does not fit; the general path has it."""

    def __init__(self, evidence: Evidence, costs: CostModel) -> None:
        columns = columns_of_truth(costs)
        assert columns is not None
        self.evidence, self.costs = evidence, costs
        self.amounts = amounts_of(columns, evidence)
        self.plus, self.times = plus_and_times(costs, self.amounts)
        self.lines = Lines(self.plus, self.times, self.amounts)

    def answered(self, prediction: Prediction) -> Priced:
        if prediction.answering == "drawn":
            return self._drawn(prediction)
        if prediction.answering == "cheapest" and self.costs.by_row and is_constant(prediction):
            return self._by_segment(cheapest_constants(self.evidence, self.costs)[0][self.amounts.segments.fold])
        if prediction.answering == "given":
            code = given_in_order(prediction, self.costs, self.evidence).view(np.uint8)
            return self._in_regions(code, self.amounts.moments(code, len(self.plus)))
        scores = scores_of(prediction, self.amounts.segments).ordered
        if prediction.answering == "cheapest":
            return self._in_regions(*self.lines.decide(scores))
        code = (scores >= likeliest_regions(self.costs.weight)[1][0]).view(np.uint8)
        return self._in_regions(code, self.amounts.moments(code, len(self.plus)))

    def at_threshold(self, prediction: Prediction, threshold: float) -> Priced:
        """Price acting from a probability in the table's mix upwards."""
        return self._at(prediction, np.float32(threshold))

    def _at(self, prediction: Prediction, threshold: np.float32 | np.ndarray) -> Priced:
        code = np.asarray(scores_of(prediction, self.amounts.segments).ordered >= threshold).view(np.uint8)
        return self._in_regions(code, self.amounts.moments(code, len(self.plus)))

    def at_tuned_threshold(self, prediction: Prediction, quick: bool) -> tuple[float, CaseCosts] | None:
        """Costs by row make that a sort of all cases, which waits until nothing is dragged any more."""
        if self.costs.by_row:
            return None if quick else General(self.evidence, self.costs).at_tuned_threshold(prediction, quick)
        if forward(self.evidence):
            return None
        tuned = tuned_thresholds(prediction, self.costs.cost[0], self.amounts.segments)
        return None if tuned is None else (tuned[0], self._at(prediction, np.repeat(tuned[1], self.amounts.segments.sizes)).costs)

    def perfect(self) -> CaseCosts:
        truth = self.amounts.segments.truth
        never_wrong = [_least_by_truth(self.plus[:, k], self.times[:, k], self.amounts.corners(k)) for k in (0, 1)]
        if None not in never_wrong:
            return self._by_segment(np.array(never_wrong)[truth]).costs
        certain = np.repeat(truth.astype(np.float32), self.amounts.segments.sizes)
        return self._in_regions(*self.lines.decide(certain)).costs

    def mixed(self, chances: np.ndarray, own: np.ndarray) -> CaseCosts:
        plus, times = (chances * self.plus).sum(axis=0) + own, (chances[..., np.newaxis] * self.times).sum(axis=0)
        return self._single(plus[self.amounts.segments.truth], times[self.amounts.segments.truth])

    def fixed(self, cost: np.ndarray) -> CaseCosts:
        if cost.ndim > 1:
            return General(self.evidence, self.costs).fixed(cost)
        return self._single(cost[self.amounts.segments.truth], np.zeros((len(self.amounts.totals), self.amounts.each)))

    def _in_regions(self, code: np.ndarray, found: np.ndarray) -> Priced:
        """Region m is answer m."""
        truth = self.amounts.segments.truth
        costs = self._costs(self.plus[:, truth].T, self.times[:, truth].swapaxes(0, 1), code, found)
        counts, money = (_by_truth(cells, truth) for cells in (found[..., 0], costs.money))
        return Priced(costs, counts, lambda: money)

    def _by_segment(self, answers: np.ndarray) -> Priced:
        """answers (S,): the one answer that all cases of a segment get."""
        truth, every = self.amounts.segments.truth, np.arange(len(answers))
        costs = self._single(self.plus[answers, truth], self.times[answers, truth])
        chosen = np.zeros((len(answers), len(self.plus)))
        chosen[every, answers] = 1.0
        counts, money = (_by_truth(chosen * cells, truth) for cells in (self.amounts.totals[:, :1], costs.money))
        return Priced(costs, counts, lambda: money)

    def _drawn(self, prediction: Prediction) -> Priced:
        chance = scores_of(prediction, self.amounts.segments).constant_by_fold()
        if chance is None:
            return General(self.evidence, self.costs).answered(prediction)
        drawn, truth = to_real(chance.astype(np.float64), self.costs.weight), self.amounts.segments.truth
        shares = np.zeros((len(chance), len(self.plus)))
        shares[:, 0], shares[:, 1] = 1.0 - drawn, drawn
        plus, times = shares * self.plus[:, truth].T, shares[..., np.newaxis] * self.times[:, truth].swapaxes(0, 1)
        every = self.amounts.totals[:, np.newaxis]
        counts, money = _by_truth(shares * every[..., 0], truth), _by_truth(moments.totals(plus, times, every), truth)
        return Priced(self._single(plus.sum(axis=1), times.sum(axis=1)), counts, lambda: money)

    def _single(self, plus: np.ndarray, times: np.ndarray) -> AffineCosts:
        return self._costs(plus[:, np.newaxis], times[:, np.newaxis], None, self.amounts.totals[:, np.newaxis])

    def _costs(self, plus: np.ndarray, times: np.ndarray, code: np.ndarray | None, found: np.ndarray) -> AffineCosts:
        return AffineCosts(self.amounts, plus, times, code, found, self.costs.mix is not None, hanging(self.evidence))


def columns_of_truth(costs: CostModel) -> Columns | None:
    """Return the columns that prices follow under each of two truths, which may be none; None where they are too many."""
    places = () if costs.terms is None else costs.terms.columns_by_truth()
    if costs.terms is None or len(places) != 2 or max(map(len, places)) > MOST_COLUMNS:
        return None
    return tuple(tuple(costs.terms.columns[place] for place in own) for own in places)


def follows_amounts(evidence: Evidence, costs: CostModel) -> bool:
    """Whether moments of amounts say everything about two classes, in one repeat."""
    return columns_of_truth(costs) is not None and len(evidence.fold) == 1


def plus_and_times(costs: CostModel, amounts: Amounts) -> tuple[np.ndarray, np.ndarray]:
    """Return plus (A, 2) and times (A, 2, J): what each answer costs, as plus + times * the amounts of its truth.

    Class shares are included.
    """
    assert costs.terms is not None
    times = np.zeros((*costs.terms.plus.shape, amounts.each))
    for truth, own in enumerate(costs.terms.columns_by_truth()):
        times[:, truth, : len(own)] = costs.terms.times[list(own), :, truth].T * costs.weight[truth]
    return costs.terms.plus * costs.weight + (times * amounts.middle).sum(axis=2), times


def _least_by_truth(plus: np.ndarray, times: np.ndarray, corners: np.ndarray) -> int | None:
    """Return the answer that costs least whatever the amounts, None where no single one does. plus (A,), times (A, J)."""
    least = {int((plus + times @ corner).argmin()) for corner in corners}
    return least.pop() if len(least) == 1 else None


def _by_truth(cells: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Sum cells (S, A) to (A, K). truth (S,)."""
    return np.stack([np.bincount(truth, weights=cells[:, answer], minlength=2) for answer in range(cells.shape[1])])
