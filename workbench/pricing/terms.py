"""Prices in parts: a cell of the matrix is plus + times * column, and most questions about it need no case written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.data.outside import HEADER
from workbench.errors import UserError
from workbench.pricing.names import shown

if TYPE_CHECKING:
    import pandas as pd

MAX_CELLS = 250_000_000
MAX_PRICE = 1e30


@dataclass(frozen=True, eq=False)
class Column:
    """A column that costs are computed from, checked once. values (n,) float64, finite, with their range and mean."""

    name: str
    values: np.ndarray
    _known: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    @cached_property
    def low(self) -> float:
        return float(self.values.min(initial=np.inf))

    @cached_property
    def high(self) -> float:
        return float(self.values.max(initial=-np.inf))

    @cached_property
    def mean(self) -> float:
        return float(self.values.mean()) if self.values.size else 0.0

    def by_class(self, y: np.ndarray, classes: int) -> np.ndarray:
        """Return (K,): the mean over the cases of each class; over all cases for a class without one. y (n,)."""
        if self._known.get("y") is not y:
            sizes, sums = np.bincount(y, minlength=classes), np.bincount(y, weights=self.values, minlength=classes)
            self._known["y"], self._known["mean"] = y, np.divide(sums, sizes, out=np.full(classes, self.mean), where=sizes > 0)
        return self._known["mean"]


@dataclass(frozen=True, eq=False)
class Terms:
    """plus (A, K), times (C, A, K): currency, and currency per unit of each of the C columns."""

    plus: np.ndarray
    times: np.ndarray
    columns: tuple[Column, ...] = ()

    @property
    def by_row(self) -> bool:
        return self.n > 1

    @property
    def n(self) -> int:
        """Cases written out: 1 when no column enters."""
        return len(self.columns[0].values) if self.columns else 1

    def at(self, amounts: tuple[float, ...]) -> np.ndarray:
        """Return (A, K): the prices of a case with these amounts, one for each column."""
        return self.plus + np.tensordot(np.array(amounts), self.times, axes=1) if amounts else self.plus

    def mean(self) -> np.ndarray:
        """Return (A, K): the mean over all cases."""
        return self.at(tuple(column.mean for column in self.columns))

    def mean_by_truth(self, y: np.ndarray) -> np.ndarray:
        """Return (A, K): the mean over the cases of each class, over all cases for a class without one. y (n,)."""
        mean = self.plus.copy()
        for times, column in zip(self.times, self.columns, strict=True):
            mean += times * column.by_class(y, self.plus.shape[1])
        return mean

    def columns_by_truth(self) -> tuple[tuple[int, ...], ...]:
        """Return which of `columns` prices follow under each truth, which may be none."""
        return tuple(tuple(np.flatnonzero(self.times[:, :, truth].any(axis=1)).tolist()) for truth in range(self.plus.shape[1]))

    def least(self) -> float:
        """Return what no case can cost less than."""
        lowest = self.plus.copy()
        for times, column in zip(self.times, self.columns, strict=True):
            lowest += np.minimum(times * column.low, times * column.high)
        return float(lowest.min())

    def cells(self) -> np.ndarray:
        """Return (1 or n, A, K), laid out cell by cell so that one cell of all cases is contiguous."""
        if not self.columns:
            return self.plus[np.newaxis]
        cells = np.empty((*self.plus.shape, self.n))
        for position in np.ndindex(*self.plus.shape):
            cells[position] = self.plus[position]
            for times, column in zip(self.times, self.columns, strict=True):
                if times[position]:
                    cells[position] += times[position] * column.values
        return cells.transpose(2, 0, 1)


def cost_column(name: str, values: np.ndarray | pd.Series | Column) -> Column:
    """Return a checked column. Raises UserError when it holds text, missing or infinite values: NaN never becomes 0.

    values: a part of the table's own column tells the row of what cannot be used.
    """
    if isinstance(values, Column):
        return values
    rows, found = getattr(values, "index", None), np.asarray(values)
    if found.dtype.kind not in "fiub":
        raise UserError(
            f"The cost column {shown(name)} holds no numbers{_such_as(found, rows)}.",
            "A cost that depends on the case is computed from a number in its row.",
            "Name a column of numbers, or set the column's type to number on the data page.",
        )
    numbers = found.astype(np.float64, copy=False)
    unusable = np.flatnonzero(~np.isfinite(numbers))
    if unusable.size:
        value = numbers[unusable[0]]
        holds = "no number" if np.isnan(value) else f"{value:g}"
        first = "" if rows is None else f", first in row {int(rows[unusable[0]]) + HEADER:,}, which holds {holds}"
        raise UserError(
            f"The cost column {shown(name)} is missing or infinite in {unusable.size:,} of {numbers.size:,} cases{first}.",
            "A missing cost is not a cost of 0, and these cases could not be priced.",
            f"Fill {shown(name)} in the table, take those rows out of it, or use a plain number as the cost.",
        )
    return Column(name, numbers)


def _such_as(values: np.ndarray, rows: Any) -> str:
    """Name the first value that is there, and its row."""
    first = next((place for place, value in enumerate(values) if value == value and value is not None), None)
    if first is None:
        return ""
    where = "" if rows is None else f" in row {int(rows[first]) + HEADER:,}"
    return f", such as {shown(values[first])}{where}"


def refuse_too_large(terms: Terms, answers: Sequence[str], classes: Sequence[str]) -> None:
    """Raise UserError, naming cell and column, where a case would cost so much that no sum of such costs is a number."""
    for times, column in zip(terms.times, terms.columns, strict=True):
        largest = max(abs(column.low), abs(column.high)) if column.values.size else 0.0
        over = np.abs(times) > MAX_PRICE / max(largest, 1.0)
        if over.any():
            answer, truth = (int(place) for place in np.argwhere(over)[0])
            raise UserError(
                f"Answering {shown(answers[answer])} when it is {shown(classes[truth])} costs {times[answer, truth]:g} times "
                f"{shown(column.name)}, which holds values up to {largest:g}.",
                f"Costs of more than {MAX_PRICE:g} a case cannot be added up.",
                f"State a smaller number, or correct {shown(column.name)} in the table.",
            )


def refuse_too_many(cases: int, answers: int, classes: int) -> None:
    """Raise UserError where costs written out case by case would not fit into memory."""
    cells = cases * answers * classes
    if cells > MAX_CELLS:
        raise UserError(
            f"A cost from a column, for {cases:,} cases and {classes} classes, takes {cells:,} numbers.",
            f"More than {MAX_CELLS:,} do not fit into memory beside the data.",
            "Use plain numbers, fewer classes, or a sample of the cases.",
        )
