"""A simulated model with a stated share of right first answers, and of right answers among the first three."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.models.chances import even, halved, log_shares, proba_of, right_among, some_of

# How alike the cases are: few that are nearly sure, few that are hopeless.
EVENNESS = 4.0
LISTS_TO_TUNE_ON = 4_000
ROUNDS = 4


def shortlist(y: np.ndarray, classes: int, top1: float, top3: float, seed: int = 0) -> np.ndarray:
    """Return probabilities (n, K) float32 that put the right class first, and among the first three, in these shares of cases.

    How sure a case's first place is, is drawn from a beta distribution; the next two places share a part of the rest, and all
    others what is left. The right class falls on a place by these chances, the others fill up at random, and what is known of
    each class's share is then taken into account by Bayes' rule. That keeps probabilities honest and moves both shares a
    little, so the two parameters are tuned until they come out as stated.
    """
    luck = _Luck.drawn(len(y), classes, seed)
    shares = log_shares(y, classes)
    some = some_of(len(y), LISTS_TO_TUNE_ON, seed)
    sure, next_two = _tuned_places(luck.of(some), y[some], shares, top1, top3)
    return proba_of(_place_odds(luck, y, shares, sure, next_two))


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
        return right_among(_place_odds(luck, y, shares, value, next_two), y) - top1

    def first_three(value: float) -> float:
        return right_among(_place_odds(luck, y, shares, sure, value), y, 3) - top3

    for _ in range(ROUNDS):
        next_two = halved(first_three, 2.0 / (classes - 1), 1.0)
        sure = halved(first, 1.0 / classes, 0.999)
    return sure, next_two


def _place_odds(luck: _Luck, y: np.ndarray, shares: np.ndarray, sure: float, next_two: float) -> np.ndarray:
    """Return log-odds (n, K) of each class, up to a constant a case."""
    from scipy.special import betaincinv

    n, classes = luck.order.shape
    grid = betaincinv(EVENNESS * sure, EVENNESS * (1.0 - sure), even(256))
    first = np.interp(luck.quantile, even(256), grid)
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
