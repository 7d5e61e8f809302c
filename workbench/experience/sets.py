"""Only as many as needed: a list per case that holds the right answer in a stated share of cases, whatever the model."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.experience.anylength import Lists
from workbench.experience.behaviour import Behaviour
from workbench.experience.conformal import scores, thresholds
from workbench.experience.conformal_two import thresholds_of_two
from workbench.experience.lists import MOST_LINES, lines_shown
from workbench.experience.measures import Measure, Measures
from workbench.experience.policy import Cases, Policy, Scores, cheapest_of, on_the_others, others, summed_by_fold, tuned
from workbench.pricing.prevalence import real_proba, to_real
from workbench.scenario import PolicyChoice

COVERAGES = (0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""What is tried where no coverage is asked for."""
MOST_KEPT = 4


class Sets(Policy):
    """Told besides prices, shares of real-life cases: how many sets held the truth, lines of a list, lists of one line and how
    many of those were wrong, and cases with no list, as nothing or too much was likely enough."""

    name = "sets"
    title = "Show as many answers as needed"
    short = "as many as needed"
    order = "Show as many answers as needed to choose from"
    doing = "showing as many answers as needed"
    meaning = (
        "A list long enough to hold the right answer in a stated share of cases: short where the model is sure, longer where it "
        f"is not. Where no answer would be on it, every answer, or more than {MOST_LINES}, the case is worked by hand."
    )
    priced_from = (
        "the model, the share of lists that hold the right answer, seconds to read and pick, picking wrong, work by hand"
    )
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        lists, money, parameters = decided(proba, measures, choice, cases)
        rest = (lists.worth(measure, measures.people, cases.y)[:, 0] for measure in others(measures))
        return Scores(parameters, money, *rest, seen=lists.seen(measures.weight[cases.y]))

    def told(self, means: Mapping[str, float]) -> dict[str, float]:
        alone = means["single"]
        error = {"singleton_error": means["single and wrong"] / alone} if alone > 0 else {}
        return {"covered": means["covered"], "lines": means["lines"], "singletons": alone, **error, "no_list": means["no list"]}


def asked(choice: PolicyChoice) -> np.ndarray:
    """Return (G,): the coverages to try, least first."""
    return np.array(COVERAGES if choice.coverage is None else [choice.coverage])


def decided(
    proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases
) -> tuple[Lists, np.ndarray, dict[str, Any]]:
    """Return each case's own list, what it costs (n,), and the coverage: of each fold the one that was cheapest on the others.

    Where cases are alike all have the same list, and what is chosen is its length: whether the last class that a coverage asks
    for is let in would be left to chance, and a model would look good against that.
    """
    coverage = asked(choice)
    key = measures.weight.tobytes(), coverage.tobytes()

    def made() -> Tried:
        return same_lists(proba, measures, cases) if cases.alike else lists_at(proba, measures, coverage, cases)

    tried: Tried = cases.remembered("lists", key, made)
    best, money = tried.cheapest(measures.money, measures.people, cases)
    pick = best[cases.fold]
    if cases.alike:
        parameters = tuned("k", best + 1)
    else:
        parameters = tuned("coverage", coverage[best]) if choice.coverage is None else {"coverage": choice.coverage}
    own: Lists = cases.remembered("own lists", (*key, best.tobytes()), lambda: tried.own.at(pick))
    return own, money[np.arange(len(pick)), pick], parameters


def real_scores(proba: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return (n, K): conformal scores of real-life probabilities, given those of the table (n, K) and its weights (K,)."""
    if proba.shape[1] == 2:
        second = to_real(proba[:, 1].astype(np.float64), weight)
        return scores(np.stack([1.0 - second, second], axis=1))
    return scores(real_proba(proba.astype(np.float64), weight))


_limits: WeakKeyDictionary[Prediction, dict[Hashable, np.ndarray]] = WeakKeyDictionary()


def limits(seen: Prediction, y: np.ndarray, fold: np.ndarray, weight: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """Return (F, G): the scores up to which either of two classes is let in, over all cases of a candidate's one repeat.

    No cost enters, so they are worked out once. y, fold (n,); weight (K,): real-life cases for each case of a class.
    """
    kept, key = _limits.setdefault(seen, {}), (weight.tobytes(), coverage.tobytes())
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = thresholds_of_two(seen, y, fold, weight, coverage)
    return kept[key]


@dataclass(frozen=True, eq=False)
class Tried:
    """Every case's lists at G coverages: those it gets, and those that its fold's share in another fold's choice rests on.

    own: by the thresholds of its own fold, which the other folds set. case, fold, moved (m,): lists of `case` by the thresholds
    of another fold, `fold`, wherever they are not its own ones at some coverage.
    """

    own: Lists
    case: np.ndarray
    fold: np.ndarray
    moved: Lists

    def cheapest(self, measure: Measure, people: Behaviour, cases: Cases) -> tuple[np.ndarray, np.ndarray]:
        """Return (F,) the coverage of each fold and (n, G) what each case's own lists cost.

        A fold's coverage is the one that is cheapest on the other folds by the fold's own thresholds: by what the others know,
        as a team would set both on its past cases. So what turned out to be true in the fold has no say in it.
        """
        folds = int(cases.fold.max()) + 1
        money = self.own.worth(measure, people, cases.y)
        elsewhere = on_the_others(summed_by_fold(money.T * cases.weight, cases.fold, folds))
        if len(self.case):
            more = self.moved.worth(measure.of(self.case), people, cases.y[self.case]) - money[self.case]
            elsewhere += summed_by_fold(more.T * cases.weight[self.case], self.fold, folds)
        return cheapest_of(elsewhere), money


def lists_at(proba: np.ndarray, measures: Measures, coverage: np.ndarray, cases: Cases) -> Tried:
    """Return the lists of each coverage (G,): thresholds of a fold come from the other folds."""
    found = real_scores(proba, measures.weight)
    known = found[np.arange(len(cases.y)), cases.y]
    limit = thresholds(known, cases.weight * measures.weight[cases.y], cases.weight, cases.fold, coverage)
    beyond = _beyond(found, limit[cases.fold])
    case, fold, moved = _moved(found, beyond, limit, cases.fold)
    by_others = _lists(moved, found[case], known[case], limit[fold])
    return Tried(_lists(beyond, found, known, limit[cases.fold]), case, fold, by_others)


def _beyond(found: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """Return (n, K) int8: how many of a case's thresholds (n, G) each of its scores (n, K) lies beyond."""
    beyond = np.zeros(found.shape, dtype=np.int8)
    for each in limit.T:
        beyond += found > each[:, np.newaxis]
    return beyond


def _lists(beyond: np.ndarray, found: np.ndarray, known: np.ndarray, limit: np.ndarray) -> Lists:
    entered = np.flatnonzero(beyond < limit.shape[1])
    row, answer = np.divmod(entered.astype(np.int32 if found.size < 2**31 else np.int64), found.shape[1])
    held = known[:, np.newaxis] <= limit
    return Lists(row, answer, beyond.ravel()[entered], held, 1.0 - found.min(axis=1), found.shape[1])


def _moved(
    found: np.ndarray, beyond: np.ndarray, limit: np.ndarray, fold: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return case (m,), fold (m,) and beyond (m, K): what another fold's thresholds, of limit (F, G), let into a case's lists.

    Folds differ little in their thresholds, so only the few cases are looked at that have a class between two of them.
    """
    low, high = limit.min(axis=0), limit.max(axis=0)
    between = np.zeros(len(found), dtype=bool)
    for least, most in zip(low[low < high], high[low < high], strict=True):
        between |= ((found > least) & (found <= most)).any(axis=1)
    case, by, moved = [], [], []
    for number, ends in enumerate(limit):
        near = np.flatnonzero(between & (fold != number))
        counted = _beyond(found[near], np.broadcast_to(ends, (len(near), len(ends))))
        other = (counted != beyond[near]).any(axis=1)
        case.append(near[other])
        by.append(np.full(int(other.sum()), number))
        moved.append(counted[other])
    return np.concatenate(case), np.concatenate(by), np.concatenate(moved)


def same_lists(proba: np.ndarray, measures: Measures, cases: Cases) -> Tried:
    """Return lists of the likeliest class, of the two likeliest and so on, as if they were those of rising coverages."""
    found = real_scores(proba, measures.weight)
    n, classes = found.shape
    lengths = lines_shown(MOST_LINES, classes)
    order = np.argsort(found, axis=1, kind="stable")[:, :lengths]
    place = np.empty((n, classes), dtype=np.int8)
    np.put_along_axis(place, np.argsort(found, axis=1, kind="stable"), np.arange(classes, dtype=np.int8)[np.newaxis], axis=1)
    level = np.broadcast_to(np.arange(lengths, dtype=np.int8), order.shape)
    held = place[np.arange(n), cases.y][:, np.newaxis] <= np.arange(lengths)
    row, none = np.repeat(np.arange(n), lengths), np.empty(0, dtype=np.intp)
    every = Lists(row, order.ravel(), level.ravel(), held, 1.0 - found.min(axis=1), classes)
    return Tried(every, none, none, Lists(none, none, none, held[none], every.surest[none], classes))
