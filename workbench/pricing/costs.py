"""What an answer costs given the truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.scenario import ColumnCost, Scenario

MAX_CELLS = 250_000_000

Cell = float | ColumnCost


@dataclass(frozen=True, eq=False)
class CostModel:
    """cost (1 or n, A, K) float64: currency a case, answer by truth; the first axis is 1 when no column enters.

    answers: the K classes first, in their order, then the answers that are no class. A >= K.
    Files and screens say truth -> answer, as people do; this array is turned round once, when it is built.
    """

    answers: tuple[str, ...]
    classes: tuple[str, ...]
    cost: np.ndarray
    currency: str

    @property
    def by_row(self) -> bool:
        """Whether a column enters, so that two cases with the same truth and answer may cost different amounts."""
        return len(self.cost) > 1

    @cached_property
    def least(self) -> float:
        """Currency that no case can cost less than, whatever is answered: where an interval of a cost has to end."""
        return float(self.cost.min())

    def answer(self, name: str) -> int:
        """Return the index of an answer, named as its label in any spelling. Raises UserError with the nearest names."""
        wanted = str(label(name))
        if wanted in self.answers:
            return self.answers.index(wanted)
        raise UserError(
            f"{shown(name)} is not among the answers.",
            "Only an answer that has a price can be compared with the others.",
            nearest(wanted, self.answers, "answers"),
        )


def build_costs(scenario: Scenario, classes: Sequence[str], column: Callable[[str], np.ndarray]) -> CostModel:
    """Turn the scenario's costs into an array.

    classes: the K labels in their order. column: name -> (n,) values of the scored cases, asked
    only for columns that a cost names.
    A cell that is not stated costs 0 on the diagonal and `costs.wrong` elsewhere.
    Raises UserError for a truth that is no class, a label stated twice, and a column that cannot be a cost.
    """
    matrix = _canonical(scenario.costs.matrix, classes)
    answers = (*classes, *dict.fromkeys(name for row in matrix.values() for name in row if name not in classes))
    plain = np.full((len(answers), len(classes)), scenario.costs.wrong, dtype=np.float64)
    np.fill_diagonal(plain, 0.0)
    varying: dict[tuple[int, int], ColumnCost] = {}
    for truth, row in matrix.items():
        for answer, cell in row.items():
            position = answers.index(answer), classes.index(truth)
            if isinstance(cell, ColumnCost) and cell.times != 0:
                varying[position] = cell
            else:
                plain[position] = cell.plus if isinstance(cell, ColumnCost) else cell
    cost = _by_row(plain, varying, column) if varying else plain[np.newaxis]
    return CostModel(tuple(answers), tuple(classes), cost, scenario.decision.currency)


def _canonical(matrix: Mapping[str, Mapping[str, Cell]], classes: Sequence[str]) -> dict[str, dict[str, Cell]]:
    """Name truths and answers as the data's labels are named: 1, 1.0 and "1" are one class."""
    rows: dict[str, dict[str, Cell]] = {}
    for truth, row in matrix.items():
        name = str(label(truth))
        if name not in classes:
            raise UserError(
                f"The costs name the truth {shown(truth)}, which is not among the {len(classes)} classes of the target.",
                "A price for a truth that never occurs would be ignored, and the one that was meant would be missing.",
                nearest(name, classes, "classes"),
            )
        _once(name, rows, "truth")
        rows[name] = {}
        for answer, cell in row.items():
            _once(str(label(answer)), rows[name], f"answer under {shown(name)}")
            rows[name][str(label(answer))] = cell
    return rows


def _once(name: str, seen: Mapping[str, object], what: str) -> None:
    if name in seen:
        raise UserError(
            f"The costs name the {what} {shown(name)} twice.",
            "Labels such as 1 and 1.0 are the same class, so two prices were given for one cell.",
            "Keep one of the two.",
        )


def _by_row(plain: np.ndarray, varying: Mapping[tuple[int, int], ColumnCost], column: Callable[[str], np.ndarray]) -> np.ndarray:
    """Return (n, A, K), laid out cell by cell so that one cell of all cases is contiguous."""
    values = {name: cost_column(name, column(name)) for name in dict.fromkeys(cell.column for cell in varying.values())}
    n = len(next(iter(values.values())))
    if n * plain.size > MAX_CELLS:
        raise UserError(
            f"A cost from a column, for {n:,} cases and {plain.shape[1]} classes, takes {n * plain.size:,} numbers.",
            f"More than {MAX_CELLS:,} do not fit into memory beside the data.",
            "Use plain numbers, fewer classes, or a sample of the cases.",
        )
    cells = np.empty((*plain.shape, n))
    for position in np.ndindex(*plain.shape):
        if position in varying:
            np.multiply(values[varying[position].column], varying[position].times, out=cells[position])
            cells[position] += varying[position].plus
        else:
            cells[position] = plain[position]
    return cells.transpose(2, 0, 1)


def cost_column(name: str, values: np.ndarray) -> np.ndarray:
    """Return a column as (n,) float64. Raises UserError when it holds text, missing or infinite values: NaN never becomes 0."""
    values = np.asarray(values)
    if values.dtype.kind not in "fiub":
        raise UserError(
            f"The cost column {shown(name)} holds no numbers.",
            "A cost that depends on the case is computed from a number in its row.",
            "Name a column of numbers, or set the column's type to number on the data page.",
        )
    numbers = values.astype(np.float64, copy=False)
    unusable = int(numbers.size - np.count_nonzero(np.isfinite(numbers)))
    if unusable:
        raise UserError(
            f"The cost column {shown(name)} is missing or infinite in {unusable:,} of {numbers.size:,} cases.",
            "A missing cost is not a cost of 0, and these cases could not be priced.",
            f"Fill {shown(name)} in the table, leave those cases out, or use a plain number as the cost.",
        )
    return numbers


def nearest(name: str, known: Sequence[str], what: str) -> str:
    """Say which names were probably meant: the nearest ones, or the first few."""
    close = get_close_matches(name[:200], [item[:200] for item in known], n=3, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(shown(item) for item in close)}?"
    return f"The {what} are {', '.join(shown(item) for item in known[:5])}{' ...' if len(known) > 5 else ''}."


def shown(name: object) -> str:
    return repr(str(name)[:80])
