"""Sets of answers that hold the right one in a stated share of cases: split conformal prediction, each fold by the others.

A class enters the set of a case when its score is at most the threshold, and the threshold is a quantile of the scores that true
classes had in cases it was not made for. Whatever the model, the sets then hold the truth in at least that share of new cases
like these (Sadinle, Lei and Wasserman, JASA 2019). The score here is 1 - p, which gives the smallest sets on average; a case of
which no class is likely enough gets an empty one.
"""

from __future__ import annotations

import numpy as np

SLACK = 1e-9
"""(n + 1) times the coverage may be a hair above a whole number, because .9 is not quite .9."""


def scores(proba: np.ndarray) -> np.ndarray:
    """Return (n, K) float64: 1 - p, the lower the likelier. proba (n, K).

    Of two classes both scores follow from the probability of the second, which is what cases are put in order by.
    """
    if proba.shape[1] == 2:
        second = proba[:, 1].astype(np.float64)
        return np.stack([second, 1.0 - second], axis=1)
    return np.subtract(1.0, proba, dtype=np.float64)


def quantile(known: np.ndarray, coverage: float) -> float:
    """Return the threshold that n known scores give: the one in place (n + 1) times the coverage, rounded up.

    Infinity, which lets every class in, where there are too few scores to promise that much.

    Examples
    --------
    >>> tenths = np.arange(1, 10) / 10
    >>> quantile(tenths, 0.8), quantile(tenths, 0.9), quantile(tenths, 0.95)
    (0.8, 0.9, inf)
    """
    return float(_quantiles(np.sort(known), np.ones(len(known)), len(known), np.array([coverage]))[0])


def thresholds(known: np.ndarray, weight: np.ndarray, cases: np.ndarray, fold: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """Return (F, G): the threshold for each fold from the scores of the other folds, for each coverage (G,).

    known (n,): scores of the true classes. weight (n,): how many real-life cases a row stands for; cases (n,): how many of the
    table's. A case to come is expected to weigh as much as these do on average. fold (n,).
    """
    order = np.argsort(known, kind="stable")
    known, weight, cases, fold = known[order], weight[order], cases[order], fold[order]
    found = []
    for number in range(int(fold.max()) + 1):
        elsewhere = fold != number
        # Rows that count for nothing end no sum, so none of them is ever the threshold.
        found.append(_quantiles(known, weight * elsewhere, float(cases @ elsewhere), coverage))
    return np.stack(found)


def _quantiles(known: np.ndarray, weight: np.ndarray, cases: float, coverage: np.ndarray) -> np.ndarray:
    """Return (G,): the least score up to which lies a share `coverage` (G,) of all weight, that of one case to come included.

    known (n,): in rising order. cases: how many of the table's they stand for together.
    """
    if not cases:
        return np.full(len(coverage), np.inf)
    total = np.cumsum(weight)
    needed = coverage * (total[-1] + total[-1] / cases)
    place = np.searchsorted(total, needed * (1.0 - SLACK))
    return np.append(known, np.inf)[place]
