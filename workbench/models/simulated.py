"""A model that is not there: probabilities of a stated quality, made from the right answers themselves.

Whoever knows only these probabilities could not do better than they say: they are calibrated by construction. What they cannot
show is which cases are hard: the mistakes depend on nothing that is known about a case. Arrays only; nothing is fitted.
"""

from __future__ import annotations

import numpy as np

from workbench.models.chances import even, halved, log_shares, proba_of, right_among, some_of
from workbench.models.shortlist import shortlist
from workbench.scenario import Simulated

NAME = "simulated model"
AUC = 0.8
TOP1 = 0.7
CASES_TO_TUNE_ON = 20_000


def stated(choice: Simulated, sizes: np.ndarray) -> Simulated:
    """Return the quality with what is left out filled in: the AUC for two classes, the top-1 for many.

    sizes (K,): cases of each class. Unless it is stated, the top-1 lies at least half-way from what the most frequent class alone
    would reach.
    """
    if len(sizes) == 2:
        return Simulated(auc=AUC if choice.auc is None else choice.auc, cases=choice.cases)
    usual = max(TOP1, round((1.0 + float(np.max(sizes) / max(np.sum(sizes), 1))) / 2.0, 2))
    top3 = choice.top3 if len(sizes) > 3 else None
    return Simulated(top1=min(usual, 0.99) if choice.top1 is None else choice.top1, top3=top3, cases=choice.cases)


def is_stated(choice: Simulated, classes: int) -> bool:
    """Whether somebody asked for a simulated model of this many classes."""
    return (choice.auc if classes == 2 else choice.top1) is not None


def simulated(y: np.ndarray, classes: int, choice: Simulated, seed: int = 0) -> np.ndarray:
    """Return probabilities (n, K) float32 for cases with these truths y (n,), in a quality that is filled in (`stated`).

    The same seed gives each case the same luck at any quality, so that figures move smoothly with it.
    """
    if classes == 2:
        return binary(y, float(choice.auc or AUC), seed)
    top1 = TOP1 if choice.top1 is None else choice.top1
    return many(y, classes, top1, seed) if choice.top3 is None else shortlist(y, classes, top1, choice.top3, seed)


def separation(auc: float) -> float:
    """Return how far apart the mean scores of two classes lie, in standard deviations: sqrt(2) * Phi^-1(AUC).

    >>> round(separation(0.8), 4)
    1.1902
    """
    from scipy.special import ndtri

    return float(np.sqrt(2.0) * ndtri(auc))


def binary(y: np.ndarray, auc: float, seed: int = 0) -> np.ndarray:
    """Return probabilities (n, 2) float32 whose ranking of the cases has this AUC.

    Scores are normal with unit spread, `separation` apart; the log-odds of the share of positives plus `mu s - mu^2 / 2` are then
    the log-odds of the truth. Each class takes the quantiles of its scores in a seeded order, so that no draw is lucky.
    """
    from scipy.special import expit

    mu, rng = separation(auc), np.random.default_rng(seed)
    score = np.empty(len(y))
    for truth in (0, 1):
        mine = y == truth
        score[mine] = mu * truth + rng.permutation(_quantiles(int(mine.sum())))
    share = float(np.mean(y == 1)) if len(y) else 0.0
    p = expit(_logit(share) + mu * score - mu**2 / 2.0)
    return np.stack([1.0 - p, p], axis=1).astype(np.float32)


def many(y: np.ndarray, classes: int, top1: float, seed: int = 0) -> np.ndarray:
    """Return probabilities (n, K) float32 that put the right class first in this share of the cases.

    Each class gets a unit normal, the right one `beta` more; P is in proportion to `share * exp(beta z)`, which is calibrated.
    `beta` is found by halving. No calibrated model is right less often than always giving the most frequent class.
    """
    noise = np.random.default_rng(seed).standard_normal((len(y), classes), dtype=np.float32)
    shares = log_shares(y, classes)
    some = some_of(len(y), CASES_TO_TUNE_ON, seed)
    beta = halved(lambda value: right_among(_normal_odds(noise[some], y[some], shares, value), y[some]) - top1, 0.01, 12.0)
    return proba_of(_normal_odds(noise, y, shares, beta))


def _normal_odds(noise: np.ndarray, y: np.ndarray, shares: np.ndarray, beta: float) -> np.ndarray:
    odds = noise * np.float32(beta)
    odds[np.arange(len(y)), y] += np.float32(beta**2)
    odds += shares.astype(np.float32)
    return odds


def _quantiles(n: int) -> np.ndarray:
    from scipy.special import ndtri

    return ndtri(even(n))


def _logit(share: float) -> float:
    inside = min(max(share, 1e-12), 1.0 - 1e-12)
    return float(np.log(inside / (1.0 - inside)))
