"""Editing what answers cost: every mistake by name where there are few classes, one price for all where there are many."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import state, story, widgets
from workbench.data.labels import label
from workbench.scenario import ColumnCost, Costs

FEW_CLASSES = 3
MOST_LISTED = 12

Cell = float | ColumnCost


PLACEHOLDERS = "Prices are placeholders: every wrong answer counts 1 until you say what it costs."
WAYS = {"frame": "Say it on Frame", "costs": "Say it on Costs"}


def are_placeholders() -> bool:
    """Whether nobody has said what any mistake costs."""
    costs = state.scenario().costs
    return not costs.matrix and costs.wrong == Costs().wrong


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


def editor(classes: Sequence[str]) -> None:
    """Draw the prices of wrong answers. classes: of the target; empty while it is not chosen."""
    costs = state.scenario().costs
    if 2 <= len(classes) <= FEW_CLASSES:
        _each_mistake(costs, classes)
    else:
        _one_price(costs)


def _each_mistake(costs: Costs, classes: Sequence[str]) -> None:
    cells = stated(costs)
    for truth in classes:
        for answer in (*classes, *extra_answers(costs, classes)):
            if answer != truth or _cell(cells, costs, truth, answer) != 0:
                _price(cells, costs, truth, answer)
    with st.expander("A right answer that costs or gains something"):
        for name in classes:
            if _cell(cells, costs, name, name) == 0:
                _price(cells, costs, name, name)


def _price(cells: dict[str, dict[str, Cell]], costs: Costs, truth: str, answer: str) -> None:
    cell = _cell(cells, costs, truth, answer)
    said = "rightly says" if truth == answer else "says"
    name = f"It is {widgets.text(truth)}, the product {said} {widgets.text(answer)}"
    if isinstance(cell, ColumnCost):
        st.markdown(f"{name}: **{widgets.text(in_words(cell))}**", help="This price depends on the case. It is kept as it is.")
        return
    key = state.key(f"cost.{truth}.{answer}")
    currency = state.scenario().decision.currency
    st.number_input(
        f"{name} ({widgets.text(currency)})",
        value=float(cell),
        step=1.0,
        format="%g",
        key=key,
        on_change=_set,
        args=(truth, answer, key),
        help="What one such case costs. A gain is negative.",
    )


def _one_price(costs: Costs) -> None:
    currency = widgets.text(state.scenario().decision.currency)
    widgets.number(
        f"A wrong answer ({currency} a case)",
        "costs",
        "wrong",
        costs.wrong,
        step=1.0,
        format="%g",
        help="What one mistake costs.",
    )
    listed = [
        f"- It is {widgets.text(truth)}, the product says {widgets.text(answer)}: {widgets.text(in_words(cell))}"
        for truth, row in costs.matrix.items()
        for answer, cell in row.items()
    ]
    if listed:
        more = f"\n- and {len(listed) - MOST_LISTED:,} more" if len(listed) > MOST_LISTED else ""
        st.markdown("Prices of their own:\n" + "\n".join(listed[:MOST_LISTED]) + more)


def in_words(cell: Cell) -> str:
    """Say a price as people do: `15 + amount`, `15 + 0.5 × amount`, `20`.

    >>> in_words(ColumnCost(column="amount", plus=15.0, times=1.0))
    '15 + amount'
    """
    if not isinstance(cell, ColumnCost):
        return f"{cell:,g}"
    times = "" if cell.times == 1 else f"{cell.times:,g} × "
    return f"{cell.plus:,g} + {times}{cell.column}" if cell.plus else f"{times}{cell.column}"


def stated(costs: Costs) -> dict[str, dict[str, Cell]]:
    """Return the prices that are stated, truths and answers named as the data's labels are."""
    return {str(label(truth)): {str(label(answer)): cell for answer, cell in row.items()} for truth, row in costs.matrix.items()}


def extra_answers(costs: Costs, classes: Sequence[str]) -> tuple[str, ...]:
    """Return the answers that are no class, such as `ask`, in the order they are named."""
    named = (answer for row in stated(costs).values() for answer in row)
    return tuple(dict.fromkeys(answer for answer in named if answer not in classes))


def _cell(cells: dict[str, dict[str, Cell]], costs: Costs, truth: str, answer: str) -> Cell:
    return cells.get(truth, {}).get(answer, 0.0 if truth == answer else costs.wrong)


def _set(truth: str, answer: str, key: str) -> None:
    value = state.widget_value(key)
    if value is not None:
        cells = stated(state.scenario().costs)
        matrix = {**cells, truth: {**cells.get(truth, {}), answer: value}}
        state.change("costs", matrix=plain(matrix))


def plain(matrix: dict[str, dict[str, Cell]]) -> dict[str, dict[str, object]]:
    """Return prices as the nested dicts a scenario is checked from."""
    return {
        truth: {answer: cell.model_dump() if isinstance(cell, ColumnCost) else cell for answer, cell in row.items()}
        for truth, row in matrix.items()
    }
