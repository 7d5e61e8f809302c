"""Which cases a person is shown in the prototype: seeded, a few of every class, the same ones whatever the candidate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MOST_CASES = 200


def choose_cases(y: np.ndarray, size: int = 20, seed: int = 0) -> np.ndarray:
    """Choose cases so that every class comes up about equally often.

    In real life a rare class might not come up in an hour of clicking, and a prototype that never meets it teaches nothing.

    Parameters
    ----------
    y : (n,) int
        Class of each case.
    size : int
        Cases wanted; fewer come back when there are fewer, and never more than ``MOST_CASES``.
    seed : int
        The same seed gives the same cases in the same order.

    Returns
    -------
    (m,) int64
        Positions in ``y``, shuffled, none twice.

    Examples
    --------
    >>> sorted(np.array([0, 0, 0, 0, 1])[choose_cases(np.array([0, 0, 0, 0, 1]), size=2)].tolist())
    [0, 1]
    """
    size = min(size, MOST_CASES, len(y))
    if size < 1:
        return np.empty(0, dtype=np.int64)
    rng = np.random.default_rng((seed, 20_111))
    shuffled = rng.permutation(len(y))
    by_class = shuffled[np.argsort(y[shuffled], kind="stable")]
    first_of_class = np.searchsorted(y[by_class], y[by_class])
    turn = np.arange(len(y)) - first_of_class
    # Only the first `size` of a class can be chosen, so the sort below stays small whatever the rows.
    by_class, turn = by_class[turn < size], turn[turn < size]
    first = np.lexsort((rng.random(len(turn)), turn))[:size]
    return rng.permutation(by_class[first]).astype(np.int64)


def class_mix(y: np.ndarray, chosen: Sequence[int] | np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of each class among the chosen cases and in real life, both (K,): how far the choice is from it.

    weight (K,): how many real-life cases a case of each class stands for (`CostModel.weight`).
    """
    shown = np.bincount(y[np.asarray(chosen, dtype=np.intp)], minlength=len(weight)) / max(len(chosen), 1)
    real = np.bincount(y, minlength=len(weight)) * weight
    return shown, real / max(real.sum(), 1e-300)


def draw_order(proba: np.ndarray, seed: int, case: int) -> np.ndarray:
    """Rank classes as a guesser would: drawn one after another with these probabilities (K,), seeded by case.

    The first one is a single real draw, so a guessing baseline behaves in the prototype as it would in the product.
    """
    rng = np.random.default_rng((seed, case))
    # Gumbel's trick: sorting log p plus Gumbel noise is drawing without replacement.
    with np.errstate(divide="ignore"):
        return np.argsort(-(np.log(np.maximum(proba, 0.0)) + rng.gumbel(size=len(proba))), kind="stable")
