"""The line of a binary decision: the picture, the slider, and the sentence that says where the line belongs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import memory, state, theme, widgets
from workbench.charts import costs, threshold, walkthrough
from workbench.charts.curve import Curve, Mark
from workbench.pricing.amount_lines import lines_by_amount
from workbench.pricing.confusion import Confusion, confusion
from workbench.pricing.costs import CostModel
from workbench.pricing.line import USUAL, Line, cost_at, line, worth_of_moving
from workbench.run import Appraisal
from workbench.wording import format_line, per_1000, titled

STEP = 0.5
SHOWN = "line.shown"


def draw(appraisal: Appraisal, name: str, quick: bool, top: Any, key: str = "line") -> tuple[Confusion, str]:
    """Draw cost against threshold with its slider, and the answer into `top`.

    Returns the priced matrix to go on with and whose it is: of the line that is tried; where the line differs by case and none is
    tried, of the product itself.
    """
    prices, evidence = appraisal.prices, appraisal.evidence
    rests, quick = not quick, quick or prices.costs.by_row
    drawn = line(prices[name], prices, evidence)
    tried = tried_threshold(drawn)
    cost, found = cost_at(name, prices, evidence, tried, quick)
    worth = per_1000(worth_of_moving(name, prices, evidence, USUAL, drawn.best, quick))
    curve = _curve(drawn, appraisal)
    mark = Mark(tried, cost.estimate * 1000, "here", per_1000(cost))
    own = confusion(prices[name], prices, evidence) if _differs(prices.costs) and _untried() else None
    with top:
        if own is not None and len(own.answers) > 2:
            widgets.answer(costs.answer_open(own, per_1000(prices[name].cost_per_case), prices.costs.currency))
        else:
            widgets.answer(costs.answer_line(prices.costs.classes[1], drawn.best, worth, prices.costs.currency))
    st.markdown(f"**{widgets.text(costs.title_line(mark, curve, prices.costs.currency))}**")
    figure = threshold.chart(curve, mark, _named(drawn, appraisal, name), prices.costs.currency, dark=theme.is_dark())
    theme.show_chart(figure, alt=threshold.alt(curve, mark, prices.costs.currency), key=f"{key}-chart")
    slider(drawn, prices.costs.classes[1], key)
    if prices.costs.by_row:
        _case_by_case(appraisal, name, drawn, rests)
    if len(prices.costs.answers) > 2:
        st.caption(widgets.text(costs.line_leaves_out(prices.costs.answers, prices.costs.classes)))
    if own is not None:
        return own, f"the cost of {name}, each case by its own price"
    return found, f"the cost of {name} with a line at {format_line(tried)}"


def _differs(known: CostModel) -> bool:
    """Whether the product does something else than to draw one line for all."""
    return known.by_row or len(known.answers) > 2


def _untried() -> bool:
    return state.scenario().view.threshold is None


def _case_by_case(appraisal: Appraisal, name: str, drawn: Line, rests: bool) -> None:
    """Say what the product does where the price of a mistake follows a column, and what that is worth."""
    prices, currency = appraisal.prices, appraisal.prices.costs.currency
    st.caption(widgets.text(costs.looking_only()))
    by_amount = lines_by_amount(prices.costs)
    if by_amount and prices.costs.terms is not None and len(prices.costs.answers) == 2:
        column = prices.costs.terms.columns[0].name
        st.markdown(f"**{widgets.text(costs.by_amount_in_words(by_amount, column, prices.costs.classes[1]))}**")
    best = cost_at(name, prices, appraisal.evidence, drawn.best, quick=True)[0].estimate * 1000
    st.markdown(widgets.text(costs.own_line_in_words(best, per_1000(prices[name].cost_per_case), currency)))
    if not rests and prices[name].kind == "model":
        st.caption("The line tuned on past cases is being worked out: it comes when nothing is moved any more.")


def large(appraisal: Appraisal, name: str, quick: bool) -> None:
    """Draw the line for a projector, its slider live; what it costs where it stands is said above it."""
    prices, evidence = appraisal.prices, appraisal.evidence
    drawn = line(prices[name], prices, evidence)
    tried = tried_threshold(drawn)
    cost = per_1000(cost_at(name, prices, evidence, tried, quick or prices.costs.by_row)[0])
    mark, curve = Mark(tried, cost.estimate, "here", cost), _curve(drawn, appraisal)
    figure = threshold.chart(curve, mark, _named(drawn, appraisal, name), prices.costs.currency, dark=theme.is_dark())
    alt = threshold.alt(curve, mark, prices.costs.currency)
    theme.show_chart(walkthrough.enlarge(figure), alt=alt, key="slide")
    slider(drawn, prices.costs.classes[1], "slide")
    if prices.costs.by_row:
        st.caption(widgets.text(costs.looking_only()))


def slider(drawn: Line, positive: str, key: str) -> None:
    """Draw the slider; a button brings the recommended line back."""
    shown = round(tried_threshold(drawn) * 100, 1)
    kept = memory.show(state.key(f"{key}.threshold"), shown)
    memory.remember(SHOWN, (*memory.recall(SHOWN, ()), shown)[-3:])
    st.slider(
        f"Say {widgets.text(positive)} from this probability upwards",
        0.0,
        100.0,
        step=STEP,
        format="%g %%",
        key=kept,
        on_change=_take,
        args=(kept,),
    )
    if state.scenario().view.threshold is not None:
        st.button(f"Back to {format_line(drawn.best)}", key=f"{key}.back", on_click=_back)


def tried_threshold(drawn: Line) -> float:
    """Return the line that is being tried: the one in the link, or the recommended one."""
    chosen = state.scenario().view.threshold
    return drawn.best if chosen is None else chosen


def _take(key: str) -> None:
    """Take what was chosen; a browser that is one drawing behind sends back the line it was shown, which nobody chose."""
    value = state.widget_value(key)
    if state.scenario().view.threshold is not None or value not in memory.recall(SHOWN, ()):
        state.change("view", threshold=value / 100)


def _back() -> None:
    state.change("view", threshold=None)


def _curve(drawn: Line, appraisal: Appraisal) -> Curve:
    prices = appraisal.prices
    without = per_1000(prices[prices.best_baseline].cost_per_case)
    name = f"without a model: {titled(prices.best_baseline)}"
    return Curve(drawn.curve.threshold, drawn.curve.cost * 1000, drawn.plateau, without, name)


def _named(drawn: Line, appraisal: Appraisal, name: str) -> list[Mark]:
    """Name the lines that deserve it: where the prices put it, where the past cases put it, and the usual one."""
    lines = [("by the prices", drawn.by_costs), ("tuned", drawn.tuned), ("usual", USUAL)]
    return [
        Mark(at, cost_at(name, appraisal.prices, appraisal.evidence, at, quick=True)[0].estimate * 1000, title)
        for title, at in lines
        if at is not None and 0.0 <= at <= 1.0
    ]
