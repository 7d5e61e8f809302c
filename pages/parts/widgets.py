"""Small drawing blocks that every page uses. Whatever comes from a user goes through `text` before it is drawn."""

from __future__ import annotations

import re
from typing import Any, get_args

import streamlit as st

from pages.parts import memory, state, story
from workbench.errors import UserError
from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.wording import escape_markdown, format_interval

BEFORE_PER_CENT = re.compile(r"(?<=\d) (?=%)")


def text(value: object) -> str:
    """Make any text safe to draw: markup in it is shown, never carried out. No line ends between a number and its "%"."""
    return BEFORE_PER_CENT.sub("\N{NO-BREAK SPACE}", escape_markdown(str(value)))


def paragraphs(value: str, most: int = 80) -> str:
    """Make a text safe to draw in the paragraphs and lines it has; what is beyond the most lines runs on in the last one."""
    each = str(value).splitlines()
    each = [*each[:most], *filter(None, [" ".join(" ".join(each[most:]).split())])]
    blocks: list[list[str]] = [[]]
    for line in each:
        if line.strip():
            blocks[-1].append(text(line.strip()))
        elif blocks[-1]:
            blocks.append([])
    return "\n\n".join("  \n".join(block) for block in blocks if block)


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


SHARE_FORMAT = "%.1f %%"
SHARE = st.column_config.NumberColumn(format=SHARE_FORMAT)
"""A table's column of shares, in per cent (`in_percent`), so that it sorts as numbers and reads as in sentences."""


def in_percent(share: float | None) -> float | None:
    """Return a share as a number of per cent, for a table; what is missing stays so."""
    return None if share is None else share * 100.0


def number(
    label: str,
    part: str,
    name: str,
    value: float | int | None,
    min_value: float | None = None,
    max_value: float | None = None,
    step: float | None = None,
    **options: Any,
) -> None:
    """A number of the scenario: edited here, checked and kept by `state.change`. One that may be empty is cleared by emptying it.

    min_value, max_value: what is entered beyond them becomes the limit, and that is said.
    """
    whole = isinstance(step if step is not None else value, int)
    as_kept = int if whole else float
    # Only an input that starts empty can be emptied again; what it holds comes from the scenario on every run.
    key = memory.show(state.key(f"{part}.{name}"), None if value is None else as_kept(value))
    st.number_input(
        label,
        value=None,
        step=as_kept(1 if step is None else step),
        key=key,
        on_change=_take_number,
        args=(part, name, key, min_value, max_value),
        **options,
    )


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
    if not state.is_current(key):
        return
    state.change(part, **{name: state.widget_value(key)})


def _take_number(part: str, name: str, key: str, low: float | None, high: float | None) -> None:
    if not state.is_current(key):
        return
    value = state.widget_value(key)
    if value is None:
        # What may not be empty shows what it was again.
        if _may_be_empty(part, name):
            state.change(part, **{name: None})
        return
    if low is not None and value < low:
        state.say(f"{value:,g} is too small: the least is {low:,g}, and that is used.")
    if high is not None and value > high:
        state.say(f"{value:,g} is too large: the most is {high:,g}, and that is used.")
    state.change(part, **{name: within(value, low, high)})


def within(value: float, low: float | None, high: float | None) -> float:
    """Return the value, or the limit it is beyond."""
    value = value if low is None or value >= low else type(value)(low)
    return value if high is None or value <= high else type(value)(high)


def _may_be_empty(part: str, name: str) -> bool:
    field = type(getattr(state.scenario(), part)).model_fields[name]
    return type(None) in get_args(field.annotation)
