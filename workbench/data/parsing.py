"""From text to columns: numbers as numbers at the speed of the C parser, everything else as the text that was written."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.data.dialect import Dialect
from workbench.data.lines import LINES, short_plain, short_quoted, swallowed_rows
from workbench.data.profile import rows as counted
from workbench.errors import UserError

# Written for "no value". The first group never means anything else; the second is a real category in some tables.
CERTAIN_MISSING = (
    "nan",
    "NaN",
    "NAN",
    "null",
    "NULL",
    "Null",
    "N/A",
    "n/a",
    "#N/A",
    "#NA",
    "<NA>",
    "#VALUE!",
    "NaT",
    "-nan",
    "-NaN",
)
POSSIBLY_MISSING = ("NA", "na", "None", "none", "NONE", "-", "--", "?", ".", "n.a.", "k.A.", "k. A.", "missing", "unknown")
ALL_MISSING = ("", *CERTAIN_MISSING, *POSSIBLY_MISSING)

COLUMN_LIMIT = 2_000
GUESS_ROWS = 2_000
EXACT = 2.0**53  # whole numbers below are told apart as floating ones
POINT_NUMBER = re.compile(r"[-+]?(0|[1-9]\d{0,17})?(\.\d*)?([eE][-+]?\d{1,3})?|[-+]?inf(inity)?", re.IGNORECASE)
COMMA_NUMBER = re.compile(r"[-+]?(0|[1-9]\d{0,17})?(,\d*)?([eE][-+]?\d{1,3})?|[-+]?inf(inity)?", re.IGNORECASE)


@dataclass
class Parsed:
    """columns: by position, numbers as float64/int64, the rest as `category` or `str` of raw text; missing where a cell is empty.

    marks: which of POSSIBLY_MISSING this file writes where a number is missing.
    """

    columns: dict[int, pd.Series]
    rows: int
    marks: frozenset[str]
    notes: list[str] = field(default_factory=list)


def parse(content: bytes, dialect: Dialect, as_text: frozenset[int]) -> Parsed:
    """Read all rows behind the header. `as_text`: positions that are kept as written even where they look like numbers."""
    places = places_used(len(dialect.header))
    table = _Table(content, dialect, places)
    kinds, marks = _guess(table.head(), dialect.decimal, as_text)
    frame = table.read(kinds)
    surprised = [name for name in places if kinds[name] is None and not _reads_as_numbers(frame[name])]
    notes = table.notes(frame)
    columns = {name: frame[name] for name in places}
    del frame
    if surprised:
        again = table.read(dict.fromkeys(surprised, "str"), surprised)
        columns.update({name: again[name] for name in surprised})
    rows = len(columns[0])
    return Parsed(columns, rows, marks, notes)


def places_used(cells: int) -> list[int]:
    """Positions of the columns that are read: all, or as many as fit with the last, which often holds the answer."""
    return list(range(cells)) if cells <= COLUMN_LIMIT else [*range(COLUMN_LIMIT - 1), cells - 1]


def _reads_as_numbers(column: pd.Series) -> bool:
    """Whole numbers that a gap made floating lose their last digits beyond 2**53: those are read again, as text."""
    if column.dtype.kind != "f":
        return column.dtype.kind in "iu"
    values = column.to_numpy()
    if np.fmax.reduce(values, initial=0.0) < EXACT and np.fmin.reduce(values, initial=0.0) > -EXACT:
        return True
    values = np.abs(values[np.isfinite(values)])
    long = (values >= EXACT) & (values < 1e18)
    return not (long.any() and long.sum() > 0.5 * len(values))


class _Table:
    """The body behind a header of our own: positions as names, and one more column to catch cells beyond the header."""

    def __init__(self, content: bytes, dialect: Dialect, places: list[int]) -> None:
        self.dialect, self.places = dialect, places
        self.cells = len(dialect.header)
        own = dialect.delimiter.join(str(position) for position in range(self.cells + 1)).encode()
        self.text = b"".join((own, b"\n", memoryview(content)[dialect.body :]))
        self.quoting: int = csv.QUOTE_MINIMAL
        self.unclosed = False

    def head(self) -> pd.DataFrame:
        """The first rows, every cell as it was written."""
        start = self.text.index(b"\n") + 1
        end = start
        for size in (1 << 20, 1 << 24):
            end = start + size
            if self.text.count(b"\n", start, end) > GUESS_ROWS or end >= len(self.text):
                break
        if end < len(self.text):
            end = self.text.rfind(b"\n", start, end) + 1 or len(self.text)
        return self._csv(self.text[:end], self.places, dtype="str", na_values=[""], nrows=GUESS_ROWS, on_bad_lines="skip")

    def read(self, kinds: dict[int, str | None], only: list[int] | None = None) -> pd.DataFrame:
        names = only if only is not None else [*self.places, self.cells]
        missing = {name: list(ALL_MISSING) if kinds.get(name, "str") is None else [""] for name in names}
        dtype = {name: kinds.get(name, "str") or None for name in names}
        return self._csv(self.text, names, dtype={name: kind for name, kind in dtype.items() if kind}, na_values=missing)

    def _csv(self, text: bytes, names: list[int], **options: object) -> pd.DataFrame:
        try:
            return self._parse(text, names, **options)
        except pd.errors.ParserError as error:
            if self.quoting == csv.QUOTE_NONE or "EOF inside string" not in str(error):
                raise _broken(error) from None
        except (pd.errors.EmptyDataError, OverflowError, ValueError, MemoryError) as error:
            raise _broken(error) from None
        # A quotation mark that never closes swallows all rows behind it: read the marks as plain text.
        self.quoting = csv.QUOTE_NONE
        self.unclosed = True
        return self._csv(text, names, **options)

    def _parse(self, text: bytes, names: list[int], **options: object) -> pd.DataFrame:
        return pd.read_csv(
            io.BytesIO(text),
            sep=self.dialect.delimiter,
            decimal=self.dialect.decimal,
            usecols=names,
            quoting=self.quoting,
            header=0,
            names=range(self.cells + 1),
            index_col=False,
            keep_default_na=False,
            low_memory=False,
            **options,  # type: ignore[call-overload]
        )

    def notes(self, frame: pd.DataFrame) -> list[str]:
        notes = []
        if self.unclosed:
            notes.append("A quotation mark is opened and never closed; quotation marks were read as plain text.")
        long = int(frame[self.cells].notna().sum())
        if long:
            notes.append(f"{counted(long, 'has', 'have')} more cells than the header; the cells beyond it were left out.")
        short = self._short_rows(frame)
        if short:
            notes.append(f"{counted(short, 'has', 'have')} fewer cells than the header; the absent ones count as missing.")
        # More line ends than rows: cells with several lines, or blank lines.
        if self.quoted and self.text.count(b"\n") > len(frame) + LINES:
            notes += swallowed_rows(frame[self.places], self.dialect.delimiter, self.cells)
        if self.cells > len(self.places):
            notes.append(f"The file has {self.cells:,} columns; the first {len(self.places) - 1:,} and the last are used.")
        return notes

    def _short_rows(self, frame: pd.DataFrame) -> int:
        if not frame[self.places[-1]].isna().any():
            return 0
        if self.quoted:
            return short_quoted(self.text, self.dialect.delimiter, self.cells)
        return short_plain(self.text, self.dialect.delimiter, self.cells)

    @property
    def quoted(self) -> bool:
        return b'"' in self.text and self.quoting != csv.QUOTE_NONE


def _broken(error: Exception) -> UserError:
    return UserError(
        f"The table could not be taken apart into rows and columns: {str(error)[:160]}",
        "Without rows and columns there are no cases.",
        "Open the file in a spreadsheet, save it as CSV (UTF-8), and choose that file.",
    )


def _guess(head: pd.DataFrame, decimal: str, as_text: frozenset[int]) -> tuple[dict[int, str | None], frozenset[str]]:
    """Per column: None lets the parser read numbers, "category" where values repeat, "str" where they do not."""
    number = POINT_NUMBER if decimal == "." else COMMA_NUMBER
    kinds: dict[int, str | None] = {}
    marks: set[str] = set()
    for name in map(int, head.columns):
        cells = head[name].dropna().str.strip()
        distinct = set(cells)
        values = distinct - set(ALL_MISSING)
        # Two words that may mean "missing" and nothing beside them are two answers: `none` or `unknown`.
        only_words = not values and len(distinct & set(POSSIBLY_MISSING)) > 1
        if name not in as_text and not only_words and all(number.fullmatch(value) for value in values):
            kinds[name] = None
            if values:
                marks |= distinct & set(POSSIBLY_MISSING)
        else:
            repeats = len(distinct) <= 0.3 * len(cells)
            kinds[name] = "category" if repeats and any(map(_stays_text, distinct)) else "str"
    return kinds, frozenset(marks)


def _stays_text(value: str) -> bool:
    """The library turns categories that all read as numbers, or all as booleans, into those: `007` would become 7."""
    if value.lower() in ("true", "false"):
        return False
    try:
        float(value)
    except ValueError:
        return True
    return False
