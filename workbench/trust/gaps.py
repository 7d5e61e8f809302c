"""Whether groups differ by more than chance: the gap between the highest and the lowest, against cases dealt out at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench.pricing.estimate import Estimate
from workbench.trust import permuted
from workbench.trust.answered import Answered
from workbench.trust.measures import Measure, measures
from workbench.trust.rates import FEW
from workbench.trust.slices import Slice, Tally

COST = "cost_per_case"
SURE = 0.05
PERMUTATIONS, QUICK_PERMUTATIONS = 2_000, 1_000
QUICK_CELLS = 16


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
    """What is dealt out: cell (n,) of each case, the value of each cell (C,), and among which truths (K,) bool.

    counted: the measure whose hits and misses these are, where a tally has counted them already; cell is then empty.
    spread: how many times further than cases that stand for themselves, such cases as hang together make a mean deviate.
    """

    cell: np.ndarray
    value: np.ndarray
    among: np.ndarray
    counted: Measure | None = None
    spread: float = 1.0


def gaps(columns: Sequence[tuple[Tally, Sequence[Slice]]], seen: Answered, quick: bool = False, seed: int = 0) -> tuple[Gap, ...]:
    """Test cost and every rate by every column, within the truth for rates within it.

    A column takes no part in what fewer than two of its groups have enough cases for, or what is the same in every case.
    """
    most = QUICK_CELLS if quick else permuted.MOST_CELLS
    dealt = {COST: _costs(seen, most)} | {measure.name: _hits(seen, measure, most) for measure in measures(seen)}
    times = QUICK_PERMUTATIONS if quick else PERMUTATIONS
    found = [
        gap
        for tally, slices in columns
        for place, (name, values) in enumerate(dealt.items())
        if (gap := _gap(name, tally, slices, values, times, np.random.default_rng([seed, place]))) is not None
    ]
    adjusted = permuted.holm([gap.p_value for gap in found])
    return tuple(replace(gap, adjusted=p) for gap, p in zip(found, adjusted, strict=True))


def level(one: Slice, measure: str) -> Estimate | None:
    """Return a slice's cost per case or rate, None from too few cases."""
    return one.cost_per_case if measure == COST else one.rates[measure].share


def cases_of(one: Slice, measure: str) -> int:
    """Return the cases that a slice's cost or rate is of."""
    return one.cases if measure == COST else one.rates[measure].cases


def _costs(seen: Answered, most: int) -> Values:
    """Costs less the mean, so that real-life cases of unequal weight are compared as ratios are."""
    weight = seen.weight[seen.y] if not seen.evenly else 1.0
    everyone = np.ones(len(seen.weight), dtype=bool)
    return _gathered(seen, seen.cost - seen.cost.sum() / np.broadcast_to(weight, seen.y.shape).sum() * weight, everyone, most)


def _hits(seen: Answered, measure: Measure, most: int) -> Values:
    values, among = measure.of(seen)
    if seen.evenly or among.sum() == 1:
        if values.dtype == bool and seen.cluster is None:
            return Values(np.empty(0, dtype=np.uint8), np.array([0.0, 1.0]), among, measure)
        return _gathered(seen, values.astype(np.float64), among, most)
    weight = seen.weight[seen.y]
    return _gathered(seen, weight * (values - float((values * weight).sum() / weight.sum())), among, most)


def _gathered(seen: Answered, values: np.ndarray, among: np.ndarray, most: int) -> Values:
    cell, value = permuted.gathered(values, most)
    if seen.cluster is None:
        return Values(cell, value, among)
    counted = among[seen.y]
    return Values(cell, value, among, None, permuted.spread(values[counted], seen.cluster[counted]))


def _gap(measure: str, tally: Tally, slices: Sequence[Slice], values: Values, times: int, rng: np.random.Generator) -> Gap | None:
    enough = [at for at, one in enumerate(slices) if cases_of(one, measure) >= FEW]
    if len(enough) < 2:
        return None
    levels = {at: found.estimate for at in enough if (found := level(slices[at], measure)) is not None}
    highest, lowest = max(enough, key=levels.__getitem__), min(enough, key=levels.__getitem__)
    # In order of size, so that what the groups are called changes no draw.
    enough.sort(key=lambda at: -cases_of(slices[at], measure))
    table = _table(tally, values)[enough]
    sizes, counts = table.sum(axis=1), table.sum(axis=0)
    if np.count_nonzero(counts) < 2:
        return None
    means = table @ values.value / sizes
    by_chance = permuted.dealt_means(sizes, counts, values.value, times, rng) * values.spread
    p_value = permuted.p_value(float(permuted.gaps(means)), permuted.gaps(by_chance))
    bearer, bearer_p = _bearer(table, values, by_chance, times, rng) if p_value < SURE else (None, 1.0)
    return Gap(
        column=tally.groups.column,
        measure=measure,
        highest=slices[highest].value,
        lowest=slices[lowest].value,
        gap=levels[highest] - levels[lowest],
        p_value=p_value,
        bearer=None if bearer is None else slices[enough[bearer]].value,
        bearer_p=bearer_p,
    )


def _bearer(
    table: np.ndarray, values: Values, by_chance: np.ndarray, times: int, rng: np.random.Generator
) -> tuple[int | None, float]:
    """Return which group stands out above the rest, and how often chance makes the one that stands out most stand out as far.

    One group that has far less makes all others look as if they bore more. It is taken out first, so that what stands out does so
    among the others too. table (G, C): cases by group and cell. by_chance (times, G): means of groups dealt out at random.
    """
    sizes = table.sum(axis=1)
    above = permuted.above(table @ values.value / sizes, sizes)
    place, kept = int(above.argmax()), np.ones(len(sizes), dtype=bool)
    if len(sizes) > 2 and -above.min() > above.max():
        kept[above.argmin()] = False
        table, sizes = table[kept], sizes[kept]
        by_chance = permuted.dealt_means(sizes, table.sum(axis=0), values.value, times, rng) * values.spread
        above = permuted.above(table @ values.value / sizes, sizes)
        place = int(np.flatnonzero(kept)[above.argmax()])
    p = permuted.p_value(float(above.max()), permuted.above(by_chance, sizes).max(axis=1))
    return (place, p) if p < SURE else (None, p)


def _table(tally: Tally, values: Values) -> np.ndarray:
    """Return (G, C): cases by group and cell, among the truths that count."""
    if values.counted is not None:
        hits, cases = (counts.sum(axis=1) for counts in tally.hits(values.counted))
        return np.stack([cases - hits, hits], axis=1)
    cells = len(values.value)
    codes = tally.groups.codes.astype(np.uint16) * np.uint16(cells) + values.cell
    if not values.among.all():
        codes = codes[values.among[tally.seen.y]]
    return np.bincount(codes, minlength=len(tally.groups.labels) * cells).reshape(-1, cells)
