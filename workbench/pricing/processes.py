"""Today's process as an opponent: one answer for every case, or people who are right so often and cost so much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence
from workbench.pricing.costs import CostModel, nearest, shown
from workbench.pricing.metrics import Metrics
from workbench.scenario import Today

NAME = "today"


@dataclass(frozen=True, eq=False)
class Process:
    """cost (K,) or (K, n): currency by truth, and by case where a column enters. chances (A, K): how often each is answered."""

    cost: np.ndarray
    chances: np.ndarray
    metrics: Metrics
    sentence: str


def today(process: Today, evidence: Evidence, costs: CostModel) -> Process | None:
    """Return today's process where it can be worked out with no data on it: `always` and `human`. Other kinds give None."""
    if process.kind == "always":
        return _always(costs.answer(str(process.answer)), evidence, costs)
    if process.kind == "human":
        return _human(process, evidence, costs)
    return None


def _always(answer: int, evidence: Evidence, costs: CostModel) -> Process:
    k = len(costs.classes)
    chances = np.zeros((len(costs.answers), k))
    chances[answer] = 1.0
    shares = _shares(evidence, costs)
    present = max(int(np.count_nonzero(shares)), 1)
    right = (
        Metrics(accuracy=float(shares[answer]), balanced_accuracy=float(shares[answer] > 0) / present)
        if answer < k
        else Metrics()
    )
    return Process(_by_truth(costs.cost[:, answer]), chances, right, f"Always answers {costs.answers[answer]!r}.")


def _human(process: Today, evidence: Evidence, costs: CostModel) -> Process:
    """All-in cost of one case, the right answer as often as stated for its truth, and otherwise any other class alike."""
    k = len(costs.classes)
    right = accuracy_by_class(process, costs)
    chances = np.zeros((len(costs.answers), k))
    chances[:k] = (1.0 - right) / (k - 1)
    np.fill_diagonal(chances, right)
    fee = process.cost * (costs.weight if len(costs.cost) == 1 else costs.weight[:, np.newaxis])
    cost = fee + _by_truth(np.einsum("ak,nak->nk", chances, costs.cost))
    present = np.bincount(evidence.y, minlength=k) > 0
    mean = float(right @ _shares(evidence, costs))
    words = f"A person decides every case, is right in {mean:.1%} of them, and costs {process.cost:,.2f} a case."
    return Process(cost, chances, Metrics(accuracy=mean, balanced_accuracy=float(right[present].mean())), words)


def _shares(evidence: Evidence, costs: CostModel) -> np.ndarray:
    """Return (K,): the share of each class in real life."""
    return np.bincount(evidence.y, minlength=len(costs.classes)) * costs.weight / max(len(evidence.y), 1)


def accuracy_by_class(process: Today, costs: CostModel) -> np.ndarray:
    """Return (K,): how often a person is right, by true class. Raises UserError where a share is stated for no class."""
    if not isinstance(process.accuracy, dict):
        return np.full(len(costs.classes), process.accuracy)
    right = np.ones(len(costs.classes))
    for name, share in process.accuracy.items():
        if str(label(name)) not in costs.classes:
            raise UserError(
                f"Today's accuracy names {shown(name)}, which is not among the {len(costs.classes)} classes of the target.",
                "A person's accuracy is stated for what is true, so that each mistake can be priced.",
                nearest(str(label(name)), costs.classes, "classes"),
            )
        right[costs.classes.index(str(label(name)))] = share
    return right


def _by_truth(cost: np.ndarray) -> np.ndarray:
    """(1, K) becomes (K,); (n, K) becomes (K, n)."""
    return cost[0] if len(cost) == 1 else cost.T
