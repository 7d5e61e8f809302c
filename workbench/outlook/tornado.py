"""Which guess matters most: each at the ends of its range, all else as it is, everything decided anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.outlook.advantage import Advantage
from workbench.outlook.guess import Guess, Path

NOTHING = 1e-9
MOST_IN_FULL = 12
"""Bars that are priced as every page would price them. It takes as long as two verdicts each, and fewer than these are shown."""


@dataclass(frozen=True)
class Bar:
    """What the best design with a model saves at the low and the high end of one guess: currency a year, or per 1,000 cases."""

    guess: Guess
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def tornado(
    advantage: Advantage, guesses: Sequence[Guess], progress: Callable[[float], None] = lambda share: None
) -> tuple[Bar, ...]:
    """Return a bar for each guess that moves anything, the one that matters most first.

    Which ones matter most is sketched. These are then priced in full, so that their ends are what is found by putting that value
    in; the others, which nobody looks at, stay as sketched.
    """
    bars = _widest_first([_bar(guess, advantage, advantage.at) for guess in guesses])
    least = NOTHING * max(abs(advantage.per_case * advantage.cases), *(bar.swing for bar in bars), 0.0)
    moving = [bar for bar in bars if bar.swing > least]
    full: list[Bar] = []
    for bar in moving[:MOST_IN_FULL]:
        progress(len(full) / min(len(moving), MOST_IN_FULL))
        full.append(_bar(bar.guess, advantage, advantage.exactly_at))
    return (*_widest_first([bar for bar in full if bar.swing > least]), *moving[MOST_IN_FULL:])


def _widest_first(bars: Sequence[Bar]) -> list[Bar]:
    return sorted(bars, key=lambda bar: -bar.swing)


def _bar(guess: Guess, advantage: Advantage, saves: Callable[[Mapping[Path, float]], float]) -> Bar:
    ends = []
    for value in (guess.low, guess.high):
        values = {guess.path: value}
        ends.append(advantage.in_money(saves(values), values))
    return Bar(guess, *ends)
