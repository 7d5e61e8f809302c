"""Open what a user supplied: a CSV or TSV file, with its delimiter, decimal mark and encoding found, not asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from workbench.data.dataset import Column, Dataset, Kind
from workbench.data.dialect import find_dialect, no_rows
from workbench.data.kinds import Remarks, listed, settle_number, settle_text
from workbench.data.parsing import Parsed, parse, places_used
from workbench.data.profile import describe
from workbench.data.repair import clean_bytes, empty_file, repair_names
from workbench.errors import UserError
from workbench.files import TooLarge, read_bounded

UPLOAD_LIMIT = 200_000_000


def read(path: str | Path, kinds: Mapping[str, Kind] | None = None) -> Dataset:
    """Read a table of past cases from a file. `kinds` overrides the kinds that would be found, by column name.

    Raises UserError when the file cannot be opened or holds no usable table.
    """
    try:
        content = read_bounded(path, UPLOAD_LIMIT)
    except TooLarge as error:
        raise _too_large(error.size) from None
    except OSError as error:
        raise UserError(
            f"The file {str(path)[:200]!r} could not be opened: {error.strerror or type(error).__name__}.",
            "Without it there are no past cases.",
            "Check the path, and that it is a file you may read.",
        ) from None
    return read_bytes(Path(path).name, content, kinds)


def read_bytes(name: str, content: bytes | memoryview, kinds: Mapping[str, Kind] | None = None) -> Dataset:
    """Read a table from the bytes of an upload. `name` is only shown. See `read`."""
    if len(content) > UPLOAD_LIMIT:
        raise _too_large(len(content))
    raw = content if isinstance(content, bytes) else bytes(content)
    if not raw:
        raise empty_file(0)
    text, repaired = clean_bytes(raw)
    dialect = find_dialect(text)
    places = places_used(len(dialect.header))
    names, renamed = repair_names(dialect.header[place] for place in places)
    chosen = {column: kind for column, kind in (kinds or {}).items() if column in set(names)}
    as_written = frozenset(place for place, column in zip(places, names, strict=True) if chosen.get(column, "number") != "number")
    parsed = parse(text, dialect, as_written)
    del text
    _refuse_too_small(parsed, names)
    remarks = Remarks()
    table, columns = _settle(parsed, names, dialect.header, chosen, dialect.decimal, remarks)
    found = (*parsed.notes, *_words_for_missing(parsed.marks), *remarks.sentences())
    notes = (*repaired, *dialect.notes, *renamed, *found, *_unknown_kinds(kinds, names))
    return Dataset(name[:200], table, columns, notes, hashlib.blake2b(raw, digest_size=16).hexdigest())


def _settle(
    parsed: Parsed, names: list[str], header: tuple[str, ...], chosen: Mapping[str, Kind], decimal: str, remarks: Remarks
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    table: dict[str, pd.Series] = {}
    columns: list[Column] = []
    for place, name in zip(list(parsed.columns), names, strict=True):
        raw = parsed.columns.pop(place)
        kind: Kind = "number"
        found: Kind = "number"
        if pd.api.types.is_numeric_dtype(raw.dtype) and raw.dtype != bool:
            values = settle_number(raw, name, remarks)
        else:
            values, kind, found = settle_text(raw, name, chosen.get(name), decimal, parsed.marks, remarks)
        if not header[place].strip() and not values.notna().any():
            remarks.add("Columns with neither name nor value were left out", name)
            continue
        table[name] = values
        columns.append(describe(values, name, kind, found))
        if columns[-1].distinct == 0:
            remarks.add("Columns without any value", name)
    if len(table) < 2:
        only = next(iter(table), names[0])
        raise UserError(
            f"The table has one column that holds anything, {only[:60]!r}.",
            "Past cases need at least one column to learn from and one with the answer.",
            "Check how the table was exported, or add the missing columns.",
        )
    return pd.DataFrame(table, copy=False), tuple(columns)


def _refuse_too_small(parsed: Parsed, names: list[str]) -> None:
    if parsed.rows == 0:
        raise no_rows(len(names))
    if parsed.rows == 1:
        raise UserError(
            f"The table has one row under {len(names):,} column names.",
            "One past case cannot show what tells cases apart.",
            "Choose a table with at least some dozens of past cases.",
        )


def _words_for_missing(marks: frozenset[str]) -> list[str]:
    """`unknown` among numbers may have been an answer: what was taken for a gap is said."""
    return [f"Counted as missing among numbers: {listed([repr(mark) for mark in sorted(marks)])}."] if marks else []


def _unknown_kinds(kinds: Mapping[str, Kind] | None, names: list[str]) -> list[str]:
    """A type set for a column that is gone must not cost the table."""
    absent = [repr(column[:60]) for column in kinds or {} if column not in set(names)]
    return [f"Types were set for columns that are not in this table: {listed(absent)}."] if absent else []


def _too_large(size: int) -> UserError:
    return UserError(
        f"The file has {size / 1e6:,.1f} MB.",
        f"Up to {UPLOAD_LIMIT / 1e6:,.0f} MB can be read in one go.",
        "Take a random sample of the rows (some hundred thousand are plenty), or leave out columns that are not needed.",
    )
