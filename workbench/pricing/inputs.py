"""What pricing reads of the evidence besides probabilities: columns that enter a cost, and class shares."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from workbench.errors import UserError
from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.foldwise import counts_by_fold
from workbench.pricing.memo import once
from workbench.pricing.names import nearest, shown
from workbench.pricing.terms import Column
from workbench.pricing.terms import cost_column as checked

if TYPE_CHECKING:
    import pandas as pd

_shares: WeakKeyDictionary[Evidence, Prediction] = WeakKeyDictionary()
_sizes: WeakKeyDictionary[Evidence, np.ndarray] = WeakKeyDictionary()
_columns: WeakKeyDictionary[Evidence, dict[str, Column]] = WeakKeyDictionary()
_trained: WeakKeyDictionary[Evidence, dict[str, np.ndarray]] = WeakKeyDictionary()


def cost_column(evidence: Evidence, name: str) -> Column:
    """Return a column that costs are computed from, checked once for an evidence. Raises UserError where it cannot be one."""
    known = _columns.setdefault(evidence, {})
    if name not in known:
        known[name] = checked(name, column_values(evidence, name))
    return known[name]


def column_values(evidence: Evidence, name: str) -> pd.Series:
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
    return table[name].iloc[evidence.framing.rows[evidence.rows]]


def trained_means(evidence: Evidence, column: Column) -> np.ndarray:
    """Return (R, k, K): the mean of a column over the cases of each class that each fold was trained on; worked out once.

    For a class without such a case, over all cases that were trained on.
    """
    known = _trained.setdefault(evidence, {})
    if column.name not in known:
        values = _framed_values(evidence, column)
        usable = np.isfinite(values)
        group = np.zeros(len(values), dtype=np.intp)
        amount = np.where(usable, values, 0.0)
        known[column.name] = np.stack([_means(evidence, group, fold, amount, usable) for fold in evidence.fold])
    return known[column.name]


def _framed_values(evidence: Evidence, column: Column) -> np.ndarray:
    """Return (m,): the column for every framed case, those that are only trained on among them, NaN where it is not known."""
    framing = evidence.framing
    values = np.full(len(framing.y), np.nan)
    if len(evidence.rows) < len(framing.y) and column.name in framing.dataset.table.columns:
        found = framing.dataset.table[column.name].iloc[framing.rows]
        values = np.array(found.to_numpy(dtype=np.float64, na_value=np.nan)) if found.dtype.kind in "fiub" else values
    values[evidence.rows] = column.values
    return values


def _means(evidence: Evidence, group: np.ndarray, fold: np.ndarray, amount: np.ndarray, usable: np.ndarray) -> np.ndarray:
    sums, cases = (counts_by_fold(group, 1, evidence, fold, part)[:, 0] for part in (amount, usable.astype(np.float64)))
    overall = sums.sum(axis=1, keepdims=True) / np.maximum(cases.sum(axis=1, keepdims=True), 1.0)
    return np.where(cases > 0, sums / np.maximum(cases, 1.0), overall)


def class_sizes(evidence: Evidence) -> np.ndarray:
    """Return (K,): scored cases of each class; counted once."""
    return once(_sizes, evidence, lambda: np.bincount(evidence.y, minlength=len(evidence.classes)))


def class_shares(evidence: Evidence) -> Prediction:
    """Return the candidate that knows only how frequent each class was where it learned: the opponent nobody can take away."""
    return once(_shares, evidence, lambda: _told(evidence))


def _told(evidence: Evidence) -> Prediction:
    layers = zip(evidence.shares, evidence.fold, strict=True)
    return Prediction("cheapest answer", "baseline", np.stack([shares[folds] for shares, folds in layers]).astype(np.float32))
