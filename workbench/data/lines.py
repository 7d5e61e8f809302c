"""Lines and rows: which rows are too short, and which cells swallowed the rows behind them."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd

LINES = 3


def swallowed_rows(frame: pd.DataFrame, delimiter: str, cells: int) -> list[str]:
    """Say where a cell looks like rows: a quotation mark that was opened by mistake and closed by the next one.

    Texts of several lines are left alone: in those, hardly any line has as many delimiters as a row.
    """
    for name in frame.columns:
        values = frame[name]
        texts = pd.Series(values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else values.dropna().unique())
        if texts.dtype.kind in "iufb" or not len(texts):
            continue
        for text in texts[texts.str.count("\n") >= LINES]:
            inner = text.split("\n")[1:-1]
            if sum(line.count(delimiter) == cells - 1 for line in inner) >= 0.8 * len(inner):
                found = text[:40].partition("\n")[0]
                return [
                    f"The cell that begins with {found!r} holds {len(inner) + 2:,} lines that look like rows: "
                    "a quotation mark is missing or too many near it."
                ]
    return []


def short_plain(text: bytes, delimiter: str, cells: int) -> int:
    """Count rows with too few delimiters in a file without quotation marks, a block of bytes at a time."""
    short, start = 0, text.index(b"\n") + 1
    while start < len(text):
        stop = text.rfind(b"\n", start, start + (1 << 24)) + 1
        if stop <= 0:
            stop = text.find(b"\n", start) + 1 or len(text)
        block = np.frombuffer(text, dtype=np.uint8, count=stop - start, offset=start)
        ends = np.flatnonzero(block == 10)
        if not len(ends) or ends[-1] != len(block) - 1:
            ends = np.append(ends, len(block))
        marks = np.searchsorted(np.flatnonzero(block == ord(delimiter)), ends)
        lengths = np.diff(ends, prepend=-1)
        blank = (lengths == 1) | ((lengths == 2) & (block[np.maximum(ends - 1, 0)] == 13))
        short += int(((np.diff(marks, prepend=0) < cells - 1) & ~blank).sum())
        start = stop
    return short


def short_quoted(text: bytes, delimiter: str, cells: int) -> int:
    lines = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", errors="replace", newline="")
    try:
        return sum(0 < len(row) < cells for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0
