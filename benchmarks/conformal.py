"""Whether conformal sets hold the right answer in new cases as often as they promise, and how often a set of one is wrong.

    OMP_NUM_THREADS=1 python benchmarks/conformal.py

For each seed, 100 cases set the threshold for 90 %, and 4,000 new cases of the same kind are tried on it. The promise is about
the average over seeds; with 100 cases the share of one seed lies between .836 and .951 in 95 of 100 (a beta distribution). It is
no promise about sets of one: their error is measured and shown. Models are as good as they say (boldness 1), surer than they may
be, or too shy.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workbench.experience.conformal import quantile, scores

SEEDS, KNOWN, NEW, COVERAGE = 200, 100, 4_000, 0.9
BAND = (0.836, 0.951)


class Tried(NamedTuple):
    """By seed (S,): share of new cases whose set held the truth, classes a set, sets of one, and how many of those were wrong."""

    covered: np.ndarray
    lines: np.ndarray
    single: np.ndarray
    wrong: np.ndarray

    @property
    def inside(self) -> float:
        return float(((self.covered >= BAND[0]) & (self.covered <= BAND[1])).mean())


def drawn(rng: np.random.Generator, n: int, classes: int, signal: float, boldness: float) -> tuple[np.ndarray, np.ndarray]:
    """Return truth (n,) and probabilities (n, K). boldness: above 1 they are surer than they may be."""
    y = rng.integers(0, classes, n)
    z = rng.normal(size=(n, classes))
    z[np.arange(n), y] += signal
    p = np.exp(boldness * signal * z)
    return y, p / p.sum(axis=1, keepdims=True)


def tried(classes: int, signal: float, boldness: float = 1.0, seeds: int = SEEDS) -> Tried:
    """Set thresholds and try them, seed by seed."""
    found = []
    for seed in range(seeds):
        y, p = drawn(np.random.default_rng(seed), KNOWN + NEW, classes, signal, boldness)
        every = scores(p)
        limit = quantile(every[np.arange(KNOWN), y[:KNOWN]], COVERAGE)
        sets, truth = every[KNOWN:] <= limit, y[KNOWN:]
        held, single = sets[np.arange(NEW), truth], sets.sum(axis=1) == 1
        found.append((held.mean(), sets.sum(axis=1).mean(), single.mean(), (single & ~held).sum() / max(single.sum(), 1)))
    return Tried(*np.array(found).T)


def main() -> None:
    print("| classes | signal | boldness | covered, mean | inside .836 to .951 | classes a set | sets of one | wrong of these |")
    print("|---|---|---|---|---|---|---|---|")
    for classes, signal, boldness in ((2, 1.0, 1.0), (2, 2.0, 1.0), (5, 1.5, 1.0), (20, 2.0, 1.0), (5, 1.5, 2.0), (5, 1.5, 0.5)):
        one = tried(classes, signal, boldness)
        shares = f"{one.covered.mean():.3f} | {one.inside:.1%} | {one.lines.mean():.2f}"
        print(
            f"| {classes} | {signal:g} | {boldness:g} | {shares} | {one.single.mean():.1%} | {one.wrong.mean():.1%} |", flush=True
        )


if __name__ == "__main__":
    main()
