"""Who bears the mistakes, as plain values for scripts and as rows of a table for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_share, per_1000

if TYPE_CHECKING:
    from workbench.trust.borne import Borne
    from workbench.trust.rates import Rate
    from workbench.trust.slices import Slice

Document = dict[str, Any]
RATES = {
    "false_positive_rate": "false alarms",
    "false_negative_rate": "missed",
    "selection_rate": "answered so",
    "wrong_rate": "wrong",
    "missed_rate": "wrong among these",
}
TOO_FEW = "too few cases"


def slices_json(borne: Borne | None) -> Document:
    """Return cost and rates by group of one candidate's answers, and how sure it is that the groups differ.

    A share is None where it does not apply or rests on fewer than 10 cases; `intervals` holds its ends and how many cases.
    """
    if borne is None:
        return {"slices": [], "slices_candidate": None, "slices_focus": None, "slice_gaps": []}
    return {
        "slices": [_slice(one) for one in borne.slices],
        "slices_candidate": borne.candidate,
        "slices_focus": borne.focus,
        "slice_gaps": [vars(gap) for gap in borne.gaps],
    }


def _slice(one: Slice) -> Document:
    shares = {name: _rate(one.rates.get(name)) for name in RATES}
    return {
        "column": one.column,
        "value": one.value,
        "cases": one.cases,
        "cost_per_case": _estimate(one.cost_per_case),
        **{name: None if share is None else share["estimate"] for name, share in shares.items()},
        "overstated": _estimate(one.overstated),
        "intervals": shares,
    }


def _rate(rate: Rate | None) -> Document | None:
    return None if rate is None or rate.share is None else {**vars(rate.share), "cases": rate.cases}


def _estimate(estimate: Estimate | None) -> Document | None:
    return None if estimate is None else vars(estimate)


def slices_title(document: Document) -> str:
    """Say whose mistakes the table is about, and which class the rates are about."""
    focus = f"{str(document['slices_focus'])[:60]!r}"
    which = f"looking for {focus}" if document["task"] == "binary" else f"these: {focus}, whose mistakes cost most"
    return f"Mistakes of {document['slices_candidate']} by group ({which}):"


def slices_table(document: Document) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the head and the rows of a table; only rates that apply to the task have a column."""
    names = [name for name in RATES if (name in ("wrong_rate", "missed_rate")) == (document["task"] != "binary")]
    rows = [
        (
            f"{one['column']}: {one['value']}",
            f"{one['cases']:,}",
            TOO_FEW if one["cost_per_case"] is None else _cost(one["cost_per_case"], document["currency"]),
            *(TOO_FEW if one[name] is None else format_share(one[name]) for name in names),
        )
        for one in document["slices"]
    ]
    return ("group", "cases", "cost per 1,000 cases", *(RATES[name] for name in names)), rows


def _cost(found: Document, currency: str) -> str:
    return format_interval(per_1000(Estimate(found["estimate"], found["low"], found["high"])), currency)
