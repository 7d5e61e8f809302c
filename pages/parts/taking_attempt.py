"""What a participant clicked is done, or why not is said on top: their session has no scenario to say it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts import memory, widgets
from workbench.errors import UserError

_PROBLEM = "taking.problem"


def attempt(action: Callable[..., Any], *arguments: Any) -> None:
    """Do something a participant asked for; what cannot be done is said when the page is drawn again."""
    try:
        action(*arguments)
    except UserError as problem:
        memory.remember(_PROBLEM, problem)


def said() -> None:
    """Draw what is to be said. Always one container, so that what is below keeps its place."""
    problem = memory.recall(_PROBLEM)
    memory.remember(_PROBLEM, None)
    with st.container():
        widgets.show_waiting(problem, None)
