"""A large confusion matrix made small enough to look at: the classes that carry the money, and all others together."""

from __future__ import annotations

import numpy as np

from workbench.pricing.confusion import Confusion


def folded(found: Confusion, most: int) -> Confusion:
    """Return the matrix with at most `most` classes, those whose mistakes come to most, and the rest summed up as one.

    Sums stay what they were. Answers that are no class are kept.
    """
    k = len(found.classes)
    if k <= most:
        return found
    mistakes = np.abs(found.money[:k]) * ~np.eye(k, dtype=bool)
    weight = mistakes.sum(axis=0) + mistakes.sum(axis=1)
    kept = np.sort(np.argsort(-weight, kind="stable")[: most - 1])
    classes = np.full(k, len(kept))
    classes[kept] = np.arange(len(kept))
    answers = np.append(classes, len(kept) + 1 + np.arange(len(found.answers) - k))
    rest = f"{k - len(kept)} others"
    named = tuple(found.classes[position] for position in kept)
    return Confusion(
        (*named, rest, *found.answers[k:]),
        (*named, rest),
        _summed(found.cases, answers, classes),
        _summed(found.money, answers, classes),
    )


def _summed(table: np.ndarray, answers: np.ndarray, classes: np.ndarray) -> np.ndarray:
    small = np.zeros((int(answers.max()) + 1, int(classes.max()) + 1))
    np.add.at(small, (answers[:, np.newaxis], classes[np.newaxis, :]), table)
    return small
