"""How a candidate behind a screen does on the table's own mix of classes: priced already, looked up here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.experience.outcome import Outcome
from workbench.experience.policies import NO_MODEL, find
from workbench.pricing.prices import OPPONENTS, Prices


@dataclass(frozen=True)
class RealMix:
    """wrong: share of cases that end in an answer dearer than the best one. cost: currency per case, people's time included."""

    wrong: float
    cost: float
    asks_model: bool


def on_real_mix(outcomes: Sequence[Outcome], prices: Prices, candidate: str, policy: str) -> RealMix | None:
    """Return what was priced for this screen, or for the candidate where it acts; None where neither was."""
    found = find(outcomes, policy, NO_MODEL if policy == "manual" else candidate)
    asks = policy != "manual" and candidate in prices and prices[candidate].kind not in OPPONENTS
    if found is not None:
        return RealMix(found.wrong_share, found.cost_per_case.estimate, asks)
    if policy == "act" and candidate in prices:
        price = prices[candidate]
        return RealMix(1.0 - prices.right_share(price), price.cost_per_case.estimate, asks)
    return None
