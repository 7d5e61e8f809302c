"""What a case is worth, in four measures that go through the same formulas: money, seconds, share by hand, share wrong.

A policy's expected money, people's time, cases worked by hand and wrong endings differ only in what is put into the formula.
So each formula is written once (`formulas`), and "the derivative of cost by wage is people's seconds" holds by construction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.experience.behaviour import Behaviour


@dataclass(frozen=True, eq=False)
class Measure:
    """One unit of account. m is 1, or the number of cases where a cost depends on the case.

    answer (m, A, K): worth of an answer given the truth. by_hand (m, K): worth of a case worked by hand from scratch.
    review (m, K): worth of a case handed over to a person. read, pick, confirm: worth of one such step.
    only_people: answers are worth nothing, and a case by hand the same whatever the truth.
    """

    answer: np.ndarray
    by_hand: np.ndarray
    review: np.ndarray
    read: float
    pick: float
    confirm: float
    only_people: bool = False


@dataclass(frozen=True, eq=False)
class Measures:
    money: Measure
    seconds: Measure
    human: Measure
    wrong: Measure
    people: Behaviour

    @property
    def classes(self) -> int:
        return int(self.money.answer.shape[2])


def measures(cost: np.ndarray, people: Behaviour) -> Measures:
    """Return the four measures of a cost model (1 or n, A, K) with these people."""
    classes = cost.shape[2]
    errors = answers_by_hand(cost, people.by_hand_error)
    money = Measure(
        cost,
        people.hand_price + errors,
        people.review_price + errors,
        people.wage * people.read,
        people.wage * people.pick,
        people.wage * people.confirm,
    )
    nothing, each = np.zeros((1, *cost.shape[1:])), np.ones((1, classes))
    hand_seconds = people.by_hand * each
    seconds = Measure(nothing, hand_seconds, hand_seconds, people.read, people.pick, people.confirm, True)
    human = Measure(nothing, each, each, 0.0, 0.0, 0.0, True)
    dearer = (cost > cost.min(axis=1, keepdims=True)).astype(float)
    wrong_by_hand = answers_by_hand(dearer, people.by_hand_error)
    wrong = Measure(dearer, wrong_by_hand, wrong_by_hand, 0.0, 0.0, 0.0)
    return Measures(money, seconds, human, wrong, people)


def answers_by_hand(answer: np.ndarray, error: float) -> np.ndarray:
    """Return (m, K): worth of the class a person finds by hand, given the truth; errors are spread evenly over the other classes.

    Examples
    --------
    >>> answers_by_hand(np.array([[[0.0, 10.0], [10.0, 0.0]]]), 0.02)
    array([[0.2, 0.2]])
    """
    classes = answer.shape[2]
    right = right_answers(answer)
    others = (answer[:, :classes].sum(axis=1) - right) / (classes - 1)
    return (1.0 - error) * right + error * others


def right_answers(answer: np.ndarray) -> np.ndarray:
    """Return (m, K): worth of answering the true class."""
    return np.diagonal(answer[:, : answer.shape[2]], axis1=1, axis2=2)
