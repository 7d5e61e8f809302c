"""Predictions brought from outside as a candidate: answers as they are, scores as probabilities or calibrated on other folds.

Whoever made them may have seen these very cases; nothing here can tell, so it is said.
"""

from __future__ import annotations

from collections.abc import Hashable
from math import sqrt
from weakref import WeakKeyDictionary

import numpy as np

from workbench.data import outside
from workbench.data.framing import Framing
from workbench.data.outside import Outside
from workbench.data.roles import nearest
from workbench.errors import UserError
from workbench.evidence.calibration import faults, learn, mapped, summed_up
from workbench.evidence.evidence import Calibration, Evidence, Prediction
from workbench.evidence.foldwise import goes_forward, truth_by_group
from workbench.evidence.maps import SMALLEST, tables_of
from workbench.evidence.rules_seen import priced_answers
from workbench.scenario import Scenario

NAME = "your predictions"
MOST_KEPT = 4
Z_990 = 2.326
WORTH_SAYING = 0.002  # natural log units a case: what is off by less changes no decision
SEEN = "Ask whether their maker had seen these cases: if so, they look better here than they will be."

_made: WeakKeyDictionary[Framing, dict[Hashable, Prediction]] = WeakKeyDictionary()


def depends_on(scenario: Scenario) -> Hashable:
    """Return what the candidate depends on."""
    data = scenario.data
    return (data.predictions, data.calibrate_predictions, priced_answers(scenario)) if data.predictions else None


def your_predictions(evidence: Evidence, scenario: Scenario) -> Prediction | None:
    """Return the candidate "your predictions", or None where none were named, or there is no table to hold them against.

    Raises UserError naming the row and the cell that cannot be used.
    """
    if scenario.data.predictions is None or evidence.simulated:
        return None
    key = (depends_on(scenario), evidence.key)
    kept = _made.setdefault(evidence.framing, {})
    if key not in kept:
        made = _made_from(evidence, scenario)
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = made
    return kept[key]


def refuse_unpriced(framing: Framing, scenario: Scenario) -> None:
    """Raise UserError naming the row where an answer was given that is neither a class nor priced."""
    found = _columns(framing, scenario)
    if found.answers is None:
        return
    codes, names = outside.answers(framing.dataset, found.answers, framing.rows, framing.classes)
    known = (*framing.classes, *priced_answers(scenario))
    unpriced = np.array([name not in known for name in names])[codes]
    if unpriced.any():
        at = int(np.flatnonzero(unpriced)[0])
        answer = names[int(codes[at])][:80]
        raise UserError(
            f"Row {framing.rows[at] + outside.HEADER:,} has {answer!r} in {found.answers[:60]!r}, "
            f"which is no class of the target and has no price{outside.of_many(int(unpriced.sum()))}.",
            "An answer that has no price cannot be compared with the others.",
            f"{nearest(answer, list(known))} Or give {answer!r} a price under each truth on the Costs page.",
        )


def _columns(framing: Framing, scenario: Scenario) -> Outside:
    return outside.brought(framing.dataset, framing.target, framing.classes, str(scenario.data.predictions))


def _made_from(evidence: Evidence, scenario: Scenario) -> Prediction:
    framing, calibrate = evidence.framing, scenario.data.calibrate_predictions
    found = _columns(framing, scenario)
    if found.answers is not None:
        refuse_unpriced(framing, scenario)
        return _answers(evidence, found.answers)
    scores = outside.scores(framing.dataset, found, framing.rows, framing.classes, as_they_are=not calibrate)
    return _calibrated(evidence, scores) if calibrate else _as_they_are(evidence, scores)


def _answers(evidence: Evidence, column: str) -> Prediction:
    framing = evidence.framing
    codes, names = outside.answers(framing.dataset, column, framing.rows, framing.classes)
    proba = truth_by_group(codes, len(names), evidence)
    said = f"The answers of the column {column[:60]!r}, carried out as they are. {SEEN}"
    return Prediction(NAME, "external", proba, "given", 0.0, said, codes[evidence.rows], names)


def _as_they_are(evidence: Evidence, scores: np.ndarray) -> Prediction:
    proba = _both(scores)
    layers = np.broadcast_to(proba[evidence.rows].astype(np.float32), (len(evidence.fold), len(evidence.rows), proba.shape[1]))
    found = _looked_at(proba[evidence.rows], evidence)
    said = found.sentence if found.advised else "Scores used as the probabilities they are."
    return Prediction(NAME, "external", layers, sentence=f"{said} {SEEN}", calibration=found)


def _calibrated(evidence: Evidence, scores: np.ndarray) -> Prediction:
    """Each fold's map is learned on all other cases, those that nobody is scored on included: the scores need no training."""
    framing = evidence.framing
    were_probabilities = _are_probabilities(scores)
    proba = _both(scores) if were_probabilities else _from_numbers(scores)
    everyone = np.ones((evidence.shares.shape[1], proba.shape[1]), dtype=bool)
    layers, learned = [], []
    for fold in evidence.fold:
        folds = np.full(len(framing.rows), -1, dtype=np.int64)
        folds[evidence.rows] = fold
        maps = learn(proba, framing.y, folds, goes_forward(evidence), always=not were_probabilities)
        layers.append(mapped(proba[evidence.rows], fold, maps, everyone))
        learned.append(maps)
    raw = np.broadcast_to(proba[evidence.rows].astype(np.float32), (len(layers), *layers[0].shape))
    said = f"Scores made into probabilities on other folds. {SEEN}"
    return Prediction(
        NAME,
        "external",
        np.stack(layers),
        sentence=said,
        raw=raw if were_probabilities else None,
        calibration=summed_up(learned, framing.classes),
    )


def _are_probabilities(scores: np.ndarray) -> bool:
    within = bool(((scores >= 0.0) & (scores <= 1.0)).all())
    return within and (scores.shape[1] == 1 or bool((np.abs(scores.sum(axis=1) - 1.0) <= outside.SUM_OFF).all()))


def _both(scores: np.ndarray) -> np.ndarray:
    """Return (n, K): of two classes the one score that came, and what is left of 1."""
    if scores.shape[1] == 1:
        return np.hstack((1.0 - scores, scores))
    total = scores.sum(axis=1, keepdims=True)
    return scores / total


def _from_numbers(scores: np.ndarray) -> np.ndarray:
    """Return (n, K) something between 0 and 1 that ranks as the scores do; what it means is found on other folds.

    Scores within 0 and 1 are taken for shares that do not add up, others for log-odds in units of their own spread.
    """
    if ((scores >= 0.0) & (scores <= 1.0)).all():
        logits = np.log(np.clip(scores, SMALLEST, 1.0))
    else:
        alone = scores.shape[1] == 1
        scores = scores / (np.abs(scores).max(initial=0.0) or 1.0)  # squares of very large numbers are none
        logits = scores - scores.mean(axis=0 if alone else 1, keepdims=True)
        logits /= logits.std() or 1.0
        logits = np.hstack((np.zeros_like(logits), logits)) if alone else logits
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _looked_at(proba: np.ndarray, evidence: Evidence) -> Calibration:
    """Say whether probabilities mean what they say, or a map would make them fit better by more than luck."""
    tables = tables_of(proba, evidence.y, np.zeros(len(evidence.y), dtype=np.int64))
    best = tables.fit((0,))
    gain, free = tables.loss((0,), None) - tables.loss((0,), best), tables.parameters
    # Half the 99 % point of chi-squared (Wilson and Hilferty 1931).
    luck = free * (1.0 - 2.0 / (9.0 * free) + Z_990 * sqrt(2.0 / (9.0 * free))) ** 3 / 2.0
    if gain <= max(luck, WORTH_SAYING * tables.cases):
        return Calibration(1.0, 0.0, 0, 1, "They mean what they say, as far as these cases can tell.")
    shift = best.in_log_odds if len(evidence.classes) == 2 else 0.0
    wrong = faults(best.slope, shift, evidence.classes) or "fit some classes better than others"
    said = f"These scores are not calibrated: they {wrong}. Priced as probabilities, they lead to wrong decisions."
    return Calibration(best.slope, shift, 0, 1, said, advised=True)
