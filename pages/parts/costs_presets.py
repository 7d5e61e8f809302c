"""Prices to start from, in a popover: each says what it sets, and one click sets it; undo takes it back."""

from __future__ import annotations

import streamlit as st

from pages.parts import costs_cell, state, widgets
from workbench.data.framing import Framing
from workbench.pricing.cost_columns import cost_columns
from workbench.pricing.presets import Preset, presets
from workbench.scenario import Costs


def chooser(framing: Framing) -> None:
    """Draw the prices to start from."""
    opened = st.popover("Start from a preset", key=state.key("presets"), on_change="rerun", type="tertiary")
    if not opened.open:
        return
    with opened:
        st.caption("A start, not an answer: change any price afterwards. Undo in the sidebar brings back what was before.")
        for preset in presets(state.scenario(), framing.classes, _amount(framing)):
            _one(preset)
        _name_amount(framing)


def _one(preset: Preset) -> None:
    with st.container(border=True):
        st.markdown(f"**{widgets.text(preset.title)}**  \n{widgets.text(preset.sentence)}")
        st.button("Use these prices", key=state.key(f"presets.{preset.name}"), on_click=use, args=(preset.costs,))


def use(costs: Costs) -> None:
    """Put other costs in place; what was typed into a table of prices goes."""
    if state.revise(lambda before: before.replaced("costs", costs.model_dump())):
        costs_cell.turn()


def _name_amount(framing: Framing) -> None:
    """Say which column holds the amount at stake, so that it can be what is lost."""
    known = state.scenario().data.amount
    usable = [one.name for one in cost_columns(framing) if one.problem is None]
    if usable and known not in usable:
        key = state.key("presets.column")
        st.selectbox("The amount at stake is in", usable, index=None, key=key, on_change=_take_amount, args=(key,))


def _take_amount(key: str) -> None:
    state.change("data", amount=state.widget_value(key))


def _amount(framing: Framing) -> str | None:
    """The column with the amount at stake, where it can be used as a cost."""
    name = state.scenario().data.amount
    return name if any(one.name == name and one.problem is None for one in cost_columns(framing)) else None
