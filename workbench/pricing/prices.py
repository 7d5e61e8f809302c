"""Every candidate priced on the same cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.evidence.evidence import Kind
from workbench.pricing.costs import CostModel
from workbench.pricing.estimate import Estimate

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Metrics:
    """Figures that do not depend on costs: of the likeliest class, on out-of-fold probabilities. None where one does not apply."""

    accuracy: float | None = None
    balanced_accuracy: float | None = None
    top3_accuracy: float | None = None
    log_loss: float | None = None
    brier: float | None = None
    roc_auc: float | None = None
    mae: float | None = None


@dataclass(frozen=True, eq=False)
class Price:
    """One candidate's price. All money is per case.

    cost (n,) float64: realised cost of each case, averaged over repeats (expected over the draw for `random`).
    counts (A, K) float64: number of cases by answer and truth, averaged over repeats; with a matrix of plain numbers,
    `(counts * cost).sum() / n` is the cost per case to the cent.
    threshold: binary, median over folds of the probability of the positive class above which acting was cheapest on the other folds.
    cost_at_threshold: priced with those thresholds, each tuned on other folds than it is scored on.
    """

    name: str
    kind: Kind
    cost_per_case: Estimate
    cost: np.ndarray
    counts: np.ndarray
    metrics: Metrics
    seconds: float
    sentence: str = ""
    threshold: float | None = None
    cost_at_threshold: Estimate | None = None


@dataclass(frozen=True)
class Comparison:
    """X against Y on the same cases: cost of Y minus cost of X, so positive means X is cheaper.

    saving: the wider of the row bootstrap and the corrected resampled t interval.
    probability_better: P that the saving exceeds hurdle + smallest gain. probability_positive: P that it exceeds 0.
    detectable: the smallest difference these cases could show (80 % power). cases_needed: cases that would show the one seen.
    """

    saving: Estimate
    probability_better: float
    probability_positive: float
    detectable: float
    cases_needed: float


@dataclass(frozen=True, eq=False)
class Prices:
    """All candidates under one cost model. `hurdle`: what asking a model costs per case (fee + fixed cost / volume).

    smallest_gain: currency per case; a smaller gain is not worth having. vpp: what a perfect answer saves per case against the
    cheapest opponent. best_baseline covers kinds baseline, rule and process.
    """

    costs: CostModel
    candidates: tuple[Price, ...]
    perfect: float
    hurdle: float
    smallest_gain: float
    best_baseline: str
    best_model: str | None
    saving: Comparison | None
    share_of_perfect: Estimate | None

    def __getitem__(self, name: str) -> Price:
        return next(price for price in self.candidates if price.name == name)

    def __contains__(self, name: str) -> bool:
        return any(price.name == name for price in self.candidates)
