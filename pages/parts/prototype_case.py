"""What is on the product's screen, as plain nouns, and how a case is drawn on it: name, texts, facts.

Nothing here knows a session, a table or a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import streamlit as st

from pages.parts import widgets
from pages.parts.prototype_style import progress
from workbench.experience.mode import Mode
from workbench.experience.seen import Offer
from workbench.scenario import Prototype

Doing = Literal["accept", "pick", "manual", "send", "undo", "change", "back", "open"]


class Case(Protocol):
    """One case as a person reads it: `experience.card.Card` and a study's planned case are such."""

    @property
    def title(self) -> str: ...
    @property
    def texts(self) -> Sequence[tuple[str, str]]: ...
    @property
    def facts(self) -> Sequence[tuple[str, str]]: ...


class Shown(Protocol):
    """What the product suggests: `experience.seen.Seen` and what a study planned to show are such."""

    @property
    def mode(self) -> Mode: ...
    @property
    def suggestions(self) -> Sequence[Offer]: ...


@dataclass(frozen=True)
class Click:
    """What the person did. accept: said yes, or went on from what was done by itself; pick: one of several that were suggested;
    manual: an answer of their own; send: gave it to a colleague; undo: took back what was done by itself; change: asked for all
    answers; back: went back to the suggestions; open: another case of the list (its number is `at`).
    """

    doing: Doing
    answer: str = ""
    reason: str = ""
    at: int = -1


@dataclass(frozen=True)
class Listed:
    """A case in the list: where it is among the cases, and what is shown of it in one line."""

    at: int
    line: str


@dataclass(frozen=True)
class Desk:
    """What else is on the screen. key: of letters, digits and hyphens, unlike that of any other product on the page.

    answers: all that can be given. name: what the product is called where nothing is set. at, of: this case's place, from 0.
    changing: all answers are open in place of what was suggested. listed: the cases that wait, in the inbox. done: how many are.
    colleague: whether a case can be sent to one. more: facts on demand.
    dealt: what was done with this case in a word and with which answer, where nothing is asked any more.
    """

    key: str
    answers: Sequence[str]
    name: str = ""
    at: int = 0
    of: int = 1
    changing: bool = False
    listed: Sequence[Listed] = ()
    done: int = 0
    colleague: bool = True
    more: Sequence[tuple[str, str]] = ()
    dealt: tuple[str, str] | None = None

    @property
    def case(self) -> str:
        """What the keys of this case begin with: the frame stays from case to case, and what is in it does not."""
        return f"{self.key}-{self.at}"


Did = Callable[[Click], None]


def head(settings: Prototype, desk: Desk, counter: str) -> None:
    """Draw the product's name, where one is, and how far."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"product-head-{desk.key}"
    ):
        st.markdown(f"**{widgets.text(widgets.plain(settings.title or desk.name, 200))}**", width="content")
        st.caption(widgets.text(counter), width="content")
    progress((desk.at if not desk.listed else desk.done) / max(desk.of, 1))


def body(case: Case, desk: Desk) -> None:
    """Draw the case: its title, its texts in paragraphs, its facts, and the rest on demand."""
    if case.title:
        st.caption(widgets.text(case.title))
    if case.texts:
        with st.container(key=f"case-text-{desk.key}"):
            for name, text in case.texts:
                heading = f":small[:gray[{widgets.text(name)}]]\n\n" if len(case.texts) > 1 else ""
                st.markdown(f"{heading}{widgets.paragraphs(text)}")
    _facts(case.facts, f"case-facts-{desk.key}")
    if desk.more:
        with st.expander("Everything known about this case"):
            _facts(desk.more, f"case-more-{desk.key}")


def _facts(facts: Sequence[tuple[str, str]], key: str) -> None:
    if not facts:
        return
    with st.container(horizontal=True, gap="medium", key=key):
        for name, value in facts:
            st.markdown(f":small[:gray[{widgets.text(name)}]]  \n{widgets.text(value)}", width="content")
