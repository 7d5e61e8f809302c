"""Whether groups differ by more than chance: the gap between the highest and the lowest, against cases dealt out at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench.pricing.estimate import Estimate
from workbench.trust import permuted
from workbench.trust.answered import Answered
from workbench.trust.groups import Groups
from workbench.trust.measures import Measure, measures
from workbench.trust.rates import FEW
from workbench.trust.slices import Slice

COST = "cost_per_case"
SURE = 0.05
PERMUTATIONS, QUICK_PERMUTATIONS = 2_000, 1_000


@dataclass(frozen=True)
class Gap:
    """The gap between two groups of a column. measure: `cost_per_case`, or the name of a `Measure`.

    highest, lowest: labels of the groups, among those with at least 30 cases. gap: highest minus lowest, currency a case or a
    share. p_value: how often chance makes one as large. adjusted: the same, for having looked at so many (Holm).
    bearer: the group that stands out above the rest, None where none does, as when one group only has less than the others.
    bearer_p: how often chance makes the group that stands out most stand out as far.
    """

    column: str
    measure: str
    highest: str
    lowest: str
    gap: float
    p_value: float
    bearer: str | None = None
    bearer_p: float = 1.0
    adjusted: float = 1.0

    @property
    def significant(self) -> bool:
        return self.adjusted < SURE


@dataclass(frozen=True, eq=False)
class Values:
    """What is dealt out: cell (n,) of each case, the value of each cell (C,), and among which truths (K,) bool."""

    measure: str
    cell: np.ndarray
    value: np.ndarray
    among: np.ndarray


def gaps(
    seen: Answered, columns: Sequence[tuple[Groups, Sequence[Slice]]], quick: bool = False, seed: int = 0
) -> tuple[Gap, ...]:
    """Test cost and every rate by every column, within the truth for rates within it.

    A column takes no part in what fewer than two of its groups have enough cases for, or what is the same in every case.
    """
    times = QUICK_PERMUTATIONS if quick else PERMUTATIONS
    dealt = [_costs(seen), *(_hits(seen, measure) for measure in measures(seen))]
    found = [
        gap
        for groups, slices in columns
        for place, values in enumerate(dealt)
        if (gap := _gap(seen, groups, slices, values, times, np.random.default_rng([seed, place]))) is not None
    ]
    adjusted = permuted.holm([gap.p_value for gap in found])
    return tuple(replace(gap, adjusted=p) for gap, p in zip(found, adjusted, strict=True))


def level(one: Slice, measure: str) -> Estimate | None:
    """Return a slice's cost per case or rate, None from too few cases."""
    return one.cost_per_case if measure == COST else one.rates[measure].share


def cases_of(one: Slice, measure: str) -> int:
    """Return the cases that a slice's cost or rate is of."""
    return one.cases if measure == COST else one.rates[measure].cases


def _costs(seen: Answered) -> Values:
    """Costs less the mean, so that real-life cases of unequal weight are compared as ratios are."""
    weight = seen.weight[seen.y]
    cell, value = permuted.gathered(seen.cost - seen.cost.sum() / weight.sum() * weight)
    return Values(COST, cell, value, np.ones(len(seen.weight), dtype=bool))


def _hits(seen: Answered, measure: Measure) -> Values:
    values, among = measure.of(seen)
    weight = seen.weight[among]
    if np.all(weight == weight[0]):
        if values.dtype == bool:
            return Values(measure.name, values.astype(np.uint8), np.array([0.0, 1.0]), among)
        return Values(measure.name, *permuted.gathered(values), among)
    by_case = seen.weight[seen.y]
    mean = float((values * by_case).sum() / by_case.sum())
    return Values(measure.name, *permuted.gathered(by_case * (values - mean)), among)


def _gap(
    seen: Answered, groups: Groups, slices: Sequence[Slice], values: Values, times: int, rng: np.random.Generator
) -> Gap | None:
    enough = [at for at, one in enumerate(slices) if cases_of(one, values.measure) >= FEW]
    if len(enough) < 2:
        return None
    levels = {at: found.estimate for at in enough if (found := level(slices[at], values.measure)) is not None}
    highest, lowest = max(enough, key=levels.__getitem__), min(enough, key=levels.__getitem__)
    # In order of size, so that what the groups are called changes no draw.
    enough.sort(key=lambda at: -cases_of(slices[at], values.measure))
    table = _table(seen, groups, values)[enough]
    sizes, counts = table.sum(axis=1), table.sum(axis=0)
    if np.count_nonzero(counts) < 2:
        return None
    means, by_chance = table @ values.value / sizes, permuted.dealt_means(sizes, counts, values.value, times, rng)
    standing_out = permuted.above(means, sizes)
    first = int(standing_out.argmax())
    bearer_p = permuted.p_value(float(standing_out[first]), permuted.above(by_chance, sizes).max(axis=1))
    return Gap(
        column=groups.column,
        measure=values.measure,
        highest=slices[highest].value,
        lowest=slices[lowest].value,
        gap=levels[highest] - levels[lowest],
        p_value=permuted.p_value(float(permuted.gaps(means)), permuted.gaps(by_chance)),
        bearer=slices[enough[first]].value if bearer_p < SURE else None,
        bearer_p=bearer_p,
    )


def _table(seen: Answered, groups: Groups, values: Values) -> np.ndarray:
    """Return (G, C): cases by group and cell, among the truths that count."""
    cells = len(values.value)
    codes = groups.codes.astype(np.intp) * cells + values.cell
    if not values.among.all():
        codes = codes[values.among[seen.y]]
    return np.bincount(codes, minlength=len(groups.labels) * cells).reshape(-1, cells)
