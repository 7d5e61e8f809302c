"""The parts of a scenario: what people decide, piece by piece. Validated, immutable, written as tables of a TOML file.

A scenario never holds data, only the names of columns and labels, all of which are shown as text and never evaluated.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from workbench.scenario_fields import (
    MAX_NAMES,
    Label,
    Money,
    Name,
    Number,
    Part,
    Price,
    Seconds,
    Share,
    Text,
    Volume,
    Whole,
    Years,
)
from workbench.scenario_people import PolicyName


class Today(Part):
    """Today's process. `cost` is all-in per case, of a person or on top of past answers; `seconds` are counted, not priced again.

    accuracy: of a person, one share for all cases or one for each true class; a class that is not named takes 1.
    column: holds the answers that were given in the past, for kind "column". means: which answer a word in it stands for, such as
    "pay" for "ok"; a word that is not named stands for itself.
    """

    kind: Literal["none", "always", "human", "rules", "column"] = "none"
    answer: Label | None = None
    cost: Price = 0.0
    seconds: Seconds = 0.0
    accuracy: Share | dict[Label, Share] = 1.0
    column: Name | None = None
    means: Annotated[dict[Label, Label], Field(max_length=200)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _what_its_kind_needs(self) -> Today:
        if self.kind == "always" and self.answer is None:
            raise ValueError('kind "always" needs the answer that is always given')
        if self.kind == "column" and self.column is None:
            raise ValueError('kind "column" needs the column that holds the answers given')
        return self


class Decision(Part):
    """What is decided, how often, and how it is done today. hours_per_week: people's time there is; it changes no price."""

    question: Text = ""
    volume_per_year: Volume | None = None
    hours_per_week: Annotated[Number, Field(ge=0, le=1e7)] | None = None
    currency: Annotated[str, Field(max_length=12)] = "USD"
    today: Today = Today()
    talked_to_users: bool = False


class DataChoice(Part):
    """Which table, which column is the target, and what the other columns are for. `kinds` overrides found column types.

    predictions: brought from outside. A column of that name holds answers; columns `NAME_<class>` hold one score a class.
    calibrate_predictions: turn those scores into probabilities on other folds before they are priced.
    """

    source: Name | None = None
    fingerprint: Annotated[str, Field(max_length=64)] | None = None
    target: Name | None = None
    positive: Label | None = None
    time: Name | None = None
    groups: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    entity: Name | None = None
    amount: Name | None = None
    id: Name | None = None
    predictions: Name | None = None
    calibrate_predictions: bool = False
    exclude: Annotated[tuple[Name, ...], Field(max_length=MAX_NAMES)] = ()
    accepted_flags: Annotated[tuple[Name, ...], Field(max_length=MAX_NAMES)] = ()
    kinds: dict[Name, Literal["number", "category", "boolean", "date", "text"]] = Field(default_factory=dict)


class ColumnCost(Part):
    """A cost that depends on the case: `plus + times * column`."""

    column: Name
    plus: Money = 0.0
    times: Money = 1.0


class RegressionCost(Part):
    """Currency per unit too high and per unit too low."""

    over: Price = 1.0
    under: Price = 1.0


class Costs(Part):
    """Currency a case; a gain is negative. `matrix[truth][answer]`; missing: 0 on the diagonal, `wrong` elsewhere.

    An answer that is no class (such as `do nothing`) is an extra action and may be priced against every truth.
    `smallest_gain`: a gain below this share of the best cost without a model is not worth having.
    Many classes: mix-ups inside one of `groups` are close mistakes and cost `close`; with classes in an `order`, a mistake costs
    `step` for each place it is off. A cell of the matrix goes before `order`, that before `groups`, that before `wrong`.
    """

    wrong: Money = 1.0
    review: Price | None = None
    prediction: Price = 0.0
    smallest_gain: Share = 0.02
    matrix: dict[Name, dict[Name, Money | ColumnCost]] = Field(default_factory=dict)
    groups: Annotated[dict[Name, Annotated[tuple[Label, ...], Field(max_length=MAX_NAMES)]], Field(max_length=200)] = Field(
        default_factory=dict
    )
    close: Money | None = None
    order: Annotated[tuple[Label, ...], Field(max_length=MAX_NAMES)] = ()
    step: Money | None = None
    regression: RegressionCost = RegressionCost()

    @property
    def are_placeholders(self) -> bool:
        """Whether nobody has said what any mistake costs, so that each counts 1."""
        stated = self.matrix or self.close is not None or self.step is not None
        return not stated and self.wrong == type(self)().wrong


class Business(Part):
    """Money round the model. `build` once, `run_per_year` each year, over `years`, at the yearly `discount` rate.

    labels: how many more cases are to be labelled before the start, at `per_label` each.
    """

    build: Price = 0.0
    run_per_year: Price = 0.0
    per_label: Price = 0.0
    labels: Annotated[Number, Field(ge=0, le=1e12)] = 0.0
    years: Years = 3.0
    discount: Share = 0.08


def _as_text(value: object) -> object:
    """`true` names a class or a category, and as a number would be 1; a date that TOML reads as one is ISO text here."""
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    if isinstance(value, date):
        return str(value)
    return str(value) if isinstance(value, bool) else value


Values = Annotated[tuple[float | Name, ...], Field(max_length=MAX_NAMES)]


class Condition(Part):
    """One comparison of a rule. A date is ISO text. Only "missing" holds for a value that is missing (`workbench.data.rules`)."""

    column: Name
    op: Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "not contains", "missing", "not missing"]
    value: Annotated[float | Name | Values | None, BeforeValidator(_as_text)] = None


class Rule(Part):
    """A human rule: all conditions hold -> the answer. Conditions are data, never code.

    origin: somebody wrote it, or it was suggested, or suggested and "edited" since. Suggested rules were learned from the cases
    they are tried on, and are priced with that in mind (`workbench.evidence.rules_seen`).
    """

    name: Name = ""
    when: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    answer: Label
    origin: Literal["written", "one rule", "small tree", "edited"] = "written"


class Simulated(Part):
    """A model that is not there, of a stated quality. Without a table it answers `cases` made-up cases, and everything says so.

    auc: area under the ROC curve, two classes. top1, top3: how often the right answer comes first, and among the first three.
    None everywhere: no simulated model, unless there is no table (then the defaults of `workbench.models.simulated` hold).
    """

    auc: Annotated[Number, Field(ge=0.5, le=0.9999)] | None = None
    top1: Share | None = None
    top3: Share | None = None
    cases: Annotated[Whole, Field(ge=200, le=50_000)] = 2_000

    @model_validator(mode="after")
    def _first_is_among_the_first_three(self) -> Simulated:
        if self.top3 is not None and (self.top1 is None or self.top3 < self.top1):
            first = "not stated" if self.top1 is None else f"{self.top1:g}"
            raise ValueError(f"top3 {self.top3:g} cannot be below top1, and needs it; top1 is {first}")
        return self


class Uncertain(Part):
    """How far a guessed input may be off. input: its path in the scenario, such as ("costs", "matrix", "fraud", "ok").

    low, high: the ends of what it may be; nothing is drawn from beyond them. The likely value is the one in the scenario itself.
    For a cost that depends on a column the path goes on with "plus" or "times".
    """

    input: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]
    low: Money
    high: Money

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> Uncertain:
        if self.low > self.high:
            raise ValueError(
                f"the range of {'.'.join(self.input)[:200]} has a low end of {self.low:g}, above its high end of {self.high:g}"
            )
        return self


class EvidenceChoice(Part):
    """How evidence is collected. `candidates` empty means all that fit the data.

    calibrate: correct the probabilities of models on other folds, where that makes them fit the outcomes better.
    """

    candidates: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    folds: Annotated[Whole, Field(ge=2, le=20)] = 5
    repeats: Annotated[Whole, Field(ge=1, le=20)] = 1
    seed: Annotated[Whole, Field(ge=0, le=2**32 - 1)] = 0
    calibrate: bool = True


class View(Part):
    """What the pages show at the moment, so that whoever opens a link sees the same. It never changes a price or the verdict.

    candidate: whose figures are shown, None for the best one. beside: candidates that are seen beside it, None for all.
    threshold: the line being tried on the Costs page.
    running, screen, seed: the prototype's candidate, its behaviour, and which cases come up. slide: of the walkthrough, from 0.
    group: the column by which the Trust page splits.
    """

    candidate: Name | None = None
    beside: Annotated[tuple[Name, ...], Field(max_length=50)] | None = None
    threshold: Share | None = None
    running: Name | None = None
    screen: PolicyName | None = None
    seed: Annotated[Whole, Field(ge=0, le=2**32 - 1)] = 0
    slide: Annotated[Whole, Field(ge=0, le=50)] = 0
    group: Name | None = None
