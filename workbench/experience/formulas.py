"""What a screen is worth given the truth: each policy's formula, once, for any measure.

Every function returns (m, D, K): what is shown or done by truth. Given probabilities p, the expected worth is the sum of p times
a row; given the truth, it is the entry itself, so choosing and scoring use the same table.
"""

from __future__ import annotations

import numpy as np

from workbench.experience.behaviour import Behaviour
from workbench.experience.measures import Measure, right_answers


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


def hand_over(measure: Measure) -> np.ndarray:
    """The answers that can be carried out, and as the last row the case handed over to a person: (m, A + 1, K)."""
    rows = max(len(measure.answer), len(measure.review))
    answer = np.broadcast_to(measure.answer, (rows, *measure.answer.shape[1:]))
    review = np.broadcast_to(measure.review[:, None, :], (rows, 1, measure.answer.shape[2]))
    return np.concatenate([answer, review], axis=1)


def inside(measure: Measure, people: Behaviour, right: np.ndarray, hand: np.ndarray, others: np.ndarray, k: int) -> np.ndarray:
    """The true class is in the list of k. others: mean worth of the other listed answers; a list of one line has none."""
    slip = 0.0 if k == 1 else people.picks_wrong
    by_hand = 1.0 - people.accepts_right - slip
    looked = k * measure.read + (1.0 - by_hand) * measure.pick
    return looked + people.accepts_right * right + slip * others + by_hand * hand


def outside(measure: Measure, people: Behaviour, hand: np.ndarray, listed: np.ndarray, k: int) -> np.ndarray:
    """The true class is not in the list of k. listed: mean worth of the listed answers."""
    by_hand = people.notices_wrong
    looked = k * measure.read + (1.0 - by_hand) * measure.pick
    return looked + (1.0 - by_hand) * listed + by_hand * hand


def lists(measure: Measure, people: Behaviour, sets: np.ndarray) -> np.ndarray:
    """Each row of sets (D, k) is a list that could be shown: (m, D, K)."""
    k, classes = sets.shape[1], measure.answer.shape[2]
    shown = np.zeros((len(sets), classes), dtype=bool)
    np.put_along_axis(shown, sets, True, axis=1)
    total = np.einsum("dh,mhk->mdk", shown.astype(float), measure.answer[:, :classes])
    right, hand = right_answers(measure.answer)[:, None, :], measure.by_hand[:, None, :]
    others = (total - right) / max(k - 1, 1)
    return np.where(shown, inside(measure, people, right, hand, others, k), outside(measure, people, hand, total / k, k))


def lists_given_truth(measure: Measure, people: Behaviour, sets: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (n,): the worth of each case's own list, sets (n, k), given its true class y (n,)."""
    k = sets.shape[1]
    case = np.arange(len(y)) if len(measure.answer) > 1 else np.zeros(len(y), dtype=np.intp)
    total = measure.answer[case[:, None], sets, y[:, None]].sum(axis=1)
    right, hand = measure.answer[case, y, y], measure.by_hand[case if len(measure.by_hand) > 1 else 0, y]
    others = (total - right) / max(k - 1, 1)
    shown = (sets == y[:, None]).any(axis=1)
    return np.where(shown, inside(measure, people, right, hand, others, k), outside(measure, people, hand, total / k, k))
