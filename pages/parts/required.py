"""What is needed and what is reached: the picture, and the figures behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.parts import theme, widgets
from pages.parts.simulated import AUC_MEANS
from workbench.charts import break_even as break_even_map
from workbench.charts import quality
from workbench.charts import right_answers as right_chart
from workbench.experience.needed import in_words, needed_quality
from workbench.experience.race import Race, race
from workbench.money import format_money
from workbench.outlook.business import best_design
from workbench.pricing.breakeven import BreakEven, break_even
from workbench.pricing.prices import Prices
from workbench.pricing.reached import Reached, reached
from workbench.pricing.right_answers import right_answers
from workbench.run import Appraisal
from workbench.wording import does, format_share, titled

BY_CASE = (
    "Prices differ by case, so both shares are of what is at stake and not of the number of cases. A thin line is what one "
    "line for all cases would reach; a candidate that draws it by the amount at stake can be above its own."
)

BY_STAKES = (
    "Answers that are neither class and what a process costs by itself count by their prices, so both shares are of what is at "
    "stake and not of the number of cases."
)


def names(appraisal: Appraisal) -> tuple[str, ...]:
    """Return the candidates that do more than know the class shares."""
    return tuple(price.name for price in appraisal.prices.candidates if price.kind != "baseline")


def simulated_needs(appraisal: Appraisal, quick: bool) -> None:
    """Say from which quality on a model would pay."""
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick)
    needed = needed_quality(appraisal.evidence, appraisal.scenario, appraisal.prices, ran)
    told = in_words(needed)
    st.markdown(widgets.text(f"{told[:1].upper()}{told[1:]}, against {ran.cheapest.label}.{_auc_reached(appraisal.prices)}"))
    gloss = f"AUC tells how well a model ranks. {AUC_MEANS} " if len(appraisal.prices.costs.classes) == 2 else ""
    st.caption(
        f"{gloss}Found with simulated models that are no better at one kind of case than at another. Set against the cheapest "
        "way of doing without a model, screens included; gains too small to matter do not count."
    )


def _auc_reached(prices: Prices) -> str:
    best = None if prices.best_model is None else prices[prices.best_model]
    if best is None or best.kind == "simulated":
        return ""
    has = f" {best.name[:1].upper()}{best.name[1:]} {does(best.name, 'has', 'have')}"
    if best.metrics.roc_auc is not None and len(prices.costs.classes) == 2:
        return f"{has} AUC {best.metrics.roc_auc:.2f}."
    if best.metrics.accuracy is not None:
        return f"{has} {format_share(best.metrics.accuracy)} right first answers."
    return ""


def two_classes(appraisal: Appraisal, name: str | None, listed: Sequence[str], top: Any) -> None:
    """Draw the break-even map, and the figures of each candidate below it."""
    prices, evidence = appraisal.prices, appraisal.evidence
    ran = race(evidence, appraisal.scenario, prices, appraisal.outcomes, quick=True)
    found = break_even(prices, evidence)
    places = [reached(prices[one], prices, evidence) for one in listed]
    shown = next((one for one in places if one.name == name), None)
    drawn = prices.costs.by_row or not all(one.by_count for one in places)
    by_money = prices.costs.by_row or not (shown is None or shown.by_count)
    words = quality.Words(prices.costs.classes[1], drawn, _opponent(prices, ran))
    with top:
        widgets.answer(quality.answer(found, shown, replace(words, by_case=by_money)))
    st.markdown(f"**{widgets.text(quality.title(found, words))}**")
    figure = break_even_map.chart(found, places, words, str(name), theme.is_dark())
    theme.show_chart(figure, alt=quality.alt(found, places, words), key="quality")
    money = _money_words(shown) if by_money else _precision_words(found, shown)
    for sentence in (*money, *_opponent_words(prices, found, words.opponent), *_unlike_the_verdict(prices, ran)):
        st.markdown(widgets.text(sentence))
    if drawn:
        st.caption(BY_CASE if prices.costs.by_row else BY_STAKES)
    _figures(found, places, prices)


def _money_words(shown: Reached | None) -> list[str]:
    if shown is None:
        return []
    caught, money = format_share(shown.recall.estimate), quality.part(shown.caught.estimate)
    right = "" if shown.precision is None else f"; {format_share(shown.precision)} of the alarms are right"
    who = f"{shown.name[:1].upper()}{shown.name[1:]}"
    catches, saves = does(shown.name, "catches", "catch"), does(shown.name, "saves", "save")
    return [f"{who} {catches} {caught} of the cases and {saves} {money} of the money at stake{right}."]


def _precision_words(found: BreakEven, shown: Reached | None) -> list[str]:
    """Precision is how people who get the alarms see it."""
    if shown is None or not found.applies:
        return []
    least = found.least_precision(shown.recall.estimate)
    if least is None:
        return [f"At {format_share(shown.recall.estimate)} caught no rate of false alarms pays, not even none."]
    now = "" if shown.precision is None else f"; {format_share(shown.precision)} are"
    return [
        f"At {format_share(shown.recall.estimate)} caught, at least {format_share(least)} of the alarms have to be right{now}."
    ]


def _opponent(prices: Prices, ran: Race) -> str:
    """Name the cheapest answer without a model as the verdict does."""
    same = (one.label for one in ran.opponents if one.candidate == prices.best_baseline and one.policy in ("act", "today"))
    return next(same, titled(prices.best_baseline))


def _unlike_the_verdict(prices: Prices, ran: Race) -> list[str]:
    """Say why the verdict speaks of another opponent, or of more than acting, where it does."""
    design = best_design(ran)
    if design is None or (design.policy == "act" and ran.cheapest.label == _opponent(prices, ran)):
        return []
    return [
        "Here a model's answers are carried out as they are. The verdict weighs screens and people too, and there the cheapest "
        f"with a model is {design.label}, and the cheapest without one is {ran.cheapest.label}: how good a model has to be for "
        "that is said under “What if there were a better model?”."
    ]


def _opponent_words(prices: Prices, found: BreakEven, opponent: str) -> list[str]:
    fee = "" if found.hurdle == 0 else f", with {format_money(found.hurdle * 1000, prices.costs.currency)} for having a model"
    return [
        f"To pay means to cost less than {opponent}, the cheapest answer without a model: "
        f"{format_money(found.opponent * 1000, prices.costs.currency)} per 1,000 cases{fee}."
    ]


def _figures(found: BreakEven, places: Sequence[Reached], prices: Prices) -> None:
    with st.expander("Recall, precision, net benefit and cost curve"):
        if not places:
            st.markdown("No candidate is ready yet.")
            return
        columns = {"Candidate": [one.name for one in places]} | {
            title: [_told(figure(one, found), style) for one in places] for title, (figure, style, _) in FIGURES.items()
        }
        shown = {title: values for title, values in columns.items() if any(value is not None for value in values)}
        st.dataframe(
            shown,
            hide_index=True,
            width="stretch",
            column_config={
                title: st.column_config.NumberColumn(format=style, help=meaning) for title, (_, style, meaning) in FIGURES.items()
            },
        )
        if found.applies:
            at = format_share(found.probability_cost)
            st.caption(
                widgets.text(f"On a cost curve these prices and shares lie at {at} on the axis from never to always acting.")
            )


def _told(value: float | None, style: str) -> float | None:
    return widgets.in_percent(value) if style == SHARE else value


def _of(one: Reached) -> tuple[float, float]:
    return one.caught.estimate, one.alarmed.estimate


SHARE = widgets.SHARE_FORMAT
FIGURES = {
    "Caught": (lambda one, _: one.recall.estimate, SHARE, "Recall: share of the class looked for that gets its answer."),
    "False alarms": (lambda one, _: one.false_alarms.estimate, SHARE, "Share of all other cases that get this answer too."),
    "Precision": (lambda one, _: one.precision, SHARE, "Share of alarms that are right, in real life."),
    "Stakes saved": (lambda one, _: one.caught.estimate, SHARE, "Recall weighed by what each case has at stake."),
    "Needed": (
        lambda one, found: float(found.least_recall(one.alarmed.estimate)) if found.applies else None,
        SHARE,
        "What has to be saved of the stakes, at these false alarms, before it pays. Above 100 %: nothing does.",
    ),
    "Net benefit": (
        lambda one, found: found.net_benefit(*_of(one)) if found.applies else None,
        "%.4f",
        "Of decision curves, at the threshold that the prices imply: right alarms, less false ones weighed by that threshold.",
    ),
    "Normalised cost": (
        lambda one, found: found.normalised_cost(*_of(one)) if found.applies else None,
        "%.3f",
        "Of cost curves: 0 is every case right, 1 every case wrong, at these prices and shares.",
    ),
}


def many_classes(appraisal: Appraisal, name: str | None, listed: Sequence[str], quick: bool, top: Any) -> None:
    """Draw right answers reached against those needed."""
    prices, evidence = appraisal.prices, appraisal.evidence
    able = [one for one in listed if one != prices.best_baseline]
    found = [right_answers(prices[one], prices, evidence, quick) for one in able]
    shown = next((one for one in found if one.name == name), None)
    ran = race(evidence, appraisal.scenario, prices, appraisal.outcomes, quick=True)
    with top:
        widgets.answer(right_chart.answer(shown, _opponent(prices, ran)))
    if not found:
        return
    st.markdown(f"**{widgets.text(right_chart.title(found))}**")
    figure = right_chart.chart(found, str(name), theme.is_dark())
    theme.show_chart(figure, alt=right_chart.alt(found), key="quality")
    st.markdown(
        widgets.text(
            f"To pay means to cost less than {_opponent(prices, ran)}, the cheapest answer without a model. What is needed "
            "differs by candidate, as its mistakes do: it is the share of right answers at which "
            "mistakes of the same kind would cost just that."
        )
    )
    for sentence in _unlike_the_verdict(prices, ran):
        st.markdown(widgets.text(sentence))
