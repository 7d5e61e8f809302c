"""The decision in words."""

from __future__ import annotations

from workbench.money import format_money
from workbench.scenario import Scenario, Today
from workbench.wording import format_share, plural


def in_words(scenario: Scenario) -> str:
    """Say the decision in one sentence or two, from what is known of it."""
    decision = scenario.decision
    target = scenario.data.target
    question = decision.question or (f"What is decided is “{target}”; no question yet." if target else "No question yet.")
    volume = "" if decision.volume_per_year is None else f" {decision.volume_per_year:,.0f} times a year."
    return f"{question}{volume} {today_in_words(decision.today, decision.currency, len(scenario.rules))}"


def today_in_words(today: Today, currency: str, rules: int) -> str:
    """Say how it is done today. rules: how many rules the team has written."""
    if today.kind == "always":
        return f"Today every case gets “{today.answer}”."
    if today.kind == "human":
        cost = format_money(today.cost, currency)
        return f"Today a person decides: {cost} and {today.seconds:g} s a case, right in {_right(today)}."
    if today.kind == "rules":
        return f"Today {plural(rules, 'rule')} of the team decide." if rules > 1 else "Today rules decide."
    if today.kind == "column":
        return f"Today's decisions are in the column “{today.column}”."
    return "How it is done today is not stated."


def _right(today: Today) -> str:
    if not isinstance(today.accuracy, dict):
        return format_share(today.accuracy)
    shares = today.accuracy.values()
    low, high = min(shares, default=1.0), max(shares, default=1.0)
    return format_share(low) if low == high else f"{format_share(low)} to {format_share(high)}, by class"
