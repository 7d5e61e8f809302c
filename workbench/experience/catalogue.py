"""How the product can behave when it may be wrong: a small catalogue, each priced on the same cases as everything else.

A policy decides from probabilities alone, by the least value of its own formula, and is then scored on the truth: the same
formula with the probabilities replaced by the class that turned out to be true. The fee for asking a model is not in these costs:
it is the hurdle, which the verdict counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.experience.bands import confirmed, lists_shown, lists_to_show, one_to_confirm
from workbench.experience.cascade import Cascade
from workbench.experience.defer import Defer
from workbench.experience.formulas import act, confirm, expected_by_row, holds, least, lists_given_truth, look_up
from workbench.experience.lists import MOST_LINES, lines_shown, lists_of_lengths
from workbench.experience.measures import Measure, Measures
from workbench.experience.policy import Cases, Policy, Scores, chosen_elsewhere, others, tuned
from workbench.experience.sets import Sets
from workbench.experience.undo import Undo
from workbench.pricing.decisions import cheapest_answers
from workbench.scenario import PolicyChoice


class Act(Policy):
    name = "act"
    title = "Act on the top answer"
    short = "act"
    order = "Carry out the top answer"
    doing = "acting on the top answer"
    meaning = "The answer of least expected cost is carried out; nobody looks at it."
    priced_from = "the model"
    people = False

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        answer = cheapest_answers(proba, measures.money.answer)
        return Scores({}, *(look_up(act(m), answer, cases.y) for m in (measures.money, *others(measures))))


class Confirm(Policy):
    name = "confirm"
    title = "Confirm first"
    short = "confirm first"
    order = "Show the top answer and ask"
    doing = "asking for confirmation first"
    meaning = "One answer is shown, yes or change; whoever says no works the case by hand."
    priced_from = "the model, how often people catch a wrong answer, seconds to confirm, work by hand"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        if measures.people.bands:
            shown = one_to_confirm(proba, measures)
            every = (measures.money, *others(measures))
            return Scores({}, *(confirmed(measure, measures, shown, cases.y, proba) for measure in every))
        tables = [confirm(measure, measures.people) for measure in (measures.money, *others(measures))]
        shown = least(expected_by_row(proba, tables[0]))
        return Scores({}, *(look_up(table, shown, cases.y) for table in tables))


class TopK(Policy):
    name = "top-k"
    title = "Show a few answers"
    short = "show {k}"
    order = "Show {k} answers to choose from"
    doing = "showing {k} answers"
    meaning = "The person picks one of a few answers, never all, or none of these and works the case by hand."
    priced_from = "the model, seconds to read and pick, picking wrong, over-reliance, work by hand"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        classes = measures.classes
        if choice.k is None and classes > 2:  # of two classes there is one length
            return _crosswise(*_left_open(proba, measures, cases), measures, cases)
        k = lines_shown(choice.k or 1, classes)
        (shown,) = _Lists.of_lengths((k,), proba, measures, cases)
        return Scores({"k": k}, shown.money, *(shown.given_truth(m, measures, cases) for m in others(measures)))


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
    def of_lengths(cls, lengths: Sequence[int], proba: np.ndarray, measures: Measures, cases: Cases) -> list[_Lists]:
        if measures.people.bands:
            return [cls._by_bands(k, proba, measures, cases) for k in lengths]
        found = []
        for sets in lists_of_lengths(proba, measures.money, measures.people, lengths):
            shown = holds(sets, cases.y)
            found.append(cls(sets, shown, lists_given_truth(measures.money, measures.people, sets, cases.y, shown)))
        return found

    @classmethod
    def _by_bands(cls, k: int, proba: np.ndarray, measures: Measures, cases: Cases) -> _Lists:
        sets = lists_to_show(proba, measures, k)
        shown = (sets == cases.y[:, None]).any(axis=1)
        return cls(sets, shown, lists_shown(measures.money, measures, sets, cases.y, proba, shown), proba)

    def given_truth(self, measure: Measure, measures: Measures, cases: Cases, rows: Any = ...) -> np.ndarray:
        """Return what the lists come to by another measure than money, for some of the cases where not all are asked about."""
        if self.proba is not None:
            return lists_shown(measure, measures, self.sets, cases.y, self.proba, self.shown)[rows]
        if len(measure.answer) > 1:  # a case has its own row there
            return lists_given_truth(measure, measures.people, self.sets, cases.y, self.shown)[rows]
        return lists_given_truth(measure, measures.people, self.sets[rows], cases.y[rows], self.shown[rows])


class Manual(Policy):
    name = "manual"
    title = "Work every case by hand"
    short = "by hand"
    order = "Let people work every case by hand"
    doing = "working every case by hand"
    meaning = "A person works each case from scratch; no model is asked."
    priced_from = "seconds by hand, the wage, people's own errors"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        first = np.zeros(len(cases.y), dtype=np.intp)
        tables = [measure.by_hand[:, None, :] for measure in (measures.money, *others(measures))]
        return Scores({}, *(look_up(table, first, cases.y) for table in tables))


CATALOGUE: tuple[Policy, ...] = (
    Act(),
    Confirm(),
    TopK(),
    Sets(),
    Undo(),
    Defer(),
    Cascade(),
    Manual(),
)


def _left_open(proba: np.ndarray, measures: Measures, cases: Cases) -> tuple[list[_Lists], np.ndarray]:
    """Return the lists of every length, and (F,): which length was cheapest on the other folds."""
    options = _Lists.of_lengths(range(1, lines_shown(MOST_LINES, measures.classes) + 1), proba, measures, cases)
    return options, chosen_elsewhere(np.stack([option.money for option in options]), cases)


def listed(proba: np.ndarray, measures: Measures, cases: Cases, wanted: np.ndarray) -> list[np.ndarray]:
    """Return the list of each case at `wanted` (m,) where its length is left open: as long as was cheapest on the other folds."""
    options, best = _left_open(proba, measures, cases)
    return [options[best[cases.fold[at]]].sets[at] for at in wanted]


def cost_left_open(proba: np.ndarray, measures: Measures, cases: Cases) -> np.ndarray:
    """Return (n,): what these lists cost."""
    options, best = _left_open(proba, measures, cases)
    return np.stack([option.money for option in options])[best[cases.fold], np.arange(len(cases.y))]


def _crosswise(options: list[_Lists], best: np.ndarray, measures: Measures, cases: Cases) -> Scores:
    """Score each fold with the length that was cheapest on the other folds."""
    money, pick = np.stack([option.money for option in options]), best[cases.fold]
    chosen = np.empty((3, len(pick)))
    for index in np.unique(best):
        rows = ... if (best == index).all() else np.flatnonzero(pick == index)
        for found, measure in zip(chosen, others(measures), strict=True):
            found[rows] = options[index].given_truth(measure, measures, cases, rows)
    k = np.array([option.sets.shape[1] for option in options])[best]
    return Scores(tuned("k", k), money[pick, np.arange(len(pick))], *chosen)
