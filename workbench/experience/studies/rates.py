"""How often, from trials of a few people: answers of one person are alike, so a hundred trials tell less than a hundred people.

Every share is told three times: with Wilson's interval as if every trial stood for itself, with Wilson's interval for the number
of trials that these are really worth, and by drawing participants again. The first is too narrow as soon as people differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.pricing.estimate import Estimate
from workbench.pricing.student import Z_975, quantile
from workbench.pricing.wilson import wilson

DRAWS = 2_000
STREAM = 40_402


@dataclass(frozen=True)
class Rate:
    """hits of cases, over `people` participants. naive: every trial for itself. clustered: allowing for people who differ.

    resampled: by drawing participants again. icc: how alike one person's answers are, 0 to 1. deff: by how much that divides the
    number of trials. cases may be 0: all intervals are then 0 to 1.
    """

    hits: int
    cases: int
    people: int
    naive: Estimate
    clustered: Estimate
    resampled: Estimate
    icc: float
    deff: float

    @property
    def share(self) -> float:
        return self.naive.estimate

    @property
    def worth(self) -> float:
        """Trials of as many different people that would tell as much."""
        return self.cases / self.deff


def rate(hit: np.ndarray, person: np.ndarray, seed: int = 0) -> Rate:
    """Return how often something happened.

    Parameters
    ----------
    hit : (n,) bool
        Whether it did, trial by trial.
    person : (n,) int
        Whose trial it was.
    """
    hits, sizes = _by_person(hit, person)
    n, k = int(sizes.sum()), len(sizes)
    share = float(hits.sum() / n) if n else float("nan")
    icc = intraclass(hits, sizes)
    deff = design_effect(sizes, icc)
    # With few people the spread between them is itself little known: t in place of the normal (Korn and Graubard 1998).
    wider = (quantile(0.975, k - 1) / Z_975) ** 2 if k > 1 else float(max(n, 1))
    ends = wilson(hits.sum(), n), clustered(hits.sum(), n, deff * wider), _resampled(hits, sizes, seed)
    naive, by_people, resampled = (Estimate(share, float(low), float(high)) for low, high in ends)
    return Rate(int(hits.sum()), n, k, naive, by_people, resampled, icc, deff)


def clustered(hits: float, cases: float, deff: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval for as many trials as these are worth.

    >>> [round(end, 3) for end in clustered(40, 100, 2.9)]
    [0.255, 0.565]
    """
    return wilson(hits / deff, cases / deff)


def design_effect(sizes: np.ndarray, icc: float) -> float:
    """Return 1 + (m - 1) ICC, where m is how many trials the person of an average trial has; sizes (people,).

    >>> round(design_effect(np.array([20, 20, 20, 20, 20]), 0.1), 6)
    2.9
    """
    total = float(sizes.sum())
    return 1.0 + (float((sizes.astype(float) ** 2).sum()) / total - 1.0) * icc if total else 1.0


def intraclass(hits: np.ndarray, sizes: np.ndarray) -> float:
    """Return how alike answers of one person are, 0 to 1: the analysis-of-variance estimator.

    hits, sizes (people,): times it happened, and trials, of each person. Where nothing can be told it is 0.
    """
    k, n = len(sizes), float(sizes.sum())
    if k < 2 or n <= k:
        return 0.0
    shares, mean = hits / sizes, hits.sum() / n
    between = float((sizes * (shares - mean) ** 2).sum()) / (k - 1)
    within = float((sizes * shares * (1.0 - shares)).sum()) / (n - k)
    usual = (n - float((sizes.astype(float) ** 2).sum()) / n) / (k - 1)
    total = between + (usual - 1.0) * within
    return float(np.clip((between - within) / total, 0.0, 1.0)) if total > 0 else 0.0


def resamples(people: int, seed: int, draws: int = DRAWS) -> np.ndarray:
    """Return (draws, people): how often each participant is in each draw of as many participants, with replacement."""
    rng = np.random.default_rng((seed, STREAM))
    # Drawing and counting is twenty times faster than drawing the counts.
    drawn = rng.integers(0, people, size=(draws, people)) + np.arange(draws)[:, None] * people
    return np.bincount(drawn.ravel(), minlength=draws * people).reshape(draws, people)


def _resampled(hits: np.ndarray, sizes: np.ndarray, seed: int) -> tuple[float, float]:
    if not len(sizes):
        return 0.0, 1.0
    times = resamples(len(sizes), seed)
    low, high = np.quantile((times @ hits) / np.maximum(times @ sizes, 1e-300), (0.025, 0.975))
    return float(low), float(high)


def _by_person(hit: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    _, code = np.unique(person, return_inverse=True)
    people = int(code.max()) + 1 if len(code) else 0
    return np.bincount(code, weights=hit.astype(float), minlength=people), np.bincount(code, minlength=people)
