"""How long it takes to say which guess matters most, how likely a model is to pay and what would flip the verdict.

    OMP_NUM_THREADS=1 python benchmarks/outlook.py

Probabilities are drawn, not fitted: the arithmetic does not know the difference. Every input has its assumed range. Times
are CPU seconds of one thread, so that a busy machine disturbs them less.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from policies import evidence

from workbench.experience.policies import policies
from workbench.outlook.advantage import advantage
from workbench.outlook.chance import chance
from workbench.outlook.flips import flips
from workbench.outlook.inputs import guesses
from workbench.outlook.tornado import tornado
from workbench.pricing.prices import price
from workbench.scenario import Scenario, validate


def scenario(by_row: bool) -> Scenario:
    missed: Any = {"column": "amount", "plus": 100.0} if by_row else 100.0
    return validate(
        {
            "costs": {"matrix": {"c1": {"c0": missed}, "c0": {"c1": 20.0}}, "wrong": 5.0, "review": 14.0},
            "people": {"wage_per_hour": 30.0},
            "decision": {"volume_per_year": 1e6},
            "business": {"build": 9e4},
        }
    )


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def main() -> None:
    print("| cases | classes | a cost by case | inputs | tornado | 500 draws | flips |\n|---|---|---|---|---|---|---|")
    for n, k, by_row in ((100_000, 2, False), (100_000, 2, True), (100_000, 5, False)):
        seen, known = evidence(n, k), scenario(by_row)
        amounts = pd.DataFrame({"amount": np.random.default_rng(0).lognormal(4, 1, n)})
        seen.framing.dataset = SimpleNamespace(table=amounts)  # type: ignore[misc]
        prices = price(seen, known, quick=True)
        question = advantage(seen, known, prices, policies(seen, known, prices, quick=True))
        assert question is not None
        listed = guesses(known, seen)
        spent = [seconds(work)[0] for work in _parts(question, listed, seen, known)]
        print(
            f"| {n:,} | {k} | {'yes' if by_row else 'no'} | {len(listed)} | " + " | ".join(f"{one:.2f} s" for one in spent) + " |"
        )


def _parts(question: Any, listed: Any, seen: Any, known: Scenario) -> tuple[Callable[[], Any], ...]:
    return (
        lambda: tornado(question, listed),
        lambda: chance(question, listed),
        lambda: flips(seen, known, listed),
    )


if __name__ == "__main__":
    main()
