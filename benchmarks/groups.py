"""How long it takes to say who bears the mistakes: the first time a column is used, while a cost is dragged, and when it rests.

Run: OMP_NUM_THREADS=1 python benchmarks/groups.py
The yardstick beside it is what a script would do: shuffle the groups as many times, and take the means of each.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.prices import made_up, milliseconds, question
from workbench.evidence.evidence import Evidence
from workbench.pricing.prices import price
from workbench.scenario import Scenario
from workbench.trust.borne import borne
from workbench.trust.gaps import QUICK_PERMUTATIONS

TIMES_SHUFFLED = 3


def with_groups(n: int, classes: int) -> Evidence:
    """Evidence with an age and a region beside it."""
    evidence = made_up(n, classes)
    rng = np.random.default_rng(1)
    table = evidence.framing.dataset.table
    table["region"] = pd.Categorical.from_codes(rng.integers(0, 5, n), list("abcde"))
    table["age"] = rng.integers(18, 90, n).astype(float)
    evidence.framing.dataset.columns = tuple(SimpleNamespace(name=name) for name in table)  # type: ignore[misc]
    evidence.framing.target = "label"  # type: ignore[misc]
    return evidence


def shuffled(evidence: Evidence, cost: np.ndarray) -> None:
    codes, rng = evidence.framing.dataset.table["region"].cat.codes.to_numpy().astype(np.intp), np.random.default_rng(0)
    for _ in range(TIMES_SHUFFLED):
        np.bincount(rng.permutation(codes), weights=cost)


def row(n: int, classes: int, by_row: bool, shares: bool) -> str:
    evidence = with_groups(n, classes)
    asked: Scenario = question(classes, 100.0, by_row)
    asked = asked.replaced("prevalence", {"1": 0.02}) if shares else asked
    prices = price(evidence, asked, quick=True)

    def told(columns: tuple[str, ...], quick: bool = True) -> object:
        return borne(evidence, asked, prices, columns=columns, quick=quick)

    first = milliseconds(lambda: told(("region", "age")), 1)
    one, two = milliseconds(lambda: told(("region",)), 5), milliseconds(lambda: told(("region", "age")), 5)
    rest = milliseconds(lambda: told(("region", "age"), quick=False), 3)
    best = prices[str(prices.best_model)]
    script = milliseconds(lambda: shuffled(evidence, best.cost), 1) / TIMES_SHUFFLED * QUICK_PERMUTATIONS / 1000
    kind = ("by row" if by_row else "one matrix") + (", real-life shares" if shares else "")
    return f"| {n:,} | {classes} | {kind} | {first:.0f} ms | {one:.0f} ms | {two:.0f} ms | {rest:.0f} ms | {script:.1f} s |"


def main() -> None:
    print("| cases | classes | costs | first time | one column | two columns | two at rest | one test by a script |")
    print("|---|---|---|---|---|---|---|---|")
    cases = ((20_000, 2, True, False), (1_000_000, 2, False, False), (1_000_000, 2, True, False), (1_000_000, 2, True, True))
    for n, classes, by_row, shares in (*cases, (20_000, 20, False, False)):
        print(row(n, classes, by_row, shares), flush=True)


if __name__ == "__main__":
    main()
