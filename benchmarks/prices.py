"""How long pricing takes: the first time on new evidence, while a cost is dragged, and when it rests.

Run: OMP_NUM_THREADS=1 python benchmarks/prices.py
The yardstick beside it is what a script would do: expected cost as one product, argmin, and a look-up, for each candidate.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.prices import Prices, compare, price
from workbench.pricing.thresholds import cost_curve
from workbench.scenario import Scenario, validate


class Framing(SimpleNamespace):
    """Only what pricing reads of a framing."""

    __hash__ = object.__hash__


def made_up(n: int, classes: int, folds: int = 5) -> Evidence:
    """Evidence for three baselines, a rule and two models, drawn at random with something to find."""
    rng = np.random.default_rng(0)
    shares = np.array([0.95, 0.05]) if classes == 2 else rng.dirichlet(np.full(classes, 3.0))
    y = rng.choice(classes, n, p=shares).astype(np.int32)
    fold = rng.permutation(np.arange(n) % folds).astype(np.int8)[np.newaxis]
    known = np.stack([np.bincount(y[fold[0] != j], minlength=classes) / (fold[0] != j).sum() for j in range(folds)])
    constant = known[fold].astype(np.float32)

    def told(signal: float) -> np.ndarray:
        logits = signal * (rng.normal(size=(1, n, classes)) + signal * np.eye(classes)[y]) + np.log(shares)
        proba = np.exp(logits - logits.max(axis=2, keepdims=True))
        return (proba / proba.sum(axis=2, keepdims=True)).astype(np.float32)

    few = np.round(told(0.7), 2)
    predictions = (
        Prediction("majority", "baseline", constant, "likeliest"),
        Prediction("random", "baseline", constant.copy(), "drawn"),
        Prediction("cheapest answer", "baseline", constant.copy()),
        Prediction("one rule", "rule", few / few.sum(axis=2, keepdims=True)),
        Prediction("logistic regression", "model", told(1.5)),
        Prediction("gradient boosting", "model", told(1.7)),
    )
    table = pd.DataFrame({"amount": rng.random(n) * 100})
    framing = Framing(
        classes=tuple(str(i) for i in range(classes)),
        rows=np.arange(n),
        time=None,
        entity=None,
        dataset=SimpleNamespace(table=table),
    )
    return Evidence(framing, "benchmark", np.arange(n), y, fold, known[np.newaxis], 0.25, {p.name: p for p in predictions})  # type: ignore[arg-type]


def question(classes: int, miss: float, by_row: bool = False) -> Scenario:
    if classes > 2:
        return validate({"costs": {"wrong": miss}})
    cell = {"column": "amount", "plus": miss} if by_row else miss
    return validate({"costs": {"matrix": {"0": {"1": 5.0}, "1": {"0": cell, "1": -20.0}}}})


def by_script(evidence: Evidence, cost: np.ndarray) -> list[float]:
    found = []
    for prediction in evidence.predictions.values():
        answers = (prediction.proba[0] @ cost.T).argmin(axis=1)
        found.append(float(cost[answers, evidence.y].mean()))
    return found


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return float(np.median(taken))


def row(n: int, classes: int, by_row: bool) -> str:
    """Price one evidence again and again, each time with another cost of a miss, so that nothing can be remembered."""
    evidence = made_up(n, classes)
    model = evidence.predictions["gradient boosting"]
    misses = iter(np.linspace(80, 160, 1_000))

    def drag(quick: bool = True) -> Prices:
        return price(evidence, question(classes, float(next(misses)), by_row), quick)

    first = milliseconds(drag, 1)
    found = drag()
    dragging, rest = milliseconds(drag, 9), milliseconds(lambda: drag(quick=False), 3)
    one = milliseconds(lambda: compare(evidence, found[found.best_baseline], found[model.name], quick=True), 9)
    curve = "-"
    if classes == 2:
        cost_curve(model, evidence.y, found.costs)
        curve = f"{milliseconds(lambda: cost_curve(model, evidence.y, found.costs), 9):.1f} ms"
    script = milliseconds(lambda: by_script(evidence, found.costs.cost[0]), 3)
    kind = "by row" if by_row else "one matrix"
    cells = (f"{n:,}", str(classes), kind, f"{first:.0f} ms", f"{dragging:.1f} ms", f"{rest:.0f} ms", f"{one:.2f} ms", curve)
    return f"| {' | '.join(cells)} | {script:.0f} ms |"


def main() -> None:
    print("| cases | classes | costs | first time | dragging | at rest | one comparison | curve | by a script |")
    print("|---|---|---|---|---|---|---|---|---|")
    for n, classes, by_row in ((20_000, 2, False), (1_000_000, 2, False), (1_000_000, 2, True), (20_000, 20, False)):
        print(row(n, classes, by_row), flush=True)


if __name__ == "__main__":
    main()
