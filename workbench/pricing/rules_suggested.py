"""Rules to start from: conditions learned from the cases, with the answers that cost least at today's prices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.evidence.rule_tree import DEPTHS, as_rules, learned
from workbench.pricing.costs import CostModel, mean_by_truth
from workbench.scenario import Rule

NOTHING_TELLS = "No single condition tells the answers apart better than chance would: there is no rule to suggest."
NOWHERE_ELSE = "even where the conditions hold that tell the most: there is no rule to suggest."
LEARNED = "Suggested from these cases. Read the rules as you would a colleague's, and change what you know better."


@dataclass(frozen=True)
class Suggestion:
    """rules: none where nothing is worth suggesting, and `sentence` then says why. fallback: what answers where none matches."""

    rules: tuple[Rule, ...]
    fallback: str
    sentence: str


def suggest(origin: str, evidence: Evidence, costs: CostModel, seed: int = 0) -> Suggestion:
    """Suggest "one rule" or a "small tree"."""
    leaves = learned(evidence.framing, DEPTHS[origin], seed)
    mean = mean_by_truth(costs, evidence.y)
    answers = [costs.answers[int(np.argmin(mean @ leaf.counts))] for leaf in leaves]
    rules, last = as_rules(leaves, answers, origin)
    if len(leaves) == 1:
        return Suggestion((), last, NOTHING_TELLS)
    if not rules:
        return Suggestion((), last, f"At these prices, {last[:40]} is the cheapest answer {NOWHERE_ELSE}")
    return Suggestion(rules, last, LEARNED)
