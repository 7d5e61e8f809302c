"""The realised cost of every case, written out case by case or counted in cells; either way it can be compared exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeGuard

import numpy as np

from workbench.pricing import sample
from workbench.pricing.affine import AffineCosts
from workbench.pricing.sample import Sample
from workbench.pricing.segments import Segments


@dataclass(frozen=True, eq=False)
class RowCosts:
    """values (R, n) float64: realised cost, currency. groups (R, n): fold codes. One row of values stands for all repeats.

    strata (n,): truth, where the shares of the classes are known; None where they vary with the cases.
    clusters (n,): codes of cases that hang together; None where each stands for itself.
    """

    values: np.ndarray
    groups: np.ndarray
    strata: np.ndarray | None = None
    clusters: np.ndarray | None = None

    @property
    def rows(self) -> np.ndarray:
        """(n,) averaged over repeats."""
        return self.values[0] if len(self.values) == 1 else self.values.mean(axis=0)

    def sample(self) -> Sample:
        return sample.from_rows(self.values, self.groups, self.strata, self.clusters)


@dataclass(frozen=True, eq=False)
class CellCosts:
    """Cases of one segment and one region of the score cost the same, so costs are values by cell and cells are counted.

    values (S, M): currency, by segment and region. counts (S, M): cases.
    known_shares: the shares of the classes are known, and no part of the spread.
    masks: for each region but the first, whether a case (n,) in segment order lies in it or above. Made when first asked for.
    """

    segments: Segments
    values: np.ndarray
    counts: np.ndarray
    make_masks: Callable[[], tuple[np.ndarray, ...]]
    known_shares: bool = False

    @cached_property
    def masks(self) -> tuple[np.ndarray, ...]:
        return self.make_masks()

    @property
    def rows(self) -> np.ndarray:
        """(n,) in the order of the cases."""
        ordered = np.repeat(self.values[:, 0], self.segments.sizes)
        for region, mask in enumerate(self.masks, start=1):
            for segment, part in enumerate(self.segments.slices):
                np.copyto(ordered[part], self.values[segment, region], where=mask[part])
        rows = np.empty_like(ordered)
        rows[self.segments.order] = ordered
        return rows

    @property
    def groups(self) -> np.ndarray:
        return self.segments.folds[np.newaxis]

    @property
    def strata(self) -> np.ndarray | None:
        return self.segments.y if self.known_shares else None

    def sample(self) -> Sample:
        return self.described(self.values, self.counts)

    def described(self, values: np.ndarray, counts: np.ndarray) -> Sample:
        """Describe other amounts of the same cases. values, counts (S, ...)."""
        return sample.from_cells(values, counts, self.segments.fold, self.segments.truth if self.known_shares else None)

    def joint(self, other: CellCosts) -> np.ndarray:
        """Return (S, M, M'): cases by segment, own region and the other's region. Both must share their segments."""
        shape = (len(self.segments.slices), self.values.shape[1] + 1, other.values.shape[1] + 1)
        above = np.zeros(shape, dtype=np.int64)
        above[:, :-1, 0] = self.counts[:, ::-1].cumsum(axis=1)[:, ::-1]
        above[:, 0, :-1] = other.counts[:, ::-1].cumsum(axis=1)[:, ::-1]
        for i, mine in enumerate(self.masks, start=1):
            for j, theirs in enumerate(other.masks, start=1):
                above[:, i, j] = self.segments.count(mine & theirs)
        return above[:, :-1, :-1] - above[:, 1:, :-1] - above[:, :-1, 1:] + above[:, 1:, 1:]


CaseCosts = RowCosts | CellCosts | AffineCosts


def added(costs: CaseCosts, more: CaseCosts) -> CaseCosts:
    """Return the sum of both, case by case."""
    if isinstance(costs, CellCosts) and isinstance(more, CellCosts) and more.values.shape[1] == 1:
        return replace(costs, values=costs.values + more.values)
    if isinstance(costs, AffineCosts) and _single(more) and costs.amounts is more.amounts:
        return replace(costs, plus=costs.plus + more.plus, times=costs.times + more.times)
    if isinstance(costs, AffineCosts) and _single(more):
        return replace(costs, plus=costs.plus + more.plus, times=costs.times + more.times)
    return RowCosts(_layers(costs) + _layers(more), costs.groups, costs.strata, _clusters(costs))


def difference(dearer: CaseCosts, cheaper: CaseCosts) -> Sample:
    """Return the sample of `dearer` minus `cheaper`, case by case."""
    if isinstance(dearer, CellCosts) and isinstance(cheaper, CellCosts):
        return _cells(dearer, cheaper, dearer.values[:, :, np.newaxis] - cheaper.values[:, np.newaxis, :])
    if isinstance(dearer, AffineCosts) and isinstance(cheaper, AffineCosts) and dearer.amounts is cheaper.amounts:
        return dearer.less(cheaper)
    return sample.from_rows(_layers(dearer) - _layers(cheaper), dearer.groups, dearer.strata, _clusters(dearer))


def captured(base: CaseCosts, model: CaseCosts, perfect: CaseCosts, share: float) -> Sample:
    """Return the sample of (base - model) - share * (base - perfect): what is left when `share` is taken as the part captured."""
    if isinstance(base, CellCosts) and isinstance(model, CellCosts) and isinstance(perfect, CellCosts):
        above, below, floor = base.values[:, :, np.newaxis], model.values[:, np.newaxis, :], perfect.values[:, :1, np.newaxis]
        return _cells(base, model, (above - below) - share * (above - floor))
    if isinstance(base, AffineCosts) and isinstance(model, AffineCosts) and isinstance(perfect, AffineCosts):
        return base.towards(perfect, share).less(model)
    above, below, floor = _layers(base), _layers(model), _layers(perfect)
    return sample.from_rows((above - below) - share * (above - floor), base.groups, base.strata, _clusters(base))


def _single(costs: CaseCosts) -> TypeGuard[AffineCosts]:
    return isinstance(costs, AffineCosts) and costs.code is None


def _cells(one: CellCosts, other: CellCosts, values: np.ndarray) -> Sample:
    return one.described(values, one.joint(other))


def _clusters(costs: CaseCosts) -> np.ndarray | None:
    if isinstance(costs, AffineCosts):
        return None if costs.hanging is None else costs.hanging.of_cases
    return costs.clusters if isinstance(costs, RowCosts) else None


def _layers(costs: CaseCosts) -> np.ndarray:
    return costs.values if isinstance(costs, RowCosts) else costs.rows[np.newaxis]
