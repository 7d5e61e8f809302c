"""What a screen is worth given the truth: each policy's formula, once, for any measure.

Every function returns (m, D, K): what is shown or done by truth. Given probabilities p, the expected worth is the sum of p times
a row; given the truth, it is the entry itself, so choosing and scoring use the same table.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.experience.behaviour import Behaviour
from workbench.experience.measures import Measure, right_answers
from workbench.pricing.decisions import least as least

Worth = Any
"""A number or an array of any shape: the formulas of a list are the same for one case and for many."""


def act(measure: Measure) -> np.ndarray:
    """The answer is carried out: (m, A, K)."""
    return measure.answer


def confirm(measure: Measure, people: Behaviour) -> np.ndarray:
    """One class is shown, yes or change: (m, K, K). Who says no works the case by hand."""
    classes = measure.answer.shape[2]
    hand = measure.by_hand[:, None, :]
    when_wrong = (1.0 - people.notices_wrong) * measure.answer[:, :classes] + people.notices_wrong * hand
    when_right = people.accepts_right * right_answers(measure.answer) + (1.0 - people.accepts_right) * measure.by_hand
    table = np.where(np.eye(classes, dtype=bool), when_right[:, None, :], when_wrong)
    return measure.confirm + table


def undo(measure: Measure, people: Behaviour) -> np.ndarray:
    """The answer is carried out and can be taken back: (m, A, K). Who does so works the case by hand, also where it was right.

    An answer that is no class is carried out as it is: there is no truth that it could be seen to differ from.
    """
    classes = measure.answer.shape[2]
    acted = measure.answer[:, :classes]
    errors = measure.by_hand - measure.work
    taken_back = (measure.undo + measure.work + (1.0 - measure.stays) * errors)[:, None, :] + measure.stays * acted
    back = np.where(np.eye(classes, dtype=bool), people.takes_back_right, people.notices_in_time)
    table = (1.0 - back) * acted + back * taken_back
    return np.concatenate([table, measure.answer[:, classes:]], axis=1)


def hand_over(measure: Measure) -> np.ndarray:
    """The answers that can be carried out, and as the last row the case handed over to a person: (m, A + 1, K)."""
    rows = max(len(measure.answer), len(measure.review))
    answer = np.broadcast_to(measure.answer, (rows, *measure.answer.shape[1:]))
    review = np.broadcast_to(measure.review[:, None, :], (rows, 1, measure.answer.shape[2]))
    return np.concatenate([answer, review], axis=1)


def inside(measure: Measure, people: Behaviour, right: Worth, hand: Worth, others: Worth, k: Worth, truth: Any = ...) -> Worth:
    """The true class is in the list of k. others: mean worth of the other listed answers; a list of one line has none.

    k: one length for all, or one a case. truth: class of each case, where the other worths are by case; otherwise their last axis
    is the truth.
    """
    slip = np.where(np.equal(k, 1), 0.0, people.picks_wrong)
    by_hand = 1.0 - people.accepts_right - slip
    looked = k * measure.read[truth] + (1.0 - by_hand) * measure.pick[truth]
    return looked + people.accepts_right * right + slip * others + by_hand * hand


def outside(measure: Measure, people: Behaviour, hand: Worth, listed: Worth, k: Worth, truth: Any = ...) -> Worth:
    """The true class is not in the list of k. listed: mean worth of the listed answers. truth: as in `inside`."""
    by_hand = people.notices_wrong
    looked = k * measure.read[truth] + (1.0 - by_hand) * measure.pick[truth]
    return looked + (1.0 - by_hand) * listed + by_hand * hand


def lists(measure: Measure, people: Behaviour, sets: np.ndarray) -> np.ndarray:
    """Each row of sets (D, k) is a list that could be shown: (m, D, K)."""
    k, classes = sets.shape[1], measure.answer.shape[2]
    shown = np.zeros((len(sets), classes), dtype=bool)
    np.put_along_axis(shown, sets, True, axis=1)
    total = np.einsum("dh,mhk->mdk", shown.astype(float), measure.answer[:, :classes])
    right, hand = right_answers(measure.answer)[:, None, :], measure.by_hand[:, None, :]
    others = (total - right) / max(k - 1, 1)
    listed, unlisted = inside(measure, people, right, hand, others, k), outside(measure, people, hand, total / k, k)
    return np.asarray(np.where(shown, listed, unlisted))


def lists_given_truth(
    measure: Measure, people: Behaviour, sets: np.ndarray, y: np.ndarray, shown: np.ndarray | None = None
) -> np.ndarray:
    """Return (n,): the worth of each case's own list, sets (n, k), given its true class y (n,).

    shown (n,): whether the true class is in the list, where that is known already.
    """
    k = sets.shape[1]
    shown = holds(sets, y) if shown is None else shown
    if len(measure.answer) == 1:
        return _lists_by_class(measure, people, sets, y, shown)
    case = np.arange(len(y))
    total = measure.answer[case, sets[:, 0], y]
    for line in range(1, k):
        total = total + measure.answer[case, sets[:, line], y]
    right, hand = measure.answer[case, y, y], measure.by_hand[case, y]
    others = (total - right) / max(k - 1, 1)
    listed, unlisted = inside(measure, people, right, hand, others, k, y), outside(measure, people, hand, total / k, k, y)
    return np.asarray(np.where(shown, listed, unlisted))


def _lists_by_class(measure: Measure, people: Behaviour, sets: np.ndarray, y: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """Do the same where a case is worth what its truth says: a look-up by class, and so much for each unit of the list's sum."""
    k, classes = sets.shape[1], measure.answer.shape[2]
    right, hand = right_answers(measure.answer)[0], measure.by_hand[0]
    unlisted = outside(measure, people, hand, 0.0, k)
    listed = inside(measure, people, right, hand, -right / max(k - 1, 1), k)
    worth = np.stack([unlisted, listed]).ravel().take(shown * classes + y)
    if measure.only_people:  # answers are worth nothing, whichever is listed
        return worth
    answer, total = measure.answer[0].ravel(), np.zeros(len(y))
    for line in range(k):
        total += answer.take(sets[:, line] * classes + y)
    slip = 0.0 if k == 1 else people.picks_wrong / (k - 1)
    total *= np.array([(1.0 - people.notices_wrong) / k, slip]).take(shown)
    return worth + total


def holds(sets: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (n,) bool: whether a list (n, k) holds the true class y (n,)."""
    return np.logical_or.reduce([sets[:, line] == y for line in range(sets.shape[1])])


def expected(proba: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Return (n, D): the expected worth of each row of a table (m, D, K) given proba (n, K), in the precision of proba."""
    if len(table) == 1:
        return proba @ table[0].T.astype(proba.dtype)
    return np.einsum("ik,idk->id", proba, table)


def expected_by_row(proba: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Return (D, n): the same as `expected`, one row a decision."""
    if len(table) == 1:
        return table[0].astype(proba.dtype) @ proba.T
    return np.einsum("ik,idk->di", proba, table)


def look_up(table: np.ndarray, decision: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (n,): the entry of a table (m, D, K) for each case's decision (n,) and truth (n,)."""
    if len(table) == 1:
        return table[0].ravel().take(decision * table.shape[2] + y)
    return table[np.arange(len(y)), decision, y]
