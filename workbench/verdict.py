"""The decision and its reasons, from numbers already computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from workbench.data.readiness import Finding
    from workbench.evidence.evidence import Evidence
    from workbench.experience.outcome import Exchange, Outcome
    from workbench.pricing.prices import Prices
    from workbench.scenario import Scenario

Code = Literal["build", "redesign", "rules", "labels", "data", "dont", "unclear"]


@dataclass(frozen=True)
class Verdict:
    """code, one plain sentence with its number, the reasons each with its numbers, the next step, what would change it."""

    code: Code
    sentence: str
    reasons: tuple[str, ...]
    next_step: str
    would_change: tuple[str, ...] = ()


def decide(
    evidence: Evidence,
    scenario: Scenario,
    prices: Prices,
    outcomes: Sequence[Outcome],
    exchange: Exchange | None,
    findings: Sequence[Finding] = (),
    quick: bool = False,
    burden: Sequence[str] = (),
) -> Verdict:
    """Return what the first rule that has something to say says (`workbench.verdict_rules.order`).

    Screens that need people, and people alone, only take part where a wage or a review price is stated.
    quick: normal intervals in the sentences in place of the bootstrap; what is decided is the same but at the very edge.
    burden: sentences on who bears the mistakes (`workbench.trust.burden`); they are told as reasons and decide nothing.
    """
    from workbench.experience.race import race
    from workbench.verdict_rules.order import RULES
    from workbench.verdict_words import Known, assumed_prices, left_out, partly_assumed

    known = Known(evidence, scenario, prices, race(evidence, scenario, prices, outcomes, quick), exchange, findings)
    found = next(verdict for rule in RULES if (verdict := rule(known)) is not None)
    placeholders = assumed_prices(known)
    asked_first = placeholders and found.code not in ("data", "unclear")
    return replace(
        found,
        # Who reads no further than the headline must not take a placeholder for a price.
        sentence=f"At example prices, {found.sentence[:1].lower()}{found.sentence[1:]}" if asked_first else found.sentence,
        reasons=(*found.reasons, *burden, *placeholders, *partly_assumed(known), *left_out(known)),
        next_step="Say what a mistake costs before anything else: then ask again." if asked_first else found.next_step,
    )
