"""Answers of the past, read from a column of the table."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

import numpy as np

from workbench.data.framing import Framing
from workbench.data.labels import encode, label
from workbench.data.outside import HEADER
from workbench.data.roles import existing
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.costs import CostModel
from workbench.pricing.memo import once
from workbench.pricing.names import nearest, once_only, shown
from workbench.scenario import Today

_read: WeakKeyDictionary[Framing, dict[str, tuple[np.ndarray, list[str]]]] = WeakKeyDictionary()
_given: WeakKeyDictionary[Evidence, dict[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], Prediction]] = (
    WeakKeyDictionary()
)


def past_answers(process: Today, evidence: Evidence, costs: CostModel) -> Prediction:
    """Return the past answers of the scored cases. Raises UserError as `answered` does."""
    known = once(_given, evidence, dict)
    key = (str(process.column), costs.answers, tuple(process.means.items()))
    if key not in known:
        known.clear()
        answers = answered(process, evidence.framing, evidence.framing.rows[evidence.rows], costs)
        known[key] = Prediction("today", "process", np.empty((1, 0, 0)), "given", answers=answers, answer_names=costs.answers)
    return known[key]


def answered(process: Today, framing: Framing, rows: np.ndarray, costs: CostModel) -> np.ndarray:
    """Return what was answered in these rows of the table, (n,) as codes into `costs.answers`.

    Raises UserError naming the column and the value: one that is not there, the target itself, a missing answer, an answer that
    nobody priced.
    """
    column = str(process.column)
    if column.strip() == framing.target:
        raise UserError(
            f"Today's answers are said to be in {shown(column)}, which is the target.",
            "The target holds what was right, so today's process would look as if it never made a mistake.",
            "Choose the column that holds what was decided at the time.",
        )
    column = existing(framing.dataset, column, "decision.today.column")
    known = once(_read, framing, dict)
    if column not in known:
        known[column] = encode(framing.dataset.table[column])
    codes, names = known[column]
    said = codes[rows]
    _refuse(said < 0, rows, f"Today's answer in {shown(column)} is missing", "Fill it in, or take those rows out of the table.")
    means = _meant(process.means, costs)
    stands_for = [means.get(name, name) for name in names]
    index = np.array([costs.answers.index(name) if name in costs.answers else -1 for name in stands_for])
    answers = index[said]
    if (answers < 0).any():
        name = names[int(said[answers < 0][0])]
        remedy = (
            f"{nearest(name, costs.answers, 'answers')} Say on the Frame page which of them {shown(name)} stands for, or give it "
            "a price under each truth on the Costs page."
        )
        told = f"Today's answer in {shown(column)} is {shown(name)}, which is no class of the target and has no price,"
        _refuse(said == names.index(name), rows, told, remedy)
    return answers


def _meant(stated: Mapping[str, str], costs: CostModel) -> dict[str, str]:
    """Return which answer each word stands for, both named as the data's labels are. Raises UserError for one without a price."""
    found: dict[str, str] = {}
    for word, answer in stated.items():
        name, meant = str(label(word)), str(label(answer))
        if meant not in costs.answers:
            raise UserError(
                f"decision.today.means says that {shown(word)} stands for {shown(answer)}, which is no answer that has a price.",
                "Today's process is priced by what it answered in every case.",
                nearest(meant, costs.answers, "answers"),
            )
        once_only(name, found, "what words stand for", "word")
        found[name] = meant
    return found


def _refuse(cases: np.ndarray, rows: np.ndarray, told: str, remedy: str) -> None:
    """cases (n,) bool: those that cannot be priced. rows (n,): their rows in the table, from 0."""
    many = int(np.count_nonzero(cases))
    if many:
        first = int(rows[int(cases.argmax())]) + HEADER
        where = f"in row {first:,}" if many == 1 else f"in {many:,} of {len(cases):,} cases, first in row {first:,}"
        raise UserError(f"{told} {where}.", "Today's process is priced by what it answered in every case.", remedy)
