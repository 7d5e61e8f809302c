"""Evidence with what needs no fit: class shares with row costs, rules, predictions brought from outside, a simulated model.

These change with the scenario and are worked out at once, so they are no part of the collected evidence, which stays shared by
all who ask the same question of the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from weakref import WeakKeyDictionary

from workbench.evidence import outside, prior, rules_seen, simulated
from workbench.evidence.evidence import Evidence, Prediction
from workbench.scenario import Scenario

Adder = Callable[[Evidence, Scenario], Prediction | None]
MOST_KEPT = 8

ADDERS: tuple[tuple[Callable[[Scenario], Hashable], Adder], ...] = (
    (prior.depends_on, prior.prior),
    (rules_seen.depends_on, rules_seen.your_rules),
    (outside.depends_on, outside.your_predictions),
    (simulated.depends_on, simulated.simulated_model),
)
"""What an addition depends on, and the function that makes it: None where the scenario asks for none."""

_known: WeakKeyDictionary[Evidence, dict[Hashable, Evidence]] = WeakKeyDictionary()


def joined(evidence: Evidence, scenario: Scenario) -> Evidence:
    """Return the evidence with all that the scenario adds to it: the same object whenever the same is added.

    Evidence that is complete is returned as it is. Raises UserError where an addition names a column, a class or a value that
    cannot be used.
    """
    if evidence.complete:
        return evidence
    key = tuple(depends_on(scenario) for depends_on, _ in ADDERS)
    kept = _known.setdefault(evidence, {})
    found = kept.get(key)
    if found is None:
        # A copy, never the evidence itself: what is kept for it must not keep it.
        found = replace(evidence, complete=True)
        for _, add in ADDERS:
            added = add(evidence, scenario)
            found = found if added is None else _with(added, found)
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = found
    return found


def _with(added: Prediction, evidence: Evidence) -> Evidence:
    """Add a candidate, and what has to be said about it wherever its figures are read."""
    found = evidence.with_prediction(added)
    if added.calibration is None or not added.calibration.advised:
        return found
    return replace(found, notes=(*found.notes, f"About {added.name}: {added.calibration.sentence}"))
