"""Dates as people write them. A day and a month that cannot be told apart are not guessed."""

from __future__ import annotations

import numpy as np
import pandas as pd

ISO = r"\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|[-+]\d{2}:?\d{2})?)?"
TIME = r"(?:,?[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)?"
YEAR_FIRST = rf"\d{{4}}[/.]\d{{1,2}}[/.]\d{{1,2}}{TIME}"
YEAR_LAST = rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}}){TIME}"
NAMED = rf"(?:\d{{1,2}}[-. ]*[A-Za-z]{{3,9}}[-,. ]*\d{{4}}|[A-Za-z]{{3,9}}[. ]*\d{{1,2}},? \d{{4}}){TIME}"
ANY_DATE = f"(?:{ISO}|{YEAR_FIRST}|{YEAR_LAST}|{NAMED})"
# What fits into nanoseconds; 9999-12-31 and its like mean "no end", not a day.
EARLIEST, LATEST = pd.Timestamp("1678-01-01"), pd.Timestamp("2262-01-01")


def looks_like_dates(texts: pd.Series, weights: np.ndarray) -> bool:
    return bool(weights[texts.str.fullmatch(ANY_DATE).to_numpy(dtype=bool)].sum() >= 0.95 * weights.sum())


def parse_dates(texts: pd.Series, force: bool = False) -> tuple[np.ndarray, str] | None:
    """Read distinct texts as dates. Returns (d,) datetime64[us], NaT where a text is no date, and a remark ("" when none).

    None when day and month could be swapped in every value, unless `force` (then the day comes first).
    """
    # Most files write ISO dates, and a million of them need no rewriting.
    if texts[:2_000].str.fullmatch(ISO).all() and texts.str.slice(4, 5).eq("-").mean() > 0.98:
        plain, remark = texts, ""
    else:
        order, remark = _order(texts, force)
        if order is None:
            return None
        plain = _iso(texts, order)
    stamps = pd.to_datetime(plain, format="ISO8601", errors="coerce", utc=True).dt.tz_localize(None)
    if plain[:2_000].str.contains(r"\d(?:Z|UTC|[-+]\d{2}:?\d{2})$", regex=True).any():
        remark = "times with a zone were turned into UTC"
    values = stamps.where(stamps.between(EARLIEST, LATEST)).to_numpy(dtype="datetime64[us]")
    if force:
        values = _numeric_dates(texts, values)
    return values, remark


def _order(texts: pd.Series, force: bool) -> tuple[str | None, str]:
    """Day first or month first, from values where only one of them is possible."""
    parts = texts.str.extract(r"^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}").dropna()
    if not len(parts):
        return "day", ""
    first, second = parts[0].astype(int), parts[2].astype(int)
    day, month = bool((first > 12).any()), bool((second > 12).any())
    if day != month:
        return ("day", "") if day else ("month", "")
    if not day and (parts[1] == ".").all():
        return "day", ""
    if force or (day and month):
        return "day", "the day was taken to come first"
    return None, ""


def _iso(texts: pd.Series, order: str) -> pd.Series:
    """Rewrite what is no ISO date into one."""
    plain = texts.str.replace(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", r"\1-\2-\3", regex=True)
    parts = plain.str.extract(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
    written = parts[0].notna().to_numpy()
    if written.any():
        day, month = (parts[0], parts[1]) if order == "day" else (parts[1], parts[0])
        year = parts[2].where(parts[2].str.len() == 4, "20" + parts[2])
        rest = plain.str.replace(r"^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})", "", regex=True)
        plain = plain.where(~written, year + "-" + month + "-" + day + rest)
    plain = plain.str.replace(r"^(\d{4})-(\d)\b", r"\1-0\2", regex=True).str.replace(
        r"^(\d{4}-\d{2})-(\d)\b", r"\1-0\2", regex=True
    )
    plain = plain.str.replace(r",? (\d):", r" 0\1:", regex=True)
    foreign = ~plain.str.fullmatch(ISO).to_numpy(dtype=bool)
    if foreign.any():
        loose = plain[foreign].str.replace(r"[,. -]+", " ", regex=True)
        plain = plain.copy()
        plain[foreign] = _spelled_out(loose)
    return plain


def _spelled_out(texts: pd.Series) -> pd.Series:
    """Months by name and times with am or pm; what fits no pattern becomes missing."""
    stamps = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us]")
    for date in ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%Y %m %d"):
        for time in ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p"):
            open_still = stamps.isna()
            if not open_still.any():
                break
            stamps[open_still] = pd.to_datetime(texts[open_still], format=date + time, errors="coerce").astype("datetime64[us]")
    return stamps.dt.strftime("%Y-%m-%d %H:%M:%S").astype("str")


def _numeric_dates(texts: pd.Series, values: np.ndarray) -> np.ndarray:
    """Only where someone said so: 20240131, a year, or seconds (milliseconds) since 1970."""
    days, years = r"(?:1[6-9]|2[01])\d{6}", r"(?:1[6-9]|2[01])\d{2}"
    seconds = pd.to_numeric(texts.where(texts.str.fullmatch(r"\d{9,10}")), errors="coerce")
    millis = pd.to_numeric(texts.where(texts.str.fullmatch(r"\d{12,13}")), errors="coerce")
    readings = (
        pd.to_datetime(texts.where(texts.str.fullmatch(days)), format="%Y%m%d", errors="coerce"),
        pd.to_datetime(texts.where(texts.str.fullmatch(years)), format="%Y", errors="coerce"),
        pd.to_datetime(seconds, unit="s", errors="coerce"),
        pd.to_datetime(millis, unit="ms", errors="coerce"),
    )
    for stamps in readings:
        values = np.where(np.isnat(values), stamps.to_numpy(dtype="datetime64[us]"), values)
    return values
