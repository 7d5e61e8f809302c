"""Costs taken away as a file, and brought back: TOML as the command line reads it, or a table of prices as CSV."""

from __future__ import annotations

import streamlit as st

from pages.parts import costs_cell, state
from workbench.data.cost_files import read_costs, write_csv, write_toml
from workbench.data.framing import Framing
from workbench.pricing.cells import Cells
from workbench.pricing.cost_columns import check_costs
from workbench.scenario import Scenario


def exchange(framing: Framing) -> None:
    """Draw downloads and the upload of costs."""
    opened = st.popover("Import or export", key=state.key("costs.files"), on_change="rerun", type="tertiary")
    if not opened.open:
        return
    with opened:
        cells = Cells(state.scenario(), framing.classes)
        toml, table = write_toml(cells.costs), write_csv(cells.classes, cells.answers, lambda truth, answer: cells[truth, answer])
        with st.container(horizontal=True):
            st.download_button("Costs as TOML", toml, "costs.toml", "application/toml", key="costs.toml", on_click="ignore")
            st.download_button("Prices as CSV", table, "costs.csv", "text/csv", key="costs.csv", on_click="ignore")
        key = state.key("costs.upload")
        st.file_uploader(
            "Bring costs from a file",
            type=["toml", "csv"],
            key=key,
            max_upload_size=1,
            on_change=_take,
            args=(key, framing),
            help="TOML with a [costs] table, or CSV with truths down and answers across, a row and a column for every class.",
        )


def _take(key: str, framing: Framing) -> None:
    file = state.widget_value(key)
    if file is None:
        return

    def read(before: Scenario) -> Scenario:
        after = before.replaced("costs", read_costs(file.name, file.getvalue(), framing.classes, before.costs))
        check_costs(framing, after)
        return after

    if state.revise(read):
        costs_cell.turn()
        state.say(f"The costs are now those of {file.name[:200]}. Undo brings back what was before.")
        state.afresh()
