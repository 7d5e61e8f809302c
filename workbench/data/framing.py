"""The question put to a table: which column is the answer, which columns may be used to find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.data.dataset import Column, Dataset

if TYPE_CHECKING:
    import numpy as np

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
