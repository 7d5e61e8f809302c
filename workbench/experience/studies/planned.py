"""The nouns of a study: all that is kept when it begins, and all that a participant's page needs.

The table is never touched after a study was planned: only the chosen columns of the chosen cases are in here. A plan may come
back from a file that anybody wrote, so everything is bounded and has to hang together.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from workbench.errors import UserError
from workbench.experience.mode import Mode
from workbench.scenario import People, PolicyName, Prototype
from workbench.scenario_fields import MAX_NAMES, Label, Money, Name, Part, Price, Share, Text

PLAN_MAX_BYTES = 20_000_000
MOST_CASES = 600
MOST_NAMED = 100
"""Columns of a case that are shown."""

DECIDED: frozenset[str] = frozenset({"confirm", "top-k", "sets", "undo"})
"""Screens that suggest something and leave the decision to a person: the share of wrong suggestions is theirs."""

Short = Annotated[str, Field(max_length=60)]
CaseText = Annotated[str, Field(max_length=1_200)]
Named = Annotated[tuple[tuple[Name, CaseText], ...], Field(max_length=MOST_NAMED)]
Recorded = Literal["time", "confidence", "helpful", "reason", "preference"]


class Suggested(NamedTuple):
    """One answer as it is shown. share: probability of being the truth, None for an answer that is no class."""

    label: Label
    words: Short
    share: Share | None


class Shown(Part):
    """What one variant shows of a case. right: whether the right answer is among the suggestions; None where there are none to
    judge, because a person works the case by hand or nobody looks."""

    mode: Mode
    suggestions: Annotated[tuple[Suggested, ...], Field(max_length=200)] = ()
    right: bool | None = None


class PlannedCase(Part):
    """A case as it is shown. costs: currency of each answer of the plan, given the truth of this case. shown: one a variant."""

    case: Name
    title: Name = ""
    texts: Named = ()
    facts: Named = ()
    truth: Label
    costs: Annotated[tuple[Money, ...], Field(max_length=MAX_NAMES)]
    shown: Annotated[tuple[Shown, ...], Field(min_length=1, max_length=3)]


class Stratum(Part):
    """Real-life cases that a screen treats alike. share: of all cases. lines: suggestions shown, on average.

    Currency a case, on average: right, of the right answer; listed, of what is shown and is not right; others, of a wrong class.
    slips: the part that each true class has in what others costs above right, so that errors by hand can differ by class; they
    add up to it. Empty in plans that did not tell classes apart.
    """

    share: Share = 0.0
    lines: Annotated[float, Field(ge=0, le=1_000)] = 0.0
    right: Money = 0.0
    listed: Money = 0.0
    others: Money = 0.0
    slips: Annotated[tuple[Money, ...], Field(max_length=MAX_NAMES)] = ()


class World(Part):
    """All cases of real life, by what the screen does with them: what turns behaviour in a study into money outside it.

    right, wrong: the right answer is shown, or is not. by_hand: handed to a person. alone: done, and nobody looks.
    """

    right: Stratum = Stratum()
    wrong: Stratum = Stratum()
    by_hand: Stratum = Stratum()
    alone: Stratum = Stratum()

    @property
    def parts(self) -> tuple[Stratum, ...]:
        return self.right, self.wrong, self.by_hand, self.alone


class PlannedVariant(Part):
    """One way the product behaves in the study. candidate: behind it, blank where there is none."""

    screen: PolicyName
    candidate: Name = ""
    title: Name = ""
    world: World = World()


Slot = Annotated[tuple[Annotated[int, Field(ge=0, lt=MOST_CASES)], ...], Field(min_length=1, max_length=3)]


class StudyPlan(Part):
    """A study as it began.

    answers: all that may be chosen, the `classes` true ones first. slots: by variant, the index of the case that is shown there;
    a participant meets every slot once, in one variant. The slots are in as many blocks of equal length as there are variants,
    and every block has the same number of wrong suggestions. practice: not counted. timeout: seconds. wage: currency a second.
    review_fee: currency for handing one case to a person, on top of the work. people: what was assumed when the study began.
    made_from: what the suggestions and prices came from.
    """

    version: Literal[1] = 1
    name: Name = ""
    question: Text = ""
    consent: Text = ""
    answers: Annotated[tuple[Label, ...], Field(min_length=2, max_length=MAX_NAMES)]
    classes: Annotated[int, Field(ge=2, le=MAX_NAMES)]
    currency: Annotated[str, Field(max_length=12)] = "USD"
    wage: Price
    review_fee: Price = 0.0
    people: People
    variants: Annotated[tuple[PlannedVariant, ...], Field(min_length=1, max_length=3)]
    cases: Annotated[tuple[PlannedCase, ...], Field(min_length=1, max_length=MOST_CASES)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=MOST_CASES)]
    practice: Annotated[tuple[PlannedCase, ...], Field(max_length=10)] = ()
    record: Annotated[tuple[Recorded, ...], Field(max_length=5)] = ()
    timeout: Annotated[float, Field(ge=5, le=3_600)] = 120.0
    participants: Annotated[int, Field(ge=1, le=1_000)] = 12
    prototype: Prototype = Prototype()
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0
    made_from: Annotated[dict[Name, Name], Field(max_length=20)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _hangs_together(self) -> StudyPlan:
        variants, known = len(self.variants), set(self.answers)
        if self.classes > len(self.answers) or len(known) < len(self.answers):
            raise ValueError("the answers are not told apart")
        for case in (*self.cases, *self.practice):
            named = {one.label for shown in case.shown for one in shown.suggestions} | {case.truth}
            if len(case.shown) != variants or len(case.costs) != len(self.answers) or not named <= known:
                raise ValueError(f"case {case.case[:60]!r} does not fit the variants and answers")
        if any(len(slot) != variants or max(slot) >= len(self.cases) for slot in self.slots) or len(self.slots) % variants:
            raise ValueError("the slots do not fit the variants and cases")
        parts = [part for one in self.variants for part in one.world.parts]
        if any(len(part.slips) not in (0, self.classes) for part in parts):
            raise ValueError("what is told of real life does not fit the classes")
        return self

    @property
    def per_variant(self) -> int:
        """Cases that a participant sees in each variant."""
        return len(self.slots) // len(self.variants)


def read_plan(text: str | bytes) -> StudyPlan:
    """Return the plan that `model_dump_json` wrote. Raises UserError where it is too large, damaged, or no plan."""
    try:
        if len(text) > PLAN_MAX_BYTES:
            raise ValueError("too large")
        return StudyPlan.model_validate_json(text)
    except (ValidationError, ValueError, RecursionError):
        raise UserError(
            "The study could not be read: it is damaged, too large, or no study of Fallible.",
            "A study that is only half there would show people the wrong cases.",
            "Choose the file again as it was saved, or plan the study anew.",
        ) from None
