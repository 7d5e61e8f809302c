"""What a study answers and what it takes, for who has never run one."""

from __future__ import annotations

from math import isfinite

import streamlit as st

from workbench.wording import format_count

ASSUMED = "Nobody has been watched yet: how people behave is assumed."
NO_TABLE = "There is nothing to see in made-up cases: people can be watched once a table of past cases is opened."
EARLY = "The candidate that is to stand behind a screen is still being fitted. The study is shown here as soon as it is ready."
TEACHING = (
    "Every figure about people on Experience rests on assumptions: how often they notice a wrong suggestion, how often they take "
    "a right one, how long they need. A study measures that on the screen that was tried, with your own cases:\n\n"
    "- **Who**: people who do this work, or would. They get a link and need nothing else, no name and no account.\n"
    "- **What**: each of them answers some twenty cases, part of them on one screen, part on another. A share of the suggestions "
    "is wrong, so that it shows who notices.\n"
    "- **How long**: some ten to fifteen minutes a person. A handful of people shows what is badly wrong with a screen; "
    "ten to twenty tell two screens apart. Half a day is plenty.\n"
    "- **What comes out**: over-reliance (wrong suggestions that were taken), under-reliance (right ones that were not), time, "
    "and which screen people like. One click puts that in the place of what was assumed, with its uncertainty."
)


def draw() -> None:
    """Say what a study answers and how long it takes."""
    st.markdown(TEACHING)


def folded() -> None:
    """The same, for who wants it, below a study that is being planned."""
    with st.expander("What a study answers, and what it takes"):
        draw()


def precision(participants: float) -> str:
    """Say how many people tell over-reliance to ten points; nothing where no number of them does."""
    return f" About {format_count(participants)} people tell over-reliance within 10 points." if isfinite(participants) else ""
