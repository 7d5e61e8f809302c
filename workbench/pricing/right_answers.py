"""How often candidates of any number of classes are right, and how often they would have to be before they pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing.casecosts import RowCosts
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import TIE, Price, Prices
from workbench.pricing.sample import from_rows
from workbench.pricing.uncertainty import clusters, grouping, interval


@dataclass(frozen=True)
class RightAnswers:
    """How often a candidate is right, and how often it would have to be to pay, as long as its mistakes stay of their kind.

    A decision is right when no other answer costs less for that truth. needed: None where it makes no mistake to judge by; above
    1 it cannot pay, below 0 it always does.
    """

    name: str
    kind: str
    right: Estimate
    needed: Estimate | None


def right_answers(price: Price, prices: Prices, evidence: Evidence, quick: bool = False) -> RightAnswers:
    """Describe a candidate of any number of classes, from the realised cost of each case.

    Fixing or adding mistakes of the same average price e / w, with w mistakes and e their cost per case, it pays up to
    (opponent - hurdle - own - perfect) * w / e mistakes; own is what a process costs whatever it answers. The interval is of that
    ratio, to first order, on the same cases.
    """
    least = _least(prices, evidence)
    mine, other = _layers(price), _layers(prices[prices.best_baseline])
    weight = prices.costs.weight[evidence.y]
    own = _own(price) * weight
    if price.by_chance:
        wrong = (1.0 - prices.right_by_truth(price))[evidence.y] * weight
    else:
        wrong = (mine - own > least + TIE * np.abs(mine).max(initial=1.0)) * weight
    extra, room = mine - own - least, other - own - least
    share, paid, allowed = float(wrong.mean()), float(extra.mean()), float(room.mean()) - prices.hurdle
    groups, ratio = grouping(evidence)
    strata, together = None if prices.costs.mix is None else evidence.y, clusters(evidence)
    spread = interval(from_rows(wrong, groups, strata, together), ratio, quick, 0)
    right = Estimate(1.0 - share, max(0.0, 1.0 - spread.high), min(1.0, 1.0 - spread.low))
    if paid <= 0 or share <= 0:
        return RightAnswers(price.name, price.kind, right, None)
    moves = (
        (room - prices.hurdle - allowed) * share + allowed * (wrong - share) - allowed * share / paid * (extra - paid)
    ) / paid
    off = interval(from_rows(moves, groups, strata, together), ratio, quick, 0)
    needed = 1.0 - allowed * share / paid
    low = max(needed - off.high, min(needed, 0.0))  # nobody is right in less than no case
    return RightAnswers(price.name, price.kind, right, Estimate(needed, low, needed - off.low))


def _least(prices: Prices, evidence: Evidence) -> np.ndarray:
    """(n,): what the best answer to each case costs."""
    best = prices.costs.cost.min(axis=1)
    return best[0][evidence.y] if len(best) == 1 else best[np.arange(len(best)), evidence.y]


def _own(price: Price) -> float:
    """Return what a process costs a case whatever it answers, which no cell of its matrix holds."""
    if price.kind != "process" or price.money is None:
        return 0.0
    return float(price.cost_per_case.estimate - price.money.sum() / price.counts.sum()) if price.counts.any() else 0.0


def _layers(price: Price) -> np.ndarray:
    """(R, n) realised costs."""
    return price.case_costs.values if isinstance(price.case_costs, RowCosts) else price.cost[np.newaxis]
