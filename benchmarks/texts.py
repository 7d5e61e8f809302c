"""Word patterns against plain scikit-learn on messages: CPU seconds, log loss, and the share of wrong answers.

    python benchmarks/texts.py              20,000 messages
    python benchmarks/texts.py 5000         another number

Messages are made like those of the support tickets, two in one, with 20 words each from a long tail of rare ones, as real ones
have. The opponent is what a practitioner would write: TfidfVectorizer (pairs of words, none that stands in one text only) and
LogisticRegression as they come, given to cross_val_predict. Same folds and seed, one thread, each side in a process of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FOLDS, SEED, RARE, LETTERS = 5, 0, 30_000, np.array(list("abcdefghijklmnoprstuvwz"))


def messages(n: int) -> tuple[pd.Series, np.ndarray]:
    spec = importlib.util.spec_from_file_location("make", ROOT / "sample_data" / "support_tickets" / "make.py")
    assert spec is not None and spec.loader is not None
    tickets: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tickets)
    random = np.random.default_rng(SEED)
    writer, teams = tickets.Writer(random), random.integers(0, len(tickets.TEAMS), n)
    rare = np.array(["".join(random.choice(LETTERS, random.integers(3, 9))) for _ in range(RARE)])
    tail = rare[np.minimum(random.zipf(1.3, (n, 20)), RARE) - 1]
    names = list(tickets.TEAMS)
    told = [" ".join([writer.message(names[team], "email") for _ in range(2)]) for team in teams]
    return pd.Series([f"{text} {' '.join(words)}" for text, words in zip(told, tail, strict=True)], dtype="str"), teams


def ours(texts: pd.Series, y: np.ndarray) -> np.ndarray:
    from tests.evidence.framings import framing_of
    from workbench.evidence.collecting import collect
    from workbench.scenario import EvidenceChoice

    framing = framing_of(pd.DataFrame({"message": texts}), np.char.zfill(y.astype(str), 2))
    choice = EvidenceChoice(candidates=("word patterns",), folds=FOLDS, seed=SEED)
    return collect(framing, choice, workers=1).predictions["word patterns"].proba[0]


def plain(texts: pd.Series, y: np.ndarray) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    pipeline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LogisticRegression(max_iter=1_000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return cross_val_predict(pipeline, texts, y, cv=folds, method="predict_proba")


def run_side(side: str, n: int) -> None:
    import sklearn.feature_extraction.text
    import sklearn.linear_model  # noqa: F401

    texts, y = messages(n)
    started = time.process_time()
    proba = (ours if side == "ours" else plain)(texts, y)
    spent = time.process_time() - started
    right = np.clip(proba[np.arange(n), y].astype(float), 1e-12, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wrong = float((proba.argmax(axis=1) != y).mean())
    print(json.dumps({"cpu": spent, "log_loss": float(-np.log(right).mean()), "wrong": wrong, "peak": peak}))


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        run_side(sys.argv[2], n)
        return
    print(f"\n{n:,} messages, 15 classes, {FOLDS} folds\n\n| | CPU s | log loss | wrong | peak MB |\n|---|---|---|---|---|")
    for side in ("plain", "ours"):
        one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, __file__, str(n), side]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=one_thread).stdout)
        print(f"| {side} | {found['cpu']:.1f} | {found['log_loss']:.4f} | {found['wrong']:.4f} | {found['peak']:,.0f} |")


if __name__ == "__main__":
    main()
