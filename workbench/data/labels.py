"""One name for one class: `1`, `1.0` and "1" are the same answer, shown as "1"."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

NUMBER_TEXT = re.compile(r"[-+]?(0|[1-9]\d{0,14})(\.\d{1,14})?([eE][-+]?\d{1,2})?")
LABEL_LENGTH = 200


def label(value: Any) -> Any:
    """Return how a class is named, as text of at most 200 characters; a missing value gives `pd.NA`.

    >>> label(1.0), label("1.0"), label(" yes "), label(True)
    ('1', '1', 'yes', 'True')
    """
    if isinstance(value, str):
        return _text_label(value)
    if value is None or value is pd.NA or value is pd.NaT:
        return pd.NA
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return _number_label(value)
    if isinstance(value, np.datetime64 | dt.date):
        stamp = pd.Timestamp(value)
        return pd.NA if stamp is pd.NaT else str(stamp).removesuffix(" 00:00:00")
    return _text_label(str(value))


def _text_label(text: str) -> Any:
    text = text.strip()
    if NUMBER_TEXT.fullmatch(text):
        return _number_label(float(text))
    return _shortened(text) if len(text) > LABEL_LENGTH else text or pd.NA


def _shortened(text: str) -> str:
    """Two long labels that begin alike stay two: what is cut off leaves a mark of its own."""
    mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{text[: LABEL_LENGTH - 12].rstrip()}… ({mark})"


def _number_label(value: float | np.floating) -> Any:
    number = float(value)
    if math.isnan(number):
        return pd.NA
    if number.is_integer() and abs(number) < 1e18:
        return str(int(number))
    # A float32 is named by its own shortest text, not by the digits that widening it would add.
    return repr(number) if isinstance(value, float) else str(value)


def alike(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return groups of names that differ only in case, spaces, accents' encoding or characters nobody sees.

    >>> alike(("no", "yes", "Yes ", "YES"))
    [('yes', 'Yes ', 'YES')]
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        plain = unicodedata.normalize("NFKC", name).casefold()
        groups.setdefault("".join(sign for sign in plain if sign.isprintable() and not sign.isspace()), []).append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def encode(values: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Return codes (n,) int64, -1 where missing, and the label each code stands for, in order of appearance.

    Only distinct values are named, so a million rows cost as little as their classes.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        raw, distinct = values.cat.codes.to_numpy().astype(np.int64), list(values.cat.categories)
    else:
        raw, found = pd.factorize(values)
        distinct = list(found)
    used = np.zeros(len(distinct) + 1, dtype=bool)
    used[raw] = True
    named: dict[str, int] = {}
    code_of = np.full(len(distinct) + 1, -1, dtype=np.int64)
    for position, value in enumerate(distinct):
        name = label(value) if used[position] else pd.NA
        if isinstance(name, str):
            code_of[position] = named.setdefault(name, len(named))
    return code_of[raw], list(named)


def labels(series: pd.Series) -> pd.Series:
    """Return the label of every value, as text, missing where the value is; the index is kept."""
    codes, names = encode(series)
    taken = np.array([*names, None], dtype=object)[codes]
    return pd.Series(taken, index=series.index, name=series.name, dtype="str")
