"""Figures that do not depend on costs. Shown for those who know them; no decision rests on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import ABSTAINS, Prediction
from workbench.pricing.prevalence import real_proba

SMALLEST = float(np.finfo(np.float32).eps)
ROWS_AT_ONCE = 65_536


@dataclass(frozen=True)
class Metrics:
    """Figures that do not depend on costs: of the likeliest class, out of fold. None where one does not apply."""

    accuracy: float | None = None
    balanced_accuracy: float | None = None
    top3_accuracy: float | None = None
    log_loss: float | None = None
    brier: float | None = None
    roc_auc: float | None = None
    mae: float | None = None


_metrics: WeakKeyDictionary[Prediction, dict[bytes, Metrics]] = WeakKeyDictionary()
MOST_KEPT = 8


def metrics(prediction: Prediction, y: np.ndarray, classes: Sequence[str] = (), weight: np.ndarray | None = None) -> Metrics:
    """Return a candidate's figures, averaged over repeats; worked out once as long as the prediction lives.

    weight (K,): how many real-life cases a case of each class stands for (`CostModel.weight`). Probabilities are then those of
    real life, and so are the means; how well a candidate ranks, and so its roc_auc, does not depend on it.

    y (n,): truth as an index into the columns of `prediction.proba`, which `classes` names; they are needed where answers came as
    answers. A candidate that is drawn gets what its draws are expected
    to get; its top three are three classes drawn one after the other. balanced_accuracy: mean over the classes that occur.
    log_loss: natural logarithm, probabilities kept off 0 and 1 by the single-precision step. brier: squared differences between
    probabilities and truth (1 or 0), summed over the classes and averaged over cases, from 0 to 2; for two classes half of that,
    from 0 to 1, which is the usual mean of (p - y)^2. roc_auc: binary only, and 0.5 by definition for a baseline, which ranks
    nothing.
    """
    weight = np.ones(prediction.proba.shape[2]) if weight is None else weight
    known, key = _metrics.setdefault(prediction, {}), weight.tobytes()
    if key not in known:
        found = _worked_out(prediction, y, classes, weight)
        while len(known) >= MOST_KEPT:
            known.pop(next(iter(known)), None)
        known[key] = found
    return known[key]


def _worked_out(prediction: Prediction, y: np.ndarray, classes: Sequence[str], weight: np.ndarray) -> Metrics:
    found = _averaged([_of_repeat(layer, y, prediction, weight) for layer in prediction.proba])
    if prediction.answers is None:
        return found
    # Answers that came as answers are right or wrong as they are; the other figures are of the probabilities behind them.
    codes = {name: code for code, name in enumerate(classes)}
    answers = np.array([codes.get(name, -1) for name in prediction.answer_names])[prediction.answers]
    # What is answered where no answer was given depends on costs; here it is the likeliest class, as for everybody else.
    answers = np.where(prediction.answers == ABSTAINS, real_proba(prediction.proba[0], weight).argmax(axis=1), answers)
    right = answers == y
    sizes = np.bincount(y)
    shares = np.bincount(y, weights=right)[sizes > 0] / sizes[sizes > 0]
    return replace(found, accuracy=float(weight[y] @ right / weight[y].sum()), balanced_accuracy=float(shares.mean()))


def _averaged(repeats: list[Metrics]) -> Metrics:
    if len(repeats) == 1:
        return repeats[0]
    names = [name for name in Metrics.__dataclass_fields__ if getattr(repeats[0], name) is not None]
    return Metrics(**{name: float(np.mean([getattr(found, name) for found in repeats])) for name in names})


def _of_repeat(proba: np.ndarray, y: np.ndarray, prediction: Prediction, weight: np.ndarray) -> Metrics:
    k = proba.shape[1]
    sizes = np.bincount(y, minlength=k)
    total = float(sizes @ weight)
    right = np.zeros(k)
    among3 = log_loss = squares = 0.0
    for i in range(0, len(y), ROWS_AT_ONCE):
        part, truth = real_proba(proba[i : i + ROWS_AT_ONCE], weight), y[i : i + ROWS_AT_ONCE]
        stands_for = weight[truth]
        own, rank, square = _two_classes(part, truth) if k == 2 else _many_classes(part, truth)
        drawn = prediction.answering == "drawn"
        right += np.bincount(truth, weights=own if drawn else rank == 0, minlength=k)
        among3 += float(stands_for @ (_drawn_among3(part, truth) if drawn else rank < 3)) if k > 2 else 0.0
        log_loss -= float(stands_for @ np.log(np.clip(own, SMALLEST, 1.0 - SMALLEST)))
        squares += float(stands_for @ square)
    return Metrics(
        accuracy=float(right @ weight) / total,
        balanced_accuracy=float((right[sizes > 0] / sizes[sizes > 0]).mean()),
        top3_accuracy=among3 / total if k > 2 else None,
        log_loss=log_loss / total,
        brier=squares / total,
        roc_auc=(0.5 if prediction.kind == "baseline" else roc_auc(proba[:, 1], y)) if k == 2 else None,
    )


def _two_classes(proba: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    positive = y == 1
    own = np.where(positive, proba[:, 1], proba[:, 0])
    other = np.where(positive, proba[:, 0], proba[:, 1])
    ahead = (other > own) | ((other == own) & positive)
    wide = own.astype(np.float64)
    return wide, ahead, (1.0 - wide) ** 2


def _many_classes(proba: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (n,) each: probability and rank of the true class, squared distance; equal probabilities rank in class order."""
    own = np.take_along_axis(proba, y[:, np.newaxis], axis=1)
    ahead = (proba > own) | ((proba == own) & (np.arange(proba.shape[1]) < y[:, np.newaxis]))
    wide = own[:, 0].astype(np.float64)
    return wide, ahead.sum(axis=1), np.einsum("nk,nk->n", proba, proba, dtype=np.float64) - 2.0 * wide + 1.0


def _drawn_among3(proba: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return (n,): the chance that the true class is among three classes drawn one after the other, none twice."""
    if proba.shape[1] <= 3:
        return np.ones(len(y))
    distinct, row = np.unique(proba, axis=0, return_inverse=True)
    chances = np.stack([_inclusion(shares.astype(np.float64)) for shares in distinct])
    return chances[row.ravel(), y]


def _inclusion(shares: np.ndarray) -> np.ndarray:
    """Return (K,): the chance of being among the first three drawn without replacement with these shares."""
    left = np.maximum(1.0 - shares, 0.0)
    second = _ratio(np.outer(shares, shares), left[:, np.newaxis])
    np.fill_diagonal(second, 0.0)
    left_after_two = np.maximum(1.0 - shares[:, np.newaxis] - shares, 0.0)
    pairs = _ratio(second, left_after_two)
    into = shares * (pairs.sum() - pairs.sum(axis=0) - pairs.sum(axis=1))
    return np.minimum(shares + second.sum(axis=0) + into, 1.0)


def _ratio(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    return np.divide(top, bottom, out=np.zeros_like(top), where=np.broadcast_to(bottom, top.shape) > 1e-12)


def roc_auc(scores: np.ndarray, y: np.ndarray) -> float | None:
    """Return the chance that a positive's score is above a negative's, ties counting half; None where either is absent."""
    negatives, positives = np.sort(scores[y == 0]), np.sort(scores[y == 1])
    if not negatives.size or not positives.size:
        return None
    few, many = sorted((negatives, positives), key=len)
    below = (np.searchsorted(many, few).sum() + np.searchsorted(many, few, side="right").sum()) / 2.0
    share = float(below / (few.size * many.size))
    return share if few is positives else 1.0 - share
