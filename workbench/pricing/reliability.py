"""Do probabilities mean what they say, and does a candidate cost what it expects to?"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.decisions import ROWS_AT_ONCE, expected_cost
from workbench.pricing.estimate import Estimate
from workbench.pricing.memo import once
from workbench.pricing.prices import Price
from workbench.pricing.sample import from_rows
from workbench.pricing.uncertainty import grouping, interval
from workbench.pricing.wilson import wilson

BINS = 10
FEWEST = 30  # cases a bin, where there are enough


@dataclass(frozen=True)
class Bin:
    """Cases given about the same probability. said: its mean. seen, low, high: how often it came true, with the interval."""

    said: float
    seen: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True)
class Reliability:
    """now: bins of the probabilities that are priced, from the lowest. before: of those that came, where they were changed.

    label: of two classes, the one whose probability it is; None for the probability of whichever answer is likeliest.
    """

    now: tuple[Bin, ...]
    before: tuple[Bin, ...]
    label: str | None

    @property
    def off(self) -> float:
        """How far what is said lies from what is seen, on average over the cases."""
        cases = sum(one.cases for one in self.now)
        return sum(one.cases * abs(one.said - one.seen) for one in self.now) / cases if cases else 0.0


@dataclass(frozen=True)
class Expectation:
    """Currency a case. expected: by its own probabilities. beyond: what it really costs, less that, with its interval."""

    expected: float
    realised: float
    beyond: Estimate

    @property
    def holds(self) -> bool:
        """Whether what it costs may be what it expects to cost."""
        return self.beyond.low <= 0.0 <= self.beyond.high


_known: WeakKeyDictionary[Prediction, Reliability] = WeakKeyDictionary()


def reliability(prediction: Prediction, evidence: Evidence) -> Reliability:
    """Return the bins of a candidate's probabilities; all repeats together, each case counted once. Worked out once."""
    return once(_known, prediction, lambda: _reliability(prediction, evidence))


def _reliability(prediction: Prediction, evidence: Evidence) -> Reliability:
    before = () if prediction.raw is None else _bins(prediction.raw, evidence.y)
    label = evidence.classes[1] if len(evidence.classes) == 2 else None
    return Reliability(_bins(prediction.proba, evidence.y), before, label)


def _bins(proba: np.ndarray, y: np.ndarray) -> tuple[Bin, ...]:
    """proba (R, n, K)."""
    if proba.shape[2] == 2:
        said, came_true = proba[:, :, 1].ravel(), np.tile(y == 1, len(proba))
    else:
        said, came_true = proba.max(axis=2).ravel(), (proba.argmax(axis=2) == y).ravel()
    count = int(np.clip(len(y) // FEWEST, 1, BINS))
    # Equal probabilities stay together, so that a bin is a set of statements and not of rows.
    edges = np.unique(np.quantile(said, np.arange(1, count) / count)) if count > 1 else np.empty(0)
    place = np.searchsorted(edges, said, side="right")
    cases = np.bincount(place, minlength=len(edges) + 1)
    full = np.flatnonzero(cases)
    cases = cases[full]
    hits, total = np.bincount(place, weights=came_true)[full], np.bincount(place, weights=said)[full]
    low, high = wilson(hits / len(proba), cases / len(proba))
    rows = zip(total / cases, hits / cases, low, high, cases / len(proba), strict=True)
    return tuple(Bin(float(a), float(b), float(c), float(d), round(e)) for a, b, c, d, e in rows)


def expectation(prediction: Prediction, price: Price, costs: CostModel, evidence: Evidence) -> Expectation:
    """Return what a candidate that answers by least expected cost expects to cost, and what it costs beyond that."""
    expected = np.mean([_least(layer, costs.cost) for layer in prediction.proba], axis=0)
    realised = price.cost
    groups, ratio = grouping(evidence)
    beyond = interval(from_rows(realised - expected, groups[:1]), ratio, quick=True, seed=0)
    return Expectation(float(expected.mean()), float(realised.mean()), beyond)


def _least(proba: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return (n,): the expected cost of the answer that is expected to cost least."""
    least = np.empty(len(proba))
    for i in range(0, len(proba), ROWS_AT_ONCE):
        part = slice(i, i + ROWS_AT_ONCE)
        least[part] = expected_cost(proba[part].astype(np.float64), cost if len(cost) == 1 else cost[part]).min(axis=1)
    return least
