"""One line about each column: what it holds, how much is missing, what it looks like."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.data.dataset import Column, Kind

SHOWN = 60
EXAMPLES = 4


def describe(values: pd.Series, name: str, kind: Kind, found: Kind) -> Column:
    """Profile one column. Everything that is shown is bounded text."""
    missing = int(values.isna().sum())
    low, high = _range(values, kind)
    distinct, examples = _distinct(values, kind)
    return Column(name, kind, found, missing, distinct, low, high, examples)


def _range(values: pd.Series, kind: Kind) -> tuple[str, str]:
    if kind not in ("number", "date") or not values.notna().any():
        return "", ""
    return show(values.min()), show(values.max())


def _distinct(values: pd.Series, kind: Kind) -> tuple[int, tuple[str, ...]]:
    """Categories show their most frequent values, other kinds their first ones."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy()
        counts = np.bincount(codes[codes >= 0], minlength=len(values.cat.categories))
        frequent = np.argsort(-counts, kind="stable")[:EXAMPLES]
        return int((counts > 0).sum()), tuple(show(values.cat.categories[place]) for place in frequent if counts[place])
    distinct = values.dropna().unique()
    return len(distinct), tuple(show(value) for value in distinct[:EXAMPLES])


def rows(count: int, one: str = "", many: str = "") -> str:
    """A count of rows with its verb: `1 row has`, `1,200 rows have`."""
    return f"{count:,} row {one}".rstrip() if count == 1 else f"{count:,} rows {many}".rstrip()


def show(value: object) -> str:
    """One cell as short text."""
    if isinstance(value, pd.Timestamp | np.datetime64):
        return str(pd.Timestamp(value)).removesuffix(" 00:00:00")
    if isinstance(value, float | np.floating):
        return f"{float(value):.6g}" if abs(float(value)) < 1e6 else f"{float(value):.10g}"
    text = str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
