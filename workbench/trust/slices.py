"""Cost and rates of one candidate's answers, group by group, each with its interval and none from too few cases."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.pricing.estimate import Estimate
from workbench.pricing.memo import once
from workbench.pricing.sample import from_rows
from workbench.pricing.student import Z_975
from workbench.pricing.uncertainty import interval
from workbench.trust.answered import Answered
from workbench.trust.groups import Groups
from workbench.trust.measures import Measure, measures
from workbench.trust.rates import TOO_FEW, Rate, rate


@dataclass(frozen=True)
class Slice:
    """One group. cases: of the table. weight: real-life cases they stand for. rates: by the name of a `Measure`.

    cost_per_case: currency, of real life; None below 10 cases.
    overstated: mean of (probability of the class looked for - whether it was that class), in the table as it is; None where there
    is no probability or below 10 cases.
    """

    column: str
    value: str
    cases: int
    weight: float
    cost_per_case: Estimate | None
    rates: Mapping[str, Rate] = field(default_factory=dict)
    overstated: Estimate | None = None


@dataclass(frozen=True, eq=False)
class Tally:
    """One candidate's answers counted by the groups of a column."""

    seen: Answered
    groups: Groups
    known: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict, repr=False)

    @cached_property
    def cells(self) -> np.ndarray:
        """(n,): code of each case's group and truth."""
        classes = len(self.seen.weight)
        if self._size > np.iinfo(np.uint16).max:
            return self.groups.codes.astype(np.int64) * classes + self.seen.truth
        return self.groups.codes.astype(np.uint16) * np.uint16(classes) + self.seen.truth

    @cached_property
    def cases(self) -> np.ndarray:
        """(G, K): cases by group and truth."""
        return self._shaped(np.bincount(self.cells, minlength=self._size))

    def hits(self, measure: Measure) -> tuple[np.ndarray, np.ndarray]:
        """Return hits and cases (G, K) of a measure, of the truths it is among."""
        if measure.name not in self.known:
            self.known[measure.name] = self._hits(measure)
        return self.known[measure.name]

    def _hits(self, measure: Measure) -> tuple[np.ndarray, np.ndarray]:
        values, among = measure.of(self.seen)
        if values.dtype == bool:
            counted = self.cells[values if among.all() else values & among[self.seen.y]]
            return self._shaped(np.bincount(counted, minlength=self._size)), self.cases * among
        return self._shaped(np.bincount(self.cells, weights=values, minlength=self._size)) * among, self.cases * among

    @property
    def _size(self) -> int:
        return len(self.groups.labels) * len(self.seen.weight)

    def _shaped(self, counts: np.ndarray) -> np.ndarray:
        return counts.reshape(len(self.groups.labels), -1)


def slices(tally: Tally, quick: bool = False) -> tuple[Slice, ...]:
    """Return one slice a group. quick: normal intervals of the cost in place of the bootstrap."""
    seen, groups = tally.seen, tally.groups
    rates = {
        measure.name: [rate(hits, cases, seen.weight) for hits, cases in zip(*tally.hits(measure), strict=True)]
        for measure in measures(seen)
    }
    off = _overstated(seen, groups)
    return tuple(
        Slice(
            groups.column,
            label,
            len(members),
            float(tally.cases[at] @ seen.weight),
            None if len(members) < TOO_FEW else cost(seen, members, quick),
            {name: found[at] for name, found in rates.items()},
            off[at],
        )
        for at, (label, members) in enumerate(zip(groups.labels, groups.members, strict=True))
    )


def whole(tally: Tally, cost_per_case: Estimate) -> Slice:
    """Return all cases as one slice, from what was counted by any groups."""
    seen = tally.seen
    totals = {measure.name: [counts.sum(axis=0) for counts in tally.hits(measure)] for measure in measures(seen)}
    rates = {name: rate(hits, cases, seen.weight) for name, (hits, cases) in totals.items()}
    return Slice("", "all cases", len(seen.y), float(tally.cases.sum(axis=0) @ seen.weight), cost_per_case, rates)


def cost(seen: Answered, members: np.ndarray, quick: bool = False) -> Estimate:
    """Return the cost per real-life case of some cases, positions (m,).

    With real-life class shares it is a ratio, cost over cases, both weighted; its interval is that of what is left of the cost
    once the ratio is taken off.
    """
    paid = seen.cost[members]
    if not seen.evenly:
        weight = seen.weight[seen.y[members]]
        mean_weight = float(weight.mean())
        ratio = float(paid.mean()) / mean_weight
        paid = (paid - ratio * weight) / mean_weight + ratio
    cluster = None if seen.cluster is None else np.unique(seen.cluster[members], return_inverse=True)[1]
    return interval(from_rows(paid, seen.block[members], clusters=cluster), seen.correction, quick, 0, seen.least)


_off: WeakKeyDictionary[Groups, dict[tuple[Prediction, int], list[Estimate | None]]] = WeakKeyDictionary()


def _overstated(seen: Answered, groups: Groups) -> list[Estimate | None]:
    """By group; no price enters, so it is worked out once."""
    if seen.prediction is None:
        return [None] * len(groups.labels)
    known = once(_off, groups, dict)
    key = seen.prediction, seen.focus
    if key not in known:
        off = seen.prediction.proba[:, :, seen.focus].mean(axis=0) - (seen.y == seen.focus)
        known[key] = [None if len(members) < TOO_FEW else _normal(off[members]) for members in groups.members]
    return known[key]


def _normal(values: np.ndarray) -> Estimate:
    mean = float(values.mean(dtype=np.float64))
    half = Z_975 * float(values.std(ddof=1, dtype=np.float64)) / math.sqrt(len(values))
    return Estimate(mean, mean - half, mean + half)
