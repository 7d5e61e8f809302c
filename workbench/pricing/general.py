"""Any number of classes, costs by row, repeats: the realised cost of every case, written out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.casecosts import CaseCosts, RowCosts
from workbench.pricing.costs import CostModel
from workbench.pricing.decisions import cheapest_answers, realised
from workbench.pricing.given import cheapest_constants, given_answers, is_constant
from workbench.pricing.memo import once
from workbench.pricing.prevalence import real_proba
from workbench.pricing.thresholds import acting_costs_extra, least_costly, median
from workbench.pricing.uncertainty import clusters, forward, grouping

_groups: WeakKeyDictionary[Evidence, np.ndarray] = WeakKeyDictionary()
_likeliest: WeakKeyDictionary[Prediction, np.ndarray] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Priced:
    """costs: of each case. counts (A, K): by answer and truth, averaged over repeats. make_money: what these cost, (A, K)."""

    costs: CaseCosts
    counts: np.ndarray
    make_money: Callable[[], np.ndarray]


class Book(ABC):
    """Works out what candidates cost under one cost model, on one evidence."""

    costs: CostModel

    @abstractmethod
    def answered(self, prediction: Prediction) -> Priced:
        """Price the answers that the candidate gives."""

    @abstractmethod
    def at_tuned_threshold(self, prediction: Prediction, quick: bool) -> tuple[float, CaseCosts] | None:
        """Binary: the median threshold tuned on the other folds, and the costs with each fold's own. None where none applies."""

    @abstractmethod
    def fixed(self, cost: np.ndarray) -> CaseCosts:
        """Costs that depend on the truth alone, (K,), or on the truth and the case, (K, n)."""

    def perfect(self) -> CaseCosts:
        """What the answer costs that is cheapest once the truth is known."""
        return self.fixed(_truth_first(self.costs.cost.min(axis=1)))

    def mixed(self, chances: np.ndarray, own: np.ndarray) -> CaseCosts:
        """What answers cost that are given with these chances (A, K) for each truth, and on top of them own (K,)."""
        cost = _truth_first(np.einsum("ak,nak->nk", chances, self.costs.cost))
        return self.fixed(cost + (own if cost.ndim == 1 else own[:, np.newaxis]))


class General(Book):
    def __init__(self, evidence: Evidence, costs: CostModel) -> None:
        self.evidence, self.costs = evidence, costs
        self.groups = once(_groups, evidence, lambda: grouping(evidence)[0].astype(np.intp))
        self.clusters = clusters(evidence)
        self.n, self.k, self.a = len(evidence.y), len(costs.classes), len(costs.answers)

    def answered(self, prediction: Prediction) -> Priced:
        return self._drawn(prediction) if prediction.answering == "drawn" else self._priced(self.answers(prediction))

    def answers(self, prediction: Prediction) -> np.ndarray:
        """Return (R, n) the answers, unless they are drawn, as indices into `costs.answers`; one row stands for all repeats."""
        if prediction.answering == "given":
            return given_answers(prediction, self.costs, self.evidence)
        if prediction.answering == "likeliest":
            return self._likeliest(prediction)
        if self.costs.by_row and is_constant(prediction):
            constants = cheapest_constants(self.evidence, self.costs)
            return np.stack([by_fold[folds] for by_fold, folds in zip(constants, self.evidence.fold, strict=True)])
        return np.stack([cheapest_answers(layer, self.costs.cost) for layer in prediction.proba])

    def _likeliest(self, prediction: Prediction) -> np.ndarray:
        if self.costs.mix is None:
            return once(_likeliest, prediction, lambda: prediction.proba.argmax(axis=2))
        return np.asarray(real_proba(prediction.proba, self.costs.weight).argmax(axis=2))

    @cached_property
    def _strata(self) -> np.ndarray | None:
        return None if self.costs.mix is None else self.evidence.y

    def at_tuned_threshold(self, prediction: Prediction, quick: bool) -> tuple[float, CaseCosts] | None:
        """Costs by row make each tuning a sort of all cases; that waits until nothing is dragged any more."""
        if prediction.answering == "given" or self.k != 2 or (quick and self.costs.by_row):
            return None
        if not self._two_sided or forward(self.evidence):
            return None
        answers = np.empty(self.evidence.fold.shape, dtype=np.intp)
        tuned, extra = [], acting_costs_extra(self.costs, self.evidence.y)
        for layer, folds, row in zip(prediction.proba[:, :, 1], self.evidence.fold, answers, strict=True):
            for fold in np.unique(folds):
                others = folds != fold
                tuned.append(least_costly(layer[others], extra[others]))
                row[~others] = layer[~others].astype(np.float64) >= tuned[-1]
        return median(tuned), self._priced(answers).costs

    @property
    def _two_sided(self) -> bool:
        """Whether, on average, a false alarm costs something and catching saves something."""
        cells = self.costs.mean_stated
        return bool(cells[1, 0] > cells[0, 0] and cells[0, 1] > cells[1, 1])

    def fixed(self, cost: np.ndarray) -> CaseCosts:
        y = self.evidence.y
        values = cost[y] if cost.ndim == 1 else cost[y, np.arange(self.n)]
        return RowCosts(values[np.newaxis], self.groups, self._strata, self.clusters)

    @cached_property
    def _realised(self) -> np.ndarray:
        """(A, n): what each answer costs each case, given the truth."""
        if self.k == 2 and self.costs.by_row:
            positive = self.evidence.y == 1
            return np.stack([np.where(positive, cost[:, 1], cost[:, 0]) for cost in self.costs.cost.transpose(1, 0, 2)])
        return np.ascontiguousarray(realised(self.costs.cost, self.evidence.y).T)

    @cached_property
    def _truth(self) -> np.ndarray:
        """Wide enough for the code of a cell, answer and truth, and no wider: most of the time goes into moving memory."""
        return self.evidence.y.astype(np.min_scalar_type(self.a * self.k))

    def _priced(self, answers: np.ndarray) -> Priced:
        codes = answers.astype(self._truth.dtype) * self._truth.dtype.type(self.k) + self._truth
        counts = np.bincount(codes.ravel(), minlength=self.a * self.k).reshape(self.a, self.k) / len(answers)
        if not self.costs.by_row:
            costs = RowCosts(self.costs.cost[0].ravel()[codes], self.groups, self._strata, self.clusters)
            return Priced(costs, counts, lambda: counts * self.costs.cost[0])
        paid = np.stack([_picked(self._realised, layer) for layer in answers])
        return Priced(RowCosts(paid, self.groups, self._strata, self.clusters), counts, lambda: self._by_cell(codes, paid))

    def _by_cell(self, codes: np.ndarray, paid: np.ndarray) -> np.ndarray:
        sums = np.bincount(codes.ravel(), weights=paid.ravel(), minlength=self.a * self.k)
        return sums.reshape(self.a, self.k) / len(codes)

    def _drawn(self, prediction: Prediction) -> Priced:
        counts = np.zeros((self.a, self.k))
        values = np.zeros((len(prediction.proba), self.n))
        for layer, value in zip(real_proba(prediction.proba, self.costs.weight), values, strict=True):
            if not self.costs.by_row:
                value[:] = (layer.astype(np.float64) @ self.costs.cost[0, : self.k])[np.arange(self.n), self._truth]
            for answer in range(self.k):
                chance = layer[:, answer].astype(np.float64)
                counts[answer] += np.bincount(self._truth, weights=chance, minlength=self.k)
                if self.costs.by_row:
                    value += chance * self._realised[answer]
        counts /= len(prediction.proba)
        costs = RowCosts(values, self.groups, self._strata, self.clusters)
        return Priced(costs, counts, lambda: self._money_drawn(prediction) if self.costs.by_row else counts * self.costs.cost[0])

    def _money_drawn(self, prediction: Prediction) -> np.ndarray:
        money = np.zeros((self.a, self.k))
        for layer in real_proba(prediction.proba, self.costs.weight):
            for answer in range(self.k):
                money[answer] += np.bincount(self._truth, layer[:, answer] * self._realised[answer], minlength=self.k)
        return money / len(prediction.proba)


def _truth_first(cost: np.ndarray) -> np.ndarray:
    """(1, K) becomes (K,); (n, K) becomes (K, n)."""
    return cost[0] if len(cost) == 1 else cost.T


def _picked(realised_cost: np.ndarray, answers: np.ndarray) -> np.ndarray:
    if len(realised_cost) == 2:
        return np.where(answers == 1, realised_cost[1], realised_cost[0])
    return realised_cost[answers, np.arange(answers.size)]
