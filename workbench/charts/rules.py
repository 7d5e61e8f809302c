"""What each rule decides, and how much of that is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.data.rule_words import title
from workbench.money import format_money
from workbench.pricing.comparison import Comparison
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Price
from workbench.pricing.rules_report import Part, RulesReport
from workbench.scenario import Rule
from workbench.wording import format_interval, format_range, format_share, per_1000, plural

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 78
MOST_DRAWN = 12
NAME_LENGTH = 44
MOST_NAMED = 3
CONSTANT = "the constant answer that costs least"


def answer(
    rules: Price, constant: Price, saving: Comparison, model: Price | None, behind: Comparison | None, currency: str
) -> str:
    """Answer the page's question: what the rules cost, against the cheapest constant and against the best model.

    saving: the rules against the constant. behind: the model against the rules.
    """
    cost = format_interval(per_1000(rules.cost_per_case), currency)
    said = f"Your rules would cost {cost} per 1,000 cases: {_against(saving, f'always giving {CONSTANT}', currency)}"
    if model is None or behind is None:
        return f"{said}."
    turned = Comparison(_turned(behind.saving), 0.0, 0.0, behind.detectable, behind.cases_needed)
    return f"{said}, and {_against(turned, model.name, currency)}."


def _against(saving: Comparison, other: str, currency: str) -> str:
    per = per_1000(saving.saving)
    if per.low == per.high == 0:
        return f"as much as {other}"
    if per.low > 0:
        return f"{format_interval(per, currency)} less than {other}"
    if per.high < 0:
        return f"{format_interval(_turned(per), currency)} more than {other}"
    return f"{format_money(abs(per.estimate), currency)} {'less' if per.estimate >= 0 else 'more'} than {other}, " + (
        f"which may be chance (a saving of {format_range(per, currency)})"
    )


def _turned(saving: Estimate) -> Estimate:
    return Estimate(-saving.estimate, -saving.high, -saving.low)


def heading(report: RulesReport) -> str:
    """Say what the picture shows, in one sentence."""
    if not report.rest.cases:
        return "Your rules decide every case."
    rest = CONSTANT if report.rest.answer is None else f"“{report.rest.answer[:40]}”"
    return f"Your rules decide {format_share(1.0 - report.rest.coverage)} of the cases; the others get {rest}."


def chart(report: RulesReport, rules: Sequence[Rule], currency: str, dark: bool = False) -> go.Figure:
    """Draw one bar a rule, as long as the share of cases it decides, what is wrong of it hatched."""
    colours = theme.palette(dark)
    parts = report.rules[:MOST_DRAWN]
    at = [float(len(parts) - place) for place in range(len(parts))]
    right = [100 * part.coverage * (part.right.estimate if part.right else 0.0) for part in parts]
    unjudged = [100 * part.coverage if part.right is None else 0.0 for part in parts]
    wrong = [100 * part.coverage - good - other for part, good, other in zip(parts, right, unjudged, strict=True)]
    return theme.figure(
        [
            _bars(at, right, "right", colours.good, ""),
            _bars(at, wrong, "wrong", colours.bad, "/"),
            _bars(at, unjudged, "no class, neither right nor wrong", colours.quiet, "."),
        ],
        height=ROW_HEIGHT * len(parts) + 90,
        dark=dark,
        barmode="stack",
        bargap=0.72,
        annotations=[_named(part, rules, place, currency, colours) for part, place in zip(parts, at, strict=True)],
        xaxis_title_text="% of cases decided: solid right, hatched wrong",
        xaxis_rangemode="tozero",
        xaxis_nticks=5,
        yaxis={"visible": False, "range": [0.6, len(parts) + 0.85], "fixedrange": True},
    )


def _bars(at: list[float], lengths: list[float], name: str, colour: str, pattern: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": lengths,
        "y": at,
        "marker": {"color": colour, "pattern": {"shape": pattern, "fillmode": "replace" if pattern else "overlay"}},
        "hovertemplate": f"%{{x:.2f}} % of the cases: {name}<extra></extra>",
    }


def _named(part: Part, rules: Sequence[Rule], at: float, currency: str, colours: theme.Palette) -> dict[str, Any]:
    rule = rules[part.position or 0]
    name, told = theme.safe(title(rule, part.position or 0), NAME_LENGTH), theme.safe(brief(part, currency))
    return theme.label(
        0, at + 0.14, f"<b>{name}</b><br>{told}", colours.ink, xref="paper", xanchor="left", yanchor="bottom", yshift=-2
    )


def brief(part: Part, currency: str) -> str:
    """Say in a few words what a rule does: `decides 3.1 %, 84 % right, $120`."""
    if not part.cases:
        return "decides no case"
    right = "" if part.right is None else f", {format_share(part.right.estimate)} right"
    return f"decides {format_share(part.coverage)}{right}, {format_money(part.cost, currency)}"


def alt(report: RulesReport, rules: Sequence[Rule], currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    told = "; ".join(
        f"{title(rules[part.position or 0], part.position or 0)}: {brief(part, currency)}" for part in report.rules[:MOST_DRAWN]
    )
    return f"Share of the cases each rule decides, how many of them it gets right, and what they cost per 1,000 cases: {told}."


def table(report: RulesReport, rules: Sequence[Rule], currency: str) -> dict[str, list[str]]:
    """Return the same as a table, one line a rule and one for what none matches."""
    parts = (*report.rules, report.rest)
    return {
        "Rule": ["no rule matches" if part.position is None else title(rules[part.position], part.position) for part in parts],
        "Answer": [CONSTANT if part.answer is None else part.answer for part in parts],
        "Decides": [f"{plural(part.cases, 'case')} ({format_share(part.coverage)})" for part in parts],
        "Would match": [f"{part.matches:,}" for part in parts],
        "Right (95 %)": ["–" if part.right is None else _with_interval(part.right) for part in parts],
        "Cost per 1,000": [format_money(part.cost, currency) for part in parts],
    }


def _with_interval(share: Estimate) -> str:
    return f"{format_share(share.estimate)} ({format_share(share.low)} to {format_share(share.high)})"


def remarks(report: RulesReport) -> tuple[str, ...]:
    """Return what deserves a look: rules that disagree about cases, and rules that decide none."""
    told = [
        f"{plural(pair.cases, 'case')} match both rule {pair.earlier + 1} and rule {pair.later + 1}, which answer differently: "
        f"rule {pair.earlier + 1} decides, as it comes first."
        for pair in report.conflicts[:MOST_NAMED]
    ]
    more = len(report.conflicts) - MOST_NAMED
    told += [f"{plural(more, 'more pair')} of rules disagree."] if more > 0 else []
    told += [_idle(part) for part in report.idle[:MOST_NAMED]]
    return tuple(told)


def _idle(part: Part) -> str:
    number = (part.position or 0) + 1
    why = "earlier rules take all that it matches" if part.matches else "no case of the table matches it"
    return f"Rule {number} decides no case: {why}."
