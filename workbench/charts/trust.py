"""What each group of cases costs, with its interval, beside what all cases cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.trust.borne import Borne
from workbench.trust.burden import telling
from workbench.trust.gaps import COST
from workbench.trust.measures import Measure
from workbench.trust.rates import FEW, TOO_FEW, Rate
from workbench.trust.slices import Slice
from workbench.wording import format_interval, format_probability, format_share, per_1000, plural, resolution

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 54
NAME_ABOVE = 0.3
NAME_LENGTH = 34


@dataclass(frozen=True)
class Row:
    """One line of the picture. Money is per 1,000 cases. bears: the group that stands out above the rest beyond chance."""

    name: str
    cost: Estimate
    cases: int
    bears: bool

    @property
    def few(self) -> bool:
        return self.cases < FEW


def rows(found: Borne, column: str) -> tuple[Row, ...]:
    """Return the groups that have a cost, from top to bottom: in their own order, or the dearest first."""
    gap = telling(found, column)
    bearer = gap.bearer if gap is not None and gap.measure == COST else None
    known = [
        Row(one.value, per_1000(one.cost_per_case), one.cases, one.value == bearer)
        for one in found.of(column)
        if one.cost_per_case is not None
    ]
    return tuple(known if column in found.ordered else sorted(known, key=lambda row: -row.cost.estimate))


def chart(found: Borne, column: str, currency: str, dark: bool = False) -> go.Figure:
    """Draw one row a group, its name above its interval, and a line at what all cases cost."""
    colours = theme.palette(dark)
    shown = rows(found, column)
    places = [len(shown) - place for place in range(len(shown))]
    everyone = 1000 * _cost(found.everyone).estimate
    named = [_name(row, at, currency, colours) for row, at in zip(shown, places, strict=True)]
    line = f"all cases {theme.safe(format_money(everyone, currency))}"
    return theme.figure(
        [
            _everyone(everyone, len(shown), colours),
            *(_dot(row, at, currency, colours) for row, at in zip(shown, places, strict=True)),
        ],
        height=ROW_HEIGHT * (len(shown) + 1) + 70,
        dark=dark,
        annotations=[
            *named,
            theme.label(everyone, 0.1, line, colours.quiet, xanchor="center", yanchor="top", yshift=0),
        ],
        xaxis_title_text=f"{theme.safe(currency)} per 1,000 cases, lower is better",
        xaxis_tickformat=",",
        xaxis_nticks=5,
        yaxis={"visible": False, "range": [-0.6, len(shown) + 0.75], "fixedrange": True},
    )


def _cost(one: Slice) -> Estimate:
    return one.cost_per_case or Estimate(0.0, 0.0, 0.0)


def _everyone(cost: float, rows: int, colours: theme.Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [cost, cost],
        "y": [0.15, rows + 0.6],
        "mode": "lines",
        "line": {"color": colours.quiet, "width": 2, "dash": "dot"},
        "hovertemplate": "What all cases cost on average<extra></extra>",
    }


def _dot(row: Row, at: int, currency: str, colours: theme.Palette) -> dict[str, Any]:
    colour = colours.bad if row.bears else colours.accent
    told = theme.safe(format_interval(row.cost, currency))
    return {
        "type": "scatter",
        "x": [row.cost.low, row.cost.estimate, row.cost.high],
        "y": [at, at, at],
        "mode": "lines+markers",
        "line": {"color": colour, "width": 5 if row.bears else 3, "dash": "dot" if row.few else "solid"},
        "marker": {
            "symbol": "diamond" if row.bears else "circle",
            "size": [0, 16 if row.bears else 12, 0],
            "color": colours.paper if row.few else colour,
            "opacity": 1,
            "line": {"width": 3 if row.few else 0, "color": colour},
        },
        "hovertemplate": f"{theme.safe(row.name)}<br>{told} per 1,000, {plural(row.cases, 'case')}<extra></extra>",
    }


def _name(row: Row, at: int, currency: str, colours: theme.Palette) -> dict[str, Any]:
    name = theme.safe(row.name, NAME_LENGTH)
    shown = f"◆ <b>{name}</b>" if row.bears else name
    few = ", few cases" if row.few else ""
    text = f"{shown}  {theme.safe(_rounded(row.cost, currency))}, {theme.safe(plural(row.cases, 'case'))}{few}"
    place = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": -8}
    # On the colour of the paper, so that the line of all cases passes behind the name.
    return theme.label(0, at + NAME_ABOVE, text, colours.ink, bgcolor=colours.paper, borderpad=1, **place)


def _rounded(cost: Estimate, currency: str) -> str:
    """Tell a cost to the digits that the table tells beside its interval."""
    return format_money(cost.estimate, currency, resolution(cost))


def title(found: Borne, column: str, currency: str) -> str:
    """Say what the picture shows, in one sentence."""
    shown = rows(found, column)
    everyone = format_money(1000 * _cost(found.everyone).estimate, currency)
    if not shown:
        return f"No group of {column[:80]} has {TOO_FEW} cases."
    dearest, cheapest = max(shown, key=lambda row: row.cost.estimate), min(shown, key=lambda row: row.cost.estimate)
    if dearest is cheapest:
        return f"{dearest.name[:80]} costs {_rounded(dearest.cost, currency)} per 1,000 cases."
    ends = f"from {_rounded(cheapest.cost, currency)} ({cheapest.name[:80]})"
    to = f"to {_rounded(dearest.cost, currency)} ({dearest.name[:80]})"
    return f"Per 1,000 cases, groups cost {ends} {to}; all cases {everyone}."


def alt(found: Borne, column: str, currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    everyone = format_money(1000 * _cost(found.everyone).estimate, currency)
    told = "; ".join(f"{row.name[:80]} {format_interval(row.cost, currency)}" for row in rows(found, column))
    return f"Cost per 1,000 cases by {column[:80]}: {told}; all cases {everyone}."


def left_out(found: Borne, column: str) -> str:
    """Name the groups that have too few cases for a cost, or nothing."""
    small = [f"{one.value[:60]} ({plural(one.cases, 'case')})" for one in found.of(column) if one.cost_per_case is None]
    if not small:
        return ""
    more = f" and {len(small) - 5} more" if len(small) > 5 else ""
    return f"Too few cases to say anything, below {TOO_FEW}: {', '.join(small[:5])}{more}."


def table(found: Borne, slices: Sequence[Slice], currency: str, name: str) -> dict[str, list[str]]:
    """Return one line a group: cases, cost, how frequent the class looked for is, every rate, how far probabilities are off."""
    everyone = [one for one in slices if one.cases]
    shown = {
        name: [one.value for one in everyone],
        "Cases": [f"{one.cases:,}" for one in everyone],
        "Cost per 1,000": [_money(one.cost_per_case, currency) for one in everyone],
    }
    base = "false_negative_rate" if any(measure.name == "false_negative_rate" for measure in found.measures) else None
    if base is not None:
        shown[f'Were "{found.focus[:40]}"'] = [format_share(one.rates[base].weight / one.weight) for one in everyone]
    for measure in found.measures:
        shown[heading(measure, found)] = [_rate(one.rates[measure.name]) for one in everyone]
    if any(one.overstated is not None for one in everyone):
        shown["Probability too high by"] = [_points(one.overstated) for one in everyone]
    return shown


def heading(measure: Measure, found: Borne) -> str:
    return measure.title.format(focus=found.focus[:40])


def meanings(found: Borne) -> tuple[str, ...]:
    """Say what each column of the table means."""
    return tuple(f"{heading(measure, found)}: {measure.meaning.format(focus=found.focus[:40])}" for measure in found.measures)


def _money(cost: Estimate | None, currency: str) -> str:
    return "too few cases" if cost is None else format_interval(per_1000(cost), currency)


def _rate(rate: Rate) -> str:
    if rate.share is None:
        return f"too few cases ({rate.cases})"
    few = f", few cases ({rate.cases})" if rate.few else ""
    return f"{format_share(rate.share.estimate)} ({format_share(rate.share.low)} to {format_share(rate.share.high)}){few}"


def _points(off: Estimate | None) -> str:
    if off is None:
        return "too few cases"
    digits = 1 if off.high - off.low >= 0.01 else 2
    told, low, high = (f"{round(100 * value, digits) + 0.0:+.{digits}f}" for value in (off.estimate, off.low, off.high))
    return f"{told} points ({low} to {high})"


def gap_table(found: Borne, column: str, currency: str) -> dict[str, list[str]]:
    """Return one line for each gap that was tested."""
    titles = {COST: "Cost per 1,000"} | {measure.name: heading(measure, found) for measure in found.measures}
    gaps = found.gaps_of(column)
    return {
        "Of what": [titles[gap.measure] for gap in gaps],
        "Highest": [gap.highest for gap in gaps],
        "Lowest": [gap.lowest for gap in gaps],
        "Gap": [format_money(gap.gap * 1000, currency) if gap.measure == COST else f"{100 * gap.gap:.1f} points" for gap in gaps],
        "Chance makes it in": [format_probability(gap.p_value) for gap in gaps],
        "With all gaps in mind": [format_probability(gap.adjusted) for gap in gaps],
    }
