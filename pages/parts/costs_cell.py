"""One price, edited: a number, or a number plus a multiple of a column, which then depends on the case."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.pricing.cells import Cells, in_words, stated, with_cell
from workbench.pricing.cost_columns import CostColumn, check_cost_column, cost_columns
from workbench.scenario import ColumnCost

FEW_CLASSES = 3
TURN = "prices.turn"
OTHERWISE = "the same in every case"


def draw(cells: Cells, truth: str, answer: str) -> None:
    """Draw what it costs to answer `answer` when `truth` holds, with a way to make it depend on a column."""
    said = "rightly says" if truth == answer else "says"
    name = f"It is {widgets.text(truth)}, the product {said} {widgets.text(answer)}"
    price = cells[truth, answer]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if isinstance(price, ColumnCost):
            st.markdown(f"{name}: **{widgets.text(in_words(price))}**", width="stretch")
        else:
            _plain(name, price, truth, answer)
        _by_case(price, truth, answer)


def _plain(name: str, price: float, truth: str, answer: str) -> None:
    key = memory.show(state.key(f"cost.{truth}.{answer}"), float(price))
    st.number_input(
        f"{name} ({widgets.text(state.scenario().decision.currency)})",
        value=None,
        step=1.0,
        format="%g",
        key=key,
        on_change=_take_plain,
        args=(truth, answer, key),
        help="What one such case costs. A gain is negative. Empty: the price of any other mistake.",
    )


def _by_case(price: float | ColumnCost, truth: str, answer: str) -> None:
    """The inside of a popover is only worked out while it is open: a page may have many."""
    framing = state.framing()
    if framing is None:
        return
    opened = st.popover("by case", key=state.key(f"by.{truth}.{answer}"), on_change="rerun", type="tertiary")
    if opened.open:
        with opened:
            _column(price, truth, answer, cost_columns(framing))


def _column(price: float | ColumnCost, truth: str, answer: str, columns: tuple[CostColumn, ...]) -> None:
    now = price.column if isinstance(price, ColumnCost) else None
    problems = {column.name: column.problem for column in columns}
    key = memory.show(state.key(f"by.column.{truth}.{answer}"), now or OTHERWISE)
    st.selectbox(
        "It depends on the column",
        [OTHERWISE, *problems],
        key=key,
        format_func=lambda name: widgets.plain(name if problems.get(name) is None else f"{name} ({problems[name]})", 80),
        on_change=_take_column,
        args=(truth, answer, key),
        help="A number in each row, such as the amount at stake. Columns with missing values cannot be used.",
    )
    if isinstance(price, ColumnCost):
        _number("Times", "times", price.times, truth, answer)
        _number("Plus", "plus", price.plus, truth, answer)
        st.caption(_such_as(price, next((column for column in columns if column.name == now), None)))


def _number(label: str, part: str, value: float, truth: str, answer: str) -> None:
    key = memory.show(state.key(f"by.{part}.{truth}.{answer}"), value)
    st.number_input(label, value=None, step=1.0, format="%g", key=key, on_change=_take_part, args=(truth, answer, part, key))


def _such_as(price: ColumnCost, column: CostColumn | None) -> str:
    if column is None or column.problem is not None:
        return widgets.text(in_words(price))
    low, high = sorted(price.plus + price.times * value for value in (column.low, column.high))
    currency = state.scenario().decision.currency
    return f"From {widgets.money(low, currency)} to {widgets.money(high, currency)} in this table."


def put(truth: str, answer: str, cell: float | ColumnCost | None) -> None:
    """Set one price, or take it back where `cell` is None."""
    if state.change("costs", matrix=with_cell(state.scenario().costs, truth, answer, cell)):
        turn()


def turn() -> None:
    """A table of prices holds on to what was typed into it; it starts afresh when a price is set elsewhere."""
    memory.remember(TURN, memory.recall(TURN, 0) + 1)


def _take_plain(truth: str, answer: str, key: str) -> None:
    put(truth, answer, state.widget_value(key))


def _take_column(truth: str, answer: str, key: str) -> None:
    name = state.widget_value(key)
    before = stated(state.scenario().costs).get(truth, {}).get(answer)
    plus = before.plus if isinstance(before, ColumnCost) else float(before or 0.0)
    if name == OTHERWISE:
        put(truth, answer, plus)
        return
    framing = state.framing()
    if framing is not None and state.attempt(lambda: check_cost_column(framing, name)):
        times = before.times if isinstance(before, ColumnCost) else 1.0
        put(truth, answer, ColumnCost(column=name, plus=plus, times=times))


def _take_part(truth: str, answer: str, part: str, key: str) -> None:
    before, value = stated(state.scenario().costs).get(truth, {}).get(answer), state.widget_value(key)
    if isinstance(before, ColumnCost) and value is not None:
        put(truth, answer, before.model_copy(update={part: float(value)}))
