"""One way of behaving when unsure, with one candidate behind it, priced on the same cases as everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.pricing.estimate import Estimate
from workbench.pricing.lazy import LazyArray

if TYPE_CHECKING:
    import numpy as np

    from workbench.experience.cells import Cells
    from workbench.pricing.casecosts import CaseCosts


@dataclass(frozen=True, eq=False)
class Outcome:
    """A policy's price. Money is per case and includes people's time; `seconds_per_case` is people's time.

    cost (n,) float64: cost of each case given its true class, expected over people's behaviour; written out when first asked for.
    wrong_share: share of cases that end in an answer dearer than the best one. human_share: share decided by a person by hand.
    parameters: as used; where a parameter was tuned fold by fold, its median, and under `..._by_fold` what each fold was scored
    with, chosen on the others. measured: what else there is to know of how the policy behaves, by name (`Policy.told`).
    case_costs: the same costs in the form they were counted in, for comparing, where prices follow one column.
    cells, money (c,): the same costs gathered in cells of like cases, for comparing; (R, c) with several repeats.
    """

    policy: str
    candidate: str
    parameters: dict[str, Any]
    if TYPE_CHECKING:
        cost: np.ndarray
    else:
        cost: LazyArray = LazyArray()
    cost_per_case: Estimate
    seconds_per_case: float
    wrong_share: float
    human_share: float
    measured: dict[str, float] = field(default_factory=dict)
    cells: Cells | None = field(default=None, repr=False)
    money: np.ndarray | None = field(default=None, repr=False)
    case_costs: CaseCosts | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Exchange:
    """What a policy is worth in right decisions: acting on a model with `right_equivalent` right would cost the same.

    right_now, right_equivalent: shares. beyond: "any accuracy" when the policy is cheaper than acting always right, "none" when
    it is dearer than always being wrong, else None. sentence: how it reads, ready to show.
    """

    policy: str
    candidate: str
    right_now: float
    right_equivalent: Estimate | None
    beyond: str | None
    sentence: str
