"""What the team's own rules decide before a model is asked."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience.policy import NO_RULE
from workbench.pricing.costs import CostModel
from workbench.pricing.given import given_answers, given_in_order
from workbench.pricing.prices import OPPONENTS
from workbench.pricing.scores import segments_of
from workbench.pricing.segments import Segments


def spared(seen: Prediction | None, fee: float) -> float:
    """Return what is saved where rules decide before a candidate is asked: the fee of asking, of one that takes a fee."""
    return 0.0 if seen is None or seen.kind in OPPONENTS else fee


def ruled_in_order(evidence: Evidence, costs: CostModel) -> np.ndarray:
    """Return (n,) int8: `ruled`, in segment order, of evidence with rules and one repeat."""
    seen, ordering = evidence.predictions[RULES], segments_of(evidence)
    known = _fired.get(seen)
    if known is None or known[0] is not ordering:
        assert seen.fired is not None
        known = _fired[seen] = ordering, seen.fired[ordering.order].astype(np.int8)
    fired = known[1]
    # Sums of small numbers: choosing case by case takes ten times as long.
    return np.asarray(given_in_order(seen, costs, evidence) * fired + (fired - 1) * np.int8(-NO_RULE))


_fired: WeakKeyDictionary[Prediction, tuple[Segments, np.ndarray]] = WeakKeyDictionary()


def ruled(evidence: Evidence, costs: CostModel) -> np.ndarray | None:
    """Return (n,): the answer that the first rule that fires gives each case, NO_RULE where none does; None without rules."""
    seen = evidence.predictions.get(RULES)
    if seen is None or seen.fired is None:
        return None
    return np.where(seen.fired, given_answers(seen, costs, evidence)[0], NO_RULE)
