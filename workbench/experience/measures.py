"""What a case is worth, in four measures that go through the same formulas: money, seconds, share by hand, share wrong.

A policy's expected money, people's time, cases worked by hand and wrong endings differ only in what is put into the formula.
So each formula is written once (`formulas`), and "the derivative of cost by wage is people's seconds" holds by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from workbench.experience.behaviour import Behaviour


@dataclass(frozen=True, eq=False)
class Measure:
    """One unit of account. m is 1, or the number of cases where a cost depends on the case.

    answer (m, A, K): worth of an answer given the truth. by_hand (m, K): worth of a case worked by hand from scratch.
    review (m, K): worth of a case handed over to a person. read, pick, confirm, undo (K,): worth of one such step, given the
    truth. work (K,): the part of by_hand that is no error. only_people: answers are worth nothing, and a case by hand the same in
    all rows. stays: the share of a wrong answer's worth that stays when it is taken back.
    """

    answer: np.ndarray
    by_hand: np.ndarray
    review: np.ndarray
    read: np.ndarray
    pick: np.ndarray
    confirm: np.ndarray
    undo: np.ndarray
    work: np.ndarray
    only_people: bool = field(default=False, kw_only=True)
    stays: float = field(default=0.0, kw_only=True)

    def of(self, rows: np.ndarray) -> Measure:
        """Return the measure for some of the cases, where each has its own costs; otherwise as it is."""
        if len(self.answer) == 1:
            return self
        answer, by_hand, review = (part if len(part) == 1 else part[rows] for part in (self.answer, self.by_hand, self.review))
        return replace(self, answer=answer, by_hand=by_hand, review=review)


@dataclass(frozen=True, eq=False)
class Measures:
    """weight (K,): how many real-life cases a case of each class stands for; it is in all that is measured."""

    money: Measure
    seconds: Measure
    human: Measure
    wrong: Measure
    people: Behaviour
    weight: np.ndarray

    @property
    def classes(self) -> int:
        return int(self.money.answer.shape[2])


def measures(cost: np.ndarray, people: Behaviour, weight: np.ndarray | None = None) -> Measures:
    """Return the four measures of a cost model (1 or n, A, K) with these people.

    weight (K,): how many real-life cases a case of each class stands for, as `CostModel.weight`. It is in `cost` already; what
    people do is multiplied by it here, so that means over the table's cases are those of real life.
    """
    weight = np.ones(cost.shape[2]) if weight is None else weight
    errors = answers_by_hand(cost, people.errors)
    money = Measure(
        cost,
        people.hand_price * weight + errors,
        people.review_price * weight + errors,
        people.wage * people.read * weight,
        people.wage * people.pick * weight,
        people.wage * people.confirm * weight,
        (people.wage * people.undo + people.undo_fee) * weight,
        people.hand_price * weight,
        stays=people.unrecovered,
    )
    nothing, each, never = np.zeros((1, *cost.shape[1:])), weight[np.newaxis], np.zeros(len(weight))
    hand_seconds = people.by_hand * each
    steps = people.read * weight, people.pick * weight, people.confirm * weight, people.undo * weight
    seconds = Measure(nothing, hand_seconds, hand_seconds, *steps, hand_seconds[0], only_people=True)
    human = Measure(nothing, each, each, never, never, never, never, weight, only_people=True)
    dearer = (cost > cost.min(axis=1, keepdims=True)) * weight
    wrong_by_hand = answers_by_hand(dearer, people.errors)
    wrong = Measure(dearer, wrong_by_hand, wrong_by_hand, never, never, never, never, never)
    return Measures(money, seconds, human, wrong, people, weight)


def answers_by_hand(answer: np.ndarray, error: float | np.ndarray) -> np.ndarray:
    """Return (m, K): worth of the class a person finds by hand, given the truth; errors are spread evenly over the other classes.

    error: share of cases of each class that a person gets wrong, (K,), or one share for all.

    Examples
    --------
    >>> answers_by_hand(np.array([[[0.0, 10.0], [10.0, 0.0]]]), 0.02)
    array([[0.2, 0.2]])
    >>> answers_by_hand(np.array([[[0.0, 10.0], [10.0, 0.0]]]), np.array([0.02, 0.1]))
    array([[0.2, 1. ]])
    """
    classes = answer.shape[2]
    right = right_answers(answer)
    others = (answer[:, :classes].sum(axis=1) - right) / (classes - 1)
    return (1.0 - error) * right + error * others


def right_answers(answer: np.ndarray) -> np.ndarray:
    """Return (m, K): worth of answering the true class."""
    return np.diagonal(answer[:, : answer.shape[2]], axis1=1, axis2=2)
