"""What ways of behaving are worth, as the cells of a table: in right decisions, and in what is left on the table."""

from __future__ import annotations

from workbench.experience.exchange_words import in_digits
from workbench.experience.outcome import Exchange
from workbench.wording import format_share

BEYOND = {"any accuracy": "more than every decision right", "none": "less than every decision wrong"}


def in_right_decisions(rate: Exchange) -> str:
    """Tell a rate in one cell: `71 % → 86 % (84 % to 88 %)`; what it is beyond, or why there is none."""
    now = format_share(rate.right_now)
    if rate.beyond is not None:
        return f"{now} → {BEYOND[rate.beyond]}"
    if rate.right_equivalent is None:
        return "no rate: too few wrong decisions"
    first, second, low, high = in_digits(rate.right_now, rate.right_equivalent)
    return first if first == second and rate.policy == "act" else f"{first} → {second} ({low} to {high})"
