"""How good candidates of two classes are in the terms of what is needed: by cases, and by what is at stake in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.affine import AffineCosts
from workbench.pricing.casecosts import CellCosts
from workbench.pricing.costs import mean_by_truth
from workbench.pricing.estimate import Estimate
from workbench.pricing.memo import once
from workbench.pricing.prices import Price, Prices
from workbench.pricing.uncertainty import clusters
from workbench.pricing.wilson import wilson

ROC_POINTS = 120
MOST_DRAWN = 20_000
SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Reached:
    """What a candidate of two classes reaches with the answers it gives. Shares come with their 95 % interval
    (Wilson, of as many cases of equal stakes as would tell as much, each by itself).

    recall, false_alarms: of positives and of negatives, by cases.
    caught, alarmed: the same by what is at stake: the part saved of what catching all positives would save, and the part lost of
    what alarms about all negatives would cost. Break-even is about these two, as they give back the price; they are the first two
    where all cases of a class have the same prices.
    by_count: caught and alarmed are recall and false alarms; they are not where stakes differ by case, where an answer is neither
    class, and where a process costs something by itself.
    precision: in real life, by cases; None where it never gives the positive answer.
    roc (P, 2): alarmed and caught with one line for all cases, at every line; None where it has no scores.
    """

    name: str
    kind: str
    recall: Estimate
    false_alarms: Estimate
    caught: Estimate
    alarmed: Estimate
    precision: float | None
    roc: np.ndarray | None

    @property
    def by_count(self) -> bool:
        pairs = (self.caught, self.recall), (self.alarmed, self.false_alarms)
        return all(abs(stake.estimate - count.estimate) < SAME for stake, count in pairs)


def reached(price: Price, prices: Prices, evidence: Evidence) -> Reached:
    """Describe a candidate of two classes."""
    positives, negatives = price.counts[:, 1].sum(), price.counts[:, 0].sum()
    weight = prices.costs.weight
    acted = float(price.counts[1] @ weight)
    prediction = evidence.predictions.get(price.name)
    stakes = stakes_of(prices, evidence)
    caught, alarmed = stakes.parts(price)
    apart = stakes.apart(price, np.array([alarmed, 1.0 - caught]))
    return Reached(
        price.name,
        price.kind,
        _share(price.counts[1, 1] / max(positives, 1e-300), positives * apart[1]),
        _share(price.counts[1, 0] / max(negatives, 1e-300), negatives * apart[0]),
        _share(caught, stakes.effective[1] * apart[1]),
        _share(alarmed, stakes.effective[0] * apart[0]),
        float(price.counts[1, 1] * weight[1]) / acted if acted > 0 else None,
        None if prediction is None or prediction.answering == "given" else roc(prediction, evidence.y, stakes),
    )


def _share(share: float, cases: float) -> Estimate:
    inside = min(max(share, 0.0), 1.0)
    low, high = wilson(inside * cases, cases)
    return Estimate(share, min(float(low), share), max(float(high), share))


@dataclass(frozen=True, eq=False)
class Stakes:
    """What each case has at stake, currency: catching a positive saves it, a false alarm about a negative loses it.

    some (m,): cases spread evenly over the table, all where they are not very many; at_stake (1 or m,): what is at stake in
    those, 1 where all cases of a class are alike. total, right (2,), by truth: the sum at stake, and what the right answers cost.
    effective (2,): how many cases of equal stakes would tell as much. together: what hangs together; None where nothing does.
    """

    y: np.ndarray
    some: np.ndarray
    at_stake: np.ndarray
    total: np.ndarray
    right: np.ndarray
    effective: np.ndarray
    together: Together | None = None

    @classmethod
    def of(cls, prices: Prices, evidence: Evidence) -> Stakes:
        y, sizes = evidence.y, np.bincount(evidence.y, minlength=2).astype(float)
        mean = mean_by_truth(prices.costs, y)
        total = np.array([mean[1, 0] - mean[0, 0], mean[0, 1] - mean[1, 1]]) * sizes
        right = np.diag(mean[:2]) * sizes
        together = Together.of(prices, evidence)
        if not prices.costs.by_row:
            return cls(y, np.arange(0), np.ones(1), total, right, sizes, together)
        stakes = _each(prices, y, _at_stake)
        squares = np.bincount(y, weights=stakes * stakes, minlength=2)
        some = np.unique(np.linspace(0, len(y) - 1, min(len(y), MOST_DRAWN)).astype(np.intp))
        return cls(y, some, stakes[some], total, right, np.divide(total**2, squares, out=sizes, where=squares > 0), together)

    def parts(self, price: Price) -> tuple[float, float]:
        """Return which part of what the positives have at stake is saved, and of what the negatives have is lost."""
        lost = _paid(price, self.y) - self.right
        missed, alarmed = (float(lost[truth] / self.total[truth]) if self.total[truth] != 0 else 0.0 for truth in (1, 0))
        return 1.0 - missed, alarmed

    def apart(self, price: Price, lost: np.ndarray) -> np.ndarray:
        """Return (2,), by truth: cases by themselves that would tell as much as one; 1 where none hang together.

        lost (2,): which part of what the cases have at stake is lost.
        """
        return np.ones(2) if self.together is None else self.together.worth(price, lost, self)


@dataclass(frozen=True, eq=False)
class Together:
    """Cases that hang together. cell (n,): twice the cluster, and one more for the second truth.

    right (n,): what the right answer costs. at_stake (G, 2): sums by cluster and truth. clusters (2,): those with such a truth.
    """

    cell: np.ndarray
    right: np.ndarray
    at_stake: np.ndarray
    clusters: np.ndarray

    @classmethod
    def of(cls, prices: Prices, evidence: Evidence) -> Together | None:
        codes = clusters(evidence)
        if codes is None:
            return None
        cell = codes * 2 + evidence.y
        size = 2 * (int(codes.max()) + 1)
        at_stake = np.bincount(cell, weights=_each(prices, evidence.y, _at_stake), minlength=size).reshape(-1, 2)
        counted = np.count_nonzero(np.bincount(cell, minlength=size).reshape(-1, 2), axis=0)
        return cls(cell, _each(prices, evidence.y, _right), at_stake, counted)

    def worth(self, price: Price, lost: np.ndarray, found: Stakes) -> np.ndarray:
        """Return (2,) what a case is worth: the spread of a share of so many cases, over that of a ratio of cluster totals.

        Without any spread to go by, the cases of a cluster count as one.
        """
        paid = np.bincount(self.cell, weights=price.cost - self.right, minlength=self.at_stake.size).reshape(-1, 2)
        off, worth = paid - lost * self.at_stake, np.ones(2)
        for truth in np.flatnonzero(found.total):
            squared, count = found.total[truth] ** 2, int(self.clusters[truth])
            spread = count / max(count - 1, 1) * float(off[:, truth] @ off[:, truth]) / squared
            inside = min(max(float(lost[truth]), 0.0), 1.0)
            alone = inside * (1.0 - inside)
            of_clusters = squared / float(self.at_stake[:, truth] @ self.at_stake[:, truth])
            told = alone / spread if spread > SAME**2 and alone > 0 else of_clusters
            worth[truth] = min(told / found.effective[truth], 1.0)
        return worth


_known: WeakKeyDictionary[Prices, Stakes] = WeakKeyDictionary()


def stakes_of(prices: Prices, evidence: Evidence) -> Stakes:
    """Return what is at stake in the cases that were priced, worked out once for all candidates."""
    found = _known.get(prices)
    if found is None or found.y is not evidence.y:
        found = _known[prices] = Stakes.of(prices, evidence)
    return found


def _at_stake(cells: np.ndarray) -> np.ndarray:
    """(..., A, 2) becomes (..., 2), by truth."""
    return np.stack((cells[..., 1, 0] - cells[..., 0, 0], cells[..., 0, 1] - cells[..., 1, 1]), -1)


def _right(cells: np.ndarray) -> np.ndarray:
    return np.stack((cells[..., 0, 0], cells[..., 1, 1]), -1)


def _each(prices: Prices, y: np.ndarray, of: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """(n,): an amount of each case, weighted as its costs are. of: what is taken of the cells of each truth."""
    terms, weight = prices.costs.terms, prices.costs.weight
    if terms is None:
        cost = of(prices.costs.cost)
        return np.where(y == 1, cost[:, 1], cost[:, 0])
    amounts = (of(terms.plus) * weight)[y]
    for each, column in zip(of(terms.times) * weight, terms.columns, strict=True):
        amounts += each[y] * column.values
    return np.asarray(amounts)


def _paid(price: Price, y: np.ndarray) -> np.ndarray:
    """(2,): what the cases of each class cost together; counted where that is how they were priced."""
    costs = price.case_costs
    if isinstance(costs, AffineCosts):
        return np.bincount(costs.segments.truth, weights=costs.money.sum(axis=1), minlength=2)
    if isinstance(costs, CellCosts):
        return np.bincount(costs.segments.truth, weights=(costs.values * costs.counts).sum(axis=1), minlength=2)
    return np.bincount(y, weights=price.cost, minlength=2)


_curves: WeakKeyDictionary[Prediction, np.ndarray] = WeakKeyDictionary()


def roc(prediction: Prediction, y: np.ndarray, stakes: Stakes) -> np.ndarray:
    """Return (P, 2): alarmed and caught at some hundred lines, from always to never acting."""
    if stakes.at_stake.size == 1:
        scores = prediction.proba[:, :, 1]
        return once(_curves, prediction, lambda: _roc([np.sort(scores[:, y == truth], axis=None) for truth in (0, 1)]))
    # For a thin line in a picture a part of very many cases will do.
    scores, weights, truths = prediction.proba[0, stakes.some, 1], np.maximum(stakes.at_stake, 0.0), y[stakes.some]
    order = np.argsort(scores)
    return _roc(
        [scores[order][truths[order] == truth] for truth in (0, 1)], [weights[order][truths[order] == truth] for truth in (0, 1)]
    )


def _roc(ascending: list[np.ndarray], weights: list[np.ndarray] | None = None) -> np.ndarray:
    """ascending: scores of negatives and of positives in order. weights: what each has at stake; alike without."""
    if not all(part.size for part in ascending):
        return np.array([[1.0, 1.0], [0.0, 0.0]])
    spread = np.linspace(0, 1, ROC_POINTS // 2)
    lines = np.unique(np.concatenate([np.quantile(part, spread, method="nearest") for part in ascending]))
    below = [np.searchsorted(part, lines) for part in ascending]
    if weights is None:
        points = [1.0 - found / part.size for found, part in zip(below, ascending, strict=True)]
    else:
        summed = [np.concatenate(([0.0], np.cumsum(part))) for part in weights]
        points = [1.0 - part[found] / max(part[-1], 1e-300) for found, part in zip(below, summed, strict=True)]
    return np.vstack(([1.0, 1.0], np.stack(points, axis=1), [0.0, 0.0]))
