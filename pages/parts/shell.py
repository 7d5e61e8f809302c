"""Runs a page so that nothing that goes wrong in it loses the session's work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from pages.parts import simulated, state, widgets
from workbench.errors import UserError

log = logging.getLogger("fallible")


def run(page: Any) -> None:
    """Draw what is waiting to be said, then the page."""
    # Always one container, so that the page below keeps its place, and its widgets what is being typed into them.
    with st.container():
        widgets.show_waiting(state.take_problem(), state.take_notice())
    simulated.banner()
    guarded(page.run)()


def guarded(draw: Callable[..., None]) -> Callable[..., None]:
    """Show a UserError in its three parts; log anything else and say so. Fragments need this of their own: they rerun alone."""

    @wraps(draw)
    def safe(*args: Any, **kwargs: Any) -> None:
        try:
            draw(*args, **kwargs)
        except UserError as error:
            widgets.show_error(error)
        except Exception:
            log.exception("A page failed")
            widgets.show_error(
                UserError(
                    "Something went wrong on this page, and it is not your doing.",
                    "It has been written to the log. Your scenario and your data are as they were.",
                    "Go on with another page, or undo the last change in the sidebar.",
                )
            )

    return safe
