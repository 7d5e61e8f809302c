"""One way of behaving when unsure, with one candidate behind it, priced on the same cases as everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.pricing.estimate import Estimate
from workbench.pricing.lazy import Lazy, LazyArray

if TYPE_CHECKING:
    from dataclasses import field

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
    case_costs: the same costs in the form they were counted in, for comparing, where prices follow columns.
    cells, money (c,): the same costs gathered in cells of like cases, for comparing; (R, c) with several repeats.
    """

    policy: str
    candidate: str
    if TYPE_CHECKING:
        parameters: dict[str, Any]
        cost: np.ndarray
        cost_per_case: Estimate
        seconds_per_case: float
        wrong_share: float
        human_share: float
        measured: dict[str, float] = field(default_factory=dict)
        cells: Cells | None = None
        money: np.ndarray | None = None
        case_costs: CaseCosts | None = None
    else:
        parameters: dict = Lazy()
        cost: LazyArray = LazyArray()
        cost_per_case: Estimate = Lazy()
        seconds_per_case: float = Lazy()
        wrong_share: float = Lazy()
        human_share: float = Lazy()
        measured: dict = Lazy(dict)
        cells: Any = Lazy(None)
        money: Any = Lazy(None)
        case_costs: Any = Lazy(None)

    @classmethod
    def later(cls, policy: str, candidate: str, work: Callable[[], Outcome]) -> Outcome:
        """Return an outcome whose figures are worked out when one of them is first asked for."""
        names = [one.name for one in fields(cls) if one.name not in ("policy", "candidate")]
        figures: dict[str, Any] = {name: partial(_figure, work, name) for name in names}
        return cls(policy, candidate, **figures)

    def __repr__(self) -> str:
        """Name it. Its figures may take a while to work out."""
        return f"Outcome({self.policy!r}, {self.candidate!r})"


def _figure(work: Callable[[], Outcome], name: str) -> Any:
    return getattr(work(), name)


@dataclass(frozen=True)
class PutIn:
    """What an exchange rate is worked out from, currency per case: acting on the model as it is, the policy, a perfect answer.

    broken: acting with every right decision turned into the second best one.
    """

    acting: float
    policy: float
    perfect: float
    broken: float

    @property
    def fixed(self) -> float | None:
        """Share of the wrong decisions that would have to be put right; None where acting is perfect or the policy dearer."""
        gain = self.acting - self.policy
        return gain / (self.acting - self.perfect) if gain >= 0 and self.acting > self.perfect else None

    @property
    def spoiled(self) -> float | None:
        """Share of the right decisions that would have to go wrong; None where the policy is no dearer than acting."""
        more = self.policy - self.acting
        return more / (self.broken - self.acting) if more > 0 and self.broken > self.acting else None


@dataclass(frozen=True)
class Exchange:
    """What a policy is worth in right decisions: acting on a model with `right_equivalent` right would cost the same.

    right_now, right_equivalent: shares. beyond: "any accuracy" when the policy is cheaper than acting always right, "none" when
    it is dearer than always being wrong, else None. sentence: how it reads, ready to show. put_in: what it follows from.
    """

    policy: str
    candidate: str
    right_now: float
    right_equivalent: Estimate | None
    beyond: str | None
    sentence: str
    put_in: PutIn | None = None
