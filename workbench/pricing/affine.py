"""Costs that follow columns: in each fold, truth and answer they are plus + times * amounts, so sums need no case written out.

What an interval asks of a cost is a count, a sum and a sum of squares. For an affine cost these follow from the moments of the
amounts of the cases that were answered so: see `workbench.pricing.moments`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from workbench.pricing import moments, sample
from workbench.pricing.amounts import Amounts, Block
from workbench.pricing.hanging import Hanging
from workbench.pricing.sample import Sample
from workbench.pricing.segments import Segments


@dataclass(frozen=True, eq=False)
class AffineCosts:
    """Realised costs. plus (S, M), times (S, M, J): currency, and currency per unit of `amounts.off`, by segment and region.

    code (n,) uint8: region of each case in segment order, None where there is only one. moments (S, M, Q): of the amounts.
    known_shares: the shares of the classes are known, and no part of the spread. hanging: which cases hang together, if any do.
    """

    amounts: Amounts
    plus: np.ndarray
    times: np.ndarray
    code: np.ndarray | None
    moments: np.ndarray
    known_shares: bool = False
    hanging: Hanging | None = None

    @property
    def segments(self) -> Segments:
        return self.amounts.segments

    @property
    def groups(self) -> np.ndarray:
        return self.segments.folds[np.newaxis]

    @property
    def strata(self) -> np.ndarray | None:
        return self.segments.y if self.known_shares else None

    @property
    def money(self) -> np.ndarray:
        """(S, M): sums of the costs."""
        return moments.totals(self.plus, self.times, self.moments)

    @property
    def rows(self) -> np.ndarray:
        """(n,) in the order of the cases."""
        rows = np.empty(len(self.segments.y))
        rows[self.segments.order] = self.written(self.plus)
        return rows

    def written(self, plus: np.ndarray) -> np.ndarray:
        """Return (n,) in segment order, with another plus (S, M)."""
        written = np.empty(len(self.segments.y))
        for segment, part in self.amounts.blocks:
            self._write(written[part], plus, segment, part)
        return written

    def _write(self, out: np.ndarray, plus: np.ndarray, segment: int, part: slice | np.ndarray) -> None:
        """Write the costs of some cases of a segment to out (m,)."""
        region = 0 if self.code is None else self.code[part]
        out[...] = plus[segment][region]
        for times, off in zip(self.times[segment].T, self.amounts.of(part), strict=True):
            out += times[region] * off

    def sample(self) -> Sample:
        level = self.level(self.plus, self.times, self.moments)
        plus = self.plus + level[:, np.newaxis]
        found = sample.from_moments(plus, self.times, self.moments, self.segments.fold, lambda: self.written(plus))
        return _together(found, level, (1.0, self))

    def level(self, plus: np.ndarray, times: np.ndarray, found: np.ndarray) -> np.ndarray:
        """Return (S,) what brings the mean of each class to that of all, where the shares of the classes are known."""
        if not self.known_shares:
            return np.zeros(len(plus))
        return level_of_classes(moments.totals(plus, times, found).reshape(len(plus), -1).sum(axis=1), self.segments)[
            self.segments.truth
        ]

    @cached_property
    def few(self) -> np.ndarray:
        """(m,): the costs of `hanging.cases`, in segment order."""
        assert self.hanging is not None
        costs, cases = np.empty(self.hanging.cases.size), self.hanging.cases
        for segment, part in enumerate(_slices(self.hanging.bounds)):
            self._write(costs[part], self.plus, segment, cases[part])
        return costs

    @cached_property
    def by_cluster(self) -> np.ndarray:
        """(G,): sums over the cases that hang together."""
        assert self.hanging is not None
        if self.hanging.blocks:
            return np.bincount(self.segments.block, weights=self.money.sum(axis=1), minlength=len(self.hanging.sizes))
        return self.hanging.sums(self.written(self.plus))

    def joint(self, other: AffineCosts) -> np.ndarray:
        """Return (S, M, M', Q): the moments by own region and the other's. Both must share their amounts."""
        found = self.amounts.none(self.moments.shape[1], other.moments.shape[1])
        mine, theirs = self.whole, other.whole
        room = self.amounts.room()
        for segment, part in self.amounts.blocks:
            if mine[segment] < 0 and theirs[segment] < 0:
                assert self.code is not None and other.code is not None
                self._add_joint(found[segment], self.code[part], other.code[part], (segment, part), room)
        found[:, 1:, 0] = self.moments[:, 1:] - found[:, 1:].sum(axis=2)
        found[:, 0, 1:] = other.moments[:, 1:] - found[:, :, 1:].sum(axis=1)
        found[:, 0, 0] = other.moments[:, 0] - found[:, 1:, 0].sum(axis=1)
        for place in np.flatnonzero((mine >= 0) | (theirs >= 0)):
            found[place] = 0.0
            if mine[place] >= 0:
                found[place, mine[place]] = other.moments[place]
            else:
                found[place, :, theirs[place]] = self.moments[place]
        return found

    @cached_property
    def whole(self) -> np.ndarray:
        """(S,): the one region that holds all cases of a segment, -1 where there are several."""
        cases = self.moments[..., 0]
        return np.where(cases.max(axis=1) >= cases.sum(axis=1), cases.argmax(axis=1), -1)

    def _add_joint(self, found: np.ndarray, mine: np.ndarray, theirs: np.ndarray, block: Block, room: np.ndarray) -> None:
        for i in range(1, found.shape[0]):
            here = mine == i
            if here.any():
                for j in range(1, found.shape[1]):
                    self.amounts.add(found[i, j], here & (theirs == j), *block, room)

    def less(self, other: AffineCosts) -> Sample:
        """Return the sample of own costs minus the other's, case by case."""
        plus = self.plus[:, :, np.newaxis] - other.plus[:, np.newaxis]
        times = self.times[:, :, np.newaxis] - other.times[:, np.newaxis]
        joint = self.joint(other)
        level = self.level(plus, times, joint)

        def rows() -> np.ndarray:
            return self.written(self.plus + level[:, np.newaxis]) - other.written(other.plus)

        found = sample.from_moments(plus + level[:, np.newaxis, np.newaxis], times, joint, self.segments.fold, rows)
        return _together(found, level, (1.0, self), (-1.0, other))

    def towards(self, other: AffineCosts, share: float) -> AffineCosts:
        """Return these costs with a share of each replaced by what it costs otherwise. Both must share their amounts."""
        mine, theirs = self.moments.shape[1], other.moments.shape[1]
        plus, times = (
            (1.0 - share) * own[:, :, np.newaxis] + share * its[:, np.newaxis]
            for own, its in ((self.plus, other.plus), (self.times, other.times))
        )
        codes = [costs.code for costs in (self, other) if costs.code is not None]
        return replace(
            self,
            plus=plus.reshape(len(plus), mine * theirs),
            times=times.reshape(len(plus), mine * theirs, times.shape[-1]),
            code=codes[0] * np.uint8(theirs) + codes[1] if len(codes) == 2 else next(iter(codes), None),
            moments=self.joint(other).reshape(-1, mine * theirs, self.moments.shape[-1]),
        )


def level_of_classes(sums: np.ndarray, segments: Segments) -> np.ndarray:
    """Return (2,) what brings the mean of each class to that of all. sums (S,): of costs, by segment."""
    by_class = np.bincount(segments.truth, weights=sums, minlength=2)
    sizes = np.bincount(segments.truth, weights=segments.sizes, minlength=2)
    return np.asarray(by_class.sum() / sizes.sum() - by_class / np.maximum(sizes, 1))


Parts = Sequence[tuple[float, AffineCosts]]


def _together(found: Sample, level: np.ndarray, *parts: tuple[float, AffineCosts]) -> Sample:
    """Return the sample of a sum of costs, each times a number, for cases that hang together.

    found: the same did each case stand for itself. level (S,): what is added to all costs of a segment.
    """
    hanging = parts[0][1].hanging
    if hanging is None:
        return found
    if hanging.share < 1.0 or found.sd == 0.0:
        ratio = 1.0 if found.sd == 0.0 else hanging.ratio(_few(parts, level - found.mean))
        if ratio is not None:
            spread, means = found.sd * math.sqrt(ratio), found.fold_means
            if hanging.blocks:  # without any spread all have the mean
                means = np.full(len(hanging.sizes), found.mean)

            def resample(rng: np.random.Generator) -> np.ndarray:
                return sample.resampled_clusters(_by_cluster(parts, level), hanging.sizes, rng)

            return replace(found, sd=spread, fold_means=means, apart=False, resample=resample)
    sums = _by_cluster(parts, level)
    return sample.from_clusters(sums, hanging.sizes, sums / hanging.sizes if hanging.blocks else found.fold_means)


def covariance(alone: np.ndarray, means: np.ndarray, levels: np.ndarray, costs: Sequence[AffineCosts]) -> np.ndarray:
    """Return (P, P): the covariance of the mean costs (P,) of the same cases.

    alone (P, P): the same did each case stand for itself. levels (P, S): what is added to all costs of a segment.
    """
    hanging = costs[0].hanging
    if hanging is None:
        return alone
    if hanging.share < 1.0:
        off = levels - means[:, np.newaxis]
        return alone + hanging.crossed(np.stack([_few([(1.0, each)], step) for each, step in zip(costs, off, strict=True)]))
    sums = np.stack([_by_cluster([(1.0, each)], level) for each, level in zip(costs, levels, strict=True)])
    off = sums - means[:, np.newaxis] * hanging.sizes
    return np.asarray(hanging.correction * (off @ off.T) / hanging.sizes.sum() ** 2)


def _few(parts: Parts, level: np.ndarray) -> np.ndarray:
    """Return (m,): sums of costs, each times a number, of `hanging.cases`. level (S,): added to all of a segment."""
    hanging = parts[0][1].hanging
    assert hanging is not None
    return np.asarray(sum(times * costs.few for times, costs in parts) + np.repeat(level, np.diff(hanging.bounds)))


def _by_cluster(parts: Parts, level: np.ndarray) -> np.ndarray:
    """Return (G,): the same, added up over all cases of each cluster."""
    hanging, by_truth = parts[0][1].hanging, np.zeros(2)
    assert hanging is not None
    by_truth[parts[0][1].segments.truth] = level
    return np.asarray(sum(times * costs.by_cluster for times, costs in parts) + hanging.by_truth @ by_truth)


def _slices(bounds: np.ndarray) -> Iterator[slice]:
    return (slice(start, end) for start, end in pairwise(bounds.tolist()))
