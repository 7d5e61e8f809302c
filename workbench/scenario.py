"""What people decide, in one immutable object, and how it is read and written.

Validated, versioned, stored as TOML. Every key is optional but the target; what is left out has the default of its part
(`workbench.scenario_parts`).
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import Field, ValidationError

from workbench.errors import UserError
from workbench.files import TooLarge, read_bounded
from workbench.scenario_fields import Label, Name, Part, Share, refusal
from workbench.scenario_parts import (
    Business,
    ColumnCost,
    Condition,
    Costs,
    DataChoice,
    Decision,
    EvidenceChoice,
    RegressionCost,
    Rule,
    Simulated,
    Today,
    Uncertain,
    View,
)
from workbench.scenario_people import Band, People, PolicyChoice, PolicyName, Prototype, StudyDesign, Variant, likely

__all__ = [
    "Band",
    "Business",
    "ColumnCost",
    "Condition",
    "Costs",
    "DataChoice",
    "Decision",
    "EvidenceChoice",
    "People",
    "PolicyChoice",
    "PolicyName",
    "Prototype",
    "RegressionCost",
    "Rule",
    "Scenario",
    "Simulated",
    "StudyDesign",
    "Today",
    "Uncertain",
    "Variant",
    "View",
    "compact",
    "dumps",
    "likely",
    "load",
    "loads",
    "parse_toml",
    "validate",
]

SCENARIO_MAX_BYTES = 1_000_000
MOST_ALTERNATIVES = 20
# The standard reader takes memory by the square of a key's parts: 200 kB of dots would take all there is.
DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){50}""")


class Scenario(Part):
    """All that people decide. `scenario.model_copy(update=...)` or `changed` makes another.

    alternatives: other costs by name, to be compared side by side with `costs`. prevalence: real-life share of each class; shares
    of classes that are not named divide what is left in the table's proportions. rules: ordered, the first that matches answers;
    where none does, `rules_fallback`, and without one the constant answer that costs least.
    """

    version: Literal[1] = 1
    name: Name = ""
    decision: Decision = Decision()
    data: DataChoice = DataChoice()
    costs: Costs = Costs()
    alternatives: Annotated[dict[Name, Costs], Field(max_length=MOST_ALTERNATIVES)] = Field(default_factory=dict)
    prevalence: dict[Name, Share] = Field(default_factory=dict)
    people: People = People()
    policies: PolicyChoice = PolicyChoice()
    prototype: Prototype = Prototype()
    study: StudyDesign = StudyDesign()
    business: Business = Business()
    rules: Annotated[tuple[Rule, ...], Field(max_length=200)] = ()
    rules_fallback: Label | None = None
    simulated: Simulated = Simulated()
    uncertain: Annotated[tuple[Uncertain, ...], Field(max_length=200)] = ()
    evidence: EvidenceChoice = EvidenceChoice()
    view: View = View()

    @property
    def decided(self) -> Scenario:
        """The scenario without what is merely shown."""
        return self.model_copy(update={"view": View()})

    @property
    def priced(self) -> Scenario:
        """What prices and the verdict follow from: two scenarios with the same `priced` have the same of these.

        Left out are costs kept for comparing (`alternatives`), how sure a value is (`uncertain`), which is for the outlook, how
        many hours people have, how the prototype looks and how it is studied.
        """
        decision = self.decision.model_copy(update={"hours_per_week": None})
        apart = {"view": View(), "alternatives": {}, "uncertain": (), "prototype": Prototype(), "study": StudyDesign()}
        return self.model_copy(update={**apart, "decision": decision})

    @property
    def people_are_priced(self) -> bool:
        """Whether someone said what people's time costs: a wage, or the price of one review."""
        return self.people.wage_per_hour is not None or self.costs.review is not None

    def changed(self, part: str, **values: Any) -> Scenario:
        """Return a copy with some values of one part changed and checked again: `s.changed("costs", wrong=2.0)`."""
        document = self.model_dump()
        document[part] = {**document[part], **values}
        return validate(document)

    def replaced(self, part: str, value: Any) -> Scenario:
        """Return a copy with a whole part in place of the old one, checked again: `s.replaced("prevalence", {"fraud": 0.01})`."""
        return validate({**self.model_dump(), part: value})


def validate(document: dict[str, Any]) -> Scenario:
    """Check a scenario written as nested dicts. Raises UserError naming the key and the value found."""
    try:
        return Scenario.model_validate(document)
    except ValidationError as error:
        raise refusal(error) from None


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
