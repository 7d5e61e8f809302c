"""How long the arithmetic behind a page takes when a cost is dragged: policies, exchange rate and verdict, in quick mode.

    OMP_NUM_THREADS=1 python benchmarks/policies.py

Probabilities are drawn, not fitted: the arithmetic does not know the difference. "prepared" is paid once per evidence. Each round
changes one cost, as a person dragging would. Times are CPU milliseconds of one thread, so that a busy machine disturbs them less.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.joined import joined
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience.exchange import exchange
from workbench.experience.policies import best_policy, policies
from workbench.pricing.prices import price
from workbench.scenario import Scenario, validate
from workbench.verdict import Verdict, decide

ROUNDS = 9
COLUMNS = ("amount", "other")


class Framing(SimpleNamespace):
    """Only what pricing reads of a framing."""

    __hash__ = object.__hash__


def drawn(n: int, k: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Truth (n,) and calibrated probabilities (n, k) float32."""
    rng = np.random.default_rng(seed)
    y = rng.choice(k, n, p=[0.95, 0.05] if k == 2 else np.full(k, 1 / k)).astype(np.int32)
    z = 1.3 * rng.normal(size=(n, k))
    z[np.arange(n), y] += 1.3**2
    weights = np.exp(z) * (np.array([0.95, 0.05]) if k == 2 else 1.0)
    return y, (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def evidence(n: int, k: int) -> Evidence:
    """Five folds, class shares, a rule with some cells in each fold, and two models."""
    y, proba = drawn(n, k)
    fold = (np.arange(n) % 5).astype(np.int8)
    shares = np.stack([np.bincount(y[fold != f], minlength=k) / (fold != f).sum() for f in range(5)])
    cell = np.digitize(proba[:, -1], np.quantile(proba[:, -1], [0.2, 0.4, 0.6, 0.8, 0.95])) * 5 + fold
    table = np.stack([np.bincount(y[cell == c], minlength=k) + 1.0 for c in range(30)])
    rule = (table / table.sum(axis=1, keepdims=True))[cell].astype(np.float32)
    blurred = (proba + 1 / k) / 2
    classes = tuple(f"c{i}" for i in range(k))
    amounts = pd.DataFrame({name: np.random.default_rng(seed).lognormal(1.0, 1.0, n) for seed, name in enumerate(COLUMNS, 1)})
    framing = Framing(
        classes=classes,
        rows=np.arange(n),
        y=y,
        time=None,
        entity=None,
        features=(),
        target="y",
        dataset=SimpleNamespace(table=amounts),
    )
    seen = {
        "cheapest answer": Prediction("cheapest answer", "baseline", shares[fold].astype(np.float32)[None]),
        "one rule": Prediction("one rule", "rule", rule[None]),
        "logistic regression": Prediction("logistic regression", "model", blurred[None]),
        "gradient boosting": Prediction("gradient boosting", "model", proba[None]),
    }
    return Evidence(framing, "drawn", np.arange(n), y, fold[None], shares[None], 0.25, seen)  # type: ignore[arg-type]


Change = Callable[[dict[str, Any], int], dict[str, Any]]


def one_cost(document: dict[str, Any], step: int) -> dict[str, Any]:
    """The price of one mistake at another value."""
    return {**document, "costs": {"wrong": 6.0, "matrix": {"c0": {"c1": 1.0 + step / 3}}}}


def all_costs(document: dict[str, Any], step: int) -> dict[str, Any]:
    return {**document, "costs": {"wrong": 5.0 + step / 3}}


def amounts(document: dict[str, Any], step: int) -> dict[str, Any]:
    """A miss costs what is at stake, and more at every step."""
    matrix = {"c0": {"c1": 1.0 + step / 9}, "c1": {"c0": {"column": "amount", "plus": step / 3}}}
    return {**document, "costs": {"wrong": 6.0, "matrix": matrix}}


def two_amounts(document: dict[str, Any], step: int) -> dict[str, Any]:
    """Each mistake follows a column of its own."""
    matrix = {"c0": {"c1": {"column": "other", "plus": 1.0 + step / 9}}, "c1": {"c0": {"column": "amount", "plus": step / 3}}}
    return {**document, "costs": {"wrong": 6.0, "matrix": matrix}}


def two_under_one(document: dict[str, Any], step: int) -> dict[str, Any]:
    """What a missed case costs follows one column, and what a found one costs another."""
    found = {"c0": {"column": "amount", "plus": step / 3}, "c1": {"column": "other", "times": 0.1}}
    return {
        **document,
        "costs": {"wrong": 6.0, "matrix": {"c0": {"c1": {"column": "other", "plus": 1.0 + step / 9}}, "c1": found}},
    }


def case_mix(document: dict[str, Any], step: int) -> dict[str, Any]:
    return {**amounts(document, 3), "prevalence": {"c1": 0.02 + step / 500}}


def behaviour(document: dict[str, Any], step: int) -> dict[str, Any]:
    return {**amounts(document, 3), "people": {"wage_per_hour": 30.0, "notices_wrong": 0.5 + step / 30}}


def by_confidence(document: dict[str, Any], step: int) -> dict[str, Any]:
    """People accept more of what is shown as sure, and more so at every step."""
    sure = {"confidence": 0.8, "accepts_right": 0.9 + step / 100, "notices_wrong": 0.5}
    return {**document, "people": {"wage_per_hour": 30.0, "bands": [sure]}}


def amounts_by_confidence(document: dict[str, Any], step: int) -> dict[str, Any]:
    return by_confidence(amounts(document, 3), step)


def timed(times: list[float], work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    times.append((time.process_time() - start) * 1000)
    return result


def one_round(seen: Evidence, chosen: Scenario, spent: dict[str, list[float]]) -> Verdict:
    prices = timed(spent["prices"], lambda: price(seen, chosen, quick=True))
    out = timed(spent["policies"], lambda: policies(seen, chosen, prices, quick=True))
    best = best_policy(out, prices, chosen)
    worth = timed(spent["exchange"], lambda: exchange(best, seen, prices, quick=True))
    return timed(spent["verdict"], lambda: decide(seen, chosen, prices, out, worth, (), quick=True))


def with_rules(bare: Evidence) -> Evidence:
    """The same with rules of one's own, which fire for three cases in ten."""
    firing = np.random.default_rng(7).random(len(bare.y)) < 0.3
    model = bare.predictions["one rule"].proba
    said = model[0].argmax(axis=1)
    rules = Prediction(RULES, "rule", model, "given", answers=said, answer_names=bare.classes, fired=firing)
    return replace(bare, predictions={**bare.predictions, RULES: rules})


def of_entities(bare: Evidence) -> Evidence:
    """The same where cases are of one customer, four on average."""
    n = len(bare.y)
    bare.framing.entity = np.random.default_rng(3).integers(0, n // 4, n)  # type: ignore[misc]
    return bare


def forward(bare: Evidence) -> Evidence:
    """The same where folds go forward in time."""
    bare.framing.rows = np.arange(len(bare.y) + 10)  # type: ignore[misc]
    return bare


Prepared = Callable[[Evidence], Evidence]


def measure(name: str, n: int, k: int, change: Change = one_cost, prepared: Prepared = lambda bare: bare, **parts: Any) -> None:
    bare = prepared(evidence(n, k))
    document = {"people": {"wage_per_hour": 30.0}, **parts}
    spent: dict[str, list[float]] = {"prices": [], "policies": [], "exchange": [], "verdict": []}
    for step in range(ROUNDS + 1):
        found = one_round(joined(bare, chosen := validate(change(document, step))), chosen, spent)
    first = sum(times[0] for times in spent.values())
    middle = {stage: float(np.median(times[1:])) for stage, times in spent.items()}
    told = "  ".join(f"{stage} {value:6.1f}" for stage, value in middle.items())
    print(f"{name:44} prepared {first:7.0f} ms   then {sum(middle.values()):6.1f} ms ({told})  {found.code}", flush=True)


MILLION = 1_000_000

if __name__ == "__main__":
    measure("1,000,000 x 2", MILLION, 2)
    measure("1,000,000 x 2, room for 20 %", MILLION, 2, policies={"capacity": 0.2})
    measure("1,000,000 x 2, amounts", MILLION, 2, amounts)
    measure("1,000,000 x 2, amounts, room for 2 %", MILLION, 2, amounts, policies={"capacity": 0.02})
    measure("1,000,000 x 2, amounts, other class shares", MILLION, 2, case_mix)
    measure("1,000,000 x 2, amounts, behaviour", MILLION, 2, behaviour)
    measure("1,000,000 x 2, two columns", MILLION, 2, two_amounts)
    measure("1,000,000 x 2, two columns under one truth", MILLION, 2, two_under_one)
    measure("1,000,000 x 2, amounts, rules first", MILLION, 2, amounts, with_rules)
    measure("1,000,000 x 2, amounts, by customer", MILLION, 2, amounts, of_entities)
    measure("1,000,000 x 2, by customer", MILLION, 2, one_cost, of_entities)
    measure("1,000,000 x 2, amounts, forward in time", MILLION, 2, amounts, forward)
    measure("1,000,000 x 2, forward in time", MILLION, 2, one_cost, forward)
    measure("1,000,000 x 2, amounts, by confidence", MILLION, 2, amounts_by_confidence)
    measure("1,000,000 x 2, by confidence", MILLION, 2, by_confidence)
    measure("20,000 x 20, even costs", 20_000, 20, all_costs, policies={"k": 3})
    measure("20,000 x 20, uneven costs", 20_000, 20, policies={"k": 3})
    measure("20,000 x 20, k left open", 20_000, 20, policies={"k": None})
    every = {"compare": ["act", "confirm", "top-k", "sets", "undo", "defer", "manual"], "k": None, "capacity": 0.2}
    measure("100,000 x 2, every way, all left open", 100_000, 2, policies=every)
    measure("100,000 x 2, every way, amounts", 100_000, 2, amounts, policies=every)
    cascade = {**every, "compare": [*every["compare"], "cascade"]}
    measure("100,000 x 2, every way, rules first", 100_000, 2, prepared=with_rules, policies=cascade)
    measure("100,000 x 2, every way, amounts, rules first", 100_000, 2, amounts, with_rules, policies=cascade)
    measure("100,000 x 20, every way, rules first", 100_000, 20, prepared=with_rules, policies=cascade)
    measure("100,000 x 20, every way, even costs", 100_000, 20, all_costs, policies=every)
    measure("100,000 x 20, every way, uneven costs", 100_000, 20, policies=every)
