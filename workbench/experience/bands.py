"""People who behave otherwise with what is shown as sure than with what is shown as unsure: screens priced band by band.

Each formula is used as it is, once with each band's shares of right answers accepted and of wrong ones noticed. Which of them
holds for a case depends on what is shown, since a list is shown with the confidence of its surest line: so every decision is
weighed with the behaviour that it would meet itself, and the cheapest is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import comb

import numpy as np

from workbench.experience.behaviour import Behaviour
from workbench.experience.formulas import confirm, expected_by_row, least, lists, lists_given_truth, look_up
from workbench.experience.lists import FEW_LISTS, ROWS_AT_ONCE, all_lists, best_lists
from workbench.experience.measures import Measure, Measures
from workbench.pricing.prevalence import real_proba

SLACK = 1e-6
"""Probabilities are kept in four bytes, in which .9 is a little less than .9."""

Table = Callable[[Measure, Behaviour], np.ndarray]


def by_band(people: Behaviour) -> tuple[Behaviour, ...]:
    """Return how people behave below all bands, and then in each of them (B + 1)."""
    plain = replace(people, bands=())
    return (plain, *(replace(plain, accepts_right=accepts, notices_wrong=notices) for _, accepts, notices in people.bands))


def band_of(people: Behaviour, confidence: np.ndarray) -> np.ndarray:
    """Return the place in `by_band` of each confidence, in its shape."""
    edges = np.array([edge for edge, _, _ in people.bands])
    return np.searchsorted(edges - SLACK, confidence, side="right")


def one_to_confirm(proba: np.ndarray, measures: Measures) -> np.ndarray:
    """Return (n,): the class whose being asked about is expected to cost least, given proba (n, K)."""
    return _cheapest(confirm, np.arange(proba.shape[1])[:, None], proba, measures)


def confirmed(measure: Measure, measures: Measures, shown: np.ndarray, y: np.ndarray, proba: np.ndarray) -> np.ndarray:
    """Return (n,): what asking about the class `shown` (n,) comes to, given the truth y (n,)."""
    found = np.empty(len(y))
    for who, rows in _apart(measures, proba, shown[:, None]):
        found[rows] = look_up(confirm(measure.of(rows), who), shown[rows], y[rows])
    return found


def lists_to_show(proba: np.ndarray, measures: Measures, k: int) -> np.ndarray:
    """Return (n, k): the classes to show for each case.

    Where there are few lists all are weighed. Otherwise it is the cheapest of those that are best if all cases were in one band.
    """
    classes, people, money = proba.shape[1], measures.people, measures.money
    if comb(classes, k) <= FEW_LISTS:
        every = all_lists(classes, k)
        return np.asarray(every[_cheapest(lambda measure, who: lists(measure, who, every), every, proba, measures)])
    options = np.stack([best_lists(proba, money, who, k) for who in by_band(people)])
    chosen, in_order = options[0].copy(), np.sort(options)
    rest = np.flatnonzero((in_order[1:] != in_order[0]).any(axis=(0, 2)))
    if rest.size:
        some = replace(measures, money=money.of(rest))
        worth = np.stack([_expected(proba[rest], some, sets[rest]) for sets in options])
        chosen[rest] = options[worth.argmin(axis=0), rest]
    return np.asarray(chosen)


def lists_shown(
    measure: Measure, measures: Measures, sets: np.ndarray, y: np.ndarray, proba: np.ndarray, held: np.ndarray | None = None
) -> np.ndarray:
    """Return (n,): the worth of each case's own list, sets (n, k), as `formulas.lists_given_truth`, each in its band.

    held (n,): whether the true class is in the list, where that is known already.
    """
    found = np.empty(len(y))
    for who, rows in _apart(measures, proba, sets):
        known = None if held is None else held[rows]
        found[rows] = lists_given_truth(measure.of(rows), who, sets[rows], y[rows], known)
    return found


def _apart(measures: Measures, proba: np.ndarray, sets: np.ndarray) -> Iterator[tuple[Behaviour, np.ndarray]]:
    """Go through the bands that lists (n, k) are shown in, with the positions of their cases."""
    confidence = np.take_along_axis(real_proba(proba, measures.weight), sets, axis=1).max(axis=1)
    place = band_of(measures.people, confidence)
    for index, who in enumerate(by_band(measures.people)):
        rows = np.flatnonzero(place == index)
        if rows.size:
            yield who, rows


def _cheapest(table: Table, sets: np.ndarray, proba: np.ndarray, measures: Measures) -> np.ndarray:
    """Return (n,): the row of sets (D, k) that is expected to cost least, each with the behaviour of its own band."""
    best, money, bands = np.empty(len(proba), dtype=np.intp), measures.money, by_band(measures.people)
    plain = None if len(money.answer) > 1 else [table(money, who) for who in bands]
    for start in range(0, len(proba), ROWS_AT_ONCE):
        rows = np.arange(start, min(start + ROWS_AT_ONCE, len(proba)))
        some, own = proba[rows], money.of(rows)
        place = band_of(measures.people, real_proba(some, measures.weight).T[sets].max(axis=1))
        tables = [table(own, who) for who in bands] if plain is None else plain
        worth = expected_by_row(some, tables[0])
        for index in range(1, len(tables)):
            np.copyto(worth, expected_by_row(some, tables[index]), where=place == index)
        best[rows] = least(worth)
    return best


def _expected(proba: np.ndarray, measures: Measures, sets: np.ndarray) -> np.ndarray:
    """Return (n,): what each case's own list is expected to cost."""
    total = np.zeros(len(proba))
    for truth in range(proba.shape[1]):
        total += proba[:, truth] * lists_shown(measures.money, measures, sets, np.full(len(proba), truth), proba)
    return total
