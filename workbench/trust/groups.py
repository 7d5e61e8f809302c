"""Which group each scored case belongs to: the values of a column, or bands of a number, or spans of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from workbench.data.roles import group_column
from workbench.trust import bands, spans
from workbench.trust.rates import TOO_FEW

if TYPE_CHECKING:
    import pandas as pd

    from workbench.data.framing import Framing
    from workbench.evidence.evidence import Evidence
    from workbench.scenario import Scenario

MOST_GROUPS = 12
JOIN = " · "


@dataclass(frozen=True, eq=False)
class Groups:
    """column: the column, or two of them joined. labels: one a group, ready to show, unique, in reading order.

    codes (n,): index into `labels`, one a scored case. A missing value is a group of its own. ordered: bands and spans of time
    have an order of their own.
    """

    column: str
    labels: tuple[str, ...]
    codes: np.ndarray
    ordered: bool = False

    @cached_property
    def members(self) -> tuple[np.ndarray, ...]:
        """Positions of each group's cases, in their order."""
        order = np.argsort(self.codes, kind="stable")
        return tuple(np.split(order, np.cumsum(self.sizes)[:-1]))

    @cached_property
    def sizes(self) -> np.ndarray:
        return np.bincount(self.codes, minlength=len(self.labels))


_known: WeakKeyDictionary[Framing, dict[tuple[str, str | None], tuple[tuple[str, ...], np.ndarray]]] = WeakKeyDictionary()
_scored: WeakKeyDictionary[Evidence, dict[tuple[str, str | None], Groups]] = WeakKeyDictionary()


def groups(evidence: Evidence, scenario: Scenario, column: str) -> Groups:
    """Return the groups of the scored cases by one column; worked out once per evidence.

    Bands follow the whole table and not the cases that happen to be scored. Raises UserError where the column is not in the table
    or is the target.
    """
    framing = evidence.framing
    name = group_column(framing.dataset, column, framing.target)
    key = name, scenario.decision.currency if name in money_columns(scenario) else None
    kept = _scored.setdefault(evidence, {})
    if key not in kept:
        framed = _known.setdefault(framing, {})
        if key not in framed:
            framed[key] = _grouped(framing.dataset.table[name].iloc[framing.rows], key[1])
        labels, codes = framed[key]
        scored = codes if len(evidence.rows) == len(codes) else codes[evidence.rows]
        kept[key] = Groups(name, labels, scored, framing.dataset.table[name].dtype.kind in "iufM")
    return kept[key]


def crossed(first: Groups, second: Groups) -> Groups:
    """Return the intersections of two columns' groups that occur."""
    codes = first.codes.astype(np.int32) * len(second.labels) + second.codes
    sizes = np.bincount(codes, minlength=len(first.labels) * len(second.labels))
    present = np.flatnonzero(sizes)
    rank = np.zeros(len(sizes), dtype=np.int32)
    rank[present] = np.arange(len(present))
    labels = [f"{first.labels[i]}{JOIN}{second.labels[j]}" for i, j in zip(*np.divmod(present, len(second.labels)), strict=True)]
    return Groups(f"{first.column}{JOIN}{second.column}", _unique(labels), rank[codes])


def money_columns(scenario: Scenario) -> frozenset[str]:
    """Return the columns known to hold amounts of money: what is at stake, and what enters a cost."""
    cells = (cell for row in scenario.costs.matrix.values() for cell in row.values())
    names = {getattr(cell, "column", None) for cell in cells} | {scenario.data.amount}
    return frozenset(name.strip() for name in names if name is not None)


def _grouped(values: pd.Series, currency: str | None) -> tuple[tuple[str, ...], np.ndarray]:
    """Return labels and codes (n,) in the smallest type that holds them."""
    if values.dtype.kind in "iufb":
        labels, codes = bands.banded(values.to_numpy(dtype=np.float64, na_value=np.nan), currency)
    elif values.dtype.kind == "M":
        labels, codes = spans.spanned(values.to_numpy(dtype="datetime64[D]"), MOST_GROUPS)
    else:
        labels, codes = _valued(values)
    missing = codes < 0
    if missing.any():
        labels = [*labels, "missing" if "missing" not in labels else "missing (no value)"]
        codes = np.where(missing, len(labels) - 1, codes)
    return _unique(labels), codes.astype(np.min_scalar_type(max(len(labels) - 1, 1)))


def _valued(values: pd.Series) -> tuple[list[str], np.ndarray]:
    """Labels as they are. Where there are too many, the frequent ones keep their own group and the rest is counted as one."""
    import pandas as pd

    if isinstance(values.dtype, pd.CategoricalDtype):
        raw, names = values.cat.codes.to_numpy().astype(np.intp), values.cat.categories.astype(str).tolist()
    else:
        raw, found = pd.factorize(values, sort=True)
        names = [str(name) for name in found]
    sizes = np.bincount(raw + 1, minlength=len(names) + 1)[1:]
    present = np.flatnonzero(sizes)
    kept = present
    if len(present) > MOST_GROUPS:
        kept = np.sort(present[np.argsort(-sizes[present], kind="stable")[: MOST_GROUPS - 1]])
        kept = kept[sizes[kept] >= TOO_FEW]
    rank = np.full(len(names) + 1, len(kept), dtype=np.intp)
    rank[kept] = np.arange(len(kept))
    rank[-1] = -1
    rest = len(present) - len(kept)
    return [names[at] for at in kept] + [f"other ({rest:,} values)"] * (rest > 0), rank[raw]


def _unique(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels that differ only where nobody sees it, or not at all, are numbered: a group is found by its label."""
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(told)
