"""What an answer costs given the truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.distances import unstated
from workbench.pricing.lazy import LazyArray
from workbench.pricing.names import nearest, once_only, shown
from workbench.pricing.prevalence import Mix, real_mix
from workbench.pricing.terms import Column, Terms, cost_column, refuse_too_large, refuse_too_many
from workbench.scenario import ColumnCost, Scenario

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CostModel", "build_costs", "cost_column", "nearest", "shown"]

Cell = float | ColumnCost
ColumnOf = Callable[[str], "np.ndarray | pd.Series | Column"]
MOST_EXTRA = 100


@dataclass(frozen=True, eq=False)
class CostModel:
    """What answers cost, answer by truth, in currency a case.

    answers: the K classes first, in their order, then the answers that are no class. A >= K.
    cost (1 or n, A, K) float64: what decisions and means are worked out with; the first axis is 1 when no column enters. Where
    real-life class shares are stated, every cost of truth y is multiplied by `weight[y]`: with the table's own probabilities and
    cases, answers of least `cost` and means over the cases are then those of real life. So is any other amount a case costs
    (a person's time, a fee by case): multiply what it costs under truth y by `weight[y]`, and nothing else.
    mix: real-life class shares, where stated. Intervals then vary the cases inside each class and not the shares.
    terms: the stated prices in parts, plus + times * column, for those who need not write them out case by case.
    Files and screens say truth -> answer, as people do; this array is turned round once, when it is built.
    """

    answers: tuple[str, ...]
    classes: tuple[str, ...]
    if TYPE_CHECKING:
        cost: np.ndarray
    else:
        cost: LazyArray = LazyArray()
    currency: str
    mix: Mix | None = None
    terms: Terms | None = None

    @property
    def by_row(self) -> bool:
        """Whether a column enters, so that two cases with the same truth and answer may cost different amounts."""
        return len(self.cost) > 1 if self.terms is None else self.terms.by_row

    @cached_property
    def weight(self) -> np.ndarray:
        """(K,): how many real-life cases a case of each class stands for; all 1 without stated shares."""
        return np.ones(len(self.classes)) if self.mix is None else self.mix.weight

    @cached_property
    def stated(self) -> np.ndarray:
        """(1 or n, A, K): the prices as stated, which is what pages show."""
        return self.cost / self.weight if self.terms is None else self.terms.cells()

    @cached_property
    def mean_stated(self) -> np.ndarray:
        """(A, K): the prices as stated; where they differ by case, their mean over all cases."""
        return self.stated.mean(axis=0) if self.terms is None else self.terms.mean()

    @cached_property
    def least(self) -> float:
        """Currency that no case can cost less than, whatever is answered: where an interval of a cost has to end."""
        return float(self.stated.min()) if self.terms is None else self.terms.least()

    @property
    def nbytes(self) -> int:
        """Bytes that the costs take when written out."""
        cases = len(self.cost) if self.terms is None else self.terms.n
        return 8 * cases * len(self.answers) * len(self.classes)

    def per_1000(self, counts: np.ndarray) -> np.ndarray:
        """Return cases per 1,000 of real life, given raw counts of the table's cases (A, K)."""
        weighted = counts * self.weight
        return weighted * (1000.0 / weighted.sum())

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


def build_costs(scenario: Scenario, classes: Sequence[str], column: ColumnOf, sizes: np.ndarray | None = None) -> CostModel:
    """Turn the scenario's costs into an array.

    classes: the K labels in their order. column: name -> (n,) values of the scored cases, asked
    only for columns that a cost names. sizes (K,): cases of each class; without them the stated real-life shares are left out.
    A cell that is not stated costs 0 on the diagonal; elsewhere what the order or the groups of classes say, or `costs.wrong`.
    Raises UserError for a truth that is no class, a label stated twice, a column that cannot be a cost, and real-life shares that
    cannot be.
    """
    mix = None if sizes is None else real_mix(scenario.prevalence, classes, sizes)
    matrix = _canonical(scenario.costs.matrix, classes)
    answers = (*classes, *dict.fromkeys(name for row in matrix.values() for name in row if name not in classes))
    _refuse_too_many_extra(answers[len(classes) :])
    plain = np.full((len(answers), len(classes)), scenario.costs.wrong, dtype=np.float64)
    plain[: len(classes)] = unstated(scenario.costs, classes)
    varying: dict[tuple[int, int], ColumnCost] = {}
    for truth, row in matrix.items():
        for answer, cell in row.items():
            position = answers.index(answer), classes.index(truth)
            plain[position] = cell.plus if isinstance(cell, ColumnCost) else cell
            if isinstance(cell, ColumnCost) and cell.times != 0:
                varying[position] = cell
    terms = _terms(plain, varying, column)
    refuse_too_large(terms, answers, classes)
    weight = 1.0 if mix is None else mix.weight
    cost = (lambda: terms.cells() * weight) if varying else plain[np.newaxis] * weight
    return CostModel(answers, tuple(classes), cost, scenario.decision.currency, mix, terms)  # type: ignore[arg-type]


def _terms(plain: np.ndarray, varying: Mapping[tuple[int, int], ColumnCost], column: ColumnOf) -> Terms:
    names = tuple(dict.fromkeys(cell.column for cell in varying.values()))
    times = np.zeros((len(names), *plain.shape))
    for position, cell in varying.items():
        times[(names.index(cell.column), *position)] = cell.times
    terms = Terms(plain, times, tuple(cost_column(name, column(name)) for name in names))
    refuse_too_many(terms.n, *plain.shape)
    return terms


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
        once_only(name, rows, "costs", "truth")
        rows[name] = {}
        for answer, cell in row.items():
            once_only(str(label(answer)), rows[name], "costs", f"answer under {shown(name)}")
            rows[name][str(label(answer))] = cell
    return rows


def _refuse_too_many_extra(extra: Sequence[str]) -> None:
    if len(extra) > MOST_EXTRA:
        raise UserError(
            f"The costs name {len(extra):,} answers that are no class of the target, such as {shown(extra[0])}.",
            f"Every answer is weighed in every case; more than {MOST_EXTRA} besides the classes are no list to decide from.",
            "Take out those that nobody would give, or put alike ones together.",
        )


def mean_by_truth(costs: CostModel, y: np.ndarray) -> np.ndarray:
    """Return (A, K): the mean of `cost` over the cases of each class; over all cases for a class without one. y (n,)."""
    if costs.terms is None:
        mean = costs.cost.mean(axis=0)
        for truth in np.unique(y) if costs.by_row else ():
            mean[:, truth] = costs.cost[y == truth, :, truth].mean(axis=0)
        return np.asarray(mean)
    return costs.terms.mean_by_truth(y) * costs.weight
