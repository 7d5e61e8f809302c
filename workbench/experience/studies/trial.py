"""One case in a study, answered: the record that is kept the moment it happens, and what the answer cost.

A browser sends only what a person did. What was shown, and whether it was right, comes from the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from workbench.errors import UserError
from workbench.experience.studies.planned import MOST_CASES, PlannedCase, Shown, StudyPlan, Suggested
from workbench.experience.studies.williams import assignment, case_of, shown_of
from workbench.scenario import likely
from workbench.scenario_fields import Label, Name, Part

Action = Literal["accept", "pick", "manual", "abstain", "undo", "send"]
"""Yes to what is shown, or left as it was done; one of a list; by hand; no answer; done and taken back; to a colleague."""

Time = Annotated[float, Field(ge=0, le=86_400)]
GIVEN_UP: frozenset[str] = frozenset({"abstain", "send"})
MISTAKE = 1e-9


class Sent(Part):
    """What a browser sends. t_first: seconds until the first click, such as "none of these"; t_final: until the answer stood.

    choice: None where a case was given up, or the time ran out.
    """

    choice: Label | None = None
    action: Action
    t_first: Time
    t_final: Time
    confidence: Annotated[int, Field(ge=1, le=5)] | None = None
    helpful: bool | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None
    timeout: bool = False


class Trial(Part):
    """One row of a study's table. case: index in the plan, among practice cases where `practice` says so. order: from 0.

    suggestion_right: whether the right answer was among those shown; None where nothing was left to judge.
    """

    participant: Annotated[int, Field(ge=0, le=1_000_000)]
    order: Annotated[int, Field(ge=0, lt=MOST_CASES)]
    practice: bool = False
    variant: Annotated[int, Field(ge=0, le=2)]
    position: Annotated[int, Field(ge=0, lt=MOST_CASES)]
    case: Annotated[int, Field(ge=0, lt=MOST_CASES)]
    shown: Annotated[tuple[Suggested, ...], Field(max_length=200)] = ()
    suggestion_right: bool | None
    true_label: Label
    choice: Label | None
    action: Action
    t_first: Time
    t_final: Time
    confidence: Annotated[int, Field(ge=1, le=5)] | None = None
    helpful: bool | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None
    timeout: bool = False
    versions: Annotated[dict[Name, Name], Field(max_length=20)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _takes_back_what_was_done(self) -> Trial:
        if self.action == "undo" and not self.shown:
            raise ValueError("nothing was done that could be taken back")
        return self


@dataclass(frozen=True)
class Settled:
    """What one trial came to. cost: of the answer, currency; least: of the best one; time: people's, currency.

    by_hand: seconds that the plan assumes for a case that was given up, and is in `time`.
    """

    cost: float
    least: float
    time: float
    by_hand: float = 0.0

    @property
    def mistake(self) -> bool:
        """Whether another answer would have been cheaper; ties are right."""
        return self.cost > self.least + MISTAKE

    @property
    def total(self) -> float:
        return self.cost + self.time


def record(plan: StudyPlan, participant: int, order: int, sent: Mapping[str, Any]) -> Trial:
    """Return what is kept of one answer. participant: number, from 0. order: place among all that this participant is shown.

    Raises UserError where what was sent is no answer to what was shown.
    """
    assigned = assignment(plan, participant)
    if not 0 <= order < len(assigned):
        raise _refused(f"There is no case {order + 1} in this study; there are {len(assigned)}.")
    try:
        told = Sent.model_validate(dict(sent))
    except ValidationError as error:
        field = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))[:60]
        raise _refused(f"{field or 'The answer'} is not what this study asks for.") from None
    now = assigned[order]
    case, shown = case_of(plan, now), shown_of(plan, now)
    _check(plan, shown, told)
    return Trial(
        participant=participant,
        order=order,
        practice=now.practice,
        variant=now.variant,
        position=now.position,
        case=now.case,
        shown=shown.suggestions,
        suggestion_right=shown.right,
        true_label=case.truth,
        versions=plan.made_from,
        **told.model_dump(),
    )


def _check(plan: StudyPlan, shown: Shown, told: Sent) -> None:
    labels = [one.label for one in shown.suggestions]
    if told.t_final < told.t_first:
        raise _refused("The answer came before the first click.")
    if told.action == "undo" and not labels:
        raise _refused("Nothing was done that could be taken back.")
    if told.choice is None:
        if told.action not in GIVEN_UP and not told.timeout:
            raise _refused("No answer was chosen.")
        return
    if told.action in GIVEN_UP:
        raise _refused(f"{told.choice[:60]!r} was chosen for a case that was given up.")
    if told.choice not in plan.answers:
        raise _refused(f"{told.choice[:60]!r} is not among the answers.")
    if told.action in ("accept", "pick") and told.choice not in labels:
        raise _refused(f"{told.choice[:60]!r} was not shown.")


def _refused(what: str) -> UserError:
    return UserError(
        what,
        "Only answers to what was shown are kept, so that a study holds nothing that nobody did.",
        "Load the page again and answer the case that is there.",
    )


def settle(plan: StudyPlan, trial: Trial) -> Settled:
    """Return what a trial came to: the answer at this case's own prices, and people's time at the plan's wage.

    A case that was given up still has to be worked by somebody: by hand, in the time and with the errors that the plan assumed.
    """
    case = (plan.practice if trial.practice else plan.cases)[trial.case]
    least, people = min(case.costs), plan.people
    fee = likely(people.undo_fee) if trial.action == "undo" else 0.0
    if trial.choice is None:
        seconds = likely(people.by_hand)
        return Settled(_by_somebody(plan, case) + fee, least, plan.wage * (trial.t_final + seconds), seconds)
    answered = case.costs[plan.answers.index(trial.choice)]
    if trial.action == "undo":
        stays, done = likely(people.unrecovered), case.costs[plan.answers.index(trial.shown[0].label)]
        answered = stays * done + (1.0 - stays) * answered
    return Settled(answered + fee, least, plan.wage * trial.t_final)


def _by_somebody(plan: StudyPlan, case: PlannedCase) -> float:
    """Expected cost of a case worked by hand, given its truth."""
    truth = plan.answers.index(case.truth)
    error = likely(plan.people.by_hand_errors.get(case.truth, plan.people.by_hand_error))
    wrong = sum(case.costs[: plan.classes]) - case.costs[truth]
    return (1.0 - error) * case.costs[truth] + error * wrong / (plan.classes - 1)
