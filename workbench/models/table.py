"""The features of a framing as compact arrays, made once per evidence. Nothing is learned here: no row influences another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.models.words import counted

if TYPE_CHECKING:
    from workbench.data.dataset import Column
    from workbench.data.framing import Framing

# Squares and sums of a million values must stay finite; nothing measured is as large as this.
LARGEST = 1e100
DATE_PARTS = ("day", "month", "weekday", "hour")


@dataclass(frozen=True)
class Input:
    """One input of a model. part: "" or which part of a date (day, month, weekday, hour) or of a text (length) it is.

    labels: what the codes 0, 1, ... of a category or boolean stand for; empty for numbers.
    """

    column: str
    part: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """numbers (p, n) float64, NaN where missing, booleans as 0 and 1; codes (c, n) int32, -1 where missing.

    One input is one row, so that the values of an input lie next to each other in memory. p and c may be 0.
    texts: the columns of free text (n,) str; their lengths are among the numbers.
    """

    numbers: np.ndarray
    codes: np.ndarray
    number_inputs: tuple[Input, ...]
    code_inputs: tuple[Input, ...]
    texts: tuple[pd.Series, ...] = ()

    @cached_property
    def words(self) -> Any:
        """How often words stand in the texts (n, places), CSR; counted when first asked for."""
        return counted(self.texts)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """All inputs, numbers first, as they stand in an ordinal matrix."""
        return self.number_inputs + self.code_inputs


def tabulate(framing: Framing) -> Table:
    """Lay out the features of `framing` for its rows, in their order."""
    frame, rows = framing.dataset.table, framing.rows
    everything = len(rows) == len(frame)
    numbers: list[tuple[Input, np.ndarray]] = []
    codes: list[tuple[Input, np.ndarray]] = []
    texts: list[pd.Series] = []
    for column in framing.features:
        series = frame[column.name] if everything else frame[column.name].iloc[rows]
        if column.kind == "text":
            texts.append(series)
        (codes if column.kind == "category" else numbers).extend(_inputs(column, series))
    return Table(
        _stack(numbers, len(rows), np.float64),
        _stack(codes, len(rows), np.int32),
        tuple(made for made, _ in numbers),
        tuple(made for made, _ in codes),
        tuple(texts),
    )


def _stack(columns: list[tuple[Input, np.ndarray]], n: int, dtype: Any) -> np.ndarray:
    stacked = np.empty((len(columns), n), dtype=dtype)
    for row, (_, values) in enumerate(columns):
        stacked[row] = values
    return stacked


def _inputs(column: Column, series: pd.Series) -> list[tuple[Input, np.ndarray]]:
    if column.kind == "category":
        codes, labels = _coded(series)
        return [(Input(column.name, labels=labels), codes)]
    if column.kind == "boolean":
        codes, labels = _coded(series)
        return [(Input(column.name, labels=labels), np.where(codes < 0, np.nan, codes))]
    if column.kind == "date":
        return _date_parts(column.name, series)
    if column.kind == "text":
        length = series.astype("str").str.len().to_numpy(np.float64, na_value=np.nan)
        return [(Input(column.name, "length"), np.where(series.isna(), np.nan, length))]
    values = pd.to_numeric(series, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    return [(Input(column.name), np.clip(values, -LARGEST, LARGEST))]


def _coded(series: pd.Series) -> tuple[np.ndarray, tuple[str, ...]]:
    """Codes into sorted labels, whatever order the rows or the categories came in."""
    if not isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("str").where(series.notna()).astype("category")
    labels = [str(label) for label in series.cat.categories]
    order = np.argsort(labels, kind="stable")
    rank = np.empty(len(labels) + 1, dtype=np.int32)
    rank[order] = np.arange(len(labels), dtype=np.int32)
    rank[-1] = -1
    return rank[series.cat.codes.to_numpy()], tuple(labels[position] for position in order)


def _date_parts(name: str, series: pd.Series) -> list[tuple[Input, np.ndarray]]:
    """Days since 1970 with their fraction, month, weekday and hour; a part that never changes says nothing and is left out."""
    dates = pd.to_datetime(series, errors="coerce")
    if dates.dt.tz is not None:
        dates = dates.dt.tz_convert("UTC").dt.tz_localize(None)
    day = (dates - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    parts: tuple[pd.Series, ...] = (day, dates.dt.month, dates.dt.day_of_week, dates.dt.hour)
    values = [part.to_numpy(np.float64, na_value=np.nan) for part in parts]
    made = [(Input(name, part), column) for part, column in zip(DATE_PARTS, values, strict=True)]
    return made[:1] + [(part, column) for part, column in made[1:] if _varies(column)]


def _varies(values: np.ndarray) -> bool:
    present = values[~np.isnan(values)]
    return bool(present.size and (present != present[0]).any())
