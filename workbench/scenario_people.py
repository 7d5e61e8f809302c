"""The parts of a scenario about people and screens: how people behave, what is compared, what they see, and how it is studied.

Columns, labels and wording come from users: they are shown as text and never evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from workbench.scenario_fields import Label, Name, Number, Part, Price, Seconds, Share, Text, Whole


def likely(value: float | tuple[float, float, float]) -> float:
    """The single value a range `[low, likely, high]` stands for."""
    return value[1] if isinstance(value, tuple) else value


ShareRange = Share | tuple[Share, Share, Share]
SecondsRange = Seconds | tuple[Seconds, Seconds, Seconds]
PriceRange = Price | tuple[Price, Price, Price]


class Band(Part):
    """How people behave with suggestions shown with at least this confidence (and less than the next band's)."""

    confidence: Share
    accepts_right: ShareRange
    notices_wrong: ShareRange


class People(Part):
    """How people behave with the product: assumed until measured. Shares in [0, 1], seconds a case, wage an hour.

    `wage_per_hour` is None until it is stated. The price of a review then tells what time costs; with neither, `wage_per_second`
    is the assumed 30 an hour, and the verdict leaves out every design that needs people (`Scenario.people_are_priced`).

    by_hand_errors: by true class, in place of `by_hand_error` for that class. undo: seconds to take an action back; undo_fee:
    currency for it, without wages; notices_in_time: share of wrong actions noticed while they can be taken back; unrecovered:
    share of a mistake's cost that stays once it was taken back; takes_back_right: share of right actions taken back. bands:
    behaviour by the confidence that was shown, where it is known. sources: by name of a field, where its number comes from; what
    has no source is assumed.
    """

    wage_per_hour: PriceRange | None = None
    read: SecondsRange = 1.2
    pick: SecondsRange = 0.8
    confirm: SecondsRange = 2.0
    by_hand: SecondsRange = 45.0
    notices_wrong: ShareRange = 0.8
    accepts_right: ShareRange = 0.97
    picks_wrong_though_right_shown: ShareRange = 0.01
    by_hand_error: ShareRange = 0.02
    by_hand_errors: dict[Label, ShareRange] = Field(default_factory=dict)
    undo: SecondsRange = 5.0
    undo_fee: PriceRange = 0.0
    notices_in_time: ShareRange = 0.5
    unrecovered: ShareRange = 0.2
    takes_back_right: ShareRange = 0.0
    bands: Annotated[tuple[Band, ...], Field(max_length=20)] = ()
    sources: dict[Name, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _shares_that_add_up(self) -> People:
        for name, value in self._numbers():
            if isinstance(value, tuple) and not value[0] <= value[1] <= value[2]:
                raise ValueError(f"people.{name}: a range is [low, likely, high], found {list(value)}")
        picked = likely(self.picks_wrong_though_right_shown)
        for name, value in self._numbers():
            if name.startswith(("accepts_right", "bands: accepts_right")) and likely(value) + picked > 1:
                raise ValueError(f"people.{name}: {likely(value):g} + picks_wrong_though_right_shown {picked:g} is above 1")
        return self

    @model_validator(mode="after")
    def _bands_apart(self) -> People:
        known = [one.confidence for one in self.bands]
        if twice := [one for one in known if known.count(one) > 1]:
            raise ValueError(f"people.bands: two begin at the confidence {twice[0]:g}, and only one of them can hold")
        return self

    def _numbers(self) -> Iterator[tuple[str, Any]]:
        """Go through all numbers with the names they are told by."""
        for name in type(self).model_fields:
            if name not in ("bands", "by_hand_errors", "sources"):
                yield name, getattr(self, name)
        yield from ((f"by_hand_errors.{name[:60]}", value) for name, value in self.by_hand_errors.items())
        for one in self.bands:
            yield f"bands: accepts_right at {one.confidence:g} and more", one.accepts_right
            yield f"bands: notices_wrong at {one.confidence:g} and more", one.notices_wrong

    @property
    def wage_per_second(self) -> float:
        return (30.0 if self.wage_per_hour is None else likely(self.wage_per_hour)) / 3600.0


PolicyName = Literal["act", "confirm", "top-k", "sets", "undo", "defer", "cascade", "manual"]
"""act; confirm first; a few answers; only as many as needed; act, and it can be undone; unsure cases to a person; rules, then the
model, then a person; every case by hand."""


LEFT_OPEN = "cheapest"
"""How a file may say that the number of answers shown is left open, as it is where nothing is said."""
USUAL_LINES = 3
"""Answers on a screen that shows a few, where nobody has said how many and a number is needed."""


def _left_open(value: Any) -> Any:
    return None if value == LEFT_OPEN else value


class PolicyChoice(Part):
    """What to compare; a parameter left open (None) is optimised on other folds than it is scored on.

    An undo is compared where somebody asks for it, since not every action can be taken back; a cascade where there are rules.

    k: answers shown; None, which a file may call "cheapest", for as many as cost least on other folds. coverage: share of cases
    whose set of answers holds the right one. capacity: share of cases people can take.
    """

    compare: Annotated[tuple[PolicyName, ...], Field(max_length=20)] = (
        "act",
        "confirm",
        "top-k",
        "sets",
        "defer",
        "cascade",
        "manual",
    )
    k: Annotated[Annotated[Whole, Field(ge=1, le=20)] | None, BeforeValidator(_left_open)] = None
    coverage: Annotated[Number, Field(ge=0.5, le=0.999)] | None = None
    capacity: Share = 1.0


class Prototype(Part):
    """What the prototype screen looks like. It changes no price.

    confidence: how sure the product says it is. tell: when the truth and what a mistake cost are told. columns: shown of a case,
    all that candidates may use where none are named. labels: own words for answers. helpful, reason: whether people are
    asked if a suggestion helped, and why they changed it. undo_seconds: how long an action can be taken back.
    """

    template: Literal["inbox", "queue"] = "inbox"
    confidence: Literal["words", "number", "bar", "none"] = "words"
    tell: Literal["each", "end"] = "each"
    title: Name = ""
    question: Name = ""
    none_of_these: Annotated[str, Field(max_length=60)] = ""
    labels: dict[Label, Annotated[str, Field(max_length=60)]] = Field(default_factory=dict)
    columns: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    helpful: bool = False
    reason: bool = True
    undo_seconds: Annotated[Number, Field(ge=1, le=600)] = 8.0


class Variant(Part):
    """One way the product behaves in a study: a screen, and the candidate behind it (None: the best one)."""

    screen: PolicyName
    candidate: Name | None = None


class StudyDesign(Part):
    """A study as it is planned; what was begun is kept as it was begun (`workbench.record`).

    cases: each participant sees, over all variants, practice left out. wrong_share: of the suggestions that are shown.
    record: what is asked or measured besides the choice. participants: how many are wanted. timeout: seconds for one case.
    """

    variants: Annotated[tuple[Variant, ...], Field(max_length=3)] = ()
    cases: Annotated[Whole, Field(ge=4, le=200)] = 24
    practice: Annotated[Whole, Field(ge=0, le=10)] = 2
    wrong_share: Annotated[Number, Field(ge=0, le=1)] = 0.35
    record: Annotated[tuple[Literal["time", "confidence", "helpful", "reason", "preference"], ...], Field(max_length=5)] = (
        "time",
        "preference",
    )
    participants: Annotated[Whole, Field(ge=1, le=1_000)] = 12
    timeout: Annotated[Number, Field(ge=5, le=3_600)] = 120.0
    consent: Text = ""
