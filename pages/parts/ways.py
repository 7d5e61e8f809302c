"""The map of the Experience page: whose points are on it, the picture, what it says, and how much time the team has."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import memory, state, theme, widgets
from workbench.charts import experience
from workbench.charts.experience_points import Point, inside
from workbench.charts.experience_words import alt, frontier_in_words, key_in_words, room_in_words, title
from workbench.experience.frontier import seconds_available
from workbench.experience.policies import CLASS_SHARES, NO_MODEL
from workbench.run import Appraisal
from workbench.wording import titled

SHOWN = "beside.shown"
NAMES = {CLASS_SHARES: "no model: class shares only"}


def candidates(appraisal: Appraisal) -> tuple[str, ...]:
    """Return who stands behind a screen, the best model first."""
    return tuple(dict.fromkeys(one.candidate for one in appraisal.outcomes if one.candidate != NO_MODEL))


def called(name: str) -> str:
    return NAMES.get(name, titled(name))


def beside(appraisal: Appraisal, chosen: str) -> tuple[str, ...]:
    """Choose which other candidates are seen beside the chosen one; all of them unless somebody says otherwise."""
    others = tuple(name for name in candidates(appraisal) if name != chosen)
    kept = state.scenario().view.beside
    shown = others if kept is None else tuple(name for name in others if name in kept)
    key = memory.show(state.key(f"view.beside.{len(others)}"), list(shown))
    memory.remember(SHOWN, (*memory.recall(SHOWN, ()), shown)[-3:])
    st.multiselect("Also on the map", others, key=key, format_func=called, on_change=_take, args=(key, others))
    return shown


def _take(key: str, others: Sequence[str]) -> None:
    """Take what was chosen; a browser that is one drawing behind sends back what it was shown, which nobody chose."""
    picked = tuple(state.widget_value(key))
    if state.scenario().view.beside is not None or picked not in memory.recall(SHOWN, ()):
        state.change("view", beside=None if set(picked) == set(others) else picked)


def picture(shown: tuple[Point, ...], currency: str) -> None:
    """Draw the map, and say what its marks and its lines mean."""
    available = seconds_available(state.scenario().decision.hours_per_week, state.scenario().decision.volume_per_year)
    st.markdown(f"**{widgets.text(title(shown, currency))}**")
    figure = experience.money_against_time(shown, currency, dark=theme.is_dark(), available=available)
    theme.show_chart(figure, alt=alt(shown, currency), key="policies")
    numbers(shown, currency)
    st.caption(widgets.text(_marks(shown)))
    st.markdown(widgets.text(frontier_in_words(shown)))
    if available is not None:
        st.markdown(widgets.text(room_in_words(shown, available, currency)))


def numbers(shown: Sequence[Point], currency: str) -> None:
    """Say what the numbers in the picture stand for."""
    told = key_in_words(shown, currency)
    st.markdown("\n".join(f"{number}. {widgets.text(one)}" for number, one in enumerate(told, start=1)))


def _marks(shown: Sequence[Point]) -> str:
    marks = "; ".join(f"open {mark}: {called(name)}" for mark, name in experience.key(shown))
    drawn = inside(shown)
    above = ", ".join(point.name for point in shown if not (point.twin or point in drawn))
    told = [
        "Costs are per 1,000 cases, people's time per case. Bars: 95 % intervals. Dotted steps: not beaten on both.",
        f"{marks[:1].upper()}{marks[1:]}." if marks else "",
        f"Far dearer, and above the picture: {above}." if above else "",
    ]
    return " ".join(filter(None, told))


def team() -> None:
    """Ask for the hours that people have, and for the cases of a year where these are not stated: both may stay empty."""
    decision = state.scenario().decision
    st.subheader("The team", anchor=False)
    meaning = "All people together. With the cases of a year it says how many seconds there are for a case; it changes no price."
    hours, cases = decision.hours_per_week, decision.volume_per_year
    widgets.number("Hours a week", "decision", "hours_per_week", hours, 0.0, 1e7, 1.0, format="%g", help=meaning)
    widgets.number("Cases a year", "decision", "volume_per_year", cases, 1.0, 1e15, 1000.0, format="%.0f")
