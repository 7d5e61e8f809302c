"""Cost of every candidate per 1,000 cases, with its interval: who is cheapest, and by how much it is sure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.money import format_money
from workbench.pricing.comparison import SURE_ENOUGH
from workbench.pricing.estimate import Estimate
from workbench.pricing.prevalence import as_in_table
from workbench.pricing.prices import Price, Prices
from workbench.wording import (
    does,
    format_count,
    format_interval,
    format_probability,
    format_share,
    is_certain,
    plural,
    resolution,
    titled,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from workbench.pricing.comparison import Comparison

ROW_HEIGHT = 54
NAME_ABOVE = 0.3


@dataclass(frozen=True)
class Row:
    """One line of the chart. Money is per 1,000 cases. `best` is the cheapest that could be had; `model` is asked, not given."""

    name: str
    cost: Estimate
    model: bool
    best: bool


def rows(prices: Prices) -> tuple[Row, ...]:
    """Return the candidates from the dearest to the cheapest, the order in which the chart is read downwards."""
    # Of equals, the one that is compared against comes last, then the simplest: they are listed from simple to complicated.
    simplest_last = reversed(prices.candidates)
    ranked = sorted(simplest_last, key=lambda price: (-price.cost_per_case.estimate, price.name == prices.best_baseline))
    best = ranked[-1].name if ranked else None
    return tuple(
        Row(
            titled(price.name),
            per_1000(price.cost_per_case),
            price.kind not in ("baseline", "rule", "process"),
            price.name == best,
        )
        for price in ranked
    )


def per_1000(cost: Estimate) -> Estimate:
    return Estimate(cost.estimate * 1000, cost.low * 1000, cost.high * 1000)


def chart(prices: Prices, noun: str = "cases", dark: bool = False) -> go.Figure:
    """Draw one row a candidate, its name above its interval, and a row for the perfect answer at the bottom."""
    colours = theme.palette(dark)
    ranked = rows(prices)
    positions = [len(ranked) - index for index in range(len(ranked))]
    perfect = prices.perfect * 1000
    names = [_name(row, prices.costs.currency, at, colours, ranked) for row, at in zip(ranked, positions, strict=True)]
    last = f"perfect answer  {theme.safe(format_money(perfect, prices.costs.currency))}"
    return theme.figure(
        [_trace(row, at, prices.costs.currency, colours) for row, at in zip(ranked, positions, strict=True)]
        + [_perfect(perfect, colours)],
        height=ROW_HEIGHT * (len(ranked) + 1) + 70,
        dark=dark,
        annotations=[*names, _above(last, 0, colours.quiet)],
        xaxis_title_text=f"{theme.safe(prices.costs.currency)} per 1,000 {noun}, lower is better",
        xaxis_tickformat=",",
        xaxis_nticks=5,
        yaxis={"visible": False, "range": [-0.5, len(ranked) + 0.75], "fixedrange": True},
    )


def alt(prices: Prices, noun: str = "cases") -> str:
    """Say what the picture shows, for those who cannot see it."""
    currency = prices.costs.currency
    ranked = rows(prices)
    told = "; ".join(f"{row.name} {_told(row.cost, currency, ranked)}" for row in reversed(ranked))
    return f"Cost per 1,000 {noun}, cheapest first: {told}; a perfect answer {format_money(prices.perfect * 1000, currency)}."


def answer(prices: Prices, noun: str = "cases", running: bool = False) -> str:
    """Answer the page's question in one sentence, with its interval; "cannot tell" comes first where that is so.

    running: candidates are still being tried, so that nothing is said flatly.
    """
    told = _answer(prices, noun)
    if not running:
        return told
    if prices.best_model is None:
        return f"So far no model is ready. {told.removeprefix('No model has been tried yet. ')}"
    return f"So far: {_lower(told.removeprefix('No: ').removeprefix('Probably: '), prices)}"


def _lower(sentence: str, prices: Prices) -> str:
    """A candidate's own name keeps its letters."""
    return sentence if sentence.startswith(str(prices.best_model)) else sentence[:1].lower() + sentence[1:]


def _answer(prices: Prices, noun: str) -> str:
    baseline, currency = titled(prices.best_baseline), prices.costs.currency
    if prices.best_model is None or prices.saving is None:
        cost = format_interval(per_1000(prices[prices.best_baseline].cost_per_case), currency)
        return f"No model has been tried yet. The best without one is {baseline}, at {cost} per 1,000 {noun}."
    saving = per_1000(prices.saving.saving)
    if saving.low > 0:
        return _saves(prices, saving, noun)
    if saving.high < 0:
        lost = format_interval(Estimate(-saving.estimate, -saving.high, -saving.low), currency)
        return f"No: acting on {prices.best_model} would cost {lost} more per 1,000 {noun} than {baseline}."
    if saving.low == saving.high == 0:
        costs = does(prices.best_model, "costs", "cost")
        return f"No difference: {prices.best_model} {costs} as much as {baseline} on every case."
    step = resolution(saving)
    if 0 < saving.high <= prices.hurdle * 1000:
        gain, hurdle = format_money(saving.high, currency, step), format_money(prices.hurdle * 1000, currency)
        most = f"{prices.best_model} would save at most {gain} (95 %) per 1,000 {noun} against {baseline}"
        return f"No: {most}, less than the {hurdle} that having a model costs."
    if prices.saving.probability_better >= SURE_ENOUGH:
        odds = format_probability(prices.saving.probability_better)
        return f"Probably: {_lower(_saves(prices, saving, noun), prices)[:-1]}, better with a probability of {odds}."
    least = (prices.hurdle + prices.smallest_gain) * 1000
    if saving.high <= least:
        gain, bar = format_money(saving.high, currency, step), format_money(least, currency)
        most = f"{prices.best_model} would save at most {gain} (95 %) per 1,000 {noun} against {baseline}"
        return f"No: {most}, and below {bar} a saving is not worth having."
    loss, gain = format_money(-saving.low, currency, step), format_money(saving.high, currency, step)
    between = f"anything from a loss of {loss} to a saving of {gain} per 1,000 {noun} is possible"
    beats = does(prices.best_model, "beats", "beat")
    return f"Cannot tell yet whether {prices.best_model} {beats} {baseline}: {between} (95 %)."


def _saves(prices: Prices, saving: Estimate, noun: str) -> str:
    """Both numbers: what fewer mistakes save, and what is left of it once the model is paid for."""
    currency, hurdle = prices.costs.currency, prices.hurdle * 1000
    said = f"{_capital(str(prices.best_model))} would save {format_interval(saving, currency)} per 1,000 {noun}"
    against = f"against {titled(prices.best_baseline)}"
    if saving.estimate <= hurdle:
        return f"{said} {against}: less than the {format_money(hurdle, currency)} that having a model costs."
    if hurdle == 0:
        return f"{said} {against}."
    left = format_money(saving.estimate - hurdle, currency, resolution(saving))
    return f"{said} {against}, {left} after what having a model costs."


def title(prices: Prices, noun: str = "cases") -> str:
    """Say what the picture shows, in one sentence."""
    cheapest = rows(prices)[-1]
    cost = format_interval(cheapest.cost, prices.costs.currency)
    return f"Cheapest (◆): {cheapest.name}, at {cost} per 1,000 {noun}."


def remarks(prices: Prices) -> tuple[str, ...]:
    """Return what else there is to say: the share of a perfect answer's worth, the hurdle, what was learned in words."""
    told = []
    if prices.share_of_perfect is not None and prices.saving is not None and prices.saving.saving.low > 0:
        share = prices.share_of_perfect
        interval = f"{format_share(share.low)} to {format_share(share.high)}"
        part = f"{format_share(share.estimate)} of what a perfect answer would save (95 %: {interval})"
        told.append(f"What {prices.best_model} would save is {part}.")
    if prices.hurdle > 0:
        hurdle = format_money(prices.hurdle * 1000, prices.costs.currency)
        told.append(f"Building, running and asking a model costs {hurdle} per 1,000 cases. That is not in the picture.")
    if prices.saving is not None and prices.saving.saving.low <= 0:
        told.append(_detectable(prices, prices.saving))
        told.append("Here every answer is carried out. Whether a model pays where people look first is told on Experience.")
    told += [_how_it_answers(price, prices) for price in prices.candidates if price.sentence]
    return tuple(told)


def _how_it_answers(price: Price, prices: Prices) -> str:
    """Repeat what a candidate says of itself; what a rule learned was counted before anybody stated real-life shares."""
    counted = as_in_table(prices.costs.mix) if price.name == "one rule" else ""
    return f"{_capital(titled(price.name))}: {price.sentence}{counted}"


def _detectable(prices: Prices, found: Comparison) -> str:
    """Say which difference these cases could show, and how many cases would show the one that is seen."""
    cases = float(prices.candidates[0].counts.sum())
    if found.detectable == 0:
        return f"{_capital(str(prices.best_model))} answers as {prices.best_baseline} does: there is no difference to be shown."
    shown = format_money(found.detectable * 1000, prices.costs.currency)
    told = f"{plural(cases, 'case')} can show a difference of {shown} per 1,000"
    if found.saving.estimate <= 0 or not math.isfinite(found.cases_needed) or found.cases_needed <= cases:
        return f"{told}."
    return f"{told}; about {format_count(found.cases_needed - cases)} more labelled cases would show the saving that is seen."


def guessing(prices: Prices) -> str:
    """Return the prices of guessing as a sentence: it is read while a browser still loads what draws the picture."""
    told = [
        f"{titled(price.name)} {format_money(price.cost_per_case.estimate * 1000, prices.costs.currency)}"
        for price in prices.candidates
        if price.kind == "baseline"
    ]
    return f"Guessing costs, per 1,000 cases: {', '.join(told)}."


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _trace(row: Row, at: int, currency: str, colours: theme.Palette) -> dict[str, Any]:
    """Plain dicts: plotly then checks each value once, not twice."""
    colour = colours.accent if row.model else colours.quiet
    filled = row.model or row.best
    return {
        "type": "scatter",
        "x": [row.cost.low, row.cost.estimate, row.cost.high],
        "y": [at, at, at],
        "mode": "lines+markers",
        "line": {"color": colour, "width": 5 if row.best else 3},
        "marker": {
            "symbol": "diamond" if row.best else "circle",
            "size": [0, 16 if row.best else 12, 0],
            "color": colour if filled else colours.paper,
            "opacity": 1,
            "line": {"width": 0 if filled else 3, "color": colour},
        },
        "hovertemplate": f"{theme.safe(row.name)}<br>{theme.safe(format_interval(row.cost, currency))} per 1,000<extra></extra>",
    }


def _perfect(cost: float, colours: theme.Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [cost],
        "y": [0],
        "mode": "markers",
        "marker": {"symbol": "star", "size": 14, "color": colours.good, "line": {"width": 0}},
        "hovertemplate": "What always answering right would cost<extra></extra>",
    }


def _told(cost: Estimate, currency: str, ranked: tuple[Row, ...]) -> str:
    """Tell a cost to three digits of the largest one, or to fewer where it is not known as well: all are read together."""
    largest = max(abs(row.cost.estimate) for row in ranked)
    step = max(resolution(cost) or 0.0, 10.0 ** (math.floor(math.log10(largest)) - 2)) if largest > 0 else None
    told = [format_money(value, currency, step) for value in (cost.estimate, cost.low, cost.high)]
    return told[0] if is_certain(cost) else f"{told[0]} (95 %: {told[1]} to {told[2]})"


def _name(row: Row, currency: str, at: int, colours: theme.Palette, ranked: tuple[Row, ...]) -> dict[str, Any]:
    name = theme.safe(row.name, 40)
    shown = f"<b>{name}</b>" if row.best else name
    mark = "◆ " if row.best else ""
    return _above(f"{mark}{shown}  {theme.safe(_told(row.cost, currency, ranked))}", at, colours.ink)


def _above(text: str, at: int, colour: str) -> dict[str, Any]:
    return theme.label(0, at + NAME_ABOVE, text, colour, xref="paper", xanchor="left", yanchor="bottom", yshift=-8)
