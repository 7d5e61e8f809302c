"""Tiny evidence, made by hand, so that every expected figure can be checked on paper."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from workbench.evidence.evidence import Answering, Evidence, Kind, Prediction
from workbench.pricing.costs import CostModel
from workbench.scenario import Scenario, validate

EXAMPLE_X = np.array([[0.0, 100.0], [5.0, -20.0]])
"""Ignore or act (rows) by no or yes (columns): methods.md, example X."""


def prediction(name: str, proba: Any, kind: Kind = "model", answering: Answering = "cheapest") -> Prediction:
    layers = np.asarray(proba, dtype=np.float32)
    return Prediction(name, kind, layers if layers.ndim == 3 else layers[np.newaxis], answering)


def binary(name: str, scores: Any, kind: Kind = "model", answering: Answering = "cheapest") -> Prediction:
    p = np.asarray(scores, dtype=np.float32)
    return prediction(name, np.stack([1 - p, p], axis=-1), kind, answering)


def evidence(
    y: Any,
    *predictions: Prediction,
    classes: tuple[str, ...] = ("no", "yes"),
    folds: int = 5,
    fold: Any = None,
    table: pd.DataFrame | None = None,
    framed: int | None = None,
    time: np.ndarray | None = None,
    entity: np.ndarray | None = None,
) -> Evidence:
    y = np.asarray(y, dtype=np.int32)
    layers = np.atleast_2d(np.arange(y.size) % folds if fold is None else np.asarray(fold)).astype(np.int8)
    count = int(layers.max()) + 1
    shares = [
        [np.bincount(y[row != j], minlength=len(classes)) / max((row != j).sum(), 1) for j in range(count)] for row in layers
    ]
    total = y.size if framed is None else framed
    framing = _Framing(
        classes=classes,
        rows=np.arange(total),
        y=np.concatenate([np.zeros(total - y.size, dtype=np.int32), y]),
        time=time,
        entity=entity,
        dataset=SimpleNamespace(table=pd.DataFrame(index=range(total)) if table is None else table),
    )
    rows = np.arange(total - y.size, total)
    return Evidence(framing, "key", rows, y, layers, np.array(shares), 1 / (count - 1), {p.name: p for p in predictions})  # type: ignore[arg-type]


class _Framing(SimpleNamespace):
    """Compared by identity, as a framing is."""

    __hash__ = object.__hash__


def baselines(y: Any, fold: Any = None) -> tuple[Prediction, ...]:
    """Majority, random and cheapest answer of a binary table, with the class shares of the other folds."""
    made = evidence(y, fold=fold)
    shares = made.shares[0][made.fold[0]]
    return (
        prediction("majority", shares, "baseline", "likeliest"),
        prediction("random", shares, "baseline", "drawn"),
        prediction("cheapest answer", shares, "baseline"),
    )


def scenario(**costs: Any) -> Scenario:
    return validate({"costs": costs})


EXAMPLE_X_SCENARIO = scenario(matrix={"no": {"yes": 5.0}, "yes": {"no": 100.0, "yes": -20.0}})


def cost_model(cost: Any, classes: tuple[str, ...] = ("no", "yes")) -> CostModel:
    array = np.asarray(cost, dtype=float)
    array = array if array.ndim == 3 else array[np.newaxis]
    extra = tuple(f"extra {i}" for i in range(array.shape[1] - len(classes)))
    return CostModel(classes + extra, classes, array, "USD")


def drawn_case(rng: np.random.Generator, n: int, k: int, repeats: int = 1, folds: int = 5, signal: float = 1.5) -> Evidence:
    """Random evidence with something to find, baselines included, for tests that hold for any evidence."""
    y = np.concatenate([np.arange(k), rng.integers(0, k, n - k)]).astype(np.int32)
    fold = np.stack([rng.permutation(np.arange(n) % folds) for _ in range(repeats)])
    logits = rng.normal(size=(2, repeats, n, k)) + signal * np.eye(k)[y]
    proba = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    classes = tuple(str(i) for i in range(k))
    bare = evidence(y, classes=classes, fold=fold)
    shares = np.stack([bare.shares[r][bare.fold[r]] for r in range(repeats)])
    return evidence(
        y,
        prediction("majority", shares, "baseline", "likeliest"),
        prediction("random", shares, "baseline", "drawn"),
        prediction("cheapest answer", shares, "baseline"),
        prediction("one rule", np.round(proba[0], 1) / np.round(proba[0], 1).sum(axis=-1, keepdims=True), "rule"),
        prediction("model", proba[1]),
        classes=classes,
        fold=fold,
        table=pd.DataFrame({"amount": rng.integers(1, 100, n).astype(float)}),
    )
