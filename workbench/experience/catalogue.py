"""How the product can behave when it may be wrong: a small catalogue, each priced on the same cases as everything else.

A policy decides from probabilities alone, by the least value of its own formula, and is then scored on the truth: the same
formula with the probabilities replaced by the class that turned out to be true. The fee for asking a model is not in these costs:
it is the hurdle, which the verdict counts once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.experience.bands import confirmed, lists_shown, lists_to_show, one_to_confirm
from workbench.experience.formulas import act, confirm, expected_by_row, hand_over, least, lists_given_truth, look_up
from workbench.experience.lists import best_lists, lines_shown
from workbench.experience.measures import Measure, Measures
from workbench.pricing.decisions import cheapest_answers
from workbench.scenario import PolicyChoice

MOST_LINES = 5


@dataclass(frozen=True, eq=False)
class Cases:
    """What a policy is scored on: truth y (n,), fold (n,), and how many cases each row stands for, weight (n,)."""

    y: np.ndarray
    fold: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True, eq=False)
class Scores:
    """Per row of the cases (n,): money, people's seconds, probability of ending by hand and of ending wrong.

    money is (R, n) once several repeats are put together, since how sure a figure is depends on how repeats differ.
    """

    parameters: dict[str, Any]
    money: np.ndarray
    seconds: np.ndarray
    human: np.ndarray
    wrong: np.ndarray


class Policy(ABC):
    """name, title and meaning are shown. priced_from: what its price rests on. people: whether it takes people."""

    name: str
    title: str
    meaning: str
    priced_from: str
    people: bool

    @abstractmethod
    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        """Decide from proba (n, K), then score on the truth."""


def _others(measures: Measures) -> tuple[Measure, Measure, Measure]:
    return measures.seconds, measures.human, measures.wrong


class Act(Policy):
    name = "act"
    title = "Act on the top answer"
    meaning = "The answer of least expected cost is carried out; nobody looks at it."
    priced_from = "the model"
    people = False

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        answer = cheapest_answers(proba, measures.money.answer)
        return Scores({}, *(look_up(act(m), answer, cases.y) for m in (measures.money, *_others(measures))))


class Confirm(Policy):
    name = "confirm"
    title = "Confirm first"
    meaning = "One answer is shown, yes or change; whoever says no works the case by hand."
    priced_from = "the model, how often people catch a wrong answer, seconds to confirm, work by hand"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        if measures.people.bands:
            shown = one_to_confirm(proba, measures)
            every = (measures.money, *_others(measures))
            return Scores({}, *(confirmed(measure, measures, shown, cases.y, proba) for measure in every))
        tables = [confirm(measure, measures.people) for measure in (measures.money, *_others(measures))]
        shown = least(expected_by_row(proba, tables[0]))
        return Scores({}, *(look_up(table, shown, cases.y) for table in tables))


class TopK(Policy):
    name = "top-k"
    title = "Show a few answers"
    meaning = "The person picks one of a few answers, never all, or none of these and works the case by hand."
    priced_from = "the model, seconds to read and pick, picking wrong, over-reliance, work by hand"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        classes = measures.classes
        if choice.k is not None:
            return self._of_length(lines_shown(choice.k, classes), proba, measures, cases)
        lengths = range(1, lines_shown(MOST_LINES, classes) + 1)
        return _crosswise([_Lists.of_length(k, proba, measures, cases) for k in lengths], measures, cases)

    def _of_length(self, k: int, proba: np.ndarray, measures: Measures, cases: Cases) -> Scores:
        shown = _Lists.of_length(k, proba, measures, cases)
        return Scores({"k": k}, shown.money, *(shown.given_truth(m, measures, cases) for m in _others(measures)))


@dataclass(frozen=True, eq=False)
class _Lists:
    """The lists of one length: sets (n, k), whether they hold the truth (n,), and money (n,).

    proba (n, K): what they were chosen by, where people go by how sure it is; otherwise None.
    """

    sets: np.ndarray
    shown: np.ndarray
    money: np.ndarray
    proba: np.ndarray | None = None

    @classmethod
    def of_length(cls, k: int, proba: np.ndarray, measures: Measures, cases: Cases) -> _Lists:
        if measures.people.bands:
            sets = lists_to_show(proba, measures, k)
            shown = (sets == cases.y[:, None]).any(axis=1)
            return cls(sets, shown, lists_shown(measures.money, measures, sets, cases.y, proba, shown), proba)
        sets = best_lists(proba, measures.money, measures.people, k)
        shown = (sets == cases.y[:, None]).any(axis=1)
        return cls(sets, shown, lists_given_truth(measures.money, measures.people, sets, cases.y, shown))

    def given_truth(self, measure: Measure, measures: Measures, cases: Cases, rows: Any = ...) -> np.ndarray:
        """Return what the lists come to by another measure than money, for some of the cases where not all are asked about."""
        if self.proba is not None:
            return lists_shown(measure, measures, self.sets, cases.y, self.proba, self.shown)[rows]
        if len(measure.answer) > 1:  # a case has its own row there
            return lists_given_truth(measure, measures.people, self.sets, cases.y, self.shown)[rows]
        return lists_given_truth(measure, measures.people, self.sets[rows], cases.y[rows], self.shown[rows])


class Defer(Policy):
    name = "defer"
    title = "Hand unsure cases to a person"
    meaning = "The product acts where that is cheaper; a person decides the cases where handing over saves most."
    priced_from = "the model, what a person's look costs, how many cases people can take, their errors"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        tables = [hand_over(measure) for measure in (measures.money, *_others(measures))]
        costs = expected_by_row(proba, tables[0])
        person = len(costs) - 1
        answer = least(costs[:person])
        share = handed_over(_gain(costs, proba, measures), choice.capacity, cases.weight * measures.weight[cases.y])
        scored = []
        for table in tables:
            acted, handed = look_up(table, answer, cases.y), look_up(table, np.full(len(answer), person), cases.y)
            scored.append(acted + share * (handed - acted))
        return Scores({"capacity": choice.capacity}, *scored)


class Manual(Policy):
    name = "manual"
    title = "Work every case by hand"
    meaning = "A person works each case from scratch; no model is asked."
    priced_from = "seconds by hand, the wage, people's own errors"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        first = np.zeros(len(cases.y), dtype=np.intp)
        tables = [measure.by_hand[:, None, :] for measure in (measures.money, *_others(measures))]
        return Scores({}, *(look_up(table, first, cases.y) for table in tables))


CATALOGUE: tuple[Policy, ...] = (Act(), Confirm(), TopK(), Defer(), Manual())


def handed_over(gain: np.ndarray, capacity: float, weight: np.ndarray) -> np.ndarray:
    """Return (n,): the share of each row that goes to a person, who can take `capacity` of all cases.

    The cases where handing over saves most go first, and only where it saves something. Rows that tie at the limit share what is
    left evenly, so that the order of the rows changes nothing.

    Examples
    --------
    >>> handed_over(np.array([2.4, 1.4, -0.6, 0.4]), 0.25, np.ones(4))
    array([1., 0., 0., 0.])
    """
    worth_it = gain > 0
    room = capacity * weight.sum()
    if weight[worth_it].sum() <= room:
        return worth_it.astype(float)
    order = np.argsort(-gain, kind="stable")
    limit = gain[order[np.searchsorted(np.cumsum(weight[order]), room * (1 - 1e-12))]]
    above, tied = gain > limit, gain == limit
    left = (room - weight[above].sum()) / weight[tied].sum()
    return above + np.clip(left, 0.0, 1.0) * tied


def handed_share(proba: np.ndarray, measures: Measures, capacity: float, weight: np.ndarray) -> np.ndarray:
    """Return (n,): the share of each case that `defer` gives to a person. proba (n, K); weight (n,): real-life cases by row."""
    costs = expected_by_row(proba, hand_over(measures.money))
    return handed_over(_gain(costs, proba, measures), capacity, weight)


def _gain(costs: np.ndarray, proba: np.ndarray, measures: Measures) -> np.ndarray:
    """Return (n,): what handing a case over is expected to save, in one real-life case.

    costs (A + 1, n): of each answer and, last, of handing over, in all that a row of the table stands for.
    """
    gain = costs[:-1].min(axis=0) - costs[-1]
    weight = measures.weight
    return gain if (weight == weight[0]).all() else gain / (proba @ weight)


def _crosswise(options: list[_Lists], measures: Measures, cases: Cases) -> Scores:
    """Score each fold with the length that was cheapest on the other folds."""
    money = np.stack([option.money for option in options])
    folds = int(cases.fold.max()) + 1
    sums = np.stack([np.bincount(cases.fold, weights=cases.weight * row, minlength=folds) for row in money])
    best = (sums.sum(axis=1, keepdims=True) - sums).argmin(axis=0)
    pick = best[cases.fold]
    chosen = np.empty((3, len(pick)))
    for index in np.unique(pick):
        rows = np.flatnonzero(pick == index)
        for found, measure in zip(chosen, _others(measures), strict=True):
            found[rows] = options[index].given_truth(measure, measures, cases, rows)
    k = int(np.median([options[index].sets.shape[1] for index in best]))
    return Scores({"k": k}, money[pick, np.arange(len(pick))], *chosen)
