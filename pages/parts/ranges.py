"""The guesses with their ranges, as a table that can be edited: likely, low and high."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import state, widgets
from workbench.outlook.guess import Guess
from workbench.outlook.inputs import with_range, with_value
from workbench.outlook.people import with_likely
from workbench.scenario import Scenario

UNITS = {"share": "%", "seconds": "s", "count": "", "factor": "times", "years": "years"}
ASSUMED = "Assumed: half to double, for shares ten points or half to double the odds."
COLUMNS = {"Low": "low", "Likely": "value", "High": "high"}


def editor(guesses: tuple[Guess, ...], currency: str) -> None:
    """Draw the table. An emptied end takes the range back to the assumed one; what cannot be is said and changes nothing."""
    key = state.key("ranges")
    rows = [_row(guess, currency) for guess in guesses]
    st.data_editor(
        rows,
        key=key,
        hide_index=True,
        disabled=("Guess", "In", "Range"),
        column_config={
            "Guess": st.column_config.TextColumn(width="medium"),
            **{name: st.column_config.NumberColumn(format="%g", width="small") for name in COLUMNS},
            "In": st.column_config.TextColumn(width="small"),
            "Range": st.column_config.TextColumn(width="small", help=ASSUMED),
        },
        on_change=_take,
        args=(key, guesses),
    )
    st.caption("Empty a low or high end to go back to the assumed range.")


def _row(guess: Guess, currency: str) -> dict[str, Any]:
    scale = _scale(guess)
    return {
        "Guess": widgets.plain(guess.name),
        **{column: float(f"{getattr(guess, name) * scale:.4g}") for column, name in COLUMNS.items()},
        "In": widgets.plain(UNITS.get(guess.unit, currency)),
        "Range": "stated" if guess.stated else "assumed",
    }


def _scale(guess: Guess) -> float:
    return 100.0 if guess.unit == "share" else 1.0


def _take(key: str, guesses: tuple[Guess, ...]) -> None:
    changes: dict[int, dict[str, Any]] = state.widget_value(key)["edited_rows"]

    def apply() -> None:
        known = state.scenario()
        for row, cells in changes.items():
            known = edited(known, guesses[int(row)], cells)
        state.replace(known)

    if not state.attempt(apply):
        state.afresh()


def edited(known: Scenario, guess: Guess, cells: dict[str, Any]) -> Scenario:
    """Return the scenario with what was entered in one row; an emptied end takes the stated range back."""
    scale = _scale(guess)
    if cells.get("Likely") is not None:
        change = with_likely if guess.path[0] == "people" else with_value
        return change(known, guess.path, cells["Likely"] / scale)
    if any(cells.get(end, 0.0) is None for end in ("Low", "High")):
        return with_range(known, guess, None)
    ends = {name: cells.get(column) for column, name in (("Low", "low"), ("High", "high"))}
    low, high = (getattr(guess, name) if end is None else end / scale for name, end in ends.items())
    return with_range(known, guess, (low, high))
