"""The checklist against the best way of behaving, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.experience.guidelines import checklist, design_of

if TYPE_CHECKING:
    from workbench.run import Appraisal


def guidelines_json(appraisal: Appraisal) -> list[dict[str, Any]] | None:
    """Return each point with whether the best design meets it; None where no design was priced."""
    if appraisal.best_policy is None:
        return None
    return [vars(item) for item in checklist(design_of(appraisal.best_policy, appraisal.evidence, appraisal.scenario))]
