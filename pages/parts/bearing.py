"""Who bears the mistakes: which groups, whose answers, and every figure by group."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, memory, state, widgets
from workbench.charts import trust
from workbench.data.dataset import Dataset
from workbench.experience.outcome import Outcome
from workbench.experience.race import race
from workbench.outlook.business import best_design
from workbench.run import Appraisal
from workbench.trust.borne import Borne, borne, intersections, name_of
from workbench.trust.groups import JOIN
from workbench.trust.rates import FEW, TOO_FEW
from workbench.trust.suggested import suggested

KEPT = (
    "A column stays something to learn from unless it is left out on the Data page. Leaving it out rarely evens things out: "
    "other columns tell much the same."
)
CONFLICT = (
    "**Two fair wishes that cannot both be had.** Where groups differ in how often the answer is {focus}, probabilities that are "
    "right for every group lead to false alarms and misses that are not equally frequent, and evening those out makes the "
    "probabilities wrong for some. Which of the two matters here is for people to decide, not for a figure."
)
REMEDIES = (
    "What moves it: more labelled cases of the group, prices that say what a mistake costs *them*, or a person in the loop "
    "for unsure cases (Experience page)."
)
BY_CHANCE = (
    f"The same cases dealt out to the groups at random, over and over: how often is a gap between groups of at least {FEW} cases "
    "as large? Rates are dealt out among the cases they are of. The last column allows for looking at so many gaps."
)
MOST_CROSSED = 60


def chooser() -> None:
    """Draw the choice of the columns that tell groups apart; those that make sense come first."""
    table = state.dataset()
    if table is None:
        return
    names, chosen = _names(table), [group.strip() for group in state.scenario().data.groups]
    key = memory.show(state.key("groups"), chosen)
    st.multiselect(
        "Groups by",
        [*names, *(name for name in chosen if name not in names)],  # what cannot be used is shown, to be taken out
        key=key,
        format_func=widgets.plain,
        on_change=_take,
        args=(key,),
        max_selections=20,
        placeholder="Choose columns",
        help="Categories are groups as they are; numbers, ages and amounts are put in bands, dates in months, quarters or years. "
        + KEPT,
    )


def suggestions() -> None:
    """Draw the columns that make sense as buttons, for a start."""
    table = state.dataset()
    found = () if table is None else suggested(table, _no_groups())
    if found:
        st.markdown("Columns that make sense here:")
        with st.container(horizontal=True):
            for place, name in enumerate(found):
                st.button(widgets.text(widgets.plain(name, 40)), key=state.key(f"group-{place}"), on_click=_start, args=(name,))


def _names(table: Dataset) -> list[str]:
    first = suggested(table, _no_groups())
    target = state.scenario().data.target
    return [*first, *(column.name for column in table.columns if column.name not in first and column.name != target)]


def _no_groups() -> tuple[str | None, ...]:
    data = state.scenario().data
    return data.target, data.id, data.entity


def _take(key: str) -> None:
    state.change("data", groups=tuple(state.widget_value(key)))


def _start(name: str) -> None:
    state.change("data", groups=(name,))


def shown(appraisal: Appraisal) -> tuple[Borne, str] | None:
    """Draw whose answers and which column, and return what they come to; None while no group is chosen."""
    known = appraisal.borne
    if known is None:
        return None
    behind = _whose(appraisal)
    name = controls.one_of("Whose answers", "candidate", tuple(behind), known.candidate)
    if name != known.candidate:
        known = borne(appraisal.evidence, appraisal.scenario, appraisal.prices, behind[name], quick=True) or known
    column = known.columns[0]
    if len(known.columns) > 1:
        column = controls.one_of("Shown", "group", known.columns, column)
    return known, column


def unlike_the_verdict(appraisal: Appraisal, found: Borne) -> None:
    """Say that the verdict weighs a screen where these are answers that are carried out as they are."""
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick=True)
    design = best_design(ran)
    if design is None or design.policy == "act" or found.candidate != design.candidate:
        return
    screens = {name: one for name, one in _whose(appraisal).items() if not isinstance(one, str)}
    same = (name for name, one in screens.items() if (one.policy, one.candidate) == (design.policy, design.candidate))
    other = next(same, None)
    choose = "" if other is None else f" Choose “{other}” under “Whose answers” to see who bears what such a screen leaves."
    told = f"Here answers are carried out as they are. The verdict weighs screens: the cheapest with a model is {design.label}."
    st.markdown(widgets.text(told + choose))


def _whose(appraisal: Appraisal) -> dict[str, str | Outcome]:
    """Return every candidate, and the best way of behaving where that is more than acting on one."""
    best = appraisal.best_policy
    screens = [best] if best is not None and best.policy != "act" else []
    return {name_of(one): one for one in [*(price.name for price in appraisal.prices.candidates), *screens]}


def details(appraisal: Appraisal, found: Borne, column: str) -> None:
    """Draw the rates, what chance makes of the gaps, and pairs of groups, folded away."""
    currency = appraisal.prices.costs.currency
    with st.expander("Every figure, group by group", expanded=bool(found.measures)):
        st.dataframe(trust.table(found, found.of(column), currency, widgets.plain(column)), hide_index=True, width="stretch")
        told = " ".join(trust.meanings(found))
        st.caption(
            f"{widgets.text(told)} In brackets: 95 % intervals. Nothing is told from fewer than {TOO_FEW} cases; "
            f"below {FEW} it says little."
        )
    if found.everyone.rates.keys() >= {"false_positive_rate"}:
        st.markdown(CONFLICT.format(focus=widgets.text(f'"{found.focus[:80]}"')))
    with st.expander("Could the gaps be chance?"):
        st.dataframe(trust.gap_table(found, column, currency), hide_index=True, width="stretch")
        st.caption(BY_CHANCE)
    _pairs(appraisal, found, column)


def _pairs(appraisal: Appraisal, found: Borne, column: str) -> None:
    others = [name for name in found.columns if name != column]
    if not others:
        return
    with st.expander("Two columns at once"):
        key = state.key("group-crossed")
        second = st.selectbox("Together with", others, key=key, format_func=widgets.plain)
        asked = appraisal.evidence, appraisal.scenario, appraisal.prices
        slices = intersections(*asked, _whose(appraisal)[found.candidate], column, second)
        large = sorted((one for one in slices if one.cases >= TOO_FEW), key=lambda one: -one.cases)[:MOST_CROSSED]
        name = widgets.plain(f"{column}{JOIN}{second}")
        st.dataframe(trust.table(found, large, appraisal.prices.costs.currency, name), hide_index=True, width="stretch")
        left = len(slices) - len(large)
        if left:
            st.caption(f"{left:,} of {len(slices):,} pairs are not shown: they are small.")
