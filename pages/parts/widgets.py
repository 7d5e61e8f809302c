"""Small drawing blocks that every page uses. Whatever comes from a user goes through `text` before it is drawn."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import state, story
from workbench.errors import UserError
from workbench.pricing.estimate import Estimate
from workbench.wording import escape_markdown, format_interval, format_money


def text(value: object) -> str:
    """Make any text safe to draw: markup in it is shown, never carried out."""
    return escape_markdown(str(value))


def plain(value: object, limit: int = 60) -> str:
    """Make any text fit for the options of a choice, which are drawn as plain text: one line, of bounded length."""
    line = " ".join(str(value).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def question(title: str) -> None:
    """The page's question, as its title."""
    st.title(title, anchor=False)


def answer(sentence: str) -> None:
    """The page's answer in one sentence, on top, larger than the rest."""
    st.subheader(text(sentence), anchor=False)


def next_step(page: str, label: str) -> None:
    """Link to the page that comes next, such as `next_step("costs", "what are right and wrong answers worth?")`."""
    if story.exists(page):
        st.space("small")
        st.page_link(story.stop(page).file, label=f"**Next:** {text(label)} →")


def go(page: str, label: str) -> None:
    """The one button that leads on from an empty page."""
    if st.button(label, type="primary", key=f"go-{page}"):
        st.switch_page(story.stop(page).file)


def show_error(error: UserError) -> None:
    """What happened, why it matters, what to do."""
    st.error(f"**{text(error.what)}**\n\n{text(error.why)}\n\n{text(error.do)}")


def show_waiting(problem: UserError | None, notice: str | None) -> None:
    """Show what an action left to be said."""
    if problem is not None:
        show_error(problem)
    if notice is not None:
        st.info(text(notice))


def money(value: float, currency: str) -> str:
    """Return an amount as text that is safe to draw."""
    return text(format_money(value, currency))


def per_1000(estimate: Estimate, currency: str) -> str:
    """Return money per case as an interval per 1,000 cases, as text that is safe to draw."""
    thousand = Estimate(estimate.estimate * 1000, estimate.low * 1000, estimate.high * 1000)
    return text(format_interval(thousand, currency))


def number(label: str, part: str, name: str, value: float | int | None, **options: Any) -> None:
    """A number of the scenario: edited here, checked and kept by `state.change`."""
    key = state.key(f"{part}.{name}")
    st.number_input(label, value=value, key=key, on_change=_take, args=(part, name, key), **options)


def choice(label: str, part: str, name: str, options: list[Any], value: Any, **others: Any) -> None:
    """One of several values of the scenario."""
    key = state.key(f"{part}.{name}")
    index = options.index(value) if value in options else None
    st.selectbox(label, options, index=index, key=key, on_change=_take, args=(part, name, key), **others)


def switch(label: str, part: str, name: str, value: bool, **others: Any) -> None:
    """A yes or no of the scenario."""
    key = state.key(f"{part}.{name}")
    st.checkbox(label, value=value, key=key, on_change=_take, args=(part, name, key), **others)


def line(label: str, part: str, name: str, value: str, **others: Any) -> None:
    """A short text of the scenario."""
    key = state.key(f"{part}.{name}")
    st.text_input(label, value=value, key=key, on_change=_take, args=(part, name, key), **others)


def _take(part: str, name: str, key: str) -> None:
    state.change(part, **{name: state.widget_value(key)})
