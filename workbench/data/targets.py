"""The answer column: which one it may be, its classes, and which class is the positive one."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pandas as pd

from workbench.data.dataset import Column, Dataset
from workbench.data.labels import encode, label
from workbench.data.roles import looks_like_id, nearest
from workbench.errors import UserError

CLASS_LIMIT = 200
NUMBER_CLASSES = 50
# How strongly a column's name says that it is the answer.
TARGET_WORDS = {
    **dict.fromkeys(("target", "label", "fraud", "is_fraud", "churn", "churned", "defaulted"), 6),
    **dict.fromkeys(("class", "outcome", "y", "answer", "truth", "default", "converted", "conversion", "survived", "spam"), 5),
    **dict.fromkeys(("response", "clicked", "approved", "cancelled", "diagnosis", "species", "engaged", "booked"), 4),
    **dict.fromkeys(("result", "status", "category"), 3),
}
POSITIVE_WORDS = {
    "yes", "true", "y", "t", "positive", "pos", "fraud", "fraudulent", "churn", "churned", "bad", "default", "spam",
    "toxic", "abuse", "malignant", "sick", "disease", "failure", "failed", "fail", "defect", "click", "clicked",
    "converted", "engaged", "anomaly", "attack", "bought", "survived", "late", "cancelled", "approve", "approved",
}  # fmt: skip
NEGATIVE_WORDS = {
    "no", "false", "0", "-1", "n", "f", "negative", "neg", "ok", "okay", "none", "normal", "legit", "legitimate",
    "good", "fine", "ham", "benign", "healthy", "clean", "stayed", "genuine", "rejected", "not fraud", "no fraud",
}  # fmt: skip


def class_codes(dataset: Dataset, target: str) -> tuple[np.ndarray, list[str]]:
    """Return a code a row of the table, -1 where the target is missing, and the class names.

    Raises UserError when the column cannot be a target.
    """
    column = dataset.column(target)
    _refuse_by_kind(column, len(dataset.table))
    codes, names = encode(dataset.table[target])
    if not names:
        raise UserError(
            f"The target {target!r} is missing in all {len(codes):,} rows.",
            "Nothing can be learned, or scored, without cases whose answer is known.",
            "Choose another column as the target, or a table in which it is filled in.",
        )
    if len(names) == 1:
        raise UserError(
            f"The target {target!r} has one class only: {names[0]!r}.",
            "With one answer there is nothing to decide and no mistake to make.",
            "Choose another column as the target, or a table that holds other outcomes too.",
        )
    counted = int((codes >= 0).sum())
    if len(names) > CLASS_LIMIT or (len(names) == counted and counted > 2):
        raise UserError(
            f"The target {target!r} has {len(names):,} different values in {counted:,} rows.",
            f"Up to {CLASS_LIMIT} classes, each seen more than once, can be learned and priced.",
            "Choose a column with fewer classes, or group its values and open the table again.",
        )
    return codes, names


def _refuse_by_kind(column: Column, rows: int) -> None:
    if column.kind in ("date", "text"):
        what = "dates" if column.kind == "date" else "free text"
        raise UserError(
            f"The target {column.name!r} holds {what}, such as {next(iter(column.examples), '')!r}.",
            "An answer has to be one of some classes, so that each kind of mistake can have a price.",
            "Choose a column with categories, or set this column's type to category.",
        )
    if column.kind == "number" and _is_quantity(column, rows):
        raise UserError(
            f"The target {column.name!r} holds {column.distinct:,} different numbers, from {column.low} to {column.high}.",
            "Numbers as a target are not answered yet: an answer has to be one of some classes.",
            "Choose a column with categories, or cut the number into classes (such as 'above 1000') and open the table again.",
        )


def _is_quantity(column: Column, rows: int) -> bool:
    if column.distinct > NUMBER_CLASSES:
        return True
    in_fractions = any("." in example for example in column.examples)
    return (in_fractions and column.distinct > 20) or (column.distinct > 10 and column.distinct > 0.5 * (rows - column.missing))


def ordered(codes: np.ndarray, names: list[str], positive: str | None) -> tuple[np.ndarray, tuple[str, ...]]:
    """Sort classes as people would; of two, the positive one is last. Raises UserError when `positive` is no class."""
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    order = sorted(range(len(names)), key=lambda place: natural(names[place]))
    wanted = None if positive is None else label(positive)
    if wanted is not None and (not isinstance(wanted, str) or wanted not in names):
        raise UserError(
            f"{str(positive)[:80]!r} is no class of the target.",
            "The positive class has to be one of the answers in the table.",
            nearest(str(positive), [names[place] for place in order]),
        )
    if len(names) == 2:
        last = names.index(wanted) if wanted is not None else suggest_positive(names, counts, order)
        order = [place for place in order if place != last] + [last]
    rank = np.empty(len(names) + 1, dtype=np.int32)
    rank[order] = np.arange(len(names))
    rank[-1] = -1
    return rank[codes], tuple(names[place] for place in order)


def suggest_positive(names: list[str], counts: np.ndarray, order: list[int]) -> int:
    """The class whose name says so, else the rarer one, else the one that sorts last."""
    likely = [name.lower() in POSITIVE_WORDS for name in names]
    unlikely = [name.lower() in NEGATIVE_WORDS for name in names]
    for said in (likely, [not no for no in unlikely]):
        if sum(said) == 1:
            return said.index(True)
    return order[-1] if counts[0] == counts[1] else int(np.argmin(counts))


def natural(name: str) -> tuple[Any, ...]:
    """Sort key: numbers by value before text, `item 2` before `item 10`."""
    try:
        number = float(name)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return (0, number, name)
    parts = re.split(r"(\d{1,15})", name.casefold())
    return (1, tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), name)


def suggest_target(dataset: Dataset) -> str:
    """The column most likely meant as the answer: by its name, few classes, and its place; never one like an identifier."""
    last = dataset.columns[-1].name
    scores = {column.name: _score(column, dataset.table[column.name], column.name == last) for column in dataset.columns}
    return max(scores, key=lambda name: (scores[name], name == last))


def _score(column: Column, values: pd.Series, is_last: bool) -> float:
    words = re.split(r"[\W_]+", column.name.strip().lower())
    hint = max([TARGET_WORDS.get(column.name.strip().lower(), 0), *(TARGET_WORDS.get(word, 0) - 1 for word in words)])
    score = hint + 2.0 * is_last
    if column.distinct < 2 or column.kind in ("date", "text") or looks_like_id(column, values):
        return -20.0 - column.distinct / len(values)
    if column.distinct > CLASS_LIMIT or (column.kind == "number" and _is_quantity(column, len(values))):
        return score - 12.0
    few = 2.0 if column.distinct == 2 else 1.0 if column.distinct <= 20 else 0.0
    return score + few - column.missing / len(values) - (1.0 if column.kind == "number" and column.distinct > 2 else 0.0)
