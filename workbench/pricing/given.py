"""Answers that came as answers, from rules or from outside: acted on as they are, and priced as they are."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from workbench.errors import UserError
from workbench.evidence.evidence import ABSTAINS, Evidence, Prediction
from workbench.pricing.costs import CostModel, mean_by_truth
from workbench.pricing.inputs import trained_means
from workbench.pricing.names import nearest, shown
from workbench.pricing.scores import segments_of
from workbench.pricing.segments import Segments

CONSTANT = "cheapest answer"


def given_answers(prediction: Prediction, costs: CostModel, evidence: Evidence) -> np.ndarray:
    """Return (R, n) the answers as indices into `costs.answers`; one row stands for all repeats.

    Where none was given, it is the constant that is cheapest where the other folds learned. Raises UserError where one is given
    that nobody priced.
    """
    assert prediction.answers is not None
    open_still = prediction.answers == ABSTAINS
    stated = _stated(prediction, costs)
    if not open_still.any():
        return stated[np.newaxis]
    constants = cheapest_constants(evidence, costs)
    layers = [by_fold[folds] for by_fold, folds in zip(constants, evidence.fold, strict=True)]
    return np.where(open_still, np.stack(layers), stated)


def given_in_order(prediction: Prediction, costs: CostModel, evidence: Evidence) -> np.ndarray:
    """Return (n,) int8: `given_answers` of one repeat, in segment order. What costs do not change is put in order once."""
    ordering = segments_of(evidence)
    known = _known.get(prediction)
    if known is None or known[:2] != (ordering, costs.answers):
        stated = _stated(prediction, costs)[ordering.order].astype(np.int8)
        known = _known[prediction] = ordering, costs.answers, stated, bool((stated < 0).any())
    _, _, stated, some_open = known
    if not some_open:
        return stated
    constants = cheapest_constants(evidence, costs)[0][ordering.fold].astype(np.int8)
    pieces = zip(ordering.slices, constants, strict=True)
    return np.concatenate([np.where(stated[part] < 0, constant, stated[part]) for part, constant in pieces])


_known: WeakKeyDictionary[Prediction, tuple[Segments, tuple[str, ...], np.ndarray, bool]] = WeakKeyDictionary()


def is_constant(prediction: Prediction) -> bool:
    """Whether the candidate is the one answer that costs least on average, given in every case whatever its own amounts."""
    return prediction.kind == "baseline" and prediction.name == CONSTANT


def cheapest_constants(evidence: Evidence, costs: CostModel) -> np.ndarray:
    """Return (R, k): the one answer that costs least where each fold learned; amounts count as their mean by truth there."""
    if costs.terms is None or not costs.terms.columns:
        return np.asarray((evidence.shares @ mean_by_truth(costs, evidence.y).T).argmin(axis=2))
    cost = np.broadcast_to(costs.terms.plus, (*evidence.shares.shape[:2], *costs.terms.plus.shape))
    for times, column in zip(costs.terms.times, costs.terms.columns, strict=True):
        cost = cost + times * trained_means(evidence, column)[:, :, np.newaxis]
    return np.asarray(np.einsum("rfy,rfay->rfa", evidence.shares * costs.weight, cost).argmin(axis=2))


def _stated(prediction: Prediction, costs: CostModel) -> np.ndarray:
    """Return (n,), -1 where no answer was given."""
    assert prediction.answers is not None
    index = np.full(max(len(prediction.answer_names), 1), -1, dtype=np.intp)
    for position, name in enumerate(prediction.answer_names):
        if name in costs.answers:
            index[position] = costs.answers.index(name)
    open_still = prediction.answers == ABSTAINS
    answers = np.where(open_still, -1, index[prediction.answers])
    unpriced = (answers < 0) & ~open_still
    if unpriced.any():
        name = prediction.answer_names[int(prediction.answers[unpriced][0])]
        raise UserError(
            f"{prediction.name[:1].upper()}{prediction.name[1:]} say {shown(name)} in {int(unpriced.sum()):,} cases, "
            "which is no class of the target and has no price.",
            "An answer that has no price cannot be compared with the others.",
            f"{nearest(name, costs.answers, 'answers')} Otherwise give {shown(name)} a price under each truth on the Costs page.",
        )
    return answers
