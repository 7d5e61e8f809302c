"""What a person can do with a case: take what is suggested, change it, undo what was done, or send it to a colleague."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts import state, widgets
from pages.parts.prototype_case import Click, Desk, Did, Shown
from pages.parts.prototype_style import countdown, filled
from workbench.experience.seen import Offer
from workbench.scenario import Prototype
from workbench.wording import format_share

FEW_ANSWERS = 6
MOST_KEYS = 9
LONGEST_REASON = 300
QUESTIONS = {"confirm": "Is this right?", "pick": "Which one is it?", "by hand": "You decide: what is it?"}


def draw(seen: Shown, settings: Prototype, desk: Desk, did: Did, big: bool = False) -> None:
    """Draw the suggestions and all that can be done. big: one button below the other, each with its key."""
    if desk.dealt is not None:
        word, answer = desk.dealt
        st.markdown(f"{widgets.text(word)} **{widgets.text(label_of(answer, settings))}**" if answer else widgets.text(word))
        return
    by_itself = seen.mode in ("acted", "undo") and not desk.changing
    if desk.changing or seen.mode == "by hand" or not seen.suggestions:
        _by_hand(seen, settings, desk, did, big)
    elif by_itself:
        _done(seen, settings, desk, did, big)
    else:
        _suggested(seen, settings, desk, did, big)
    if not by_itself:
        _rest(seen, desk, did, big)


def _rest(seen: Shown, desk: Desk, did: Did, big: bool) -> None:
    """What is always there beside the answers: back to what was suggested, or on to somebody else."""
    back = desk.changing and seen.mode in ("confirm", "pick")
    if not (back or desk.colleague):
        return
    with st.container(horizontal=True, key=f"product-rest-{desk.key}"):
        if back:
            _button("Back", "back", Click("back"), desk, did, kind="tertiary")
        if desk.colleague:
            shortcut = "s" if big else None
            _button("Send to a colleague", "send", Click("send"), desk, did, kind="tertiary", shortcut=shortcut)


def label_of(answer: str, settings: Prototype) -> str:
    """Return an answer as the product calls it."""
    return widgets.plain(settings.labels.get(answer) or answer)


def how_sure(offer: Offer, settings: Prototype) -> str:
    """Return how sure the product says it is, as text that is safe to draw; nothing where a bar or nothing shows it."""
    _, words, share = offer
    if settings.confidence == "none" or (settings.confidence == "bar" and share is not None):
        return ""
    return widgets.text(format_share(share) if settings.confidence == "number" and share is not None else words)


def _ask(question: str, settings: Prototype) -> None:
    st.markdown(f"**{widgets.text(settings.question or question)}**")


def _done(seen: Shown, settings: Prototype, desk: Desk, did: Did, big: bool) -> None:
    """What was carried out by itself: it can be taken back for a while, or nobody is asked."""
    first = seen.suggestions[0]
    sure = how_sure(first, settings)
    st.markdown(f"Done by itself: **{widgets.text(label_of(first[0], settings))}**" + (f" ({sure})" if sure else ""))
    if seen.mode == "undo":
        countdown(settings.undo_seconds)
    with st.container(horizontal=not big):
        if seen.mode == "undo":
            _button("Undo", "undo", Click("undo", first[0]), desk, did, big=big, shortcut="z" if big else None)
        on = "Next" if seen.mode == "undo" else "See what was true" if settings.tell == "each" else "Next"
        go_on = Click("accept", first[0])
        _button(on, "accept", go_on, desk, did, kind="primary", big=big, shortcut="Enter" if big else None)


def _suggested(seen: Shown, settings: Prototype, desk: Desk, did: Did, big: bool) -> None:
    confirm = seen.mode == "confirm"
    _ask(QUESTIONS["confirm" if confirm else "pick"], settings)
    with st.container(horizontal=not big):
        for number, offer in enumerate(seen.suggestions):
            _offer(number, offer, confirm, settings, desk, did, big)
        other = settings.none_of_these or ("Change" if confirm else "None of these")
        shortcut = ("x" if confirm else "0") if big else None
        _button(widgets.text(other), "change", Click("change"), desk, did, big=big and confirm, shortcut=shortcut)


def _offer(number: int, offer: Offer, confirm: bool, settings: Prototype, desk: Desk, did: Did, big: bool) -> None:
    answer, _, share = offer
    name, sure = widgets.text(label_of(answer, settings)), how_sure(offer, settings)
    shown = (f"Yes, {name}" if confirm else name) + (f"  ·  :small[{sure}]" if sure else "")
    bar = settings.confidence == "bar" and share is not None
    key = f"offer-{number}{filled(share) if bar and share is not None else ''}"
    shortcut = None if not big else "a" if confirm else str(number + 1) if number < MOST_KEYS else None
    click = Click("accept" if confirm else "pick", answer)
    _button(shown, key, click, desk, did, kind="secondary" if bar else "primary", big=big, shortcut=shortcut)


def _by_hand(seen: Shown, settings: Prototype, desk: Desk, did: Did, big: bool) -> None:
    """All answers, with room for a reason where a suggestion is changed."""
    _ask(QUESTIONS["by hand"], settings)
    reason = None
    if settings.reason and desk.changing and seen.suggestions:
        asked = "What was wrong with it?" if len(seen.suggestions) == 1 else "What was wrong with these?"
        reason = f"{desk.case}-reason"
        st.text_input(asked, key=reason, max_chars=LONGEST_REASON, placeholder="Your reason; may be left out")
    if len(desk.answers) <= FEW_ANSWERS:
        with st.container(horizontal=not big):
            for number, answer in enumerate(desk.answers):
                said, shortcut = widgets.text(label_of(answer, settings)), str(number + 1) if big else None
                _manual(said, answer, number, reason, desk, did, big, shortcut)
    else:
        chosen = st.selectbox(
            "Answer",
            desk.answers,
            index=None,
            key=f"{desk.case}-hand",
            placeholder="Choose",
            format_func=lambda answer: label_of(answer, settings),
        )
        if chosen is not None:
            said = f"It is {widgets.text(label_of(chosen, settings))}"
            _manual(said, chosen, list(desk.answers).index(chosen), reason, desk, did, big, None, kind="primary")


def _manual(
    said: str,
    answer: str,
    number: int,
    reason: str | None,
    desk: Desk,
    did: Did,
    big: bool,
    shortcut: str | None,
    kind: str = "secondary",
) -> None:
    _button(said, f"manual-{number}", Click("manual", answer), desk, did, kind=kind, big=big, shortcut=shortcut, reason=reason)


def _button(
    said: str,
    name: str,
    click: Click,
    desk: Desk,
    did: Did,
    kind: str = "secondary",
    big: bool = False,
    shortcut: str | None = None,
    reason: str | None = None,
) -> None:
    st.button(
        said,
        key=f"{'big-' if big else ''}{desk.case}-{name}",
        type=kind,
        width="stretch" if big else "content",
        shortcut=shortcut,
        on_click=_clicked,
        args=(did, click, reason),
    )


def _clicked(did: Did, click: Click, reason: str | None) -> None:
    did(click if reason is None else replace(click, reason=(state.widget_value(reason) or "")[:LONGEST_REASON]))
