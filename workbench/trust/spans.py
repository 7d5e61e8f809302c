"""Spans of time: months, quarters or years, whichever are few enough to be read."""

from __future__ import annotations

import numpy as np

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spanned(days: np.ndarray, most: int) -> tuple[list[str], np.ndarray]:
    """Return labels and codes (n,) of dates (n,) datetime64[D], -1 where missing; at most `most` groups, the finest that fit.

    Where even years are too many, the earliest ones are one group.
    """
    absent = np.isnat(days)
    months = days.astype("datetime64[M]").astype(np.int64)
    for unit, name in ((1, _month), (3, _quarter), (12, _year)):
        spans = np.unique(months[~absent] // unit)
        if len(spans) <= most:
            return _coded([name(int(span)) for span in spans], spans, months // unit, absent)
    latest = spans[-(most - 1) :]
    labels = [f"before {_year(int(latest[0]))}", *(_year(int(span)) for span in latest)]
    starts = np.concatenate(([latest[0] - 1], latest))
    return _coded(labels, starts, np.maximum(months // 12, starts[0]), absent)


def _coded(labels: list[str], spans: np.ndarray, of_case: np.ndarray, absent: np.ndarray) -> tuple[list[str], np.ndarray]:
    codes = np.searchsorted(spans, of_case).astype(np.intp)
    codes[absent] = -1
    return labels, codes


def _month(months: int) -> str:
    return f"{MONTHS[months % 12]} {1970 + months // 12}"


def _quarter(quarters: int) -> str:
    return f"Q{quarters % 4 + 1} {1970 + quarters // 4}"


def _year(years: int) -> str:
    return str(1970 + years)
