"""Editing what answers cost: every mistake by name where there are few classes, one price for all where there are many."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import (
    costs_answers,
    costs_cell,
    costs_files,
    costs_groups,
    costs_many,
    costs_mix,
    costs_presets,
    state,
    story,
    widgets,
)
from workbench.pricing.cells import Cells, in_words

MOST_LISTED = 12

PLACEHOLDERS = "Prices are placeholders: every wrong answer counts 1 until you say what it costs."
WAYS = {"frame": "Say it on Frame", "costs": "Say it on Costs"}


def are_placeholders() -> bool:
    """Whether nobody has said what any mistake costs."""
    return state.scenario().costs.are_placeholders


def placeholders(pages: Sequence[str] = ("frame", "costs")) -> None:
    """Say so while no price was entered, with links to where one is."""
    # Always one container, so that nothing below changes its place when the first price is entered.
    with st.container():
        if are_placeholders():
            with st.container(border=True):
                st.markdown(widgets.text(PLACEHOLDERS))
                with st.container(horizontal=True):
                    for page in pages:
                        st.page_link(story.stop(page).file, label=WAYS[page])


def editor(classes: Sequence[str], below: DeltaGenerator | None = None) -> None:
    """Draw what answers cost and how frequent each class is in real life.

    classes: empty while the target is not chosen. below: a wider place, for what many classes need besides.
    """
    cells = Cells(state.scenario(), classes)
    if 2 <= len(classes) <= costs_cell.FEW_CLASSES:
        _each_mistake(cells)
    else:
        _one_price(cells)
    with below or st.container():
        costs_many.editor(cells)
        costs_groups.editor(cells.classes)
    framing = state.framing()
    if framing is not None:
        with st.container(horizontal=True):
            costs_presets.chooser(framing)
            costs_answers.editor(cells)
            costs_files.exchange(framing)
    costs_mix.editor()


def _each_mistake(cells: Cells) -> None:
    for truth in cells.classes:
        for answer in cells.answers:
            if answer != truth or cells[truth, answer] != 0:
                costs_cell.draw(cells, truth, answer)
    with st.expander("A right answer that costs or gains something"):
        for name in cells.classes:
            if cells[name, name] == 0:
                costs_cell.draw(cells, name, name)


def _one_price(cells: Cells) -> None:
    currency = widgets.text(state.scenario().decision.currency)
    widgets.number(
        f"A wrong answer ({currency} a case)",
        "costs",
        "wrong",
        cells.costs.wrong,
        step=1.0,
        format="%g",
        help="What one mistake costs, where nothing else is said for it.",
    )
    listed = [
        f"- It is {widgets.text(truth)}, the product says {widgets.text(answer)}: {widgets.text(in_words(cell))}"
        for truth, row in cells.stated.items()
        for answer, cell in row.items()
    ]
    if listed:
        more = f"\n- and {len(listed) - MOST_LISTED:,} more" if len(listed) > MOST_LISTED else ""
        st.markdown("Prices of their own:\n" + "\n".join(listed[:MOST_LISTED]) + more)
