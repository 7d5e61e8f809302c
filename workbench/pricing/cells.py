"""The prices of single answers as people state them: looked up, set, taken back, said in words. Nothing here looks at a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.costs import Cell, shown
from workbench.pricing.distances import unstated
from workbench.scenario import ColumnCost, Costs, Scenario

MOST_EXTRA = 20

Matrix = dict[str, dict[str, Cell]]


def stated(costs: Costs) -> Matrix:
    """Return the prices that are stated, truths and answers named as the data's labels are."""
    return {str(label(truth)): {str(label(answer)): cell for answer, cell in row.items()} for truth, row in costs.matrix.items()}


def extra_answers(costs: Costs, classes: Sequence[str]) -> tuple[str, ...]:
    """Return the answers that are no class, such as `ask`, in the order they are named."""
    named = (answer for row in stated(costs).values() for answer in row)
    return tuple(dict.fromkeys(answer for answer in named if answer not in classes))


class Cells:
    """Every cell of a scenario's costs: what it costs, and whether that was said for this cell or follows from the rest."""

    def __init__(self, scenario: Scenario, classes: Sequence[str]) -> None:
        self.costs = scenario.costs
        self.classes = tuple(classes)
        self.stated = stated(scenario.costs)
        self.answers = (*self.classes, *extra_answers(scenario.costs, classes))
        self._otherwise = _without_cells(scenario.costs, self.classes)

    def __getitem__(self, cell: tuple[str, str]) -> Cell:
        """Return what answering `answer` costs when `truth` holds: `cells[truth, answer]`."""
        truth, answer = cell
        return self.stated.get(truth, {}).get(answer, self.otherwise(truth, answer))

    def is_stated(self, truth: str, answer: str) -> bool:
        return answer in self.stated.get(truth, {})

    def otherwise(self, truth: str, answer: str) -> float:
        """Return what the cell costs when nothing is said for it alone."""
        if truth in self.classes and answer in self.classes:
            return float(self._otherwise[self.classes.index(answer), self.classes.index(truth)])
        return self.costs.wrong


def _without_cells(costs: Costs, classes: tuple[str, ...]) -> np.ndarray:
    """Return (K, K), answer by truth: what follows from groups, order and the price of any mistake."""
    try:
        return unstated(costs, classes)
    except UserError:
        # What cannot be used is said where it is priced; until it is corrected any mistake costs the same here.
        return unstated(Costs(wrong=costs.wrong), classes)


def with_cell(costs: Costs, truth: str, answer: str, cell: Cell | None) -> dict[str, dict[str, Any]]:
    """Return the matrix with one price set, or taken back where `cell` is None, as a scenario is checked from."""
    cells = stated(costs)
    row = {name: price for name, price in cells.get(truth, {}).items() if name != answer or cell is not None}
    if cell is not None:
        row[answer] = cell
    return plain({**cells, truth: row})


def with_answer(costs: Costs, classes: Sequence[str], name: str, price: float) -> dict[str, dict[str, Any]]:
    """Return the matrix with an answer that is no class, at one price whatever is true. Raises UserError for an unusable name."""
    answer = _named(name, (*classes, *extra_answers(costs, classes)), len(extra_answers(costs, classes)))
    cells = stated(costs)
    return plain({truth: {**cells.get(truth, {}), answer: price} for truth in classes})


def without_answer(scenario: Scenario, name: str) -> dict[str, dict[str, Any]]:
    """Return the matrix without an answer that is no class. Raises UserError while it is what is done today."""
    today = scenario.decision.today
    if today.kind == "always" and str(label(today.answer)) == name:
        raise UserError(
            f"{shown(name)} is what every case gets today.",
            "Without its prices, today's process could not be compared with anything.",
            "Say on Frame that it is done otherwise today, then remove this answer.",
        )
    cells = stated(scenario.costs)
    return plain({truth: {answer: cell for answer, cell in row.items() if answer != name} for truth, row in cells.items()})


def _named(name: str, known: Sequence[str], extra: int) -> str:
    answer = label(" ".join(name.split()))
    if not isinstance(answer, str):
        raise UserError(
            "The new answer has no name.", "Answers are told apart by their names.", "Give it one, such as do nothing."
        )
    if answer in known:
        raise UserError(
            f"There is an answer {shown(answer)} already.",
            "Two answers of one name could not be told apart.",
            "Choose another name, or change the prices of the one there is.",
        )
    if extra >= MOST_EXTRA:
        raise UserError(
            f"There are {extra} answers that are no class already.",
            "More than that nobody can keep apart on one screen.",
            "Remove one first.",
        )
    return answer


def plain(matrix: Mapping[str, Mapping[str, Cell]]) -> dict[str, dict[str, Any]]:
    """Return prices as the nested dicts a scenario is checked from; a truth for which nothing is said is left out."""
    return {
        truth: {answer: cell.model_dump() if isinstance(cell, ColumnCost) else cell for answer, cell in row.items()}
        for truth, row in matrix.items()
        if row
    }


def in_words(cell: Cell) -> str:
    """Say a price as people do: `15 + amount`, `0.5 × amount - 15`, `20`.

    >>> in_words(ColumnCost(column="amount", plus=15.0, times=1.0))
    '15 + amount'
    >>> in_words(ColumnCost(column="amount", plus=-15.0, times=0.5))
    '0.5 × amount - 15'
    """
    if not isinstance(cell, ColumnCost):
        return f"{cell:,g}"
    if cell.times == 0:
        return f"{cell.plus:,g}"
    product = cell.column if cell.times == 1 else f"{cell.times:,g} × {cell.column}"
    if cell.plus == 0:
        return product
    return f"{product} - {-cell.plus:,g}" if cell.plus < 0 else f"{cell.plus:,g} + {product}"
