"""How good a model of two classes has to be before it pays: which recall and false-alarm rate cost less than doing without.

Where prices differ by case, both are shares of what is at stake in the cases of a class, not of their number, and the prices are
those of an average case: then they give back what a case costs, whichever cases are caught.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing.costs import mean_by_truth
from workbench.pricing.prices import TIE, Prices


@dataclass(frozen=True)
class BreakEven:
    """What decides whether two classes pay, per case of real life, in currency.

    share: of the positive class. lost: what a false alarm costs more than leaving a negative alone (L). saved: what catching a
    positive saves (B). never: what a case costs on average when every positive is missed and no alarm is false.
    opponent: what is to be beaten. hurdle: what having a model costs. perfect: what the cheapest answer to each truth costs.
    """

    share: float
    lost: float
    saved: float
    never: float
    opponent: float
    hurdle: float
    perfect: float

    @property
    def always(self) -> float:
        return self.cost(1.0, 1.0)

    @property
    def applies(self) -> bool:
        """Whether catching saves something and a false alarm costs something; otherwise one answer is always the cheaper one."""
        return self.lost > 0 and self.saved > 0 and 0 < self.share < 1

    @property
    def can_pay(self) -> bool:
        """Whether the cheapest answer to each truth would pay, also one that tells no classes apart."""
        return self.perfect + self.hurdle < self.opponent - TIE * max(abs(self.perfect), abs(self.opponent))

    @property
    def mapped(self) -> bool:
        """Whether some recall and some rate of false alarms pay."""
        return self.applies and float(self.least_recall(0.0)) <= 1

    def cost(self, recall: float, false_alarms: float) -> float:
        """Return what a case costs when these shares of the positives are caught and of the negatives alarmed about."""
        return self.never - self.share * recall * self.saved + (1.0 - self.share) * false_alarms * self.lost

    def advantage(self, recall: float, false_alarms: float) -> float:
        """Return what is saved per case, after what having a model costs."""
        return self.opponent - self.cost(recall, false_alarms) - self.hurdle

    def most_false_alarms(self, recall: np.ndarray | float) -> np.ndarray:
        """Return the false-alarm rate up to which this recall pays; below 0 it cannot, above 1 it always does."""
        caught = self.share * np.asarray(recall, dtype=float) * self.saved
        return (self.opponent - self.hurdle - self.never + caught) / ((1.0 - self.share) * self.lost)

    def least_recall(self, false_alarms: np.ndarray | float) -> np.ndarray:
        """Return the recall from which this false-alarm rate pays; above 1 it cannot, below 0 it always does."""
        alarms = (1.0 - self.share) * np.asarray(false_alarms, dtype=float) * self.lost
        return (self.never + alarms + self.hurdle - self.opponent) / (self.share * self.saved)

    def least_precision(self, recall: float) -> float | None:
        """Return the share of alarms that have to be right at this recall; None where no precision makes it pay."""
        most = float(self.most_false_alarms(recall))
        caught = self.share * recall
        return None if most < 0 or caught <= 0 else caught / (caught + (1.0 - self.share) * min(most, 1.0))

    def net_benefit(self, recall: float, false_alarms: float) -> float:
        """Return the net benefit of decision curves (Vickers & Elkin 2006) at the threshold that the prices imply.

        True positives less false ones weighted by the odds of the threshold, per case; times `saved`, the gain over never acting.
        """
        return self.share * recall - (1.0 - self.share) * false_alarms * self.lost / self.saved

    @property
    def probability_cost(self) -> float:
        """Return where these prices and shares lie on the axis of cost curves (Drummond & Holte 2006)."""
        return self.share * self.saved / self._scale

    def normalised_cost(self, recall: float, false_alarms: float) -> float:
        """Return the expected cost between 0, every case right, and 1, every case wrong, as on the axis of cost curves."""
        at = self.probability_cost
        return (1.0 - recall) * at + false_alarms * (1.0 - at)

    @property
    def _scale(self) -> float:
        return self.share * self.saved + (1.0 - self.share) * self.lost


def break_even(prices: Prices, evidence: Evidence) -> BreakEven:
    """Return what decides for these prices; the opponent is the cheapest without a model. Two classes only."""
    mean = mean_by_truth(prices.costs, evidence.y)[:2] / prices.costs.weight
    share = positive_share(prices, evidence)
    return between(mean, share, prices[prices.best_baseline].cost_per_case.estimate, prices.hurdle, prices.perfect)


def between(
    cost: np.ndarray, share: float, opponent: float | None = None, hurdle: float = 0.0, perfect: float | None = None
) -> BreakEven:
    """Return what decides for a matrix (2, 2), answer by truth.

    The opponent is the cheaper constant and a perfect answer the cheaper cell of each truth, unless others are given.

    >>> between(np.array([[0.0, 100.0], [5.0, -20.0]]), 0.1).most_false_alarms(0.8).round(3)
    np.float64(0.467)
    """
    never, always = (float((1.0 - share) * cost[answer, 0] + share * cost[answer, 1]) for answer in (0, 1))
    lost, saved = float(cost[1, 0] - cost[0, 0]), float(cost[0, 1] - cost[1, 1])
    beaten = min(never, always) if opponent is None else opponent
    least = float((1.0 - share) * cost[:, 0].min() + share * cost[:, 1].min()) if perfect is None else perfect
    return BreakEven(share, lost, saved, never, beaten, hurdle, least)


def positive_share(prices: Prices, evidence: Evidence) -> float:
    """Return the share of the positive class in real life."""
    return float(np.mean(evidence.y == 1)) if prices.costs.mix is None else float(prices.costs.mix.shares[1])
