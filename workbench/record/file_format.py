"""What a study's file may hold. Anybody may have written it, so plan and answers are checked like any others."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import FailFast, Field, ValidationError, model_validator

from workbench.errors import UserError
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial
from workbench.record import bounds, documents
from workbench.scenario_fields import Part

FORMAT = "fallible study"
VERSION = 1
WHAT = "The file of a study"
PLAN_PARTS = 200_000
MOST_TOLD = 1_000

Moment = Annotated[int, Field(ge=0, le=10**11)]
Number = Annotated[int, Field(ge=0, lt=bounds.PARTICIPANTS)]


class FiledAnswer(Part):
    order: Annotated[int, Field(ge=0, lt=bounds.ORDERS)]
    kept: Moment
    trial: Trial


class FiledPreference(Part):
    variant: Annotated[int, Field(ge=0, le=2)] | None = None


class FiledParticipant(Part):
    number: Number
    joined: Moment
    seen: Moment
    preference: FiledPreference | None
    trials: Annotated[tuple[FiledAnswer, ...], Field(max_length=bounds.ORDERS), FailFast()]

    @model_validator(mode="after")
    def _are_theirs(self) -> FiledParticipant:
        if len({one.order for one in self.trials}) < len(self.trials):
            raise ValueError(f"participant {self.number} answers a case twice")
        if any((one.trial.participant, one.trial.order) != (self.number, one.order) for one in self.trials):
            raise ValueError(f"participant {self.number} has answers of another")
        return self


class FiledStudy(Part):
    format: Literal["fallible study"]
    version: Literal[1]
    name: Annotated[str, Field(max_length=bounds.NAME_CHARACTERS)]
    begun: Moment
    expires: Moment
    stopped: bool
    plan: StudyPlan
    participants: Annotated[tuple[FiledParticipant, ...], Field(max_length=bounds.PARTICIPANTS), FailFast()]

    @model_validator(mode="after")
    def _hangs_together(self) -> FiledStudy:
        if len({one.number for one in self.participants}) < len(self.participants):
            raise ValueError("two participants have one number")
        answers = frozenset(self.plan.answers)
        for one in self.participants:
            for answer in one.trials:
                _check(self.plan, answers, answer.trial)
            if one.preference and (one.preference.variant or 0) >= len(self.plan.variants):
                raise ValueError(f"participant {one.number} prefers a variant that is not in the plan")
        return self


def _check(plan: StudyPlan, answers: frozenset[str], trial: Trial) -> None:
    """Raise ValueError for an answer to something that the plan does not hold."""
    cases = len(plan.practice) if trial.practice else len(plan.cases)
    named = {trial.true_label, *(one.label for one in trial.shown)} | ({trial.choice} - {None})
    if trial.case >= cases or trial.variant >= len(plan.variants) or not named <= answers:
        raise ValueError(f"an answer of participant {trial.participant} does not fit the plan")


def checked(document: dict[str, Any]) -> FiledStudy:
    """Return what a file holds. Raises UserError where it does not hang together, or a newer Fallible wrote it."""
    version = document.get("version")
    if document.get("format") == FORMAT and isinstance(version, int) and version > VERSION:
        raise UserError(
            f"The file was written by a newer Fallible: it has version {str(version)[:20]}, and this one reads {VERSION}.",
            "What an older program does not know would be lost.",
            "Open it in the newer Fallible.",
        )
    documents.refuse_long(document, documents.MOST_PARTS, WHAT)
    documents.refuse_long(document.get("plan"), PLAN_PARTS, WHAT)
    try:
        return FiledStudy.model_validate(document)
    except (ValidationError, RecursionError) as error:
        raise documents.damaged(WHAT, _where(error)) from None


def _where(error: ValidationError | RecursionError) -> str:
    """Say in one line what does not fit."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if error.error_count() > MOST_TOLD:  # listing them all takes longer than finding them
        return f"{error.error_count():,} parts of it do not fit"
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))[:80]
    return f"{place}: {first['msg']}"[:200] if place else str(first["msg"])[:200]
