"""Probabilities that mean what they say: a map learned on other folds, kept where those folds say that it helps.

The map is q_k proportional to p_k^slope * share_k^(1 - slope) * exp(shift_k). Slope 1 and no shift leave p as it is; slope 0
gives the class shares, whatever the candidate says. Two classes: Platt scaling of the log-odds. No price enters, so that evidence
stays the same whatever mistakes cost.

A fold's map is learned on the other folds, and used only where it lowers the log loss of cases it was not learned from, again
among the other folds. Folds that go forward in time learn from earlier ones only; the first has none and stays as it came.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from workbench.evidence.evidence import Calibration, Evidence, Prediction
from workbench.evidence.maps import Map, Tables, applied, tables_of

CALIBRATED = frozenset({"model", "external"})
NOTHING = 0.05  # a slope below it leaves hardly anything but the class shares


def calibrated(prediction: Prediction, evidence: Evidence) -> Prediction:
    """Return the prediction with calibrated probabilities and what they were before; the same one where nothing was changed."""
    if prediction.kind not in CALIBRATED:
        return prediction
    started = time.thread_time()
    forward = evidence.framing.time is not None
    learned = [learn(layer, evidence.y, folds, forward) for layer, folds in zip(prediction.proba, evidence.fold, strict=True)]
    seconds = prediction.seconds + time.thread_time() - started
    summary = summed_up(learned, evidence.classes)
    if not summary.changed:
        return replace(prediction, seconds=seconds, calibration=summary)
    layers = zip(prediction.proba, evidence.fold, evidence.shares, learned, strict=True)
    proba = np.stack([mapped(layer, folds, maps, shares > 0) for layer, folds, shares, maps in layers])
    seconds = prediction.seconds + time.thread_time() - started
    return replace(prediction, proba=proba, raw=prediction.proba, seconds=seconds, calibration=summary)


def learn(
    proba: np.ndarray, y: np.ndarray, folds: np.ndarray, forward: bool = False, always: bool = False
) -> dict[int, Map | None]:
    """Return each fold's map, None where its probabilities are best left as they are.

    proba (n, K), y (n,), folds (n,): cases of fold -1 are learned from and never answered. forward: only earlier folds are
    learned from. always: keep every map that could be learned, for scores that are no probabilities to begin with.
    """
    tables = tables_of(proba, y, folds)
    numbers = [int(fold) for fold in np.unique(folds)]
    return {fold: _map_of(fold, numbers, tables, forward, always) for fold in numbers if fold >= 0}


def _map_of(fold: int, numbers: Sequence[int], tables: Tables, forward: bool, always: bool) -> Map | None:
    others = _others(fold, numbers, forward)
    if not others:
        return None
    found = tables.fit(others)
    return found if always or _gain(others, tables, forward) > 0 else None


def _others(fold: int, numbers: Sequence[int], forward: bool) -> tuple[int, ...]:
    return tuple(other for other in numbers if (other < fold if forward else other != fold))


def _gain(folds: Sequence[int], tables: Tables, forward: bool) -> float:
    """By how much maps lower the summed log loss of cases they were not learned from, within these folds."""
    parts = [(fold, others) for fold in folds if (others := _others(fold, folds, forward))]
    if not parts:
        # One fold cannot be held against another: a gain on the same cases has to exceed what fitting alone brings (Akaike).
        return tables.loss(folds, None) - tables.loss(folds, tables.fit(folds)) - tables.parameters
    return sum(tables.loss((fold,), None) - tables.loss((fold,), tables.fit(others)) for fold, others in parts)


def mapped(proba: np.ndarray, folds: np.ndarray, maps: Mapping[int, Map | None], known: np.ndarray) -> np.ndarray:
    """Return probabilities (n, K) float32 after each fold's map. known (k, K): the classes each fold's candidate had seen."""
    result = np.array(proba, dtype=np.float32)
    for fold, found in maps.items():
        if found is not None:
            mine = folds == fold
            result[mine] = applied(found, proba[mine], known[fold])
    return result


def summed_up(layers: Sequence[Mapping[int, Map | None]], classes: tuple[str, ...]) -> Calibration:
    """Say in numbers and in words what was done, over all folds and repeats."""
    maps = [found for maps in layers for found in maps.values()]
    used = [found for found in maps if found is not None]
    slope = statistics.median(found.slope for found in used) if used else 1.0
    shift = statistics.median(found.in_log_odds for found in used) if used and len(classes) == 2 else 0.0
    return Calibration(slope, shift, len(used), len(maps), _sentence(slope, shift, len(used), len(maps), classes))


def _sentence(slope: float, shift: float, changed: int, folds: int, classes: tuple[str, ...]) -> str:
    if not changed:
        return "Its probabilities are used as they came: correcting them would not make them fit better."
    where = "" if changed == folds else f" ({changed} of {folds} folds)"
    found = faults(slope, shift, classes)
    if not found:
        return f"Its probabilities are nearly right, and were corrected a little on other folds{where}."
    what = "that is put right on other folds" if slope >= NOTHING else "every case is given about the class shares of other folds"
    return f"Its probabilities {found}; {what}{where}."


def faults(slope: float, shift: float, classes: tuple[str, ...]) -> str:
    """Say what is wrong with probabilities that a map of this slope and shift puts right; nothing where little is."""
    if slope < NOTHING:
        return "say next to nothing about the outcome"
    said = []
    if slope < 0.95:
        said.append("claim to know more than they do")
    elif slope > 1.05:
        said.append("know more than they claim")
    if abs(shift) >= 0.1:
        said.append(f"are too {'high' if shift < 0 else 'low'} for {classes[1][:60]!r} on the whole")
    return " and ".join(said)
