"""Predictions that came with the table, from any model: which columns hold them, and whether they can be used as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.data.dataset import Column, Dataset
from workbench.data.labels import encode, label
from workbench.data.profile import show
from workbench.data.roles import nearest
from workbench.errors import UserError

SUM_OFF = 1e-3
MOST_ANSWERS = 400
ANSWERS = "answers"
FEW = 3  # answers beside the classes that a column of answers may hold
HEADER = 2  # the first case stands in row 2 of the file, under the header


@dataclass(frozen=True)
class Outside:
    """answers: the column that holds answers, None where scores came. scores: by class, the column that holds its score."""

    answers: str | None = None
    scores: dict[int, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*([] if self.answers is None else [self.answers]), *self.scores.values())


def brought(dataset: Dataset, target: str, classes: Sequence[str], prefix: str) -> Outside:
    """Find the columns of a table that a prefix stands for. Raises UserError as `outside` does.

    Of two classes a column of many different numbers under that very name is a score of the one that is looked for.
    """
    others = [column for column in dataset.columns if column.name != target]
    if len(classes) == 2 and any(one.name == prefix.strip() and _may_be_scores(one, classes) for one in others):
        return Outside(None, {1: prefix.strip()})
    return outside([one.name for one in others], classes, prefix)


def _may_be_scores(column: Column, classes: Sequence[str]) -> bool:
    return column.kind == "number" and column.distinct > len(classes) + FEW


def outside(names: Sequence[str], classes: Sequence[str], prefix: str) -> Outside:
    """Find the columns that a prefix stands for by their names alone. names: of all columns but the target.

    A column of that very name holds answers; `PREFIX_<class>` one score a class, of two classes the last one's alone is enough.
    Raises UserError when there is neither, or when a class has no score.
    """
    prefix = prefix.strip()
    found = Outside(prefix if prefix in set(names) else None, _scores(names, classes, prefix))
    if not found.columns and prefix.endswith("_"):
        return outside(names, classes, prefix.removesuffix("_"))
    if not found.columns:
        wanted = f"{prefix}_{classes[-1]}"
        raise UserError(
            f"No column holds predictions under the name {prefix[:80]!r}.",
            "Predictions brought from outside are a column of that name with answers, or one column a class with its score.",
            f"The table would need {prefix[:80]!r}, or {wanted[:120]!r} and its like. {nearest(prefix, list(names))}",
        )
    absent = [name for code, name in enumerate(classes) if code not in found.scores]
    if found.answers is None and absent and not (len(classes) == 2 and 1 in found.scores):
        raise UserError(
            f"There is no column {f'{prefix}_{absent[0]}'[:120]!r}: {len(absent):,} of {len(classes):,} classes have no score.",
            "A class without a score would count as impossible, and its mistakes would be priced wrongly.",
            "Add a column for each class; of two classes, the one that is looked for is enough.",
        )
    return found


def _scores(names: Sequence[str], classes: Sequence[str], prefix: str) -> dict[int, str]:
    codes = {_named(name): code for code, name in enumerate(classes)}
    start = f"{prefix}_"
    by_code = {codes.get(_named(name[len(start) :])): name for name in names if name.startswith(start)}
    return {code: by_code[code] for code in range(len(classes)) if code in by_code}


def _named(name: str) -> str:
    """Column names lose double spaces when a table is read, so labels do too before the two are held together."""
    return " ".join(str(label(name)).split())


def detected(dataset: Dataset, target: str, classes: Sequence[str]) -> dict[str, str]:
    """Return names that `brought` would find predictions under, each with a few words about what it found."""
    names = [column.name for column in dataset.columns if column.name != target]
    found: dict[str, str] = {}
    wanted = {_named(name) for name in (classes if len(classes) > 2 else classes[1:])}
    numbers = [column.name for column in dataset.columns if column.kind == "number" and column.name != target]
    ends: dict[str, set[str]] = {}
    for name in numbers:
        for place in [i for i, letter in enumerate(name) if letter == "_" and i]:
            ends.setdefault(name[:place], set()).add(_named(name[place + 1 :]))
    for prefix, seen in ends.items():
        if wanted <= seen and prefix not in names:
            found[prefix] = "a score for each class" if len(classes) > 2 else f"a score for {classes[1][:40]}"
    for column in dataset.columns:
        # Looked at by its examples alone: a table may have thousands of columns, and a page is waiting.
        few = column.name != target and 2 <= column.distinct <= len(classes) + FEW and column.kind != "text"
        if few and len({label(example) for example in column.examples} & set(classes)) >= 2:
            found[column.name] = ANSWERS
    known = {f"{prefix}_{name}" for prefix in found for name in wanted}
    if len(classes) == 2:
        within = (one for one in dataset.columns if one.name in set(numbers) - known and _may_be_scores(one, classes))
        found |= {one.name: f"if it is a score for {classes[1][:40]}" for one in within if _are_shares(one)}
    return found


def _are_shares(column: Column) -> bool:
    """Whether all numbers of a column lie between 0 and 1, as far as its profile tells."""
    return float(column.low) >= 0.0 and float(column.high) <= 1.0


def answers(dataset: Dataset, column: str, rows: np.ndarray, classes: Sequence[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return (n,) codes of the answers given for these rows, and the label of each. Raises UserError where one is missing."""
    values = dataset.table[column].iloc[rows]
    codes, names = encode(values)
    if (codes < 0).any():
        at = int(np.flatnonzero(codes < 0)[0])
        raise UserError(
            f"Row {rows[at] + HEADER:,} has no answer in {column!r}{of_many(int((codes < 0).sum()))}.",
            "A case without an answer cannot be priced, and leaving it out would flatter the rest.",
            "Fill it in, such as with what is done where the model says nothing, or leave those rows out of the table.",
        )
    if not set(names) & set(classes) or len(names) > MOST_ANSWERS:
        raise UserError(
            f"Row {rows[0] + HEADER:,} has {show(values.iloc[0])!r} in {column!r}; none of its {len(names):,} values is a class."
            if not set(names) & set(classes)
            else f"{column!r} holds {len(names):,} different values, where {len(classes):,} classes are asked for.",
            "A column of predictions holds answers, named as the classes of the target are.",
            f"Name its answers as the target does, such as {classes[-1][:60]!r}. If these are scores of that class, "
            f"call the column {f'{column}_{classes[-1]}'[:120]!r}.",
        )
    return codes.astype(np.intp), tuple(names)


def scores(dataset: Dataset, found: Outside, rows: np.ndarray, classes: Sequence[str], as_they_are: bool) -> np.ndarray:
    """Return (n, K) float64 the scores of these rows, or (n, 1) where of two classes only the last one's came.

    as_they_are: they must be probabilities; rows that sum to 1 but for rounding then sum to 1 exactly. Otherwise any finite
    numbers will do. Raises UserError naming the row and the cell.
    """
    columns = list(found.scores.items()) if len(found.scores) > 1 else [(1, found.scores[1])]
    table = np.column_stack([_numbers(dataset, name, rows, as_they_are) for _, name in columns])
    if not as_they_are or table.shape[1] == 1:
        return table
    total = table.sum(axis=1)
    off = np.flatnonzero(np.abs(total - 1.0) > SUM_OFF)
    if off.size:
        at = int(off[0])
        named = ", ".join(f"{name[:40]!r}" for _, name in columns[:3]) + (" ..." if len(columns) > 3 else "")
        raise UserError(
            f"The scores in row {rows[at] + HEADER:,} ({named}) add up to {total[at]:.6g}, not 1{of_many(off.size)}.",
            "Probabilities of all classes add up to 1; what does not cannot be priced as one.",
            "Correct them, or have the scores calibrated on other folds (Data page, or --calibrate).",
        )
    return table / total[:, np.newaxis]


def _numbers(dataset: Dataset, name: str, rows: np.ndarray, within: bool) -> np.ndarray:
    column = dataset.table[name].iloc[rows]
    if column.dtype.kind in "fiu":
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    else:
        values = pd.to_numeric(column.astype(object), errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(values))
    if wrong.size:
        at = int(wrong[0])
        cell = "no score" if pd.isna(column.iloc[at]) else repr(show(column.iloc[at]))
        raise UserError(
            f"Row {rows[at] + HEADER:,} has {cell} in {name!r}{of_many(wrong.size)}.",
            "A score is a finite number; without one the case cannot be priced, and leaving it out would flatter the rest.",
            "Correct the table, or leave those rows out of it.",
        )
    beyond = np.flatnonzero((values < 0.0) | (values > 1.0)) if within else np.empty(0)
    if beyond.size:
        at = int(beyond[0])
        raise UserError(
            f"Row {rows[at] + HEADER:,} has {show(values[at])} in {name!r}, which is no probability{of_many(beyond.size)}.",
            "A score that is no probability says how cases rank, and not what a mistake is expected to cost.",
            "Have the scores calibrated on other folds (Data page, or --calibrate), or bring probabilities.",
        )
    return values


def of_many(rows: int) -> str:
    """Say that the row named is not the only one, where it is not."""
    return "" if rows == 1 else f" (one of {rows:,} such rows)"


def refuse_unusable(dataset: Dataset, found: Outside, rows: np.ndarray, classes: Sequence[str], as_they_are: bool) -> None:
    """Look at every prediction once, before anything rests on them. Raises UserError."""
    if found.answers is not None:
        answers(dataset, found.answers, rows, classes)
    else:
        scores(dataset, found, rows, classes, as_they_are)
