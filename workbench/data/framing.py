"""The question put to a table: which column is the answer, which columns may be used to find it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from workbench.data import outside, targets
from workbench.data.dataset import Column, Dataset
from workbench.data.profile import rows as counted
from workbench.data.roles import existing, named_columns, set_aside
from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.scenario import Scenario

Task = Literal["binary", "multiclass", "regression"]


@dataclass(frozen=True)
class SetAside:
    """A column that is no feature, and why, in one plain sentence."""

    column: str
    reason: str


@dataclass(frozen=True, eq=False)
class Framing:
    """A dataset with its question.

    task: binary has two classes with the positive one last (index 1), so that `proba[:, 1]` is its probability.
    rows (n,) int64: positions in `dataset.table` whose target is not missing; every other array is aligned to them.
    y (n,) int32: index into `classes`. classes: labels as text, in a stable order.
    features: columns that candidates may learn from. set_aside: the others, each with its reason.
    entity, time (n,) or None: integer codes of the entity, and the order of cases in time (int64 nanoseconds).
    key: identifies everything the evidence depends on, fold settings excluded.
    """

    dataset: Dataset
    target: str
    task: Task
    classes: tuple[str, ...]
    rows: np.ndarray
    y: np.ndarray
    features: tuple[Column, ...]
    set_aside: tuple[SetAside, ...]
    entity: np.ndarray | None
    time: np.ndarray | None
    notes: tuple[str, ...]
    key: str

    @property
    def sizes(self) -> np.ndarray:
        """(K,): how many cases there are of each class."""
        return np.bincount(self.y, minlength=len(self.classes))


def frame(dataset: Dataset, scenario: Scenario) -> Framing:
    """Put the scenario's question to the table. Raises UserError when a column is not there or the target cannot be answered.

    Rows with a missing target are set aside and counted in the notes; every other row is used.
    """
    data = scenario.data
    target = _target(dataset, data.target)
    named_columns(dataset, scenario)
    codes, names = targets.class_codes(dataset, target)
    ranks, classes = targets.ordered(codes, names, data.positive)
    rows = np.flatnonzero(ranks >= 0)
    notes = []
    if len(rows) < len(ranks):
        missing = len(ranks) - len(rows)
        notes.append(f"{counted(missing)} without a value in {target!r} {'was' if missing == 1 else 'were'} set aside.")
    brought = _brought(dataset, scenario, target, classes, rows)
    aside = set_aside(dataset, scenario, target, rows, brought)
    features = tuple(column for column in dataset.columns if column.name != target and column.name not in aside)
    if not features and not brought:
        raise _nothing_to_learn_from(aside)
    entity = _entity(dataset, data.entity, rows, notes)
    time = _time(dataset, data.time, rows, notes)
    return Framing(
        dataset=dataset,
        target=target,
        task="binary" if len(classes) == 2 else "multiclass",
        classes=classes,
        rows=rows,
        y=ranks[rows].astype(np.int32),
        features=features,
        set_aside=tuple(SetAside(name, reason) for name, reason in aside.items()),
        entity=entity,
        time=time,
        notes=tuple(notes),
        key=_key(dataset, target, classes, features, data.entity, data.time),
    )


def suggest_target(dataset: Dataset) -> str:
    """Name the column most likely meant as the answer; never one that looks like an identifier where there is another."""
    return targets.suggest_target(dataset)


def _target(dataset: Dataset, name: str | None) -> str:
    if name is not None:
        return existing(dataset, name, "data.target")
    raise UserError(
        "No target is chosen.",
        "The target is the column that holds the answer; without it there is no question.",
        f"Choose one. {targets.suggest_target(dataset)!r} looks like it.",
    )


def _brought(dataset: Dataset, scenario: Scenario, target: str, classes: tuple[str, ...], rows: np.ndarray) -> tuple[str, ...]:
    """Return the columns with predictions from outside, looked at once, so that nothing is collected beside what is unusable."""
    data = scenario.data
    if data.predictions is None:
        return ()
    found = outside.brought(dataset, target, classes, data.predictions)
    outside.refuse_unusable(dataset, found, rows, classes, as_they_are=not data.calibrate_predictions)
    return found.columns


def _nothing_to_learn_from(aside: dict[str, str]) -> UserError:
    name, reason = next(iter(aside.items()))
    return UserError(
        f"No column is left to learn from: all {len(aside):,} beside the target are set aside, such as {name[:60]!r}. {reason}",
        "A candidate needs at least one column that says something about the case.",
        "Use one of them again, or open a table with more columns.",
    )


def _entity(dataset: Dataset, name: str | None, rows: np.ndarray, notes: list[str]) -> np.ndarray | None:
    """Codes (n,) int64; a case whose entity is missing is an entity of its own."""
    if name is None:
        return None
    codes, distinct = pd.factorize(dataset.table[existing(dataset, name, "data.entity")].iloc[rows])
    codes = codes.astype(np.int64)
    alone = codes < 0
    if alone.any():
        notes.append(f"{counted(int(alone.sum()), 'has', 'have')} no value in {name!r}: each counts as an entity of its own.")
        codes[alone] = len(distinct) + np.arange(alone.sum())
    return codes


def _time(dataset: Dataset, name: str | None, rows: np.ndarray, notes: list[str]) -> np.ndarray | None:
    """Nanoseconds since 1970 (n,) int64 for dates, the rank of the value for numbers; a missing time comes first."""
    if name is None:
        return None
    name = existing(dataset, name, "data.time")
    kind, values = dataset.column(name).kind, dataset.table[name].iloc[rows]
    if kind not in ("date", "number"):
        raise UserError(
            f"The time column {name!r} holds {'free text' if kind == 'text' else kind} values, no dates or numbers.",
            "Cases can be put in order of time only by dates or numbers.",
            "Set the column's type to date, or choose another one.",
        )
    absent = values.isna().to_numpy()
    if values.nunique() + bool(absent.any()) < 2:
        raise UserError(
            f"All {len(values):,} cases have the same time in {name!r}.",
            "There is no earlier and no later, so nothing can be learned from the one and scored on the other.",
            "Choose another column, or leave the time out.",
        )
    if absent.any():
        notes.append(f"{counted(int(absent.sum()), 'has', 'have')} no value in {name!r}: the earliest, as far as can be told.")
    if kind == "number":
        return pd.factorize(values, sort=True)[0].astype(np.int64)
    stamps = values.to_numpy(dtype="datetime64[ns]").astype(np.int64)
    earliest = stamps[~absent].min() if not absent.all() else 0
    return np.where(absent, earliest - 1, stamps)


def _key(
    dataset: Dataset, target: str, classes: tuple[str, ...], features: tuple[Column, ...], entity: str | None, time: str | None
) -> str:
    depends_on = [dataset.fingerprint, target, classes, [(column.name, column.kind) for column in features], entity, time]
    return hashlib.blake2b(json.dumps(depends_on).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
