"""What the team's own rules decide before a model is asked."""

from __future__ import annotations

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience.policy import NO_RULE
from workbench.pricing.costs import CostModel
from workbench.pricing.given import given_answers


def ruled(evidence: Evidence, costs: CostModel) -> np.ndarray | None:
    """Return (n,): the answer that the first rule that fires gives each case, NO_RULE where none does; None without rules."""
    seen = evidence.predictions.get(RULES)
    if seen is None or seen.fired is None:
        return None
    return np.where(seen.fired, given_answers(seen, costs, evidence)[0], NO_RULE)
