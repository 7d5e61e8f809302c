"""How likely it is that a model wins, and what it would be worth to know: every guess drawn at once, and other cases seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.outlook.advantage import Advantage
from workbench.outlook.guess import Guess, Path
from workbench.pricing.estimate import Estimate

DRAWS = 500
ACCEPTS, PICKS = "accepts_right", ("people", "picks_wrong_though_right_shown")


@dataclass(frozen=True)
class Chance:
    """wins: probability that the best design with a model saves anything, all it costs taken off.

    value: the mean of what it saves and where 95 % of draws lie; evpi: what knowing everything beforehand would be worth at most.
    Both in currency a year, or per 1,000 cases.
    """

    wins: float
    value: Estimate
    evpi: float
    draws: int


def chance(
    advantage: Advantage,
    guesses: Sequence[Guess],
    draws: int = DRAWS,
    seed: int = 0,
    progress: Callable[[float], None] = lambda share: None,
) -> Chance:
    """Draw every guess from a triangle over its range, and the error of having seen only these cases from a normal.

    At each draw the best way with a model and the best way without are found anew. The same seed gives the same figures.
    """
    rng = np.random.default_rng(seed)
    drawn = {guess.path: triangular(guess, draws, rng) for guess in guesses}
    if PICKS in drawn:
        for path in drawn:
            if path[-1] == ACCEPTS:
                drawn[PICKS] = np.minimum(drawn[PICKS], 1.0 - drawn[path])
    noise = advantage.error * rng.standard_normal(draws)
    saved = np.empty(draws)
    for draw in range(draws):
        values: Mapping[Path, float] = {path: float(several[draw]) for path, several in drawn.items()}
        saved[draw] = advantage.in_money(advantage.at(values) + float(noise[draw]), values)
        progress((draw + 1) / draws)
    low, high = np.quantile(saved, (0.025, 0.975))
    mean = float(saved.mean())
    return Chance(float((saved > 0).mean()), Estimate(mean, float(low), float(high)), evpi(saved), draws)


def triangular(guess: Guess, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Return (draws,) values: the likely one most often, and none outside the range."""
    if guess.high <= guess.low:
        return np.full(draws, guess.value)
    return rng.triangular(guess.low, min(max(guess.value, guess.low), guess.high), guess.high, draws)


def evpi(saved: np.ndarray) -> float:
    """Return the expected value of perfect information: what choosing after all is known gains over choosing now.

    >>> evpi(np.array([3.0, -1.0]))
    0.5
    """
    return float(np.maximum(saved, 0.0).mean() - max(0.0, float(saved.mean())))
