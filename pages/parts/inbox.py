"""The prototype as an inbox: the cases that wait at the left, the open one beside them, as in a mail or ticket tool."""

from __future__ import annotations

import streamlit as st

from pages.parts import prototype_case, prototype_offers, widgets
from pages.parts.prototype_case import Case, Click, Desk, Did, Shown
from workbench.scenario import Prototype

LONGEST_LINE = 90


def draw(case: Case, seen: Shown, settings: Prototype, desk: Desk, did: Did) -> None:
    """Draw the list, where there is one, and the open case."""
    with st.container(border=True, key=f"product-inbox-{desk.key}"):
        waiting = f"{desk.of - desk.done} waiting · {desk.done} done" if desk.listed else f"{desk.at + 1} of {desk.of}"
        prototype_case.head(settings, desk, waiting)
        if not desk.listed:
            _open(case, seen, settings, desk, did)
            return
        beside, middle = st.columns([1, 2.4], gap="medium")
        with beside, st.container(key=f"case-list-{desk.key}", gap="xxsmall"):
            for one in desk.listed:
                st.button(
                    widgets.text(widgets.plain(one.line, LONGEST_LINE)),
                    key=f"{desk.key}-open-{one.at}",
                    type="tertiary",
                    width="stretch",
                    disabled=one.at == desk.at,
                    on_click=did,
                    args=(Click("open", at=one.at),),
                )
        with middle:
            _open(case, seen, settings, desk, did)


def _open(case: Case, seen: Shown, settings: Prototype, desk: Desk, did: Did) -> None:
    prototype_case.body(case, desk)
    prototype_offers.draw(seen, settings, desk, did)
