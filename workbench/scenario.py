"""What people decide: the framing, the costs, people's behaviour, the policies, the business case.

Validated, versioned, stored as TOML. Every key is optional but the target; what is left out has the default shown here.
A scenario never holds data, only the names of columns and labels, all of which are shown as text and never evaluated.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from workbench.errors import UserError
from workbench.files import TooLarge, read_bounded

Name = Annotated[str, Field(max_length=200)]
Label = Annotated[
    str, BeforeValidator(lambda value: str(value) if isinstance(value, (bool, int, float)) else value), Field(max_length=200)
]
Text = Annotated[str, Field(max_length=2_000)]
Money = Annotated[float, Field(ge=-1e15, le=1e15)]
Price = Annotated[float, Field(ge=0, le=1e15)]
Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=1e6)]

SCENARIO_MAX_BYTES = 1_000_000
MAX_NAMES = 5_000
# The standard reader takes memory by the square of a key's parts: 200 kB of dots would take all there is.
DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){50}""")


class Part(BaseModel):
    """A part of a scenario: immutable, unknown keys refused, no NaN and no infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Today(Part):
    """Today's process. `cost` is all-in per case, and `seconds` are then counted but not priced again."""

    kind: Literal["none", "always", "human", "rules"] = "none"
    answer: Label | None = None
    cost: Price = 0.0
    seconds: Seconds = 0.0
    accuracy: Share = 1.0

    @model_validator(mode="after")
    def _an_answer_where_one_is_always_given(self) -> Today:
        if self.kind == "always" and self.answer is None:
            raise ValueError('today: kind "always" needs the answer that is always given')
        return self


class Decision(Part):
    """What is decided, how often, and how it is done today."""

    question: Text = ""
    volume_per_year: Annotated[float, Field(gt=0, le=1e15)] | None = None
    currency: Annotated[str, Field(max_length=12)] = "USD"
    today: Today = Today()
    talked_to_users: bool = False


class DataChoice(Part):
    """Which table, which column is the target, and what the other columns are for. `kinds` overrides found column types."""

    source: Name | None = None
    fingerprint: Annotated[str, Field(max_length=64)] | None = None
    target: Name | None = None
    positive: Label | None = None
    time: Name | None = None
    groups: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    entity: Name | None = None
    amount: Name | None = None
    id: Name | None = None
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
    """

    wrong: Money = 1.0
    review: Price | None = None
    prediction: Price = 0.0
    smallest_gain: Share = 0.02
    matrix: dict[Name, dict[Name, Money | ColumnCost]] = Field(default_factory=dict)
    regression: RegressionCost = RegressionCost()


def likely(value: float | tuple[float, float, float]) -> float:
    """The single value a range `[low, likely, high]` stands for."""
    return value[1] if isinstance(value, tuple) else value


ShareRange = Share | tuple[Share, Share, Share]
SecondsRange = Seconds | tuple[Seconds, Seconds, Seconds]
PriceRange = Price | tuple[Price, Price, Price]


class People(Part):
    """How people behave with the product: assumed until measured. Shares in [0, 1], seconds a case, wage an hour.

    `wage_per_hour` is None until it is stated; `wage_per_second` then uses the assumed 30 an hour, and the verdict
    leaves out every design that needs people (see `priced`).
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

    @model_validator(mode="after")
    def _shares_that_add_up(self) -> People:
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, tuple) and not value[0] <= value[1] <= value[2]:
                raise ValueError(f"people.{name}: a range is [low, likely, high], found {list(value)}")
        if likely(self.accepts_right) + likely(self.picks_wrong_though_right_shown) > 1:
            raise ValueError("people: accepts_right + picks_wrong_though_right_shown is above 1")
        return self

    @property
    def wage_per_second(self) -> float:
        return (30.0 if self.wage_per_hour is None else likely(self.wage_per_hour)) / 3600.0


class PolicyChoice(Part):
    """What to compare; a parameter left out (None) is optimised on other folds than it is scored on."""

    compare: Annotated[tuple[Literal["act", "confirm", "top-k", "defer", "manual"], ...], Field(max_length=20)] = (
        "act",
        "confirm",
        "top-k",
        "defer",
        "manual",
    )
    k: Annotated[int, Field(ge=1, le=20)] | None = 3
    capacity: Share = 1.0


class Business(Part):
    """Money round the model. `build` once, `run_per_year` each year, over `years`, at the yearly `discount` rate."""

    build: Price = 0.0
    run_per_year: Price = 0.0
    per_label: Price = 0.0
    years: Annotated[float, Field(gt=0, le=50)] = 3.0
    discount: Share = 0.08


class Condition(Part):
    column: Name
    op: Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in", "missing", "not missing"]
    value: float | Name | tuple[float | Name, ...] | None = None


class Rule(Part):
    """A human rule: all conditions hold -> the answer. Conditions are data, never code."""

    name: Name = ""
    when: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    answer: Label


class EvidenceChoice(Part):
    """How evidence is collected. `candidates` empty means all that fit the data."""

    candidates: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    folds: Annotated[int, Field(ge=2, le=20)] = 5
    repeats: Annotated[int, Field(ge=1, le=20)] = 1
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0


class View(Part):
    """What the pages show at the moment, so that whoever opens a link sees the same. It never changes a price or the verdict.

    candidate: whose figures are shown, None for the best one. threshold: the line being tried on the Costs page.
    running, screen, seed: the prototype's candidate, its behaviour, and which cases come up. slide: of the walkthrough, from 0.
    """

    candidate: Name | None = None
    threshold: Share | None = None
    running: Name | None = None
    screen: Literal["act", "confirm", "top-k", "defer", "manual"] | None = None
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0
    slide: Annotated[int, Field(ge=0, le=50)] = 0


class Scenario(Part):
    """All that people decide, in one immutable object. `scenario.model_copy(update=...)` or `changed` makes another."""

    version: Literal[1] = 1
    name: Name = ""
    decision: Decision = Decision()
    data: DataChoice = DataChoice()
    costs: Costs = Costs()
    prevalence: dict[Name, Share] = Field(default_factory=dict)
    people: People = People()
    policies: PolicyChoice = PolicyChoice()
    business: Business = Business()
    rules: Annotated[tuple[Rule, ...], Field(max_length=200)] = ()
    evidence: EvidenceChoice = EvidenceChoice()
    view: View = View()

    @property
    def priced(self) -> Scenario:
        """The scenario without what is merely shown: two scenarios with the same `priced` have the same figures."""
        return self.model_copy(update={"view": View()})

    @property
    def people_are_priced(self) -> bool:
        """Whether someone said what people's time costs: a wage, or the price of one review."""
        return self.people.wage_per_hour is not None or self.costs.review is not None

    def changed(self, part: str, **values: Any) -> Scenario:
        """Return a copy with some values of one part changed and checked again: `s.changed("costs", wrong=2.0)`."""
        document = self.model_dump()
        document[part] = {**document[part], **values}
        return validate(document)


def validate(document: dict[str, Any]) -> Scenario:
    """Check a scenario written as nested dicts. Raises UserError naming the key and the value found."""
    try:
        return Scenario.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(step)[:60] for step in first["loc"] if not _is_type_name(str(step))) or "scenario"
        found = "" if first["type"] in ("missing", "value_error") else f", found {_shown(first.get('input'))}"
        raise UserError(
            f"{key}: {IN_WORDS.get(first['type'], first['msg'].removeprefix('Value error, '))[:500]}{found}",
            "A scenario is checked before it is used, so that no figure rests on a value that was misread.",
            f"Correct {key} and try again.",
        ) from None


# What the library says in its own terms, as people say it.
IN_WORDS = {
    "extra_forbidden": "there is no such setting",
    "dict_type": "it should be a table",
    "model_type": "it should be a table",
    "tuple_type": "it should be a list",
    "string_type": "it should be text",
    "float_type": "it should be a number",
    "int_type": "it should be a whole number",
    "int_from_float": "it should be a whole number",
    "bool_type": "it should be true or false",
}


def _shown(value: Any) -> str:
    """What was found, in a few words: what somebody else wrote may be long, deep, or a number of a million digits."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value):,}"
    if isinstance(value, int) and value.bit_length() > 256:
        return "a number of very many digits"
    return repr(str(value)[:80])


def _is_type_name(step: str) -> bool:
    """Pydantic names the member of a union it tried ("constrained-float", "tuple[...]"); people do not."""
    return "[" in step or step in {"constrained-float", "constrained-str", "float", "str", "ColumnCost"}


def loads(text: str) -> Scenario:
    """Read a scenario from TOML text. Raises UserError when it is too large, no TOML, or holds unusable values."""
    return validate(parse_toml(text))


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML written by anybody. Raises UserError when it is too large, too deep, or no TOML."""
    if len(text) > SCENARIO_MAX_BYTES:
        raise _too_long(len(text))
    try:
        if DEEP_KEY.search(text):
            raise ValueError("a key of more than 50 parts")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(
            f"This is not valid TOML: {str(error)[:200]}",
            "It could not be read, so nothing in it was used.",
            "Correct the line named, or save the scenario again from Fallible.",
        ) from None


def _too_long(size: int) -> UserError:
    return UserError(
        f"The scenario file has {size:,} characters.",
        f"A scenario holds decisions, not data; more than {SCENARIO_MAX_BYTES:,} characters cannot be one.",
        "Choose the .toml file that was saved from Fallible, and open the table separately.",
    )


def load(path: str | Path) -> Scenario:
    """Read a scenario file. A relative `data.source` is left as written: the caller resolves it against the file's folder."""
    try:
        text = read_bounded(path, SCENARIO_MAX_BYTES).decode("utf-8-sig")
    except TooLarge as error:
        raise _too_long(error.size) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise UserError(
            f"The scenario file {str(path)[:200]!r} could not be read: {reason}.",
            "Without it there is nothing to run.",
            "Check the path, and that the file is UTF-8 text.",
        ) from None
    return loads(text)


def dumps(scenario: Scenario) -> str:
    """Write a scenario as TOML: only what differs from the defaults, so that it stays readable."""
    return tomli_w.dumps({"version": 1, **compact(scenario)})


def compact(scenario: Scenario) -> dict[str, Any]:
    """Return what differs from the defaults, as plain nested dicts without None; `validate(compact(s)) == s`."""
    return _without_none(scenario.model_dump(mode="json", exclude_defaults=True))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value]
    return value
