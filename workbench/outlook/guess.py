"""One guessed input: what it is called, what it is likely to be, and between what it lies."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import UserError
from workbench.outlook.named import Named, Unit

Path = tuple[str, ...]

MIDDLE = 0.2, 0.8
POINTS = 0.1


@dataclass(frozen=True)
class Guess:
    """One guessed input. value: the likely one, as in the scenario; low, high: what it is between; stated: by somebody.

    least, most: what it can be at all. named: how sentences speak of it.
    """

    path: Path
    named: Named
    value: float
    low: float
    high: float
    stated: bool = False
    least: float = -1e15
    most: float = 1e15

    @property
    def name(self) -> str:
        return self.named.name

    @property
    def unit(self) -> Unit:
        return self.named.unit


def guess(path: Path, named: Named, value: float, least: float = -1e15, most: float = 1e15) -> Guess:
    """Return a guess with the range that is assumed where nobody states one."""
    low, high = assumed(value, named.unit)
    return Guess(path, named, value, max(low, least), min(high, most), False, least, most)


def assumed(value: float, unit: Unit) -> tuple[float, float]:
    """Return the range taken where none is stated: half to double, and for shares ten points, or half to double the odds.

    >>> assumed(20.0, "money"), assumed(-20.0, "money")
    ((10.0, 40.0), (-40.0, -10.0))
    >>> [round(end, 3) for end in assumed(0.02, "share")], assumed(0.5, "share")
    ([0.01, 0.039], (0.4, 0.6))
    """
    if unit != "share":
        low, high = sorted((value / 2.0, value * 2.0))
        return low, high
    if MIDDLE[0] <= value <= MIDDLE[1]:
        return value - POINTS, value + POINTS
    return at_odds(value, 0.5), at_odds(value, 2.0)


def at_odds(share: float, factor: float) -> float:
    """Return the share whose odds are so many times those of `share`."""
    return share * factor / (1.0 - share + share * factor)


def scaled(guess: Guess, factor: float) -> float:
    """Return so many times the likely value, for shares at so many times its odds, within what the input can be at all."""
    value = at_odds(guess.value, factor) if guess.unit == "share" else guess.value * factor
    return min(max(value, guess.least), guess.most)


def about_classes(path: Path) -> bool:
    """Whether an input is named after classes of the target, and so is none with another target."""
    return path[0] == "prevalence" or path[:2] in (("costs", "matrix"), ("people", "by_hand_errors"))


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raise UserError where a range does not hold its likely value."""
    if low <= value <= high:
        return
    fault = "its low end is above its high end" if low > high else f"its range is {low:,g} to {high:,g}"
    raise UserError(
        f"{name[:1].upper()}{name[1:]} is {value:,g}, and {fault}.",
        "The likely value has to lie inside its own range, or nobody knows which of the two is meant.",
        "Change the range, or the value.",
    )
