"""Studies to keep: a plan of four cases and two ways of asking, answers to it, and a clock that is set by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.experience.studies.planned import PlannedCase, PlannedVariant, Shown, StudyPlan, Suggested
from workbench.experience.studies.trial import Trial
from workbench.record import studies
from workbench.record.kept import Begun, Participant
from workbench.record.store import Store, open_store
from workbench.scenario import People

DAY = 24 * 60 * 60
MONDAY = 1_790_000_000
FILE = "fallible.db"
SUGGESTED = Shown(mode="confirm", suggestions=(Suggested("yes", "likely", 0.7),), right=True)


def case(name: str) -> PlannedCase:
    return PlannedCase(case=name, texts=(("words", "Grüße, 30 €"),), truth="yes", costs=(0.0, 5.0), shown=(SUGGESTED, SUGGESTED))


PLAN = StudyPlan(
    name="Zwei Wege",
    answers=("yes", "no"),
    classes=2,
    wage=0.01,
    people=People(),
    variants=(PlannedVariant(screen="confirm", candidate="model"), PlannedVariant(screen="top-k", candidate="model")),
    cases=tuple(case(f"case {number}") for number in range(4)),
    slots=tuple((number, number) for number in range(4)),
)
PLAN_JSON = PLAN.model_dump_json()


def trial(participant: int = 0, order: int = 0, **said: Any) -> str:
    """An answer: yes, after two seconds."""
    answered = {
        "variant": 0,
        "position": order,
        "case": order,
        "suggestion_right": True,
        "true_label": "yes",
        "choice": "yes",
        "action": "accept",
        "t_first": 1.5,
        "t_final": 2.0,
    }
    return Trial(participant=participant, order=order, **{**answered, **said}).model_dump_json()


@dataclass
class Clock:
    """Seconds since 1970, moved on by hand."""

    now: float = MONDAY

    def __call__(self) -> float:
        return self.now


OPENED: list[Store] = []


def store_in(folder: Path, clock: Clock | None = None) -> Store:
    """Open the store in a folder, until the test is over."""
    OPENED.append(open_store(str(folder / FILE), clock or Clock()))
    return OPENED[-1]


def begun_in(store: Store, **options: Any) -> Begun:
    return studies.begin(store, PLAN_JSON, "Two ways", **options)


def answered(store: Store, begun: Begun, orders: int) -> Participant:
    """Join, and answer so many cases."""
    one = studies.join(store, begun.study_key)
    for order in range(orders):
        assert studies.keep(store, one.key, order, trial(one.number, order))
    return one


def bytes_in(folder: Path) -> bytes:
    """All that is in the store's files, the log included."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def same(one: str, other: str) -> bool:
    return json.loads(one) == json.loads(other)
