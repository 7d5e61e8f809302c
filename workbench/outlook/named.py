"""How sentences speak of a guessed input: its name, and what is said where a value above or below some limit changes things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.money import format_money
from workbench.wording import format_count, format_number, format_share

Unit = Literal["money", "share", "seconds", "count", "factor", "years"]
UNITS: dict[Unit, str] = {"seconds": "s", "factor": "×", "years": "years"}
"""What follows a plain number; the other units are written by `workbench.wording`."""


@dataclass(frozen=True)
class Named:
    """name: in a list. above, below: with `{}` where the value goes."""

    name: str
    unit: Unit
    above: str
    below: str

    def written(self, value: float, currency: str) -> str:
        """Write a value in its unit: `$63`, `61 %`, `45 s`, `410,000`, `1.3 ×`, `3 years`."""
        if self.unit == "money":
            return format_money(value, currency)
        if self.unit == "share":
            return format_share(value)
        if self.unit == "count":
            return format_count(value)
        return f"{format_number(value)} {UNITS[self.unit]}"

    def beyond(self, value: float, above: bool, currency: str) -> str:
        """Say that the input lies beyond a value: `people notice fewer than 61 % of wrong ones`."""
        if self.unit in ("money", "factor") and value < 0:
            # A gain: what costs more brings less.
            pattern = (
                (self.above if above else self.below).replace("costs more", "brings less").replace("costs less", "brings more")
            )
            return pattern.replace("{}", self.written(-value, currency))
        return (self.above if above else self.below).replace("{}", self.written(value, currency))


def cell(words: str) -> tuple[str, str]:
    """Say of something that costs money that it costs more, or less.

    >>> cell("asking the model once")
    ('asking the model once costs more than {}', 'asking the model once costs less than {}')
    """
    safe = words.replace("{}", "")
    return f"{safe} costs more than {{}}", f"{safe} costs less than {{}}"


def part_of_column(words: str, column: str) -> Named:
    """Name the part of a column that something costs, as in 1.3 × "amount"."""
    said, by = words.replace("{}", ""), f'"{column[:60]}"'.replace("{}", "")
    return Named(f"{said}: part of {by}", "factor", f"{said} costs more than {{}} {by}", f"{said} costs less than {{}} {by}")


def share_of(name: str) -> Named:
    """Name the share of a class in real life."""
    shown = f'"{name[:60]}"'.replace("{}", "")
    return Named(f"{shown} in real life", "share", f"{shown} in more than {{}} of cases", f"{shown} in fewer than {{}} of cases")


PEOPLE = {
    "wage_per_hour": Named(
        "wage", "money", "people's time costs more than {} an hour", "people's time costs less than {} an hour"
    ),
    "by_hand": Named("a case by hand", "seconds", "a case by hand takes more than {}", "a case by hand takes less than {}"),
    "by_hand_error": Named(
        "wrong by hand", "share", "people get more than {} wrong by hand", "people get fewer than {} wrong by hand"
    ),
    "notices_wrong": Named(
        "notices a wrong one", "share", "people notice more than {} of wrong ones", "people notice fewer than {} of wrong ones"
    ),
    "accepts_right": Named(
        "accepts a right one", "share", "people accept more than {} of right ones", "people accept fewer than {} of right ones"
    ),
    "picks_wrong_though_right_shown": Named(
        "picks wrong though right is shown",
        "share",
        "people pick wrong though right is shown in more than {} of lists",
        "people pick wrong though right is shown in fewer than {} of lists",
    ),
    "read": Named("reading a suggestion", "seconds", "reading a suggestion takes more than {}", "reading one takes less than {}"),
    "pick": Named("picking one", "seconds", "picking one takes more than {}", "picking one takes less than {}"),
    "confirm": Named("confirming", "seconds", "confirming takes more than {}", "confirming takes less than {}"),
    "undo": Named("taking an action back", "seconds", "taking one back takes more than {}", "taking one back takes less than {}"),
    "undo_fee": Named("fee for taking an action back", "money", *cell("taking an action back")),
    "notices_in_time": Named(
        "notices in time",
        "share",
        "people notice more than {} of wrong actions in time",
        "people notice fewer than {} of wrong actions in time",
    ),
    "unrecovered": Named(
        "stays of a mistake taken back",
        "share",
        "more than {} of a mistake stays when it is taken back",
        "less than {} of a mistake stays when it is taken back",
    ),
    "takes_back_right": Named(
        "takes a right action back",
        "share",
        "people take more than {} of right actions back",
        "people take fewer than {} of right actions back",
    ),
}


def of_class(name: str) -> Named:
    """Name people's own errors in the cases of one class."""
    shown = f'"{name[:60]}"'.replace("{}", "")
    return Named(
        f"wrong by hand when it is {shown}",
        "share",
        f"people get more than {{}} of {shown} wrong by hand",
        f"people get fewer than {{}} of {shown} wrong by hand",
    )


def in_band(named: Named, confidence: float) -> Named:
    """Name how people behave with what is shown with some confidence, or more."""
    shown = f"shown at {format_share(confidence)} or more"
    return Named(f"{named.name}, {shown}", named.unit, f"{named.above}, {shown}", f"{named.below}, {shown}")


TODAY = {
    "cost": Named("a case today", "money", *cell("a case today")),
    "accuracy": Named(
        "right today", "share", "people today are right in more than {}", "people today are right in fewer than {}"
    ),
}
BUSINESS = {
    "volume": Named("cases a year", "count", "more than {} cases a year", "fewer than {} cases a year"),
    "build": Named("build cost", "money", "build cost above {}", "build cost below {}"),
    "run_per_year": Named("running cost", "money", "running cost above {} a year", "running cost below {} a year"),
    "per_label": Named("price of a label", "money", *cell("a label")),
    "years": Named("years in use", "years", "more than {} in use", "fewer than {} in use"),
}
