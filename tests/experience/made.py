"""Small evidence made by hand, and scenarios to price it with."""

from types import SimpleNamespace

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.scenario import Scenario, validate


def make_evidence(y, models, classes=None, folds=5, fold=None, rules=(), repeats=1):
    """Evidence with these truths (n,) and probabilities by model name, (n, K) or (n,) for the second of two classes.

    Class shares are those of the other folds, as candidates that learn nothing report them.
    """
    y = np.asarray(y)
    k = int(y.max()) + 1 if classes is None else classes
    n = len(y)
    if fold is None:
        fold = np.stack([(np.arange(n) + repeat * (np.arange(n) // folds)) % folds for repeat in range(repeats)])
    fold = np.atleast_2d(fold).astype(np.int8)
    shares = np.stack([[np.bincount(y[layer != f], minlength=k) / (layer != f).sum() for f in range(folds)] for layer in fold])
    names = tuple("abcdefghijklmnopqrstuvwxyz"[:k])
    task = "binary" if k == 2 else "multiclass"
    apart = {"time": None, "entity": None, "features": (), "target": "t"}
    framing = SimpleNamespace(classes=names, task=task, rows=np.arange(n), y=y.astype(np.int32), **apart)
    told = np.stack([shares[r][layer] for r, layer in enumerate(fold)]).astype(np.float32)
    predictions = {"cheapest answer": Prediction("cheapest answer", "baseline", told)}
    predictions["majority"] = Prediction("majority", "baseline", told, "likeliest")
    for name, proba in models.items():
        predictions[name] = Prediction(name, "rule" if name in rules else "model", layers(proba, len(fold)))
    return Evidence(framing, "made", np.arange(n), y.astype(np.int32), fold, shares, 1 / (folds - 1), predictions)


def with_rules(evidence, fired, answers, otherwise=None):
    """The same evidence with the team's own rules. fired (n,) bool; answers (n,): classes they give there, else `otherwise`."""
    fired, answers = np.asarray(fired), np.asarray(answers)
    codes = np.where(fired, answers, -1 if otherwise is None else otherwise)
    group = np.where(fired, answers, len(evidence.classes))
    told = np.zeros((*evidence.fold.shape, len(evidence.classes)), dtype=np.float32)
    for repeat, fold in enumerate(evidence.fold):
        for case in range(len(group)):
            like = (group == group[case]) & (fold != fold[case])
            told[repeat, case] = (
                np.bincount(evidence.y[like], minlength=len(evidence.classes)) + 0.1 + 0.01 * np.arange(len(evidence.classes))
            )
    told /= told.sum(axis=2, keepdims=True)
    seen = Prediction("your rules", "rule", told, "given", answers=codes, answer_names=evidence.classes, fired=fired)
    return evidence.with_prediction(seen)


def layers(proba, repeats):
    proba = np.asarray(proba, dtype=np.float32)
    if proba.ndim == 1:
        proba = np.stack([1 - proba, proba], axis=1)
    return np.broadcast_to(proba, (repeats, *proba.shape)) if proba.ndim == 2 else proba


def scenario(**parts) -> Scenario:
    """A scenario from nested dicts, such as people={"wage_per_hour": 36}."""
    return validate(parts)


def binary(n, positive=0.3, signal=1.0, seed=0):
    """Truth (n,) and calibrated probabilities of the second class."""
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < positive).astype(int)
    mean = signal * y
    odds = np.log(positive / (1 - positive)) + signal * rng.normal(mean, 1) - signal**2 / 2
    return y, 1 / (1 + np.exp(-odds))


def multiclass(n, k, signal=1.0, seed=0):
    """Truth (n,) and calibrated probabilities (n, K)."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, k, n)
    z = signal * np.eye(k)[y] + rng.normal(size=(n, k))
    p = np.exp(signal * z)
    return y, p / p.sum(axis=1, keepdims=True)
