"""A study that was begun: its links, who is where, and all that its owner can do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from pages.parts import memory, shell, state, stored, study_keys, taking_route, widgets
from workbench.experience.studies.planned import StudyPlan
from workbench.record import studies
from workbench.record.kept import Owned, Progress
from workbench.record.store import Store
from workbench.wording import plural

POLL_SECONDS = 4.0
STATES = {
    "open": "open",
    "stopped": "stopped: no more answers are taken",
    "expired": "over: the link is no longer good",
    "revoked": "withdrawn: the link leads nowhere",
}


def links(owner: str, study: Owned) -> None:
    """Draw the link for participants and the one for the owner, each with a button to copy it."""
    if study.status == "open":
        st.markdown("**For participants.** Whoever has this link can take part; they see the study and nothing else.")
        st.code(taking_route.address(st.context.url, study.study_key), language=None, wrap_lines=True)
    st.markdown("**For you.** Copy your own link before you close this tab: it is the only way back to this study.")
    with st.popover("Your own link"):
        st.markdown("Whoever has it can see and delete everything in this study, so it is in no address and on no shared screen.")
        st.code(study_keys.address(st.context.url, owner), language=None, wrap_lines=True)


def where(owner: str, study: Owned, plan: StudyPlan) -> None:
    """Draw who is where. It looks again every few seconds by itself, as long as the study is open."""
    every = POLL_SECONDS if study.status == "open" else None
    st.fragment(shell.guarded(_where), run_every=every)(owner, plan)


def _where(owner: str, plan: StudyPlan) -> None:
    found = studies.progress(stored.store(), owner)
    total = len(plan.slots) + len(plan.practice)
    finished = sum(one.answered >= total for one in found)
    st.markdown(f"**{widgets.text(_in_a_sentence(found, finished, plan))}**")
    if found:
        st.dataframe(_table(found, total), hide_index=True, height=min(38 * (len(found) + 1), 300))
    if _is_worth_another_look(owner, bool(found), finished):
        st.rerun()  # what they answered is in the results then


def _is_worth_another_look(owner: str, begun: bool, finished: int) -> bool:
    """Whether so much has happened since the results were drawn that they are worked out again: who only joins changes nothing,
    and where very many take part one more changes next to nothing."""
    seen = memory.recall("study.seen")
    if seen is not None and seen[0] == owner and seen[1] == begun and 0 <= finished - seen[2] < max(1, finished // 50):
        return False
    memory.remember("study.seen", (owner, begun, finished))
    return seen is not None and seen[0] == owner


def _in_a_sentence(found: tuple[Progress, ...], finished: int, plan: StudyPlan) -> str:
    under_way = len(found) - finished
    if not found:
        return f"Nobody has begun yet; {plan.participants} are wanted."
    return f"{finished} of {plan.participants} wanted have finished, {under_way} under way."


def _table(found: tuple[Progress, ...], total: int) -> dict[str, list[str]]:
    return {
        "Participant": [str(one.number + 1) for one in found],
        "Where": ["finished" if one.answered >= total else f"case {one.answered + 1} of {total}" for one in found],
        "Last seen": [_ago(one.seen) for one in found],
    }


def _ago(moment: datetime) -> str:
    minutes = int((datetime.now(UTC) - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 120:
        return f"{plural(minutes, 'minute')} ago"
    return f"{plural(minutes // 60, 'hour')} ago" if minutes < 48 * 60 else f"{plural(minutes // 1440, 'day')} ago"


def actions(owner: str, study: Owned, plan: StudyPlan) -> None:
    """Draw what can be done with the study."""
    until = f"{study.expires.day} {study.expires:%B %Y}"
    st.markdown(
        f"The study is **{STATES[study.status]}**." + (f" The link is good until {until}." if study.status == "open" else "")
    )
    with st.container(horizontal=True):
        if study.status == "open":
            _button("Stop taking answers", "stop", owner)
        if study.status == "revoked":
            _button("Make a new link", "renew", owner)
        else:
            again = "Extend by 30 days" if study.status == "open" else "Open it again for 30 days"
            _button(again, "extend", owner)
            _button("Withdraw the link", "revoke", owner)
        st.download_button(
            "Save as a file",
            data=lambda: studies.as_file(stored.store(), owner),
            file_name="study.json",
            mime="application/json",
            key="study.save",
            on_click="ignore",
        )
    _deleting(owner, study)


def _deleting(owner: str, study: Owned) -> None:
    with st.container(horizontal=True):
        with st.popover("Delete one participant", type="tertiary", disabled=study.participants == 0):
            numbers = [one.number for one in studies.progress(stored.store(), owner)] if study.participants else []
            number = st.selectbox("Participant", numbers, format_func=lambda one: str(one + 1), key="study.whom", index=None)
            st.markdown("All that this participant answered is deleted for good.")
            arguments = (studies.delete_participant, owner, number)
            st.button("Delete these answers", key="study.delete.one", disabled=number is None, on_click=_do, args=arguments)
        with st.popover("Delete the study", type="tertiary"):
            st.markdown(
                "The study and everything that was answered in it is deleted for good. Save it as a file first if in doubt."
            )
            st.button("Delete everything", key="study.delete.all", on_click=_do, args=(_delete, owner))


def _button(said: str, name: str, owner: str) -> None:
    st.button(said, key=f"study.{name}", on_click=_do, args=(getattr(studies, name), owner))


def _delete(store: Store, owner: str) -> None:
    studies.delete(store, owner)
    study_keys.forget(owner)


def _do(action: Callable[..., object], owner: str, *arguments: object) -> None:
    """Do something with the study; what cannot be done is said at the top of the page."""

    def done() -> None:
        action(stored.store(), owner, *arguments)

    state.attempt(done)
