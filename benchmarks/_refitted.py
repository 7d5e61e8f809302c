"""What the models of an appraisal do on new cases once they, and their calibration, are refitted on all the rows they had."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks._tables import Made
from workbench.data.framing import Framing, frame
from workbench.evidence.calibration import learn, mapped
from workbench.evidence.collecting import collect
from workbench.evidence.evidence import Evidence
from workbench.models.catalogue import chosen
from workbench.models.fold import Fold
from workbench.models.table import tabulate
from workbench.pricing import student
from workbench.pricing.decisions import cheapest_answers, expected_cost, realised
from workbench.pricing.prices import price


def true_saving(made: Made, n: int) -> dict[str, Any]:
    """Appraise the first n rows, and say what the two that were compared cost on the rows after them.

    low, high: the interval shown. rows_low, rows_high: the normal interval over cases, which is the row bootstrap's but for the
    draw. true: the difference of expected costs under the true probabilities, both refitted on the n rows.
    """
    every = frame(made.dataset(), made.scenario)
    known = replace(every, rows=every.rows[:n], y=every.y[:n], key=f"{every.key}|{n}")
    evidence = collect(known, made.scenario.evidence)
    prices = price(evidence, made.scenario)
    assert prices.saving is not None and prices.best_model is not None
    new, cost = slice(n, len(every.y)), made.costs()
    expected = expected_cost(made.proba[new], cost if len(cost) == 1 else cost[new])

    def costs_of(name: str) -> float:
        if name == "cheapest answer":
            return float(expected[:, realised(cost if len(cost) == 1 else cost[:n], every.y[:n]).mean(axis=0).argmin()].mean())
        proba = calibrated_as(name, evidence, refitted(name, every, n, made.scenario.evidence.seed))
        answers = proba.argmax(axis=1) if name == "majority" else cheapest_answers(proba, cost if len(cost) == 1 else cost[new])
        return float(expected[np.arange(len(answers)), answers].mean())

    shown = prices.saving.saving
    difference = prices[prices.best_baseline].cost - prices[prices.best_model].cost
    half = student.Z_975 * float(difference.std(ddof=1)) / np.sqrt(n)
    return {
        "true": costs_of(prices.best_baseline) - costs_of(prices.best_model),
        "low": shown.low,
        "high": shown.high,
        "rows_low": shown.estimate - half,
        "rows_high": shown.estimate + half,
        "against": prices.best_baseline,
        "model": prices.best_model,
    }


def calibrated_as(name: str, evidence: Evidence, proba: np.ndarray) -> np.ndarray:
    """Correct probabilities of new cases as those of a further fold: by the map that all folds of the evidence teach, if any."""
    seen = evidence.predictions.get(name)
    if seen is None or seen.kind != "model":
        return proba
    raw = seen.proba[0] if seen.raw is None else seen.raw[0]
    further = int(evidence.fold.max()) + 1
    folds = np.append(evidence.fold[0], further)
    maps = learn(np.concatenate([raw, raw[:1]]), np.append(evidence.y, evidence.y[0]), folds)
    known = np.ones((further + 1, proba.shape[1]), dtype=bool)
    return mapped(proba, np.full(len(proba), further), maps, known)


def refitted(name: str, every: Framing, n: int, seed: int) -> np.ndarray:
    """Probabilities of the rows after the first n (m, K), by the candidate that learned from all of the first n."""
    rows = np.arange(n), np.arange(n, len(every.y))
    fold = Fold(tabulate(every), every.y, len(every.classes), lambda: rows, seed)
    if name in ("prior + row costs", "majority"):
        return np.tile(fold.shares, (len(rows[1]), 1))
    (candidate,) = chosen((name,), every)
    return candidate.answer(fold, every.classes)[0]
