"""One number about people: its likely value, its range, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.experience.presets import origin, source_of
from workbench.outlook.guess import Path
from workbench.outlook.people import ends_of, named, source_name, stated_ends, value_of, with_ends, with_likely
from workbench.scenario import Scenario
from workbench.wording import format_number

COLOURS = {"assumed": "orange", "preset": "blue", "measured": "green", "made up": "red", "stated": "gray"}
NO_SOURCE = "Assumed: nobody has said where it comes from."


def number(path: Path, label: str, meaning: str, emptied: Callable[[], None] | None = None) -> None:
    """Draw the likely value with a badge that says where it comes from, and below it the range.

    emptied: what to do when it is emptied, for a number that may be left unstated.
    """
    scale, unit = _scale(path), named(state.scenario().people, path).unit
    value = round(value_of(state.scenario().people, path) * scale, 6)
    key = memory.show(state.key(".".join(path)), value)
    st.number_input(
        f"{label} {badge(source_name(path))}",
        value=None,
        step=0.1 if unit == "seconds" else 1.0,
        format="%g",
        key=key,
        help=f"{meaning}\n\n{told(source_name(path))}",
        on_change=_take,
        args=(path, key, scale, emptied),
    )
    _range(path, scale)


def badge(name: str) -> str:
    """Return the badge of a number, as markup for a label."""
    where = origin(state.scenario().people, name)
    return f":{COLOURS[where]}-badge[{where}]"


def told(name: str) -> str:
    """Return where a number comes from, as text that is safe to draw."""
    return widgets.text(source_of(state.scenario().people, name) or NO_SOURCE)


def _scale(path: Path) -> float:
    return 100.0 if named(state.scenario().people, path).unit == "share" else 1.0


def _range(path: Path, scale: float) -> None:
    """The inside of a popover is only worked out while it is open: there are many numbers."""
    known = state.scenario()
    low, high = (end * scale for end in ends_of(known, path))
    stated = stated_ends(known, path) is not None
    unit = {"share": " %", "seconds": " s"}.get(named(known.people, path).unit, "")
    words = f"{format_number(low)} to {format_number(high)}{unit}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"range: {words}" if stated else f"range assumed: {words}", width="content")
        # Its words stay the same whatever the range is: a popover of another name would be another one, and closed.
        opened = st.popover("Change", key=state.key(f"range.{'.'.join(path)}"), on_change="rerun", type="tertiary")
    if not opened.open:
        return
    with opened:
        st.caption("What the outlook on Decide goes over. The likely value lies inside.")
        for place, (words, value) in enumerate((("Low", low), ("High", high))):
            key = memory.show(state.key(f"{words.lower()}.{'.'.join(path)}"), round(value, 6))
            st.number_input(
                words, value=None, format="%g", step=0.1, key=key, on_change=_take_end, args=(path, place, key, scale)
            )
        if stated:
            st.button("Remove the range", key=state.key(f"range.off.{'.'.join(path)}"), on_click=revise, args=(_without(path),))


def _take(path: Path, key: str, scale: float, emptied: Callable[[], None] | None) -> None:
    if not state.is_current(key):
        return
    value = state.widget_value(key)
    if value is not None:
        revise(lambda known: with_likely(known, path, value / scale))
    elif emptied is not None:
        emptied()


def _take_end(path: Path, place: int, key: str, scale: float) -> None:
    if not state.is_current(key):
        return
    value = state.widget_value(key)
    if value is None:
        revise(_without(path))
        return

    def ranged(known: Scenario) -> Scenario:
        low, high = ends_of(known, path)
        return with_ends(known, path, (value / scale, high) if place == 0 else (low, value / scale))

    revise(ranged)


def _without(path: Path) -> Callable[[Scenario], Scenario]:
    return lambda known: with_ends(known, path, None)


def revise(make: Callable[[Scenario], Scenario]) -> None:
    """Change people; where that cannot be, inputs show what holds again."""
    if not state.revise(make):
        state.afresh()
