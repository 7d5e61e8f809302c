"""The priced confusion matrix as a picture and as a table, and an editor for prices where there are more than a few classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.parts import mistakes, state, theme, widgets
from workbench.charts import confusion, costs
from workbench.pricing.confusion import Confusion, dearest
from workbench.scenario import ColumnCost
from workbench.wording import format_money

MOST_EDITED = 20
MOST_SENTENCES = 5
TRUTH = "It is"


def picture(found: Confusion, currency: str) -> None:
    """Draw truth by answer, shaded by money."""
    st.markdown(f"**What happens in 1,000 cases: {widgets.money(found.total, currency)} in all**")
    shown = (found.cases, found.money, found.answers, found.classes, currency)
    theme.show_chart(confusion.chart(*shown, dark=theme.is_dark()), alt=confusion.alt(*shown), key="matrix")


def table(found: Confusion, currency: str) -> None:
    """Draw a small matrix in numbers, whose total is the cost shown, and say in sentences what its dearest cells come to."""
    if len(found.answers) <= 4:
        st.markdown(f"**In 1,000 cases: {widgets.money(found.total, currency)} in all**")
        st.markdown(_markdown(found, currency))
    for cell in dearest(found, MOST_SENTENCES):
        sentence = costs.mistake_in_words(cell.truth, cell.answer, cell.cases, cell.money, currency)
        st.markdown(f"- {widgets.text(sentence)}")


def _markdown(found: Confusion, currency: str) -> str:
    head = "| | " + " | ".join(f"says {_cell(answer)}" for answer in found.answers) + " | all |"
    rows = [
        f"| **{_cell(truth)}** | "
        + " | ".join(_figures(found.cases[a, k], found.money[a, k], currency) for a in range(len(found.answers)))
        + f" | {_figures(found.cases[:, k].sum(), found.money[:, k].sum(), currency)} |"
        for k, truth in enumerate(found.classes)
    ]
    last = " | ".join(_figures(found.cases[a].sum(), found.money[a].sum(), currency) for a in range(len(found.answers)))
    total = _figures(found.cases.sum(), found.money.sum(), currency)
    return "\n".join([head, "|---" * (len(found.answers) + 2) + "|", *rows, f"| all | {last} | **{total}** |"])


def _figures(cases: float, money: float, currency: str) -> str:
    return f"{costs.format_cases(cases)}, {_cell(format_money(float(money), currency))}"


def _cell(name: object) -> str:
    return widgets.text(name)


def editor(classes: Sequence[str]) -> None:
    """Draw a table of prices, truth down and answer across, where there are more classes than have an input of their own."""
    if not mistakes.FEW_CLASSES < len(classes) <= MOST_EDITED:
        return
    known = state.scenario().costs
    cells = mistakes.stated(known)
    answers = (*classes, *mistakes.extra_answers(known, classes))
    with st.expander("Prices of single mistakes", expanded=len(classes) <= 6):
        key = state.key("matrix")
        shown = {TRUTH: list(classes)} | {f"says {a}": [_number(cells, known, t, a) for t in classes] for a in answers}
        st.data_editor(
            shown,
            key=key,
            hide_index=True,
            disabled=[TRUTH],
            num_rows="fixed",
            column_config={TRUTH: st.column_config.TextColumn(pinned=True)},
            on_change=_take,
            args=(key, tuple(classes), answers),
        )
        st.caption("Truth down, answer across, in currency a case; a gain is negative. Empty: depends on the case, and is kept.")


def _number(cells: dict, known: Any, truth: str, answer: str) -> float | None:
    price = cells.get(truth, {}).get(answer, 0.0 if truth == answer else known.wrong)
    return None if isinstance(price, ColumnCost) else float(price)


def _take(key: str, classes: tuple[str, ...], answers: tuple[str, ...]) -> None:
    """Put what was edited into the scenario's matrix; a cell that was emptied goes back to the price of any wrong answer."""
    edited = state.widget_value(key)["edited_rows"]
    cells = mistakes.stated(state.scenario().costs)
    for row, changes in edited.items():
        truth = classes[int(row)]
        for column, value in changes.items():
            answer = column.removeprefix("says ")
            if answer in answers and value is not None:
                cells[truth] = {**cells.get(truth, {}), answer: float(value)}
    state.change("costs", matrix=mistakes.plain(cells))
