"""Cost and rates of one candidate's answers, group by group, each with its interval and none from too few cases."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from workbench.pricing.estimate import Estimate
from workbench.pricing.sample import from_rows
from workbench.pricing.student import Z_975
from workbench.pricing.uncertainty import interval
from workbench.trust.answered import Answered
from workbench.trust.groups import Groups
from workbench.trust.measures import measures
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


def slices(seen: Answered, groups: Groups, quick: bool = False) -> tuple[Slice, ...]:
    """Return one slice a group. quick: normal intervals of the cost in place of the bootstrap."""
    cases = counted(seen, groups)
    rates = {
        measure.name: [
            rate(hits * among, sizes * among, seen.weight)
            for hits, sizes in zip(counted(seen, groups, values), cases, strict=True)
        ]
        for measure in measures(seen)
        for values, among in [measure.of(seen)]
    }
    off = _overstated(seen, groups)
    return tuple(
        Slice(
            groups.column,
            label,
            int(size),
            float(cases[at] @ seen.weight),
            None if size < TOO_FEW else cost(seen, members, quick),
            {name: found[at] for name, found in rates.items()},
            off[at],
        )
        for at, (label, size, members) in enumerate(zip(groups.labels, groups.sizes, groups.members, strict=True))
    )


def counted(seen: Answered, groups: Groups, values: np.ndarray | None = None) -> np.ndarray:
    """Return (G, K): cases by group and truth, or the sum of `values` (n,) bool or float over them."""
    shape = len(groups.labels), len(seen.weight)
    cells = groups.codes.astype(np.intp) * shape[1] + seen.y
    if values is None:
        found = np.bincount(cells, minlength=shape[0] * shape[1])
    elif values.dtype == bool:
        found = np.bincount(cells[values], minlength=shape[0] * shape[1])
    else:
        found = np.bincount(cells, weights=values, minlength=shape[0] * shape[1])
    return found.reshape(shape)


def cost(seen: Answered, members: np.ndarray, quick: bool = False) -> Estimate:
    """Return the cost per real-life case of some cases, positions (m,).

    With real-life class shares it is a ratio, cost over cases, both weighted; its interval is that of what is left of the cost
    once the ratio is taken off.
    """
    paid, weight = seen.cost[members], seen.weight[seen.y[members]]
    mean_weight = float(weight.mean())
    ratio = float(paid.mean()) / mean_weight
    left = from_rows((paid - ratio * weight) / mean_weight + ratio, seen.block[members])
    return interval(left, seen.correction, quick, 0, seen.least)


def whole(seen: Answered, quick: bool = False) -> Slice:
    """Return all cases as one slice."""
    everyone = Groups("", ("all cases",), np.zeros(len(seen.y), dtype=np.uint8))
    return slices(seen, everyone, quick)[0]


def _overstated(seen: Answered, groups: Groups) -> list[Estimate | None]:
    if seen.proba is None:
        return [None] * len(groups.labels)
    off = seen.proba - (seen.y == seen.focus)
    return [None if len(members) < TOO_FEW else _normal(off[members]) for members in groups.members]


def _normal(values: np.ndarray) -> Estimate:
    mean = float(values.mean(dtype=np.float64))
    half = Z_975 * float(values.std(ddof=1, dtype=np.float64)) / math.sqrt(len(values))
    return Estimate(mean, mean - half, mean + half)
