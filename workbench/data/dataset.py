"""The table as it was opened: cleaned, typed, described, and fingerprinted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["number", "category", "boolean", "date", "text"]


@dataclass(frozen=True)
class Column:
    """One column's profile. Counts are rows. `low`, `high`, `examples` are text ready to show (never evaluated)."""

    name: str
    kind: Kind
    found: Kind
    missing: int
    distinct: int
    low: str
    high: str
    examples: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table of past cases.

    table: one row a case, column names unique non-empty text; numbers float32/float64/int, booleans and categories as `category`
    with text labels, dates as datetime64, free text as `str`; missing values are NaN/NaT/NA, never infinite.
    notes: what was repaired on the way in, one plain sentence each.
    fingerprint: hex digest of the content; the same content gives the same fingerprint on any machine.
    """

    name: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    fingerprint: str

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def nbytes(self) -> int:
        return int(self.table.memory_usage(deep=True).sum())
