"""Rules as people say them. Names and labels are a user's own text: shortened, never interpreted."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.scenario_parts import Condition, Rule

OPS = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "in": "is one of",
    "not in": "is none of",
    "contains": "contains",
    "not contains": "does not contain",
    "missing": "is missing",
    "not missing": "is not missing",
}
MOST_VALUES = 4


def place(rule: Rule, position: int, number: int | None = None) -> str:
    """Name a rule, and one of its conditions, in an error: `Rule 2 ('abroad'), condition 1`. position counts from 0."""
    name = f" ({shown(rule.name)})" if rule.name else ""
    condition = "" if number is None else f", condition {number},"
    return f"Rule {position + 1}{name}{condition}"


def title(rule: Rule, position: int) -> str:
    """Return what a rule is called: its number, and its name or what it says."""
    return f"{position + 1}. {rule.name[:80] or in_words(rule)}"


def in_words(rule: Rule) -> str:
    """Say a rule: `amount is at least 900 and country is none of home → fraud`."""
    when = " and ".join(map(condition_in_words, rule.when)) or "in every case"
    return f"{when} → {short(rule.answer)}"


def condition_in_words(condition: Condition) -> str:
    said = f"{short(condition.column)} {OPS[condition.op]}"
    if condition.op in ("missing", "not missing"):
        return said
    values: Sequence[object] = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    told = [value_in_words(value) for value in values[:MOST_VALUES]]
    more = f" and {len(values) - MOST_VALUES:,} more" if len(values) > MOST_VALUES else ""
    return f"{said} {', '.join(told)}{more}"


def value_in_words(value: object) -> str:
    return f"{value:,.12g}" if isinstance(value, float) else short(value)


def kind_in_words(kind: str) -> str:
    return {"number": "numbers", "date": "dates"}.get(kind, "names")


def short(value: object, limit: int = 40) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def shown(name: object) -> str:
    return repr(str(name)[:80])
