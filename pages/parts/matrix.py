"""The priced confusion matrix: as a picture, as a table, in sentences, and added up."""

from __future__ import annotations

import streamlit as st

from pages.parts import theme, widgets
from workbench.charts import confusion, costs, walkthrough
from workbench.money import format_money
from workbench.pricing.cells import Cells
from workbench.pricing.confusion import Confusion
from workbench.pricing.reconciled import reconciled
from workbench.run import Appraisal

MOST_CLASSES = 20


def picture(found: Confusion, currency: str) -> None:
    """Draw truth by answer, shaded by money; of very many classes the mistakes that come to most."""
    st.markdown(f"**What happens in 1,000 cases: {widgets.money(found.total, currency)} in all**")
    shown = (found.cases, found.money, found.answers, found.classes, currency)
    if len(found.classes) > MOST_CLASSES:
        figure = walkthrough.dearest_mistakes(found, currency, dark=theme.is_dark())
        theme.show_chart(figure, alt=confusion.alt(*shown), key="dearest")
        return
    theme.show_chart(confusion.chart(*shown, dark=theme.is_dark()), alt=confusion.alt(*shown), key="matrix")


def table(found: Confusion, appraisal: Appraisal, whose: str) -> None:
    """Draw a small matrix in numbers, say in sentences where the money is, and add it up. whose: `the cost of one rule`."""
    costs_now = appraisal.prices.costs
    if len(found.answers) <= 4:
        real = "" if costs_now.mix is None else " of real life"
        st.markdown(f"**In 1,000 cases{real}: {widgets.money(found.total, costs_now.currency)} in all**")
        st.markdown(_markdown(found, costs_now.currency))
    told = reconciled(found, costs_now, Cells(appraisal.scenario, found.classes), len(appraisal.evidence.y))
    if told.cells:
        made_up = appraisal.evidence.simulated
        said = (costs.mistake_in_words(cell, costs_now.currency, told.of_table, made_up) for cell in told.cells)
        st.markdown("\n".join(f"- {widgets.text(sentence)}" for sentence in said))
        st.caption(widgets.text(costs.sum_in_words(told, whose, costs_now.currency)))


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
