"""Rules: what the rules that people can write today get right, and what they cost."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, rule_editor, state, story, theme, widgets
from workbench.charts import rules
from workbench.evidence.rules_seen import NAME, warning
from workbench.pricing.prices import compare
from workbench.pricing.rules_report import RulesReport, rules_report
from workbench.run import Appraisal

NOTHING_YET = "No rules yet: write down what an experienced colleague would look at first."
TEACHING = (
    "A rule is a few conditions and an answer, such as *amount is at least 900 and country is none of home: stop*. "
    "Rules are tried in order, and the first that matches decides. "
    "They are easy to explain and cheap to run, so a model has to be worth more than they are."
)
NO_TABLE = "Rules are tried on past cases, and there is no table to try them on."
CONSTANT = "cheapest answer"


def draw() -> None:
    widgets.question(story.stop("rules").question)
    if state.needs_evidence():
        return
    if state.dataset() is None:
        widgets.answer(NO_TABLE)
    elif state.scenario().rules:
        controls.body(_figures)
        rule_editor.draw()
    else:
        widgets.answer(NOTHING_YET)
        st.markdown(TEACHING)
        rule_editor.start()
    widgets.next_step("costs", "what are right and wrong answers worth?")


def _figures(appraisal: Appraisal, quick: bool) -> None:
    if NAME not in appraisal.prices:
        return
    currency = appraisal.prices.costs.currency
    report = rules_report(appraisal.evidence, appraisal.scenario, appraisal.prices)
    widgets.answer(_answer(appraisal, quick))
    learned = warning(appraisal.scenario.rules)
    if learned:
        st.warning(widgets.text(learned))
    st.markdown(f"**{widgets.text(rules.heading(report))}**")
    shown = (report, appraisal.scenario.rules, currency)
    theme.show_chart(rules.chart(*shown, dark=theme.is_dark()), alt=rules.alt(*shown), key="rules")
    _details(report, appraisal)


def _answer(appraisal: Appraisal, quick: bool) -> str:
    prices, evidence = appraisal.prices, appraisal.evidence
    constant = prices[CONSTANT] if CONSTANT in prices else prices[prices.best_baseline]
    model = None if prices.best_model is None else prices[prices.best_model]
    saving = compare(evidence, constant, prices[NAME], quick=quick)
    behind = None if model is None else compare(evidence, prices[NAME], model, quick=quick)
    return rules.answer(prices[NAME], constant, saving, model, behind, prices.costs.currency)


def _details(report: RulesReport, appraisal: Appraisal) -> None:
    for sentence in rules.remarks(report):
        st.markdown(f"- {widgets.text(sentence)}")
    with st.expander("Every rule in figures"):
        table = rules.table(report, appraisal.scenario.rules, appraisal.prices.costs.currency)
        st.dataframe(table, hide_index=True, width="stretch", placeholder="")
        st.caption("Right: of the cases a rule decides, how many turned out as it says. Costs add up to what the rules cost.")


draw()
