"""At which value of each guessed input the verdict turns, all else as it is: found with the verdict itself, on both sides."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.data.readiness import Finding
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence
from workbench.outlook.advantage import Full
from workbench.outlook.guess import Guess, Path, scaled
from workbench.outlook.inputs import with_value
from workbench.outlook.sketch import Sketch
from workbench.scenario import ColumnCost, Scenario
from workbench.verdict import Code, decide

REACH = 10.0
NEARER = 3.0
HALVINGS = 6
MOST_SEARCHED, FEWEST_SEARCHED = 10, 4
MOST_NUMBERS = 1_000_000
UNMOVED = 1e-9

INSTEAD = {
    "build": "then build it",
    "redesign": "then show it to people first",
    "rules": "then rules are enough",
    "labels": "then labels first",
    "data": "then the data first",
    "dont": "then don't build it",
    "unclear": "then it cannot be told",
}


@dataclass(frozen=True)
class Flip:
    """The verdict holds at `inside` and is another, `becomes`, at `outside`; value lies between. above: it turns upward."""

    guess: Guess
    value: float
    above: bool
    becomes: Code
    inside: float
    outside: float

    @property
    def distance(self) -> float:
        """How far off the likely value has to be, on the scale of ratios (for shares, of odds): smaller is nearer."""
        return abs(math.log(_measure(self.guess, self.value) / _measure(self.guess, self.guess.value)))

    def in_words(self, currency: str) -> str:
        """Say it as people do: `people notice fewer than 61 % of wrong ones`."""
        return self.guess.named.beyond(self.value, self.above, currency)

    def told(self, currency: str) -> str:
        """Say it with what would be right instead."""
        return f"{self.in_words(currency)}: {INSTEAD[self.becomes]}"


def flips(
    evidence: Evidence,
    scenario: Scenario,
    guesses: Sequence[Guess],
    findings: Sequence[Finding] = (),
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[Flip, ...]:
    """Return where the verdict turns within a tenth to ten times of what is stated (for shares: of the odds), nearest first.

    One flip in each direction of an input: the first that a look at three times and at ten times finds. Inputs that move no cost
    are passed over, and of many those that move least.
    """
    asked = _Asked(evidence, scenario, findings)
    done = 0.0

    def verdict(guess: Guess, value: float) -> Code | None:
        progress(done)
        return asked.code(scenario, guess.path, value)

    now = asked.code(scenario)
    searched = _that_move(asked.full.evidence, scenario, guesses)
    found = []
    for position, guess in enumerate(searched):
        done = position / len(searched)
        for factor in (1.0 / REACH, REACH):
            flip = None if now is None else _search(guess, factor, now, verdict)
            found += [] if flip is None else [flip]
    return tuple(sorted(found, key=lambda flip: flip.distance))


def none_in_words(guesses: Sequence[Guess]) -> str:
    """Say that nothing was found."""
    what = "no single input" if any(guess.unit != "money" for guess in guesses) else "no single price"
    return f"Within a tenth to ten times what is stated, {what} changes it."


class _Asked:
    """The verdict by the same arithmetic as everywhere."""

    def __init__(self, evidence: Evidence, scenario: Scenario, findings: Sequence[Finding]) -> None:
        self.full, self.findings = Full(evidence, scenario), findings

    def code(self, scenario: Scenario, path: Path = (), value: float = 0.0) -> Code | None:
        """Return the verdict with another value of an input; None where that cannot be priced."""
        try:
            scenario = with_value(scenario, path, value) if path else scenario
            prices, outcomes = self.full.priced(scenario)
            return decide(self.full.evidence, scenario, prices, outcomes, None, self.findings, quick=True).code
        except UserError:
            return None


def _that_move(evidence: Evidence, scenario: Scenario, guesses: Sequence[Guess]) -> list[Guess]:
    """Leave out inputs that move neither the best design nor what it is set against, and of many those that move least."""
    sketch = Sketch(evidence, scenario)
    now = sketch.standing(scenario)
    if now is None:
        return []
    moves = []
    for guess in guesses:
        ends = [sketch.standing(with_value(scenario, guess.path, scaled(guess, factor))) for factor in (1 / REACH, REACH)]
        moved = max(abs(end.advantage - now.advantage) + abs(end.without - now.without) for end in ends if end is not None)
        if moved > UNMOVED * max(abs(now.design), abs(now.without)):
            moves.append((moved, guess))
    moves.sort(key=lambda pair: -pair[0])
    return [guess for _, guess in moves[: _room(evidence, scenario)]]


def _room(evidence: Evidence, scenario: Scenario) -> int:
    """How many inputs are searched: fewer where each look has to go through many cases one by one."""
    cells = [price for row in scenario.costs.matrix.values() for price in row.values()]
    k = len(evidence.classes)
    if k == 2 and len(evidence.fold) == 1 and not any(isinstance(price, ColumnCost) for price in cells):
        return MOST_SEARCHED
    return max(FEWEST_SEARCHED, min(MOST_SEARCHED, MOST_NUMBERS // (len(evidence.y) * k * len(evidence.fold))))


def _search(guess: Guess, factor: float, now: Code, verdict: Callable[[Guess, float], Code | None]) -> Flip | None:
    """Look at two values in one direction, and halve the way between the last that holds and the first that does not."""
    inside, outside, becomes = 0.0, None, now
    nearer = math.log(NEARER) if factor > 1 else -math.log(NEARER)
    for step in (nearer, math.log(factor)):
        code = verdict(guess, scaled(guess, math.exp(step)))
        if code is not None and code != now:
            outside, becomes = step, code
            break
        inside = step
    if outside is None:
        return None
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2.0
        code = verdict(guess, scaled(guess, math.exp(middle)))
        if code is None or code == now:
            inside = middle
        else:
            outside, becomes = middle, code
    ends = scaled(guess, math.exp(inside)), scaled(guess, math.exp(outside))
    return Flip(guess, simplest_between(*ends), ends[1] > ends[0], becomes, *ends)


def simplest_between(one: float, other: float) -> float:
    """Return the number of fewest digits that lies between two, which is as much as can be said of where it turns.

    >>> simplest_between(2.893, 2.918), simplest_between(0.6071, 0.6128), simplest_between(311_400.0, 313_900.0)
    (2.9, 0.61, 313000.0)
    """
    middle = (one + other) / 2.0
    for digits in range(2, 12):
        rounded = float(f"{middle:.{digits}g}")
        if min(one, other) <= rounded <= max(one, other):
            return rounded
    return middle


def _measure(guess: Guess, value: float) -> float:
    """What ratios are taken of: odds of shares, sizes of everything else."""
    size = value / max(1.0 - value, 1e-12) if guess.unit == "share" else abs(value)
    return max(size, 1e-300)
