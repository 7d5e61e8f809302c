"""The prototype as an approval queue: one card after another, with big buttons, a counter and a key for each button."""

from __future__ import annotations

import streamlit as st

from pages.parts import prototype_case, prototype_offers
from pages.parts.prototype_case import Case, Desk, Did, Shown
from workbench.scenario import Prototype

WIDTH = 680


def draw(case: Case, seen: Shown, settings: Prototype, desk: Desk, did: Did) -> None:
    """Draw the card on top of the queue."""
    with (
        st.container(horizontal_alignment="center"),
        st.container(border=True, key=f"product-queue-{desk.key}", width=WIDTH),
    ):
        prototype_case.head(settings, desk, f"{desk.at + 1} of {desk.of}")
        prototype_case.body(case, desk)
        prototype_offers.draw(seen, settings, desk, did, big=True)
