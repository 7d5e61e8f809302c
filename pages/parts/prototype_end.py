"""The end of a round: every case with its truth, and what was done against what the price of this screen assumed."""

from __future__ import annotations

import streamlit as st

from pages.parts import prototype, widgets
from workbench.charts.experience_words import seconds
from workbench.experience.behaviour import behaviour
from workbench.experience.cases import class_mix
from workbench.experience.policies import NO_MODEL, find
from workbench.experience.reckoning import cost_a_case, held, seconds_a_case
from workbench.experience.round import Round
from workbench.money import format_money
from workbench.run import Appraisal
from workbench.wording import format_range, format_share, plural

UNPRICED = "nothing: this screen is not among those compared"


def summary(now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    """Draw what was done, case by case, and set it against what was assumed."""
    _against_the_price(now, appraisal, running, policy)
    _each_case(now, appraisal)


def _against_the_price(now: Round, appraisal: Appraisal, running: str, policy: str) -> None:
    people, currency = behaviour(appraisal.scenario, appraisal.prices.costs.classes), appraisal.prices.costs.currency
    table: dict[str, list[str]] = {"": [], "You": [], "95 %": [], "The price assumes": []}

    def row(what: str, you: str, ends: str, assumed: str) -> None:
        for name, cell in zip(table, (what, you, ends, assumed), strict=True):
            table[name].append(cell)

    for one in held(now.turns, people):
        ends = f"{format_share(one.seen.low)} to {format_share(one.seen.high)}"
        row(one.what, f"{one.hits} of {one.cases}", ends, format_share(one.assumed))
    asked = find(appraisal.outcomes, policy, NO_MODEL if policy == "manual" else running)
    costs, y = appraisal.prices.costs, appraisal.evidence.y
    truth = [int(y[turn.position]) for turn in now.turns]
    mix = class_mix(y, [turn.position for turn in now.turns], costs.weight)
    spent = seconds_a_case(now.turns, *mix, truth)
    if spent is not None:
        told = UNPRICED if asked is None else seconds(asked.seconds_per_case)
        row("Seconds a case", seconds(spent.estimate), f"{seconds(max(spent.low, 0.0))} to {seconds(spent.high)}", told)
    paid = cost_a_case(now.turns, *mix, truth, people.wage)
    if paid is not None:
        told = UNPRICED if asked is None else format_money(asked.cost_per_case.estimate, currency)
        row("Cost a case, your time included", format_money(paid.estimate, currency), format_range(paid, currency), told)
    st.markdown("**You, and what the price of this screen assumes**")
    st.dataframe(table, hide_index=True)
    st.caption(
        f"Seconds and cost count each class as often as it is met in real life. {plural(len(now.turns), 'case')} of one person "
        "say little, and who tries a screen looks harder than who works with it: a study with people measures these."
    )


def _each_case(now: Round, appraisal: Appraisal) -> None:
    currency, cards = appraisal.prices.costs.currency, prototype.cards_of(appraisal, now)
    with st.expander("Every case, with the truth"):
        st.dataframe(
            {
                "Case": [prototype.line(cards, now, turn) for turn in now.turns],
                "Done": [" ".join(prototype.dealt(turn)).strip() for turn in now.turns],
                "Truth": [turn.truth for turn in now.turns],
                "Cost": [format_money(turn.cost, currency) for turn in now.turns],
                "Mistake": ["yes" if turn.mistake else "" for turn in now.turns],
                "Helpful": ["" if turn.helpful is None else "yes" if turn.helpful else "no" for turn in now.turns],
            },
            hide_index=True,
        )
    rated = [turn.helpful for turn in now.turns if turn.helpful is not None]
    if rated:
        st.caption(widgets.text(f"Suggestions called helpful: {sum(rated)} of {len(rated)}."))
