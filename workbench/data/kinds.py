"""What a column is: number, category, boolean, date or free text; found from its distinct values, or as someone said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.data.dataset import Kind
from workbench.data.dates import looks_like_dates, parse_dates
from workbench.data.numbers import parse_numbers
from workbench.data.parsing import CERTAIN_MISSING, POSSIBLY_MISSING
from workbench.data.profile import rows as counted

PAIRS = ({"true", "false"}, {"yes", "no"}, {"y", "n"}, {"t", "f"}, {"on", "off"})
BOOLEAN = set().union(*PAIRS, {"1", "0", "1.0", "0.0"})
NAMED_IN_A_NOTE = 5
LOOK = 2_000
Parsed = tuple[np.ndarray, str]


@dataclass
class Remarks:
    """What was done to columns, gathered by topic so that two thousand columns still give a handful of sentences."""

    topics: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, topic: str, column: str, detail: str = "") -> None:
        self.topics[topic].append(f"{column[:60]!r}{f' ({detail})' if detail else ''}")

    def sentences(self) -> list[str]:
        return [f"{topic}: {listed(columns)}." for topic, columns in self.topics.items()]


def listed(names: list[str]) -> str:
    shown = ", ".join(names[:NAMED_IN_A_NOTE])
    return shown if len(names) <= NAMED_IN_A_NOTE else f"{shown} and {len(names) - NAMED_IN_A_NOTE:,} more"


@dataclass
class Values:
    """A text column as codes (n,) into its distinct stripped texts, -1 where missing."""

    codes: np.ndarray
    texts: pd.Series

    @classmethod
    def of(cls, column: pd.Series) -> Values:
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes, raw = column.cat.codes.to_numpy().astype(np.int32), pd.Series(column.cat.categories)
        else:
            found, distinct = pd.factorize(column)
            codes, raw = found.astype(np.int32), pd.Series(distinct)
        stripped = raw.astype("str").str.strip()
        if stripped.equals(raw):
            values = cls(codes, stripped)
        else:
            again, distinct = pd.factorize(stripped)
            values = cls(np.append(again.astype(np.int32), -1)[codes], pd.Series(distinct, dtype="str"))
        return values.without(values.texts == "")

    @property
    def counts(self) -> np.ndarray:
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))

    def without(self, dropped: pd.Series | np.ndarray) -> Values:
        """The same column with some texts counted as missing."""
        gone = np.asarray(dropped, dtype=bool)
        if not gone.any():
            return self
        new = np.cumsum(~gone) - 1
        new[gone] = -1
        return Values(np.append(new, -1).astype(np.int32)[self.codes], self.texts[~gone].reset_index(drop=True))

    def spread(self, values: np.ndarray, missing: object) -> np.ndarray:
        """One value a row from one value a distinct text."""
        return np.append(values, np.array([missing], dtype=values.dtype))[self.codes]

    def categories(self) -> pd.Series:
        order = np.argsort(self.texts.to_numpy(dtype=object), kind="stable")
        rank = np.empty(len(order) + 1, dtype=np.int32)
        rank[order] = np.arange(len(order))
        rank[-1] = -1
        dtype = pd.CategoricalDtype(pd.Index(self.texts.iloc[order], dtype="str"))
        return pd.Series(pd.Categorical.from_codes(rank[self.codes], dtype=dtype))

    def strings(self) -> pd.Series:
        texts = self.texts.to_numpy(dtype=object)
        return pd.Series(np.append(texts, np.array([None], dtype=object))[self.codes], dtype="str")


def settle_number(column: pd.Series, name: str, remarks: Remarks) -> pd.Series:
    """A column that was parsed as numbers, without infinities."""
    if column.dtype.kind in "iu":
        return column if column.dtype == np.int64 else column.astype(np.float64)
    values = column.to_numpy(dtype=np.float64)
    endless = np.isinf(values)
    if not endless.any():
        return column
    remarks.add("Infinite numbers count as missing", name, f"{int(endless.sum()):,}")
    return pd.Series(np.where(endless, np.nan, values))


def settle_text(
    column: pd.Series, name: str, forced: Kind | None, decimal: str, marks: frozenset[str], remarks: Remarks
) -> tuple[pd.Series, Kind, Kind]:
    """Return the column as it goes into the table, its kind, and the kind that was found.

    marks: words this file writes where a number is missing; they then mean the same in its categories.
    """
    values = Values.of(column)
    certain = values.texts.isin(CERTAIN_MISSING)
    values = values.without(certain)
    unsure = values.texts.isin(POSSIBLY_MISSING).to_numpy()
    known = values.without(unsure)
    found, parsed = _found(known, name, decimal, remarks if forced is None else Remarks())
    kind: Kind = forced or found
    # The words may mean something among categories, never among numbers and dates.
    values = known if kind in ("number", "date") or forced == "boolean" else _with_own_words(values, name, marks, remarks)
    if kind == "number":
        return (
            _numbers(values, parsed if found == kind else parse_numbers(values.texts, values.counts, decimal), name, remarks),
            kind,
            found,
        )
    if kind == "date":
        return _dates(values, parsed if found == kind else parse_dates(values.texts, force=True), name, remarks), kind, found
    if forced == "boolean":
        values = _only(values, values.texts.str.lower().isin(BOOLEAN).to_numpy(), "yes or no", name, remarks)
    return values.strings() if kind == "text" else values.categories(), kind, found


def _with_own_words(values: Values, name: str, marks: frozenset[str], remarks: Remarks) -> Values:
    """`none` or `NA` may be an answer like any other: it is dropped only where the file's own numbers use it for "missing"."""
    unsure = values.texts.isin(POSSIBLY_MISSING).to_numpy()
    counts = values.counts
    dropped = values.texts.isin(marks).to_numpy() if (~values.texts.isin(marks)).sum() >= 2 else np.zeros(len(unsure), dtype=bool)
    for text, count, gone in zip(values.texts[unsure], counts[unsure], dropped[unsure], strict=True):
        if gone:
            remarks.add("Counted as missing, as in this file's numbers", name, f"{text!r}, {counted(int(count))}")
        else:
            remarks.add("Kept as a value of its own though it may mean missing", name, f"{text!r}, {counted(int(count))}")
    return values.without(dropped)


def _found(values: Values, name: str, decimal: str, remarks: Remarks) -> tuple[Kind, Parsed | None]:
    """The kind, and for numbers and dates the distinct values as read."""
    texts, weights = values.texts, values.counts
    if not len(texts):
        return "category", None
    if len(texts) <= 6 and any(set(texts.str.lower()) <= pair for pair in PAIRS):
        return "boolean", None
    # Words need no further look; among two thousand columns of them this is most of the time.
    if sum(any(map(str.isdigit, text)) for text in texts[:50]) < 0.5 * len(texts[:50]):
        return ("text" if _is_prose(texts, weights) else "category"), None
    # Numbers this long are names: read as numbers they would lose the digits that tell them apart.
    if weights[texts.str.fullmatch(r"[-+]?\d{16,18}").to_numpy(dtype=bool)].sum() > 0.5 * weights.sum():
        return "category", None
    look = slice(0, LOOK)
    if _enough(parse_numbers(texts[look], weights[look], decimal)[0], weights[look]):
        numbers = parse_numbers(texts, weights, decimal)
        if _enough(numbers[0], weights):
            return "number", numbers
    if looks_like_dates(texts[look], weights[look]):
        dates = parse_dates(texts)
        if dates is None:
            remarks.add(
                "Dates whose day and month cannot be told apart stay as text; set the type to date to read the day first", name
            )
        elif _enough(dates[0], weights):
            return "date", dates
    return ("text" if _is_prose(texts, weights) else "category"), None


def _enough(values: np.ndarray, weights: np.ndarray) -> bool:
    """Nearly all rows fit: 98 %, or all but one of ten and more."""
    misfits, total = int(weights[np.isnat(values) if values.dtype.kind == "M" else np.isnan(values)].sum()), int(weights.sum())
    return misfits <= 0.02 * total or (misfits == 1 and total >= 10)


def _is_prose(texts: pd.Series, weights: np.ndarray) -> bool:
    """Several words, long, and hardly ever the same twice."""
    if len(texts) < max(10, 0.3 * weights.sum()) and len(texts) < 5_000:
        return False
    sample = texts[:2_000]
    return bool(sample.str.count(r"\s+").median() >= 3 and sample.str.len().mean() >= 20)


def _numbers(values: Values, parsed: Parsed | None, name: str, remarks: Remarks) -> pd.Series:
    numbers, taken = parsed or (np.full(len(values.texts), np.nan), "")
    endless = values.texts.str.fullmatch(r"[-+]?(?i:inf(?:inity)?)").to_numpy(dtype=bool) | np.isinf(numbers)
    numbers = np.where(endless, np.nan, numbers)
    if endless.any():
        remarks.add("Infinite numbers count as missing", name, f"{int(values.counts[endless].sum()):,}")
    if taken:
        remarks.add("Read as numbers after taking off signs", name, f"{taken}: {values.texts.iloc[0][:20]!r}")
    _only(values, ~np.isnan(numbers) | endless, "a number", name, remarks)
    return pd.Series(values.spread(numbers, np.nan))


def _dates(values: Values, parsed: Parsed | None, name: str, remarks: Remarks) -> pd.Series:
    stamps, remark = parsed or (np.full(len(values.texts), np.datetime64("NaT", "us")), "")
    if remark:
        remarks.add("Dates", name, remark)
    _only(values, ~np.isnat(stamps), "a date from 1678 to 2261", name, remarks)
    return pd.Series(values.spread(stamps, np.datetime64("NaT", "us")))


def _only(values: Values, fits: np.ndarray, what: str, name: str, remarks: Remarks) -> Values:
    """Keep what fits; the rest is missing, counted, with an example."""
    if not fits.all():
        rows = int(values.counts[~fits].sum())
        remarks.add(
            f"Counted as missing because it is not {what}", name, f"{counted(rows)}, such as {values.texts[~fits].iloc[0][:30]!r}"
        )
    return values.without(~fits)
