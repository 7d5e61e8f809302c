"""Which guess matters most: each at the ends of its range, all else as it is, everything decided anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.outlook.advantage import Advantage
from workbench.outlook.guess import Guess

NOTHING = 1e-9


@dataclass(frozen=True)
class Bar:
    """What the best design with a model saves at the low and the high end of one guess: currency a year, or per 1,000 cases."""

    guess: Guess
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def tornado(advantage: Advantage, guesses: Sequence[Guess]) -> tuple[Bar, ...]:
    """Return a bar for each guess that moves anything, the one that matters most first."""
    bars = [_bar(advantage, guess) for guess in guesses]
    least = NOTHING * max(abs(advantage.per_case * advantage.cases), *(bar.swing for bar in bars), 0.0) if bars else 0.0
    return tuple(sorted((bar for bar in bars if bar.swing > least), key=lambda bar: -bar.swing))


def _bar(advantage: Advantage, guess: Guess) -> Bar:
    ends = []
    for value in (guess.low, guess.high):
        values = {guess.path: value}
        ends.append(advantage.in_money(advantage.at(values), values))
    return Bar(guess, *ends)
