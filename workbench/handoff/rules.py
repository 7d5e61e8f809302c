"""What each of the team's rules does, as plain values for scripts and as rows of a table for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.money import format_money
from workbench.wording import format_share

if TYPE_CHECKING:
    from workbench.pricing.rules_report import Part
    from workbench.run import Appraisal
    from workbench.scenario import Rule

Document = dict[str, Any]
LEFT = "no rule matches"


def rules_json(appraisal: Appraisal) -> Document | None:
    """Return what each rule decides, how often it is right and what its cases cost; None without rules that could be tried.

    right: None for an answer that is no class, and without cases. answer: None where it is the cheapest constant.
    conflicts: cases that match two rules which answer differently; rules are counted from 1.
    """
    from workbench.evidence.rules_seen import NAME
    from workbench.pricing.rules_report import rules_report

    if NAME not in appraisal.prices or not appraisal.scenario.rules:
        return None
    report = rules_report(appraisal.evidence, appraisal.scenario, appraisal.prices)
    rules = appraisal.scenario.rules
    return {
        "rules": [_rule(part, rules) for part in report.rules],
        "no_rule": _part(report.rest),
        "conflicts": [{"earlier": one.earlier + 1, "later": one.later + 1, "cases": one.cases} for one in report.conflicts],
    }


def _rule(part: Part, rules: tuple[Rule, ...]) -> Document:
    from workbench.data.rule_words import in_words

    rule = rules[part.position or 0]
    return {"name": rule.name, "sentence": in_words(rule), "origin": rule.origin, **_part(part)}


def _part(part: Part) -> Document:
    return {
        "answer": part.answer,
        "cases": part.cases,
        "matches": part.matches,
        "coverage": part.coverage,
        "right": None if part.right is None else vars(part.right),
        "cost_per_1000": part.cost,
    }


def rules_table(document: Document | None, currency: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the head and the rows of a table, one a rule and one for what none matches."""
    head = ("rule", "decides", "would match", "right", "cost per 1,000 cases")
    if document is None:
        return head, []
    named = [(f"{place}. {one['name'] or one['sentence']}", one) for place, one in enumerate(document["rules"], start=1)]
    return head, [_row(name, one, currency) for name, one in [*named, (LEFT, document["no_rule"])]]


def _row(name: str, one: Document, currency: str) -> tuple[str, ...]:
    right = "-" if one["right"] is None else format_share(one["right"]["estimate"])
    return name, f"{one['cases']:,}", f"{one['matches']:,}", right, format_money(one["cost_per_1000"], currency)
