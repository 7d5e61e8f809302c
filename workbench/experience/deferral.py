"""Case by case, what acting comes to and what handing the case to a person would: what the line between them is drawn by."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.experience.behaviour import behaviour
from workbench.experience.cells import with_class_shares
from workbench.experience.defer import gain_by_case
from workbench.experience.formulas import expected_by_row, hand_over, least, look_up
from workbench.experience.measures import Measures, measures
from workbench.pricing.memo import once
from workbench.pricing.prevalence import real_proba
from workbench.pricing.prices import Prices
from workbench.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Deferral:
    """One row a case and repeat, m = n x R. Money is currency in all the real-life cases that a row stands for.

    gain (m,): what handing the case over is expected to save, in one real-life case, from probabilities that never saw it.
    confidence (m,): probability of the likeliest class. acted, handed (m,): what acting cost, and what a person's decision comes
    to, given the truth. weight (m,): real-life cases. repeats: R; the rows of one case are n apart.
    """

    gain: np.ndarray
    confidence: np.ndarray
    acted: np.ndarray
    handed: np.ndarray
    weight: np.ndarray
    repeats: int = 1


_KNOWN: WeakKeyDictionary[Prices, dict[str, Deferral]] = WeakKeyDictionary()


def deferral(evidence: Evidence, scenario: Scenario, prices: Prices, candidate: str) -> Deferral:
    """Return what the policy `defer` decides by over one candidate, worked out once for the same prices and people.

    How many cases people can take changes nothing here, and neither does how they behave with suggestions.
    """
    known = once(_KNOWN, prices, dict)
    if candidate not in known:
        sums = measures(prices.costs.cost, behaviour(scenario, prices.costs.classes), prices.costs.weight)
        seen = with_class_shares(evidence).predictions[candidate]
        known[candidate] = of_cases(seen.proba, evidence.y, sums)
    return known[candidate]


def of_cases(proba: np.ndarray, y: np.ndarray, sums: Measures) -> Deferral:
    """Work it out from probabilities (R, n, K) and truths (n,)."""
    table = hand_over(sums.money)
    person = table.shape[1] - 1
    rows = []
    for layer in proba.astype(float):
        costs = expected_by_row(layer, table)
        acted = look_up(table, least(costs[:person]), y)
        handed = look_up(table, np.full(len(y), person), y)
        confidence = real_proba(layer, sums.weight).max(axis=1)
        rows.append((gain_by_case(costs, layer, sums), confidence, acted, handed, sums.weight[y]))
    gain, confidence, acted, handed, weight = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    return Deferral(gain, confidence, acted, handed, weight, len(rows))
