"""The priced confusion matrix: as a picture, as a table, in sentences, and added up."""

from __future__ import annotations

import streamlit as st

from pages.parts import theme, widgets
from workbench.charts import confusion, costs
from workbench.pricing.confusion import Confusion, dearest
from workbench.wording import format_money

MOST_SENTENCES = 5


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
