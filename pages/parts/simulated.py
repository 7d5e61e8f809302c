"""What is simulated, and how good it is taken to be."""

from __future__ import annotations

import math

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.evidence.simulated import in_words
from workbench.models.simulated import NAME, is_stated, stated
from workbench.pricing.prices import Price, Prices
from workbench.scenario import Simulated
from workbench.wording import format_share

BANNER = (
    "**Simulated.** There is no table: the cases are made up in the class shares that were stated, and the model is one of a "
    "stated quality. Figures show what would follow; nothing here is evidence until a table of past cases is opened."
)
LEAST_AUC, MOST_AUC = 0.5, 0.99
MOST_TOP1 = 0.99


def banner() -> None:
    """Say on every page, before anything else, that there is no table."""
    # Always one container, so that the page below keeps its place.
    with st.container():
        if state.is_made_up():
            st.warning(BANNER)


def controls(prices: Prices) -> None:
    """Draw how good the simulated model is; with a table, first whether there is to be one."""
    classes, sizes = len(prices.costs.classes), prices.candidates[0].counts.sum(axis=0)
    quality = stated(state.scenario().simulated, sizes)
    if not _wanted(classes, quality):
        return
    if quality.auc is not None:
        _slider("AUC of the simulated model", "auc", quality.auc, LEAST_AUC, MOST_AUC, AUC_HELP, "%.2f")
    else:
        least = math.ceil(100 * float(sizes.max() / sizes.sum())) / 100
        _slider(
            "Right answer comes first, %", "top1", float(quality.top1 or 0.0), min(least, MOST_TOP1 - 0.01), MOST_TOP1, TOP1_HELP
        )
        if classes > 3:
            _top3(float(quality.top1 or 0.0), quality.top3)
        if NAME in prices:
            _what_came_out(prices[NAME])
    st.caption(widgets.text(in_words(quality)))


AUC_MEANS = (
    "It is the chance that a case of the class looked for gets a higher score than another one: 0.5 is guessing, 1 is perfect."
)
AUC_HELP = f"How well it ranks. {AUC_MEANS}"
TOP1_HELP = (
    "In how many cases the right answer is the one it holds most likely. No honest model gets below always giving the "
    "most frequent answer."
)
TOP3_HELP = "In how many cases the right answer is among the three it holds most likely."


def _wanted(classes: int, quality: Simulated) -> bool:
    """Whether there is one: always without a table, beside real models when it is asked for."""
    if state.is_made_up():
        return True
    key = memory.show(state.key("simulated.wanted"), is_stated(state.scenario().simulated, classes))
    return st.checkbox(
        "Show a simulated model beside them",
        key=key,
        on_change=_take_wanted,
        args=(key, quality),
        help="A model that is not there, of a quality you choose: what would it bring? It never counts in the verdict.",
    )


def _take_wanted(key: str, quality: Simulated) -> None:
    on = bool(state.widget_value(key))
    state.change("simulated", auc=quality.auc if on else None, top1=quality.top1 if on else None, top3=None)


def _slider(label: str, name: str, value: float, low: float, high: float, meaning: str, style: str | None = None) -> None:
    """Shares are shown in per cent, an AUC as it is."""
    scale = 1.0 if style else 100.0
    key = memory.show(state.key(f"simulated.{name}"), round(min(max(value, low), high) * scale, 4))
    st.slider(
        label,
        low * scale,
        high * scale,
        step=0.01 * scale,
        format=style or "%g %%",
        key=key,
        on_change=_take,
        args=(name, key, scale),
        help=meaning,
    )


def _top3(top1: float, top3: float | None) -> None:
    key = memory.show(state.key("simulated.own3"), top3 is not None)
    st.checkbox("Say how often it is among the first three", key=key, on_change=_take_own3, args=(key, top1))
    if top3 is not None:
        _slider("Right answer among the first three, %", "top3", top3, min(top1, MOST_TOP1), 1.0, TOP3_HELP)


def _take_own3(key: str, top1: float) -> None:
    state.change("simulated", top1=top1, top3=round(top1 + 0.7 * (1.0 - top1), 2) if state.widget_value(key) else None)


def _take(name: str, key: str, scale: float) -> None:
    value = round(state.widget_value(key) / scale, 6)
    values, known = {name: value}, state.scenario().simulated
    if name == "top1" and known.top3 is not None:
        values["top3"] = max(known.top3, value)
    if name == "top3" and known.top1 is not None:
        values["top3"] = max(known.top1, value)
    state.change("simulated", **values)


def _what_came_out(found: Price) -> None:
    """Not every pair of shares can be had with honest probabilities, so what was reached is said."""
    first, three = found.metrics.accuracy, found.metrics.top3_accuracy
    if first is not None and three is not None:
        st.caption(widgets.text(f"As simulated: right first in {format_share(first)}, among three in {format_share(three)}."))
