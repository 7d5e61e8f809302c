"""Which k answers to show: the list whose own formula is cheapest given the probabilities.

The expected cost of a list S of k classes is, but for a constant, a sum over its lines and over its pairs of lines:

    sum over h in S of u_h  +  sum over pairs h, j in S of kappa * (p_j C[h, j] + p_h C[j, h])
    u_h   = (1 - delta) / k * sum over y not h of p_y C[h, y]  -  p_h * (worth when unlisted - worth when listed)
    kappa = omega / (k - 1) - (1 - delta) / k

Most cases are clear line by line (`workbench.experience.clearlists`). For the others all lists are tried where few are possible.
Where a wrong answer costs the same whichever it is (each truth may have its own price), the pairs collapse into the lines and
sorting is exact. Otherwise lines are added greedily, the cheapest next, and then each is once reconsidered given the others; on
random costs that is the cheapest list in 98 cases of 100, and nearly as cheap in the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np

from workbench.experience.behaviour import Behaviour
from workbench.experience.clearlists import Line, clear_lists, line_of
from workbench.experience.formulas import expected, expected_by_row, least, lists
from workbench.experience.measures import Measure

MOST_LINES = 5
"""A longer list is not read: no longer one is tried, and a case that would need one is worked by hand."""
FEW_LISTS = 200
FEWEST_LISTS = 50
ROWS_AT_ONCE = 4_096
ROWS_IN_CACHE = 4_096
ROWS_TRIED = 1_024


def lines_shown(k: int, classes: int) -> int:
    """Return how many of k lines are shown: a list of all classes narrows nothing down, and choosing from it is work by hand.

    Examples
    --------
    >>> lines_shown(3, 14), lines_shown(3, 2)
    (3, 1)
    """
    return max(1, min(k, classes - 1))


def best_lists(proba: np.ndarray, money: Measure, people: Behaviour, k: int) -> np.ndarray:
    """Return (n, k) intp: the classes to show for each case, given proba (n, K). The order of the lines is not meant."""
    return lists_of_lengths(proba, money, people, (k,))[0]


def lists_of_lengths(proba: np.ndarray, money: Measure, people: Behaviour, lengths: Sequence[int]) -> list[np.ndarray]:
    """Return the same for each of several lengths, ascending, which share most of the work."""
    if not _mostly_clear(proba, money, people, lengths):
        return [_searched(proba, money, people, k) for k in lengths]
    found = []
    for k, (told, sure) in zip(lengths, clear_lists(proba, money, people, lengths), strict=True):
        doubtful = np.flatnonzero(~sure)
        if doubtful.size:
            told[doubtful] = _searched(proba[doubtful], money, people, k)
        found.append(told)
    return found


def _mostly_clear(proba: np.ndarray, money: Measure, people: Behaviour, lengths: Sequence[int]) -> bool:
    """Whether it is worth while to tell the clear cases first: not where few lists are possible, or the first cases are not."""
    if len(money.answer) > 1 or max(comb(proba.shape[1], k) for k in lengths) <= FEWEST_LISTS:
        return False
    _, sure = clear_lists(proba[:ROWS_TRIED], money, people, lengths[-1:])[0]
    return bool(np.count_nonzero(sure) * 2 >= sure.size)


def _searched(proba: np.ndarray, money: Measure, people: Behaviour, k: int) -> np.ndarray:
    if comb(proba.shape[1], k) <= FEW_LISTS:
        return _of_all(proba, money, people, k)
    if _one_price_a_truth(money.answer):
        return _sorted(proba, money, people, k)
    return _greedy(proba, money, people, k)


def all_lists(classes: int, k: int) -> np.ndarray:
    """Return every list of k classes, (D, k), first classes first."""
    return np.array(list(combinations(range(classes), k)), dtype=np.intp)


def _of_all(proba: np.ndarray, money: Measure, people: Behaviour, k: int) -> np.ndarray:
    sets = all_lists(proba.shape[1], k)
    if len(sets) == 1:
        return np.broadcast_to(sets[0], (len(proba), k))
    table = lists(money, people, sets)
    best = np.empty(len(proba), dtype=np.intp)
    for start in range(0, len(proba), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        best[rows] = least(expected_by_row(proba[rows], table if len(table) == 1 else table[rows]))
    return sets[best]


def _one_price_a_truth(answer: np.ndarray) -> bool:
    """Whether all wrong classes cost the same given the truth, so that only being listed matters."""
    classes = answer.shape[2]
    if len(answer) > 1:
        return False
    wrong = answer[0, :classes].copy()
    np.fill_diagonal(wrong, np.nan)
    return bool(np.all(np.nanmax(wrong, axis=0) == np.nanmin(wrong, axis=0)))


def _lines(proba: np.ndarray, money: Measure, line: Line) -> np.ndarray:
    """Return u (n, K), the part of the cost that each line brings by itself."""
    square = money.answer[:, : proba.shape[1]]
    return expected(proba, line.share * square) - proba * line.own.astype(proba.dtype)


def _sorted(proba: np.ndarray, money: Measure, people: Behaviour, k: int) -> np.ndarray:
    """Pairs of one line add up to (k - 1) times its own price, so the k cheapest lines are the cheapest list."""
    classes = proba.shape[1]
    price = money.answer[0, (np.arange(classes) + 1) % classes, np.arange(classes)]
    line = line_of(money, people, k)
    pairs = line.pair * (k - 1) * price
    worth = np.ascontiguousarray((_lines(proba, money, line) + proba * pairs.astype(proba.dtype)).T)
    every, chosen = np.arange(len(proba)), np.empty((len(proba), k), dtype=np.intp)
    for position in range(k):
        chosen[:, position] = least(worth)
        worth[chosen[:, position], every] = np.inf
    return chosen


def _greedy(proba: np.ndarray, money: Measure, people: Behaviour, k: int) -> np.ndarray:
    chosen = np.empty((k, len(proba)), dtype=np.intp)
    line = line_of(money, people, k)
    lines = np.ascontiguousarray(_lines(proba, money, line).T)
    square = money.answer[:, : proba.shape[1]].astype(proba.dtype) * proba.dtype.type(line.pair)
    for start in range(0, len(proba), ROWS_IN_CACHE):
        rows = slice(start, start + ROWS_IN_CACHE)
        by_class = np.ascontiguousarray(proba[rows].T)
        _greedy_block(chosen[:, rows], lines[:, rows], by_class, square if len(square) == 1 else square[rows])
    return chosen.T


def _greedy_block(chosen: np.ndarray, lines: np.ndarray, proba: np.ndarray, square: np.ndarray) -> None:
    """Fill chosen (k, b) in place: the cheapest next line k times, then each line once more given the others. proba (K, b)."""
    every, k = np.arange(proba.shape[1]), len(chosen)
    added: list[np.ndarray] = []
    total = lines.copy()
    worth = np.empty_like(lines)
    for position in range(k):
        np.copyto(worth, total)
        worth[chosen[:position], every] = np.inf
        chosen[position] = least(worth)
        added.append(_pairs_with(chosen[position], proba, square))
        total += added[position]
    for position in range(k):
        total -= added[position]
        np.copyto(worth, total)
        for other in range(k):
            if other != position:
                worth[chosen[other], every] = np.inf
        now = least(worth)
        # Few lines are given up for another, and the rest keep what they add.
        moved = np.flatnonzero(now != chosen[position])
        chosen[position] = now
        if position < k - 1:
            rows = square if len(square) == 1 else square[moved]
            added[position][:, moved] = _pairs_with(now[moved], proba[:, moved], rows)
            total += added[position]


def _pairs_with(line: np.ndarray, proba: np.ndarray, square: np.ndarray) -> np.ndarray:
    """Return (K, b): p_j C[h, j] + p_h C[j, h] for each other line h, where j is the line (b,) chosen for the case."""
    every = np.arange(len(line))
    likely = proba[line, every]
    if len(square) > 1:
        return likely * square[every, :, line].T + proba * square[every, line].T
    pairs = square[0].take(line, axis=1)
    pairs *= likely
    other = square[0].T.take(line, axis=1)
    other *= proba
    pairs += other
    return pairs
