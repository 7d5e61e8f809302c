"""Which columns of the table a cost may depend on, and why the others may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from workbench.data.framing import Framing
from workbench.data.roles import existing
from workbench.errors import UserError
from workbench.pricing.costs import build_costs, cost_column, shown
from workbench.pricing.memo import once
from workbench.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CostColumn:
    """A column and, where a cost may not depend on it, why: `missing in 12 cases`. low, high: of its values."""

    name: str
    problem: str | None = None
    low: float = 0.0
    high: float = 0.0


_known: WeakKeyDictionary[Framing, tuple[CostColumn, ...]] = WeakKeyDictionary()


def cost_columns(framing: Framing) -> tuple[CostColumn, ...]:
    """Return every column but the target, those that can be used first."""
    return once(_known, framing, lambda: _looked_at(framing))


def check_cost_column(framing: Framing, name: str) -> None:
    """Raise UserError, naming the column and what is wrong in how many cases, when no cost can depend on it."""
    if name == framing.target:
        raise UserError(
            f"The cost column {shown(name)} is the answer itself.",
            "What a mistake costs is stated for each answer already.",
            "Name a column of numbers that is known besides, such as the amount at stake.",
        )
    cost_column(name, _values(framing, name))


def check_costs(framing: Framing, scenario: Scenario) -> None:
    """Raise UserError where the scenario's costs or real-life shares cannot be used with this table."""
    dataset = framing.dataset
    build_costs(scenario, framing.classes, lambda name: _values(framing, existing(dataset, name, "costs")), framing.sizes)


def _looked_at(framing: Framing) -> tuple[CostColumn, ...]:
    found = [_one(framing, column.name) for column in framing.dataset.columns if column.name != framing.target]
    return tuple(sorted(found, key=lambda column: column.problem is not None))


def _one(framing: Framing, name: str) -> CostColumn:
    values = np.asarray(_values(framing, name))
    if values.dtype.kind not in "iuf":
        return CostColumn(name, "no numbers")
    values = values.astype(np.float64, copy=False)
    unusable = int(values.size - np.count_nonzero(np.isfinite(values)))
    if unusable:
        return CostColumn(name, f"missing in {unusable:,} of {values.size:,} cases")
    return CostColumn(name, None, float(values.min(initial=np.inf)), float(values.max(initial=-np.inf)))


def _values(framing: Framing, name: str) -> pd.Series:
    """Return the column for the cases whose answer is known; its index tells their rows."""
    return framing.dataset.table[name].iloc[framing.rows]
