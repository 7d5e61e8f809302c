"""Evidence against plain scikit-learn, side by side: CPU seconds, ratio, and what the probabilities are worth.

    python benchmarks/evidence.py                 10,000 and 100,000 rows
    python benchmarks/evidence.py 1000000 --ours  one size, ours only, with the peak of memory

Both sides run in processes of their own, one after the other, several times, on the same table, folds and seed, with one
BLAS/OpenMP thread. CPU seconds are user + system time of the evidence alone: imports and making the table are left out on both
sides. The opponent is what a practitioner would write: for each candidate a pipeline with its own preprocessing, given to
cross_val_predict. Its baselines get none, as they need none, which is kinder to it than preprocessing in every pipeline.
Ours also calibrates its models on other folds: that is in its seconds and in its log loss.
Costs are out of fold: log loss, and the share of wrong answers (0-1 cost).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FOLDS, SEED = 5, 0
NUMBERS, LEVELS = 13, (2, 2, 3, 5, 12, 40, 200)
NAMES = ("majority", "random", "cheapest answer", "one rule", "logistic regression", "gradient boosting")


def cases(n: int, classes: int = 2) -> tuple[pd.DataFrame, np.ndarray]:
    """20 mixed columns with 8 % missing values; the answer depends on some of them, partly by steps and products."""
    random = np.random.default_rng(SEED)
    numbers = random.normal(size=(n, NUMBERS))
    numbers[:, 0], numbers[:, 1] = np.exp(numbers[:, 0]), np.exp(2 * numbers[:, 1])
    codes = [random.integers(0, levels, size=n) for levels in LEVELS]
    effects = [random.normal(size=levels) * 0.5 for levels in LEVELS]
    score = 0.6 * numbers[:, 0] + numbers[:, 2] - 0.7 * numbers[:, 3] * numbers[:, 4] + 0.5 * np.sin(2 * numbers[:, 5])
    score += sum(effect[code] for effect, code in zip(effects, codes, strict=True)) - 2.5
    noisy = score + random.logistic(size=n)
    y = np.searchsorted(np.quantile(noisy, np.arange(1, classes) / classes), noisy) if classes > 2 else (noisy > 0).astype(int)
    frame = pd.DataFrame(numbers, columns=[f"number {column}" for column in range(NUMBERS)])
    for column, code in enumerate(codes):
        frame[f"category {column}"] = pd.Categorical.from_codes(code, [f"value {level}" for level in range(LEVELS[column])])
    return frame.mask(random.random(frame.shape) < 0.08), y


def framing(frame: pd.DataFrame, y: np.ndarray) -> Any:
    from workbench.data.dataset import Column, Dataset
    from workbench.data.framing import Framing

    kinds = ["category" if isinstance(dtype, pd.CategoricalDtype) else "number" for dtype in frame.dtypes]
    columns = tuple(Column(name, kind, kind, 0, 0, "", "", ()) for name, kind in zip(frame.columns, kinds, strict=True))
    dataset = Dataset("benchmark", frame, columns, (), "")
    labels = tuple(str(label) for label in range(y.max() + 1))
    task = "binary" if len(labels) == 2 else "multiclass"
    rows = np.arange(len(y))
    return Framing(dataset, "answer", task, labels, rows, y.astype(np.int32), columns, (), None, None, (), "benchmark")


def ours(frame: pd.DataFrame, y: np.ndarray, workers: int) -> dict[str, tuple[np.ndarray, float]]:
    from workbench.evidence.collecting import collect
    from workbench.scenario import EvidenceChoice

    evidence = collect(framing(frame, y), EvidenceChoice(folds=FOLDS, seed=SEED), workers=workers)
    return {name: (prediction.proba[0], prediction.seconds) for name, prediction in evidence.predictions.items()}


def plain(frame: pd.DataFrame, y: np.ndarray, workers: int) -> dict[str, tuple[np.ndarray, float]]:
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    answers = {}
    for name, pipeline in pipelines(frame).items():
        started = time.process_time()
        proba = cross_val_predict(pipeline, frame, y, cv=folds, method="predict_proba")
        answers[name] = (proba, time.process_time() - started)
    return answers


def pipelines(frame: pd.DataFrame) -> dict[str, Any]:
    """The same six candidates, each with its own preprocessing and the library's defaults."""
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.dummy import DummyClassifier
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    numbers = make_column_selector(dtype_include="number")
    categories = make_column_selector(dtype_include="category")

    def linear() -> Any:
        scaled = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
        return make_column_transformer((scaled, numbers), (OneHotEncoder(handle_unknown="ignore"), categories))

    def ordinal() -> Any:
        encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-1)
        return make_column_transformer((SimpleImputer(strategy="median"), numbers), (encoder, categories))

    return {
        "majority": DummyClassifier(strategy="most_frequent"),
        "random": DummyClassifier(strategy="stratified", random_state=SEED),
        "cheapest answer": DummyClassifier(strategy="prior"),
        "one rule": make_pipeline(ordinal(), DecisionTreeClassifier(max_depth=1, random_state=SEED)),
        "logistic regression": make_pipeline(linear(), LogisticRegression(max_iter=1_000)),
        "gradient boosting": HistGradientBoostingClassifier(categorical_features="from_dtype", random_state=SEED),
    }


def run_side(side: str, n: int, classes: int, workers: int) -> None:
    """In a process of its own: make the table, import, then measure."""
    import sklearn.compose
    import sklearn.ensemble
    import sklearn.impute
    import sklearn.linear_model
    import sklearn.tree  # noqa: F401

    frame, y = cases(n, classes)
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    answers = (ours if side == "ours" else plain)(frame, y, workers)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    report = {
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "wall": wall,
        "peak_mb": after.ru_maxrss / 1024,
        "candidates": {name: {"cpu": seconds, **worth(proba, y)} for name, (proba, seconds) in answers.items()},
    }
    print(json.dumps(report))


def worth(proba: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Log loss (natural logarithm) and share of wrong answers."""
    right = np.clip(proba[np.arange(len(y)), y].astype(float), 1e-12, 1)
    return {"log_loss": float(-np.log(right).mean()), "wrong": float((proba.argmax(axis=1) != y).mean())}


def measure(side: str, n: int, classes: int, workers: int) -> dict[str, Any]:
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, __file__, str(n), "--side", side, "--classes", str(classes), "--workers", str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **one_thread})
    return json.loads(done.stdout)


def show(n: int, classes: int, workers: int, repeats: int, only_ours: bool) -> None:
    sides = ["ours"] if only_ours else ["plain", "ours"]
    runs = {side: [] for side in sides}
    for _ in range(repeats):
        for side in sides:
            runs[side].append(measure(side, n, classes, workers))
    print(f"\n{n:,} rows x 20 columns, {classes} classes, {FOLDS} folds, median of {repeats}, {workers} worker(s)\n")
    print("| | " + " | ".join(f"{side}: CPU s | log loss | wrong" for side in sides) + " |")
    print("|---" * (1 + 3 * len(sides)) + "|")
    for name in NAMES:
        cells = []
        for side in sides:
            figures = runs[side][0]["candidates"][name]
            cpu = statistics.median(run["candidates"][name]["cpu"] for run in runs[side])
            cells.append(f"{cpu:.2f} | {figures['log_loss']:.4f} | {figures['wrong']:.4f}")
        print(f"| {name} | " + " | ".join(cells) + " |")
    total = {side: statistics.median(run["cpu"] for run in runs[side]) for side in sides}
    print(
        "| all | "
        + " | ".join(
            f"{total[side]:.2f} | wall {statistics.median(run['wall'] for run in runs[side]):.2f} s"
            f" | peak {max(run['peak_mb'] for run in runs[side]):,.0f} MB"
            for side in sides
        )
        + " |"
    )
    if not only_ours:
        print(f"\nCPU ratio, ours to plain: {total['ours'] / total['plain']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--classes", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--ours", action="store_true", help="leave plain scikit-learn out")
    parser.add_argument("--side", choices=["ours", "plain"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    for n in options.rows:
        if options.side:
            run_side(options.side, n, options.classes, options.workers)
        else:
            show(n, options.classes, options.workers, options.repeats, options.ours)


if __name__ == "__main__":
    main()
