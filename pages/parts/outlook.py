"""What matters most, how likely a model is to pay and what would flip the verdict: worked out behind the page's back, once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.parts import cache, state, widgets
from pages.parts.settling import POLL_SECONDS, Settling
from workbench.errors import UserError
from workbench.evidence.workers import give_way
from workbench.outlook.inputs import usable_ranges
from workbench.outlook.outlook import Outlook
from workbench.run import Appraisal

log = logging.getLogger("fallible")
REST_SECONDS = 1.5
"""The outlook takes seconds: it waits until a control has been let go of, and not only stopped for a moment."""
FAILED = UserError(
    "What would change the verdict could not be worked out, and it is not your doing.",
    "It has been written to the log. All other figures are as they were.",
    "Go on without it, or change an input and it is tried again.",
)


class Superseded(Exception):
    """Another outlook is wanted by now."""


@dataclass
class Desk:
    """wanted: by session, the key of what its page shows. progress: by key, the stage that is being worked on and its share."""

    settling: Settling = field(default_factory=lambda: Settling(REST_SECONDS))
    wanted: dict[str, str] = field(default_factory=dict)
    progress: dict[str, tuple[str, float]] = field(default_factory=dict)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    return Desk()


def current(appraisal: Appraisal) -> Outlook | UserError | None:
    """Return the outlook of these figures so far, or why there is none. What is missing is begun once the figures rest."""
    key = cache.outlook_key(appraisal)
    known = cache.known_outlook(key)
    missing = known is None or (isinstance(known, Outlook) and known.flips is None)
    session, wanted = state.token(), desk().wanted
    if wanted.get(session) != key:
        # What is being worked out for other figures would only be in the way.
        wanted.pop(session, None)
    if missing and state.is_at_rest() and session not in wanted:
        wanted[session] = key
        desk().settling.ask(session, lambda: _work_out(session, key, appraisal))
    return known


def complete(appraisal: Appraisal) -> Outlook | None:
    """Return the outlook with all its parts, if it has been worked out."""
    found = cache.known_outlook(cache.outlook_key(appraisal))
    return found if isinstance(found, Outlook) and found.flips is not None else None


def draw(appraisal: Appraisal, show: Callable[[Outlook], None]) -> None:
    """Show the outlook once it has all its parts, why there is none, or how far it is; all is drawn again when there is more."""
    place = st.container()
    found = current(appraisal)
    with place:
        if isinstance(found, UserError):
            widgets.show_error(found)
            _without_unusable_ranges(appraisal)
        elif found is None or found.flips is None:
            wait(appraisal)
        else:
            show(found)


def _without_unusable_ranges(appraisal: Appraisal) -> None:
    """A range of something that is no longer there is nowhere else to be seen, so it is taken out here."""
    kept = usable_ranges(appraisal.scenario, appraisal.evidence)
    if kept != appraisal.scenario.uncertain:
        ranges = [one.model_dump() for one in kept]
        st.button(
            "Remove the ranges that cannot be used", key=state.key("ranges.unusable"), on_click=_keep_ranges, args=(ranges,)
        )


def _keep_ranges(ranges: list[dict[str, Any]]) -> None:
    state.revise(lambda known: known.replaced("uncertain", ranges))


def _work_out(session: str, key: str, appraisal: Appraisal) -> None:
    def report(stage: str, share: float) -> None:
        if desk().wanted.get(session) != key:
            raise Superseded
        desk().progress[key] = (stage, share)

    give_way()
    try:
        cache.work_out_outlook(key, appraisal, report)
    except Superseded:
        pass
    except Exception:
        # Kept as the answer, or it would be asked for again for ever.
        log.exception("An outlook could not be worked out")
        cache.keep_outlook(key, FAILED)
    finally:
        desk().progress.pop(key, None)
        if desk().wanted.get(session) == key:
            desk().wanted.pop(session)


def wait(appraisal: Appraisal, bar: bool = True, said: str = "Working it out: {stage}.") -> None:
    """Say that it is being worked out, with a bar of how far it is or in one line, and draw the app again when there is more."""
    key = cache.outlook_key(appraisal)
    if not state.is_at_rest():
        st.caption("Comes when the figures above have come to rest.")
    else:
        st.fragment(_poll, run_every=POLL_SECONDS)(key, state.token(), cache.known_outlook(key), bar, said)


def _poll(key: str, session: str, shown: object, bar: bool, said: str) -> None:
    if cache.known_outlook(key) is not shown or not desk().settling.is_pending(session):
        st.rerun()
    stage, share = desk().progress.get(key, ("looking at every guess", 0.0))
    if bar:
        st.progress(min(max(share, 0.0), 1.0), text=f"Working it out: {stage}")
    else:
        st.caption(said.format(stage=stage))
