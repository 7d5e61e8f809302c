"""The table's columns: their types, which may be changed, and which of them are used."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.data.dataset import Column, Dataset
from workbench.data.framing import Framing, SetAside

KINDS = ("number", "category", "boolean", "date", "text")
MOST_LISTED = 20
ROWS_SEEN = 12
HELP = {
    "Use": "Untick to leave a column out; tick to use one that was taken for an identifier. Others stay aside.",
    "Type": "How the column is read. Change it when it was read wrongly, such as a number that is only a code.",
    "Missing": "Rows without a value.",
    "Distinct": "How many different values there are.",
}


def editor(dataset: Dataset, framing: Framing | None) -> None:
    """Draw every column's profile; its type and whether it is used can be changed."""
    st.subheader("Columns", anchor=False)
    key = state.key("columns")
    target = state.scenario().data.target
    columns = [column for column in dataset.columns if column.name != target]
    excluded = set(state.scenario().data.exclude)
    st.data_editor(
        _shown(columns, excluded, framing),
        hide_index=True,
        width="stretch",
        height="auto" if len(columns) <= ROWS_SEEN else 460,
        num_rows="fixed",
        disabled=["Column", "Used for", "Missing", "Distinct", "Lowest", "Highest", "Such as"],
        column_config={
            "Use": st.column_config.CheckboxColumn("Use", help=HELP["Use"], width="small"),
            "Type": st.column_config.SelectboxColumn("Type", options=KINDS, required=True, help=HELP["Type"], width="small"),
            "Missing": st.column_config.NumberColumn("Missing", format="localized", help=HELP["Missing"], width="small"),
            "Distinct": st.column_config.NumberColumn("Distinct", format="localized", help=HELP["Distinct"], width="small"),
        },
        key=key,
        on_change=_take,
        args=(key, tuple(column.name for column in columns)),
    )


def _shown(columns: list[Column], excluded: set[str], framing: Framing | None) -> dict[str, list]:
    aside = {} if framing is None else {aside.column: reason(aside) for aside in framing.set_aside}
    return {
        "Column": [column.name for column in columns],
        "Use": [column.name not in excluded and column.name not in aside for column in columns],
        "Type": [column.kind for column in columns],
        "Used for": [f"Set aside: {aside[column.name]}" if column.name in aside else "Learning" for column in columns],
        "Missing": [column.missing for column in columns],
        "Distinct": [column.distinct for column in columns],
        "Lowest": [column.low for column in columns],
        "Highest": [column.high for column in columns],
        "Such as": [", ".join(column.examples) for column in columns],
    }


def _take(key: str, names: tuple[str, ...]) -> None:
    apply_edits(state.widget_value(key)["edited_rows"], names, state.framing())


def apply_edits(edits: dict[int, dict[str, object]], names: tuple[str, ...], framing: Framing | None = None) -> None:
    """Put edits of the table of columns, by row, into the scenario."""
    choice = state.scenario().data
    kinds, exclude, accepted = dict(choice.kinds), list(choice.exclude), list(choice.accepted_flags)
    taken_for_ids = set() if framing is None else {aside.column for aside in framing.set_aside if is_id_like(aside)}
    for row, edit in edits.items():
        name = names[int(row)]
        if "Type" in edit:
            kinds[name] = edit["Type"]
        if "Use" in edit:
            exclude = [other for other in exclude if other != name] + ([] if edit["Use"] else [name])
            accepted = [other for other in accepted if other != name or edit["Use"]]
            if edit["Use"] and name in taken_for_ids:
                accepted.append(name)
    state.change("data", kinds=kinds, exclude=tuple(exclude), accepted_flags=tuple(accepted))
    state.afresh()


def is_id_like(aside: SetAside) -> bool:
    """Whether a column was set aside for what it looks like, so that a person may know better."""
    return aside.reason.startswith("It looks like an identifier")


def reason(aside: SetAside) -> str:
    """Say why a column is set aside, as on the page where that can be changed."""
    if not is_id_like(aside):
        return aside.reason
    return f"{aside.reason.partition('. ')[0].rstrip('.')}. If it is none, tick Use below."


def set_aside(framing: Framing | None) -> None:
    """List the columns that nothing is learned from, each with its reason."""
    if framing is None or not framing.set_aside:
        return
    lines = [f"- **{widgets.text(aside.column)}** {widgets.text(reason(aside))}" for aside in framing.set_aside[:MOST_LISTED]]
    more = len(framing.set_aside) - MOST_LISTED
    st.markdown("Set aside:\n" + "\n".join(lines) + (f"\n- and {more:,} more" if more > 0 else ""))


def notes(dataset: Dataset, framing: Framing | None) -> None:
    """List what was repaired on the way in."""
    told = dataset.notes + (() if framing is None else framing.notes)
    if told:
        with st.expander(f"What was repaired or set aside on the way in ({len(told):,})", expanded=len(told) <= 3):
            st.markdown("\n".join(f"- {widgets.text(note)}" for note in told[:MOST_LISTED]))
