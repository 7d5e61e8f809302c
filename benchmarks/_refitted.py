"""What the models of an appraisal do on new cases once they are refitted on all rows they were appraised with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks._tables import Made
from workbench.data.framing import Framing, frame
from workbench.evidence.collecting import collect
from workbench.models.catalogue import chosen
from workbench.models.fold import Fold
from workbench.models.table import tabulate
from workbench.pricing import student
from workbench.pricing.decisions import cheapest_answers, expected_cost
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
        proba = refitted(name, every, n, made.scenario.evidence.seed)
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


def refitted(name: str, every: Framing, n: int, seed: int) -> np.ndarray:
    """Probabilities of the rows after the first n (m, K), by the candidate that learned from all of the first n."""
    rows = np.arange(n), np.arange(n, len(every.y))
    fold = Fold(tabulate(every), every.y, len(every.classes), lambda: rows, seed)
    if name in ("cheapest answer", "majority"):
        return np.tile(fold.shares, (len(rows[1]), 1))
    (candidate,) = chosen((name,), every)
    return candidate.answer(fold, every.classes)[0]
