"""A participant's place in a study: found by the link, kept in the store, and nothing of it in the session but keys."""

from __future__ import annotations

import json
from dataclasses import dataclass

import streamlit as st

from pages.parts import memory, stored, taking_sitting
from pages.parts.taking_route import PARTICIPANT, STUDY
from workbench.errors import UserError
from workbench.experience.studies.planned import StudyPlan, read_plan
from workbench.experience.studies.trial import Trial
from workbench.record import studies
from workbench.record.kept import Kept, Participant

MOST_PLANS = 20
_KEY = "taking.key"
_USELESS = "taking.useless"
_FORGET = "taking.forget"
NOT_YOURS = "What this browser remembered of the study is no longer there, so you begin anew."


@dataclass(frozen=True)
class Seat:
    """One participant of one study. key: opens nothing but this participant's own answers. number: from 0."""

    key: str
    number: int


def study_key() -> str:
    return st.query_params.get(STUDY, "").strip()[:64]


def open_study() -> tuple[Kept, StudyPlan]:
    """Return the study this link leads to. Raises UserError where it leads to none, or to none any more."""
    kept = studies.find(stored.store(), study_key())
    return kept, _plan(kept.plan_json)


@st.cache_resource(show_spinner=False, max_entries=MOST_PLANS)
def _plan(plan_json: str) -> StudyPlan:
    """Read a plan once for all who take part."""
    return read_plan(plan_json)


def known_key() -> str | None:
    """Return the key of who takes part: who joined here, else as the address has it."""
    return memory.recall(_KEY) or st.query_params.get(PARTICIPANT, "")[:64] or None


def come_back(key: str) -> Participant | None:
    """Return who takes part under a key the browser or the address had; None where nobody does any more, which is said."""
    try:
        found = studies.resume(stored.store(), study_key(), key)
    except UserError:
        memory.remember(_USELESS, key)
        _sit(None)
        st.info(NOT_YOURS)
        return None
    _sit(key)
    return found


def useless() -> str | None:
    """Return the key that nobody takes part under any more, so that the browser does not name it again."""
    return memory.recall(_USELESS)


def is_forgotten() -> bool:
    return bool(memory.recall(_FORGET, False))


def begin() -> None:
    """Join the study: who comes gets the next number, and a key to come back with. A second click changes nothing."""
    if known_key() is None:
        _sit(studies.join(stored.store(), study_key()).key)
        memory.remember(_FORGET, False)
        taking_sitting.keep(None)


def _sit(key: str | None) -> None:
    """Let this session, and whoever opens its address again, be this participant, or nobody."""
    memory.remember(_KEY, key)
    if key is None:
        st.query_params.pop(PARTICIPANT, None)
    elif st.query_params.get(PARTICIPANT) != key:
        st.query_params[PARTICIPANT] = key


def keep(seat: Seat, trial: Trial) -> bool:
    """Keep an answer; False where one was there already."""
    return studies.keep(stored.store(), seat.key, trial.order, trial.model_dump_json())


def amend(seat: Seat, trial: Trial) -> None:
    """Add what was said about an answer to it."""
    studies.amend(stored.store(), seat.key, trial.order, trial.model_dump_json())


def done(seat: Seat) -> int:
    """How many cases are answered, in this tab or another."""
    return studies.resume(stored.store(), study_key(), seat.key).next


def prefer(seat: Seat, variant: int | None) -> None:
    """Keep which variant was preferred; None for no difference."""
    studies.preference(stored.store(), seat.key, json.dumps({"variant": variant}))


def withdraw(key: str) -> None:
    """Delete all that was answered, and let the browser forget."""
    studies.withdraw(stored.store(), key)
    _sit(None)
    taking_sitting.keep(None)
    memory.remember(_FORGET, True)
