"""What a group of cases tells about the truth, found for each fold on the cases that other folds learned from."""

from __future__ import annotations

import numpy as np

from workbench.evidence.evidence import Evidence

SMOOTHING = 4.0
"""Class shares of the training cases enter every group as so many cases."""


def truth_by_group(group: np.ndarray, groups: int, evidence: Evidence) -> np.ndarray:
    """Return (R, n, K) float32: smoothed class shares of each scored case's group, among the cases its fold was trained on.

    group (m,) int: the group of every framed case, 0 to groups - 1; cases that were only trained on count too.
    """
    layers = []
    for shares, fold in zip(evidence.shares, evidence.fold, strict=True):
        counts = counts_by_fold(group, groups, evidence, fold)
        proba = (counts + SMOOTHING * shares[:, None, :]) / (counts.sum(axis=2, keepdims=True) + SMOOTHING)
        layers.append(proba[fold, group[evidence.rows]])
    return np.stack(layers).astype(np.float32)


def counts_by_fold(
    group: np.ndarray, groups: int, evidence: Evidence, fold: np.ndarray, amount: np.ndarray | None = None
) -> np.ndarray:
    """Return (k, groups, K): cases by group and truth that each fold of one repeat was trained on, or what they add up to.

    group, amount (m,): of every framed case. fold (n,): of scored cases.
    """
    k, folds = len(evidence.classes), evidence.shares.shape[1]
    # The cases that are only trained on, where folds go forward in time, come before the first fold.
    where = np.zeros(len(group), dtype=np.intp)
    where[evidence.rows] = fold.astype(np.intp) + 1
    cells = (where * groups + group) * k + evidence.framing.y
    counts = np.bincount(cells, weights=amount, minlength=(folds + 1) * groups * k).reshape(folds + 1, groups, k)
    if goes_forward(evidence):
        return counts.cumsum(axis=0)[:-1]
    return counts.sum(axis=0) - counts[1:]


def goes_forward(evidence: Evidence) -> bool:
    """Whether some cases are only trained on, because folds follow time."""
    return len(evidence.rows) < len(evidence.framing.rows)
