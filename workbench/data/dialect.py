"""Delimiter, decimal mark and header, found by looking at a bounded sample of the bytes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.data.repair import empty_file
from workbench.errors import UserError

DELIMITERS = ",;\t|"
SAMPLE = 1 << 18
LONG_SAMPLE = 1 << 23
SAMPLE_ROWS = 400
BLANK = b' \t\r\n,;|"'
# Python's own limit for a cell, 131,072 characters, would end the look at the rows in front of a longer one.
csv.field_size_limit(LONG_SAMPLE)

DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
DECIMAL_POINT = re.compile(r"[-+]?\d+\.\d+")
COMMA_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+")
POINT_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")
PLAIN_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
EXCEL_HINT = re.compile(rb"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How a text table is written. `header`: the names as found. `body`: offset in bytes of the first row of cells."""

    delimiter: str
    decimal: str
    header: tuple[str, ...]
    body: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Layout:
    """What one delimiter makes of the sample.

    start, ends[i]: offset in bytes before all rows, and behind row i. agreement: share of rows that are as wide as most.
    """

    delimiter: str
    start: int
    rows: list[list[str]]
    ends: list[int]
    width: int
    agreement: float

    @property
    def splits_header(self) -> bool:
        """In `price;share` above `1,5;0,25` the comma splits the rows and not the header."""
        return bool(self.rows) and len(self.rows[0]) > 1


def find_dialect(content: bytes) -> Dialect:
    """Look at the first rows of UTF-8 `content`. Raises UserError when there is only one column or no row."""
    if not content[:SAMPLE].strip(BLANK) and not content.strip(BLANK):
        raise empty_file(len(content), "holds nothing but delimiters")
    start, hinted = 0, None
    hint = EXCEL_HINT.match(content[:8])
    if hint:
        start, hinted = hint.end(), hint.group(1).decode("latin-1")
    layouts = [_layout(content, start, delimiter) for delimiter in (hinted or DELIMITERS)]
    layout = max(layouts, key=lambda found: (found.width > 1, found.splits_header, round(found.agreement, 2), found.width))
    if not layout.rows:
        raise empty_file(len(content))
    return _with_header(layout, content)


def _sample(content: bytes, start: int) -> bytes:
    for size in (SAMPLE, LONG_SAMPLE):
        sample = content[start : start + size]
        if start + size >= len(content):
            return sample
        lines = sample.count(b"\n") or sample.count(b"\r")
        if lines > 20:
            break
    return sample[: max(sample.rfind(b"\n"), sample.rfind(b"\r")) + 1] or sample


def _layout(content: bytes, start: int, delimiter: str) -> _Layout:
    rows: list[list[str]] = []
    ends: list[int] = []
    position = start

    def lines() -> Iterator[str]:
        nonlocal position
        for line in _sample(content, start).splitlines(keepends=True):
            position += len(line)
            yield line.decode("utf-8", errors="replace")

    try:
        for row in csv.reader(lines(), delimiter=delimiter):
            if row and any(cell.strip() for cell in row):
                rows.append(row)
                ends.append(position)
            if len(rows) >= SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    widths = Counter(len(row) for row in rows[1:] or rows)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return _Layout(delimiter, start, rows, ends, width, count / max(1, sum(widths.values())))


def _with_header(layout: _Layout, content: bytes) -> Dialect:
    rows, width, notes = layout.rows, layout.width, []
    first = 0
    while first < min(10, len(rows) - 1) and width > 1 and _is_a_title(rows[first]):
        first += 1
    if first and len(rows[first]) >= width:
        notes.append(f"Lines above the header that are no part of the table were left out: {first:,}.")
    else:
        first = 0
    header, body = rows[first], rows[first + 1 :]
    end = layout.ends[first]
    if len(header) == 1 and width <= 1:
        raise _one_column(header[0], len(body))
    if _row_names(header, body, width):
        header = ["", *header]
    if _is_a_row(header):
        notes.append("The first row holds numbers, not names: it was kept as a row and the columns are named by position.")
        end = layout.ends[first - 1] if first else layout.start
        header = [f"column {position}" for position in range(1, len(header) + 1)]
    elif not body and end >= len(content.rstrip()):
        raise no_rows(len(header))
    return Dialect(layout.delimiter, _decimal(layout.delimiter, body), tuple(header), end, tuple(notes))


def _is_a_title(row: list[str]) -> bool:
    """A line with its first cell filled only; where another one is, columns have no names."""
    return bool(row[0].strip()) and not any(cell.strip() for cell in row[1:])


def _row_names(header: list[str], body: list[list[str]], width: int) -> bool:
    """R names every row and leaves that column out of the header; a delimiter at the end of rows has nothing behind it."""
    if len(header) < 2 or width != len(header) + 1 or not body:
        return False
    wide = [row for row in body if len(row) == width]
    return len(wide) >= 0.95 * len(body) and sum(bool(row[-1].strip()) for row in wide) > 0.5 * len(wide)


def _is_a_row(header: list[str]) -> bool:
    """Names that are all numbers are cells, unless they count the columns as `0, 1, 2` do."""
    if not all(PLAIN_NUMBER.fullmatch(cell.strip()) for cell in header):
        return False
    cells = [cell.strip() for cell in header]
    return not any(cells == [str(position) for position in range(origin, origin + len(cells))] for origin in (0, 1))


def _decimal(delimiter: str, rows: list[list[str]]) -> str:
    """Vote over the cells. `1,234` may be a thousand or a little more than one: it decides only where nothing else does."""
    if delimiter == ",":
        return "."
    votes: Counter[str] = Counter()
    for row in rows:
        for cell in map(str.strip, row):
            if DECIMAL_COMMA.fullmatch(cell):
                votes["unclear" if COMMA_GROUPS.fullmatch(cell) else ","] += 1
            elif DECIMAL_POINT.fullmatch(cell) and not POINT_GROUPS.fullmatch(cell):
                votes["."] += 1
    if votes[","] == votes["."] == 0:
        return "," if votes["unclear"] and delimiter == ";" else "."
    return "," if votes[","] > votes["."] else "."


def _one_column(name: str, rows: int) -> UserError:
    return UserError(
        f"The file has one column, {name.strip()[:60]!r}, and no comma, semicolon, tab or bar that would separate more.",
        "Past cases need at least one column to learn from and one with the answer.",
        "Check that the file is a CSV or TSV table with a header, or add the missing columns.",
    )


def no_rows(columns: int) -> UserError:
    return UserError(
        f"The file has a header with {columns:,} columns and no rows.",
        "There are no past cases in it to learn from.",
        "Export the table again with its rows.",
    )
