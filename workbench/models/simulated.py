"""A model that is not there: probabilities of a stated quality, made from the right answers themselves.

Whoever knows only these probabilities could not do better than they say: they are calibrated by construction. What they cannot
show is which cases are hard: the mistakes depend on nothing that is known about a case. Arrays only; nothing is fitted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.scenario import Simulated

NAME = "simulated model"
AUC = 0.8
TOP1 = 0.7
# How alike the cases of a model with a stated top-1 and top-3 are: few cases that are nearly sure, few that are hopeless.
EVENNESS = 4.0
CASES_TO_TUNE_ON = 20_000
LISTS_TO_TUNE_ON = 4_000
HALVINGS = 14
ROUNDS = 4


def stated(choice: Simulated, classes: int) -> Simulated:
    """Return the quality with what is left out filled in: the AUC for two classes, the top-1 for many."""
    if classes == 2:
        return Simulated(auc=AUC if choice.auc is None else choice.auc, cases=choice.cases)
    top3 = choice.top3 if classes > 3 else None
    return Simulated(top1=TOP1 if choice.top1 is None else choice.top1, top3=top3, cases=choice.cases)


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
    shares = _log_shares(y, classes)
    some = _some(len(y), CASES_TO_TUNE_ON, seed)
    beta = _halved(lambda value: _first(_normal_odds(noise[some], y[some], shares, value), y[some]) - top1, 0.01, 12.0)
    return _proba(_normal_odds(noise, y, shares, beta))


def shortlist(y: np.ndarray, classes: int, top1: float, top3: float, seed: int = 0) -> np.ndarray:
    """Return probabilities (n, K) float32 that put the right class first, and among the first three, in these shares of cases.

    How sure a case's first place is, is drawn from a beta distribution; the next two places share a part of the rest, and all
    others what is left. The right class falls on a place by these chances, the others fill up at random, and what is known of
    each class's share is then taken into account by Bayes' rule. That keeps probabilities honest and moves both shares a
    little, so the two parameters are tuned until they come out as stated.
    """
    luck = _Luck.drawn(len(y), classes, seed)
    shares = _log_shares(y, classes)
    some = _some(len(y), LISTS_TO_TUNE_ON, seed)
    sure, next_two = _tuned_places(luck.of(some), y[some], shares, top1, top3)
    return _proba(_place_odds(luck, y, shares, sure, next_two))


@dataclass(frozen=True, eq=False)
class _Luck:
    """What is drawn for each case before its quality is known. quantile, place (n,) in (0, 1); order (n, K): places, shuffled."""

    quantile: np.ndarray
    place: np.ndarray
    order: np.ndarray

    @classmethod
    def drawn(cls, n: int, classes: int, seed: int) -> _Luck:
        rng = np.random.default_rng(seed)
        order = np.tile(np.arange(classes, dtype=np.int16), (n, 1))
        return cls((rng.permutation(n) + 0.5) / max(n, 1), rng.random(n), rng.permuted(order, axis=1))

    def of(self, some: np.ndarray) -> _Luck:
        return _Luck(self.quantile[some], self.place[some], self.order[some])


def _tuned_places(luck: _Luck, y: np.ndarray, shares: np.ndarray, top1: float, top3: float) -> tuple[float, float]:
    """Return how sure the first place is on average, and which part of the rest the next two share.

    Neither goes below what it is by chance: the places would change their order.
    """
    classes = len(shares)
    sure, next_two = min(max(top1, 1.0 / classes), 0.999), 1.0

    def first(value: float) -> float:
        return _first(_place_odds(luck, y, shares, value, next_two), y) - top1

    def first_three(value: float) -> float:
        return _first(_place_odds(luck, y, shares, sure, value), y, 3) - top3

    for _ in range(ROUNDS):
        next_two = _halved(first_three, 2.0 / (classes - 1), 1.0)
        sure = _halved(first, 1.0 / classes, 0.999)
    return sure, next_two


def _place_odds(luck: _Luck, y: np.ndarray, shares: np.ndarray, sure: float, next_two: float) -> np.ndarray:
    """Return log-odds (n, K) of each class, up to a constant a case."""
    from scipy.special import betaincinv

    n, classes = luck.order.shape
    grid = betaincinv(EVENNESS * sure, EVENNESS * (1.0 - sure), _even(256))
    first = np.interp(luck.quantile, _even(256), grid)
    chances = np.empty((n, classes))
    chances[:, 0] = first
    chances[:, 1:3] = ((1.0 - first) * next_two / 2.0)[:, None]
    chances[:, 3:] = ((1.0 - first) * (1.0 - next_two) / (classes - 3))[:, None]
    rows = np.arange(n)
    drawn = np.minimum((chances.cumsum(axis=1) < luck.place[:, None]).sum(axis=1), classes - 1)
    places = luck.order.copy()
    # The right class changes places with whichever holds the place that was drawn for it.
    holder = (places == drawn[:, None]).argmax(axis=1)
    places[rows, holder] = places[rows, y]
    places[rows, y] = drawn
    return shares + np.log(np.maximum(np.take_along_axis(chances, places.astype(np.intp), axis=1), 1e-12))


def _normal_odds(noise: np.ndarray, y: np.ndarray, shares: np.ndarray, beta: float) -> np.ndarray:
    odds = noise * np.float32(beta)
    odds[np.arange(len(y)), y] += np.float32(beta**2)
    odds += shares.astype(np.float32)
    return odds


def _proba(odds: np.ndarray) -> np.ndarray:
    """Turn log-odds (n, K) into probabilities, float32."""
    odds -= odds.max(axis=1, keepdims=True)
    np.exp(odds, out=odds)
    odds /= odds.sum(axis=1, keepdims=True)
    return odds.astype(np.float32, copy=False)


def _first(odds: np.ndarray, y: np.ndarray, places: int = 1) -> float:
    """Return the share of cases whose truth is among the first so many places."""
    own = odds[np.arange(len(y)), y]
    return float(((odds > own[:, None]).sum(axis=1) < places).mean()) if len(y) else 1.0


def _halved(excess: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function crosses zero, or the end of the range that is nearest to it."""
    if excess(low) >= 0:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if excess(middle) < 0 else (low, middle)
    return (low + high) / 2.0


def _some(n: int, most: int, seed: int) -> np.ndarray:
    """Positions of the cases that the quality is tuned on: all, or a random part of very many."""
    return np.arange(n) if n <= most else np.random.default_rng(seed).permutation(n)[:most]


def _log_shares(y: np.ndarray, classes: int) -> np.ndarray:
    """Return log class shares (K,); a class that never occurs is as good as impossible."""
    return np.log(np.maximum(np.bincount(y, minlength=classes) / max(len(y), 1), 1e-9))


def _quantiles(n: int) -> np.ndarray:
    from scipy.special import ndtri

    return ndtri(_even(n))


def _even(n: int) -> np.ndarray:
    return (np.arange(n) + 0.5) / max(n, 1)


def _logit(share: float) -> float:
    inside = min(max(share, 1e-12), 1.0 - 1e-12)
    return float(np.log(inside / (1.0 - inside)))
