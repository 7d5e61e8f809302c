"""What pricing reads of the evidence besides probabilities: columns that enter a cost, and class shares."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from workbench.errors import UserError
from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.memo import once
from workbench.pricing.names import nearest, shown
from workbench.pricing.terms import Column
from workbench.pricing.terms import cost_column as checked

_shares: WeakKeyDictionary[Evidence, Prediction] = WeakKeyDictionary()
_sizes: WeakKeyDictionary[Evidence, np.ndarray] = WeakKeyDictionary()
_columns: WeakKeyDictionary[Evidence, dict[str, Column]] = WeakKeyDictionary()


def cost_column(evidence: Evidence, name: str) -> Column:
    """Return a column that costs are computed from, checked once for an evidence. Raises UserError where it cannot be one."""
    known = _columns.setdefault(evidence, {})
    if name not in known:
        known[name] = checked(name, column_values(evidence, name))
    return known[name]


def column_values(evidence: Evidence, name: str) -> np.ndarray:
    """Return a column of the table for the scored cases, (n,). Raises UserError with the nearest names when there is none."""
    table = evidence.framing.dataset.table
    if evidence.simulated:
        raise UserError(
            f"A cost names the column {shown(name)}, and there is no table.",
            "A cost that depends on the case is computed from a column of its row; cases that are made up have none.",
            "Give the cost of an average case as a plain number, or open a table.",
        )
    if name not in table.columns:
        raise UserError(
            f"A cost names the column {shown(name)}, which the table does not have.",
            "A cost that depends on the case is computed from a column of its row.",
            nearest(name, [str(column) for column in table.columns], "columns"),
        )
    column = table[name].iloc[evidence.framing.rows[evidence.rows]]
    if column.dtype.kind not in "fiub":
        return column.astype(object).to_numpy()
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def class_sizes(evidence: Evidence) -> np.ndarray:
    """Return (K,): scored cases of each class; counted once."""
    return once(_sizes, evidence, lambda: np.bincount(evidence.y, minlength=len(evidence.classes)))


def class_shares(evidence: Evidence) -> Prediction:
    """Return the candidate that knows only how frequent each class was where it learned: the opponent nobody can take away."""
    return once(_shares, evidence, lambda: _told(evidence))


def _told(evidence: Evidence) -> Prediction:
    layers = zip(evidence.shares, evidence.fold, strict=True)
    return Prediction("cheapest answer", "baseline", np.stack([shares[folds] for shares, folds in layers]).astype(np.float32))
