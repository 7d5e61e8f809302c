"""Two classes, costs that follow a column for each truth, one repeat: each case is decided by its own line, in a few passes."""

from __future__ import annotations

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.affine import AffineCosts, Amounts, amounts_of
from workbench.pricing.casecosts import CaseCosts
from workbench.pricing.costs import CostModel
from workbench.pricing.general import Book, General, Priced
from workbench.pricing.given import cheapest_constants, given_answers, is_constant
from workbench.pricing.ownlines import Lines
from workbench.pricing.prevalence import to_real
from workbench.pricing.regions import likeliest_regions
from workbench.pricing.scores import scores_of
from workbench.pricing.terms import Column
from workbench.pricing.uncertainty import apart


class ByAmount(Book):
    """Prices by moments of the amounts. A draw whose chances differ within a fold does not fit; the general path has it."""

    def __init__(self, evidence: Evidence, costs: CostModel) -> None:
        columns = column_of_truth(costs)
        assert columns is not None
        self.evidence, self.costs = evidence, costs
        self.amounts = amounts_of(columns, evidence)
        self.plus, self.times = plus_and_times(costs, self.amounts)
        self.lines = Lines(self.plus, self.times, self.amounts)

    def answered(self, prediction: Prediction) -> Priced:
        if prediction.answering == "drawn":
            return self._drawn(prediction)
        if prediction.answering == "cheapest" and is_constant(prediction):
            return self._by_segment(cheapest_constants(self.evidence, self.costs)[0][self.amounts.segments.fold])
        if prediction.answering == "given":
            code = self._given(prediction)
            return self._in_regions(code, self.amounts.moments(code, len(self.plus)))
        scores = scores_of(prediction, self.amounts.segments).ordered
        if prediction.answering == "cheapest":
            return self._in_regions(*self.lines.decide(scores))
        code = (scores >= likeliest_regions(self.costs.weight)[1][0]).view(np.uint8)
        return self._in_regions(code, self.amounts.moments(code, len(self.plus)))

    def at_threshold(self, prediction: Prediction, threshold: float) -> Priced:
        """Price acting from a probability in the table's mix upwards."""
        code = scores_of(prediction, self.amounts.segments).ordered >= np.float32(threshold)
        return self._in_regions(code.view(np.uint8), self.amounts.moments(code.view(np.uint8), len(self.plus)))

    def at_tuned_threshold(self, prediction: Prediction, quick: bool) -> tuple[float, CaseCosts] | None:
        """A sort of all cases; that waits until nothing is dragged any more."""
        return None if quick else General(self.evidence, self.costs).at_tuned_threshold(prediction, quick)

    def perfect(self) -> CaseCosts:
        truth = self.amounts.segments.truth
        low, high = self.amounts.ends
        never_wrong = [_least_by_truth(self.plus[:, k], self.times[:, k], (low[k], high[k])) for k in (0, 1)]
        if None not in never_wrong:
            return self._by_segment(np.array(never_wrong)[truth]).costs
        certain = np.repeat(truth.astype(np.float32), self.amounts.segments.sizes)
        return self._in_regions(*self.lines.decide(certain)).costs

    def mixed(self, chances: np.ndarray, own: np.ndarray) -> CaseCosts:
        plus, times = (chances * self.plus).sum(axis=0) + own, (chances * self.times).sum(axis=0)
        return self._single(plus[self.amounts.segments.truth], times[self.amounts.segments.truth])

    def fixed(self, cost: np.ndarray) -> CaseCosts:
        if cost.ndim > 1:
            return General(self.evidence, self.costs).fixed(cost)
        return self._single(cost[self.amounts.segments.truth], np.zeros(len(self.amounts.totals)))

    def _in_regions(self, code: np.ndarray, moments: np.ndarray) -> Priced:
        """Region m is answer m."""
        truth = self.amounts.segments.truth
        costs = self._costs(self.plus[:, truth].T, self.times[:, truth].T, code, moments)
        counts, money = (_by_truth(cells, truth) for cells in (moments[..., 0], costs.money))
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
        plus, times = shares * self.plus[:, truth].T, shares * self.times[:, truth].T
        cases, off = self.amounts.totals[:, :1], self.amounts.totals[:, 1:2]
        counts, money = _by_truth(shares * cases, truth), _by_truth(plus * cases + times * off, truth)
        return Priced(self._single(plus.sum(axis=1), times.sum(axis=1)), counts, lambda: money)

    def _given(self, prediction: Prediction) -> np.ndarray:
        answers = given_answers(prediction, self.costs, self.evidence)[0]
        return np.asarray(answers[self.amounts.segments.order].astype(np.uint8))

    def _single(self, plus: np.ndarray, times: np.ndarray) -> AffineCosts:
        return self._costs(plus[:, np.newaxis], times[:, np.newaxis], None, self.amounts.totals[:, np.newaxis])

    def _costs(self, plus: np.ndarray, times: np.ndarray, code: np.ndarray | None, moments: np.ndarray) -> AffineCosts:
        return AffineCosts(self.amounts, plus, times, code, moments, self.costs.mix is not None)


def column_of_truth(costs: CostModel) -> tuple[Column, Column] | None:
    """Return the column that prices follow under each of two truths; None where there are more of either."""
    found = None if costs.terms is None or len(costs.classes) != 2 else costs.terms.column_of_truth()
    return None if found is None else (found[0], found[1])


def follows_amounts(evidence: Evidence, costs: CostModel) -> bool:
    """Whether moments of amounts say everything about two classes, in one repeat of cases that do not hang together."""
    return column_of_truth(costs) is not None and len(evidence.fold) == 1 and apart(evidence)


def plus_and_times(costs: CostModel, amounts: Amounts) -> tuple[np.ndarray, np.ndarray]:
    """Return plus and times (A, 2): what each answer costs as plus + times * the truth's own amount, class shares included."""
    assert costs.terms is not None
    # Under each truth at most one column enters, so the sum is that one.
    times = costs.terms.times.sum(axis=0) * costs.weight
    return costs.terms.plus * costs.weight + times * amounts.middle, times


def _least_by_truth(plus: np.ndarray, times: np.ndarray, ends: tuple[float, float]) -> int | None:
    """Return the answer that costs least at every amount between two ends, or None where no single one does. plus, times (A,)."""
    low, high = (int((plus + times * end).argmin()) for end in ends)
    return low if low == high else None


def _by_truth(cells: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Sum cells (S, A) to (A, K). truth (S,)."""
    return np.stack([np.bincount(truth, weights=cells[:, answer], minlength=2) for answer in range(cells.shape[1])])
