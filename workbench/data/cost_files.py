"""Costs in files of their own: a table of prices (CSV, truth down and answer across), or a [costs] table (TOML)."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from workbench.data.dialect import DECIMAL_COMMA
from workbench.data.labels import label
from workbench.data.repair import clean_bytes
from workbench.data.roles import nearest
from workbench.errors import UserError
from workbench.scenario import ColumnCost, Costs, Scenario, dumps, parse_toml

COST_FILE_MAX_BYTES = 1_000_000
MOST_ANSWERS = 500
MOST_MONEY = 1e15
# What a price that depends on the case looks like in a cell: 15 + 1 * amount.
BY_CASE = re.compile(
    r"\s*(?P<plus>[-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*\+\s*(?P<times>[-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*\*\s*(?P<column>\S.*)"
)

Cell = float | ColumnCost
Matrix = dict[str, dict[str, Cell]]


def read_costs(name: str, content: bytes, classes: Sequence[str], before: Costs) -> dict[str, Any]:
    """Return the costs in a file, as a scenario is checked from. `name` tells TOML from CSV.

    A CSV table holds every price between classes, so what was said about groups and order goes; fees stay as in `before`.
    Raises UserError naming the cell and what was found in it.
    """
    if len(content) > COST_FILE_MAX_BYTES:
        raise UserError(
            f"The file has {len(content) / 1e6:,.1f} MB.",
            f"Prices of answers fit into {COST_FILE_MAX_BYTES / 1e6:,.0f} MB; this must be another file.",
            "Choose the costs as they were downloaded here, or a small table of prices.",
        )
    text = clean_bytes(content)[0].decode("utf-8", errors="replace")
    if name.lower().endswith(".toml"):
        return costs_of(parse_toml(text), name)
    return {
        **before.model_dump(),
        "groups": {},
        "close": None,
        "order": (),
        "step": None,
        **_shortest(_matrix(text, classes), classes),
    }


def costs_of(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the [costs] table of a TOML document, or all of it where it holds nothing but what such a table holds."""
    if "costs" in document:
        return document["costs"]
    if unknown := sorted(set(document) - set(Costs.model_fields)):
        raise UserError(
            f"The costs file {name[:200]!r} has no [costs] table, and {unknown[0][:80]!r} is nothing that costs are made of.",
            "Prices that were misread would be worse than none.",
            f"Put the prices under [costs], or use only: {', '.join(Costs.model_fields)}.",
        )
    return document


def write_toml(costs: Costs) -> str:
    """Write costs as `--costs` reads them."""
    return dumps(Scenario(costs=costs))


def write_csv(truths: Sequence[str], answers: Sequence[str], price: Callable[[str, str], Cell]) -> str:
    """Write every price, truth down and answer across. price: truth, answer -> what it costs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["truth", *answers])
    for truth in truths:
        writer.writerow([truth, *(_written(price(truth, answer)) for answer in answers)])
    return out.getvalue()


def _written(cell: Cell) -> str:
    return f"{cell.plus:.12g} + {cell.times:.12g} * {cell.column}" if isinstance(cell, ColumnCost) else f"{cell:.12g}"


def _matrix(text: str, classes: Sequence[str]) -> Matrix:
    rows = _rows(text)
    answers = [_name(cell, "answer", place) for place, cell in enumerate(rows[0][1:], 2)]
    _refuse_twice(answers, "answer")
    _refuse_missing(classes, answers, "column", "answer")
    matrix: Matrix = {}
    for line, row in enumerate(rows[1:], 2):
        truth = _name(row[0], "truth", line)
        if truth not in classes:
            raise UserError(
                f"Row {line} is for the truth {truth[:80]!r}, which is not among the {len(classes)} classes of the target.",
                "A price for a truth that never occurs would be ignored, and the one that was meant would be missing.",
                nearest(truth, list(classes)),
            )
        _refuse_twice([*matrix, truth], "truth")
        if len(row) - 1 != len(answers):
            raise UserError(
                f"Row {line}, for the truth {truth[:80]!r}, has {len(row) - 1:,} prices for {len(answers):,} answers.",
                "Prices without an answer, or answers without a price, cannot be told apart.",
                "Give each row one price for each answer.",
            )
        matrix[truth] = {answer: _price(cell, truth, answer, line) for answer, cell in zip(answers, row[1:], strict=True)}
    _refuse_missing(classes, list(matrix), "row", "truth")
    return matrix


def _rows(text: str) -> list[list[str]]:
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        found = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(
            f"The file cannot be read as a table: {str(error)[:100]}.",
            "Prices are read cell by cell.",
            "Save it as CSV, with one row for each truth and one column for each answer.",
        ) from None
    if len(found) < 2 or len(found[0]) < 2:
        raise UserError(
            f"The file has {len(found):,} rows and {max(map(len, found), default=0):,} columns.",
            "A table of prices has one row for each truth and one column for each answer, whose names are its first row.",
            "Download the costs as CSV here to see how it looks.",
        )
    if max(len(found), len(found[0])) > MOST_ANSWERS:
        raise UserError(
            f"The file has {len(found):,} rows and {len(found[0]):,} columns.",
            f"A table of prices has at most {MOST_ANSWERS:,} truths and answers; this looks like the cases themselves.",
            "Choose the table of prices, or open the cases on the Start page.",
        )
    if delimiter == ";":
        found = [found[0], *([row[0], *map(_with_point, row[1:])] for row in found[1:])]
    return found


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if DECIMAL_COMMA.fullmatch(cell.strip()) else cell


def _name(cell: str, what: str, place: int) -> str:
    name = label(cell)
    if isinstance(name, str):
        return name
    where = f"column {place} of the first row" if what == "answer" else f"row {place}"
    raise UserError(
        f"The name of the {what} is empty in {where}.",
        "A price whose case is not named cannot be used.",
        f"Name the {what}, or take it out.",
    )


def _price(cell: str, truth: str, answer: str, line: int) -> Cell:
    by_case = BY_CASE.fullmatch(cell)
    try:
        if by_case:
            plus, times = _amount(by_case["plus"]), _amount(by_case["times"])
            return ColumnCost(column=by_case["column"].strip()[:200], plus=plus, times=times)
        return _amount(cell)
    except ValueError:
        found = repr(cell.strip()[:40]) if cell.strip() else "nothing"
        raise UserError(
            f"Answering {answer[:80]!r} when it is {truth[:80]!r} costs {found} (row {line}).",
            "A price is a finite number in currency, or plus + times * column, such as 15 + 1 * amount.",
            "Write a number in that cell, and 0 where nothing is lost.",
        ) from None


def _amount(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or abs(value) > MOST_MONEY:
        raise ValueError
    return value


def _refuse_twice(names: Sequence[str], what: str) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise UserError(
                f"The table of prices names the {what} {name[:80]!r} twice.",
                "Labels such as 1 and 1.0 are the same class, so two prices were given for one cell.",
                "Keep one of the two.",
            )


def _refuse_missing(classes: Sequence[str], named: Sequence[str], place: str, what: str) -> None:
    missing = [name for name in classes if name not in named]
    if missing:
        others = "" if len(missing) == 1 else f", nor for {len(missing) - 1:,} more of {len(classes):,} classes"
        raise UserError(
            f"The table of prices has no {place} for the {what} {missing[0][:80]!r}{others}.",
            "Every class can be true and can be answered, so each needs its prices.",
            f"Add the {place}. {nearest(missing[0], list(named))}",
        )


def _shortest(matrix: Matrix, classes: Sequence[str]) -> dict[str, Any]:
    """Say the same prices in the fewest words: the price most mistakes have once, and only the cells that differ from it."""
    mistakes = Counter(matrix[t][a] for t in classes for a in classes if a != t and not isinstance(matrix[t][a], ColumnCost))
    wrong, count = mistakes.most_common(1)[0] if mistakes else (Costs().wrong, 0)
    if 2 * count <= mistakes.total():
        wrong = Costs().wrong
    kept: dict[str, dict[str, Any]] = {}
    for truth, row in matrix.items():
        for answer, cell in row.items():
            otherwise = 0.0 if answer == truth else wrong
            if answer not in classes or cell != otherwise:
                kept.setdefault(truth, {})[answer] = cell.model_dump() if isinstance(cell, ColumnCost) else cell
    return {"wrong": wrong, "matrix": kept}
