"""Only as many as needed: a list per case that holds the right answer in a stated share of cases, whatever the model."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.experience.anylength import Lists
from workbench.experience.conformal import scores, thresholds
from workbench.experience.conformal_two import thresholds_of_two
from workbench.experience.lists import MOST_LINES, lines_shown
from workbench.experience.measures import Measures
from workbench.experience.policy import Cases, Policy, Scores, chosen_elsewhere, others, tuned
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

    The other folds' lists go by thresholds that were set with this fold's cases among others, as in any cross-fit. That errs on
    the dear side: beside a choice from which they were kept out altogether, simulated sets cost up to 2 % more at 150 cases, 1 %
    more at 500 and .4 % more at 2,000.
    """
    coverage = asked(choice)
    key = measures.weight.tobytes(), coverage.tobytes()

    def made() -> Lists:
        return same_lists(proba, measures, cases) if cases.alike else lists_at(proba, measures, coverage, cases)

    lists: Lists = cases.remembered("lists", key, made)
    money = lists.worth(measures.money, measures.people, cases.y)
    best = chosen_elsewhere(money.T, cases)
    pick = best[cases.fold]
    if cases.alike:
        parameters = tuned("k", best + 1)
    else:
        parameters = tuned("coverage", coverage[best]) if choice.coverage is None else {"coverage": choice.coverage}
    own: Lists = cases.remembered("own lists", (*key, best.tobytes()), lambda: lists.at(pick))
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


def lists_at(proba: np.ndarray, measures: Measures, coverage: np.ndarray, cases: Cases) -> Lists:
    """Return the lists of each coverage (G,): thresholds of a fold come from the other folds."""
    found = real_scores(proba, measures.weight)
    known = found[np.arange(len(cases.y)), cases.y]
    limit = thresholds(known, cases.weight * measures.weight[cases.y], cases.weight, cases.fold, coverage)[cases.fold]
    beyond = np.zeros(found.shape, dtype=np.int8)
    for each in limit.T:
        beyond += found > each[:, np.newaxis]
    entered = np.flatnonzero(beyond < len(coverage))
    row, answer = np.divmod(entered.astype(np.int32 if found.size < 2**31 else np.int64), found.shape[1])
    held = known[:, np.newaxis] <= limit
    return Lists(row, answer, beyond.ravel()[entered], held, 1.0 - found.min(axis=1), proba.shape[1])


def same_lists(proba: np.ndarray, measures: Measures, cases: Cases) -> Lists:
    """Return lists of the likeliest class, of the two likeliest and so on, as if they were those of rising coverages."""
    found = real_scores(proba, measures.weight)
    n, classes = found.shape
    lengths = lines_shown(MOST_LINES, classes)
    order = np.argsort(found, axis=1, kind="stable")[:, :lengths]
    place = np.empty((n, classes), dtype=np.int8)
    np.put_along_axis(place, np.argsort(found, axis=1, kind="stable"), np.arange(classes, dtype=np.int8)[np.newaxis], axis=1)
    level = np.broadcast_to(np.arange(lengths, dtype=np.int8), order.shape)
    held = place[np.arange(n), cases.y][:, np.newaxis] <= np.arange(lengths)
    row = np.repeat(np.arange(n), lengths)
    return Lists(row, order.ravel(), level.ravel(), held, 1.0 - found.min(axis=1), classes)
