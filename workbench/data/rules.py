"""Human rules on a table: structured conditions, the first rule that matches answers. Nothing a rule holds is ever evaluated.

A missing value matches "missing" and nothing else, not even "is not" or "is none of": who writes "country is not home" has not
thought of cases whose country nobody knows. Categories, yes or no, and text are compared as labels are named, so 1, 1.0 and "1"
are one value. "Contains" looks for a piece of text, in capitals or not. A date without a time of day stands for the whole day.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.data.dates import ISO
from workbench.data.framing import Framing
from workbench.data.labels import encode, label
from workbench.data.roles import nearest
from workbench.data.rule_words import OPS, kind_in_words, place, shown
from workbench.errors import UserError
from workbench.scenario_parts import Condition, Rule

ABSTAIN = -1
ORDERED: dict[str, Callable[..., np.ndarray]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
NEGATED = ("!=", "not in", "not contains")
PARTS = ("contains", "not contains")


@dataclass(frozen=True, eq=False)
class Rulings:
    """What ordered rules say about n cases.

    fired (n,) int16: the first rule that matches, counted from 0; ABSTAIN where none does. taken (m, m + 1) int64: of the cases
    that rule i matches, how many rule j, which comes before it, has decided already; the last column counts those left to i.
    """

    fired: np.ndarray
    taken: np.ndarray

    @property
    def matched(self) -> np.ndarray:
        """(m,): how many cases each rule would match if it stood alone."""
        return self.taken.sum(axis=1)

    @property
    def decided(self) -> np.ndarray:
        """(m,): how many cases each rule decides."""
        return self.taken[:, -1]


def rulings(rules: Sequence[Rule], table: pd.DataFrame, known: Sequence[str] = ()) -> Rulings:
    """Try ordered rules on every row of a table.

    known: the columns there are to choose from, where `table` has only those that rules name.
    Raises UserError naming rule and condition: a column that is gone, a comparison that does not fit its kind, a value that is no
    number or no date.
    """
    columns = Columns(table, known or [str(name) for name in table.columns])
    m = len(rules)
    fired = np.full(len(table), ABSTAIN, dtype=np.int16)
    taken = np.zeros((m, m + 1), dtype=np.int64)
    for position, rule in enumerate(rules):
        matches = holds(rule, position, columns)
        # Codes of rules that came before; ABSTAIN counts as the last column.
        taken[position] = np.bincount(fired[matches] % np.int16(m + 1), minlength=m + 1)
        fired[matches & (fired == ABSTAIN)] = position
    return Rulings(fired, taken)


def rows_of(framing: Framing, rules: Sequence[Rule]) -> pd.DataFrame:
    """Return the framed cases with those columns that rules name and the table has; which it has not is for `rulings` to say."""
    table = framing.dataset.table
    named = dict.fromkeys(condition.column for rule in rules for condition in rule.when)
    found = table[[name for name in named if name in table.columns]]
    return found if len(framing.rows) == len(table) else found.iloc[framing.rows]


def holds(rule: Rule, position: int, columns: Columns) -> np.ndarray:
    """Return (n,) bool: where all conditions of a rule hold. A rule without conditions holds everywhere."""
    matches = np.ones(columns.rows, dtype=bool)
    for number, condition in enumerate(rule.when, start=1):
        matches &= columns.where(condition, place(rule, position, number))
    return matches


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of a table as rules compare them, each turned once. known: names to choose from instead of one that is gone."""

    table: pd.DataFrame
    known: Sequence[str]
    _labels: dict[str, tuple[np.ndarray, dict[str, int]]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return len(self.table)

    def kind(self, name: str) -> str:
        """Return "number", "date" or "label": what decides which comparisons fit."""
        dtype = self.table[name].dtype
        if dtype.kind in "iuf":
            return "number"
        return "date" if dtype.kind == "M" else "label"

    def where(self, condition: Condition, told: str) -> np.ndarray:
        """Return (n,) bool: where one condition holds. told: how an error names its place."""
        if condition.column not in self.table.columns:
            raise UserError(
                f"{told} names the column {shown(condition.column)}, which the table does not have.",
                "A rule on a column that is gone would match nothing, and the figures would not say so.",
                f"{nearest(condition.column, list(self.known))} Or delete the rule on the Rules page.",
            )
        values = self.table[condition.column]
        if condition.op in ("missing", "not missing"):
            return values.isna().to_numpy() == (condition.op == "missing")
        kind = self.kind(condition.column)
        _check_fits(condition, kind, told)
        if kind == "label":
            return self._by_label(condition, told)
        return _by_size(condition, values, kind, told)

    def _by_label(self, condition: Condition, told: str) -> np.ndarray:
        if condition.column not in self._labels:
            codes, names = encode(self.table[condition.column])
            self._labels[condition.column] = codes, {name: code for code, name in enumerate(names)}
        codes, known = self._labels[condition.column]
        wanted = np.zeros(len(known) + 1, dtype=bool)
        # A label that no case has is no mistake: it matches nothing today, and the report says so.
        names = [name for name in map(label, _stated(condition, told)) if isinstance(name, str)]
        if condition.op in PARTS:
            wanted[:-1] = _holding([name.casefold() for name in names], known)
        else:
            wanted[[known[name] for name in names if name in known]] = True
        if condition.op in NEGATED:
            wanted = ~wanted
        wanted[-1] = False
        return wanted[codes]


def _holding(pieces: Sequence[str], names: Iterable[str]) -> list[bool]:
    """Say of each name whether it holds one of the pieces of text, which are in small letters."""
    return [any(piece in folded for piece in pieces) for folded in (name.casefold() for name in names)]


def _by_size(condition: Condition, values: pd.Series, kind: str, told: str) -> np.ndarray:
    if kind == "number":
        column = values.to_numpy(dtype=np.float64, na_value=np.nan)
        wanted = np.array([_number(value, condition, told) for value in _stated(condition, told)])
    else:
        column = values.to_numpy(dtype="datetime64[us]")
        wanted = np.array([_date(value, condition, told) for value in _stated(condition, told)])
        # Days are compared with days: "at most 2025-01-31" holds until midnight of that day.
        column = column.astype(wanted.dtype)
    if condition.op in ORDERED:
        return ORDERED[condition.op](column, wanted[0])
    among = np.isin(column, wanted)
    return ~among & ~pd.isna(column) if condition.op in NEGATED else among


def _check_fits(condition: Condition, kind: str, told: str) -> None:
    if condition.op in ORDERED and kind == "label":
        raise UserError(
            f"{told} asks whether {shown(condition.column)} {OPS[condition.op]} {shown(condition.value)}, but that column holds "
            f"{kind_in_words(kind)}.",
            "Only numbers and dates have an order, so the rule could not be tried.",
            'Use "is", "is not", "is one of" or "is none of", or set the column\'s type on the Data page.',
        )
    if condition.op in PARTS and kind != "label":
        raise UserError(
            f"{told} asks whether {shown(condition.column)} {OPS[condition.op]} {shown(condition.value)}, but that column holds "
            f"{kind_in_words(kind)}.",
            "A piece of text is looked for in texts and names, so the rule could not be tried.",
            "Compare its size, or set the column's type to text on the Data page.",
        )
    if isinstance(condition.value, tuple) and condition.op not in ("in", "not in", *PARTS):
        raise UserError(
            f"{told} compares {shown(condition.column)} with a list of {len(condition.value)} values.",
            f'"{OPS[condition.op]}" takes one value.',
            'State one value, or use "is one of".',
        )


def _stated(condition: Condition, told: str) -> tuple[float | str, ...]:
    value = condition.value
    stated = value if isinstance(value, tuple) else () if value is None else (value,)
    if not stated or all(isinstance(item, str) and not item.strip() for item in stated):
        raise UserError(
            f"{told} has no value to compare {shown(condition.column)} with.",
            "Without one it cannot be told which cases the rule is about.",
            'State a value, or use "is missing" for cases in which there is none.',
        )
    return stated


def _number(value: float | str, condition: Condition, told: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UserError(
            f"{told} compares {shown(condition.column)} with {shown(value)}, which is no number.",
            "That column holds numbers, and only a number can be compared with them.",
            "State a number, or set the column's type to category on the Data page.",
        )
    return number


def _date(value: float | str, condition: Condition, told: str) -> np.datetime64:
    """A day where no time is stated; otherwise a moment, to the microsecond."""
    try:
        text = value.strip() if isinstance(value, str) else ""
        if not re.fullmatch(ISO, text, re.ASCII):
            raise ValueError(text)
        stamp = pd.to_datetime(text, format="ISO8601")
        stamp = stamp if stamp.tzinfo is None else stamp.tz_convert(None)
        return stamp.to_datetime64().astype("datetime64[us]" if ":" in text else "datetime64[D]")
    except (ValueError, OverflowError):
        raise UserError(
            f"{told} compares {shown(condition.column)} with {shown(value)}, which is no date.",
            "That column holds dates, and they are compared with a date written year first.",
            "Write it as 2025-01-31, or as 2025-01-31 14:30.",
        ) from None
