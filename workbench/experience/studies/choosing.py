"""Which cases go into a study: every variant with the same share of wrong suggestions, and cases like its own in real life.

A case where one variant shows the right answer and another does not cannot serve both alike. A slot therefore holds a case for
each variant. It is the same case wherever the variants agree, as far as each variant's own mix of cases allows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.experience.cases import choose_cases
from workbench.experience.studies.pool import NEITHER, RIGHT, WRONG, Pool


class TooFew(Exception):
    """Too few cases. variant: where. status: RIGHT or WRONG. there: how many there are. needed: how many it takes."""

    def __init__(self, variant: int, status: int, there: int, needed: int) -> None:
        super().__init__(f"{there} of {needed}")
        self.variant, self.status, self.there, self.needed = variant, status, there, needed


@dataclass(frozen=True, eq=False)
class Chosen:
    """slots (V blocks of `per_variant`): by variant, a position in the pool. practice: positions in the pool."""

    slots: list[tuple[int, ...]]
    practice: list[int]


def choose(pool: Pool, per_variant: int, wrong: int, practice: int, seed: int) -> Chosen:
    """Choose slots: as many blocks as variants, each of `per_variant` slots of which `wrong` show no right answer.

    Raises TooFew.
    """
    variants = pool.status.shape[1]
    judged = [variant for variant in range(variants) if (pool.status[:, variant] != NEITHER).any()]
    free = np.ones(len(pool.y), dtype=bool)
    counts = {WRONG: wrong * variants, RIGHT: (per_variant - wrong) * variants}
    if not judged:
        rows = _take(pool, np.flatnonzero(free), per_variant * variants, seed)
        if len(rows) < per_variant * variants:
            raise TooFew(0, NEITHER, len(rows), per_variant * variants)
        blocks = [(int(row),) * variants for row in rows]
        free[rows] = False
    else:
        by_status = {s: _of_status(pool, judged, s, count, free, seed + s) for s, count in counts.items()}
        per = {s: count // variants for s, count in counts.items()}
        blocks = [
            slot for block in range(variants) for s in counts for slot in by_status[s][block * per[s] : (block + 1) * per[s]]
        ]
    return Chosen(blocks, _practice(pool, judged, free, practice, seed))


def _of_status(pool: Pool, judged: list[int], status: int, count: int, free: np.ndarray, seed: int) -> list[tuple[int, ...]]:
    """Return `count` slots in which every variant is right, or wrong, and mark their cases as taken."""
    same = (pool.status[:, judged] == status).all(axis=1)
    common = np.flatnonzero(same & free)
    natural = min((_share(pool, same, pool.status[:, v] == status) for v in judged), default=1.0)
    shared = min(round(natural * count), len(common))
    try:
        found = _split(pool, judged, status, count, shared, free.copy(), seed)
    except TooFew:
        found = _split(pool, judged, status, count, min(count, len(common)), free.copy(), seed)
    free[[row for slot in found for row in slot]] = False
    return found


def _share(pool: Pool, inside: np.ndarray, among: np.ndarray) -> float:
    return float(pool.weight[inside & among].sum() / max(pool.weight[among].sum(), 1e-300))


def _split(
    pool: Pool, judged: list[int], status: int, count: int, together: int, free: np.ndarray, seed: int
) -> list[tuple[int, ...]]:
    """Fill `together` slots with cases for all variants, and the rest with cases for each variant."""
    same = (pool.status[:, judged] == status).all(axis=1)
    for_all = _take(pool, np.flatnonzero(same & free), together, seed)
    free[for_all] = False
    rest: dict[int, np.ndarray] = {}
    for variant in judged:
        mine = pool.status[:, variant] == status
        found = _own_mix(pool, mine, same, count, together, free, seed + variant)
        if len(found) < count - together:
            raise TooFew(variant, status, int(mine.sum()), count)
        rest[variant] = found
        free[found] = False
    variants = pool.status.shape[1]
    slots = [(int(row),) * variants for row in for_all]
    # A variant that suggests nothing can take any case; it takes that of the first one that does.
    own = [rest[variant if variant in rest else judged[0]] for variant in range(variants)]
    slots += [tuple(int(row) for row in rows) for rows in zip(*own, strict=True)]
    order = np.random.default_rng((seed, count)).permutation(len(slots))
    return [slots[place] for place in order]


def _own_mix(
    pool: Pool, mine: np.ndarray, same: np.ndarray, count: int, together: int, free: np.ndarray, seed: int
) -> np.ndarray:
    """Return the cases of one variant's remaining slots, so that all of its slots are mixed as its own cases in real life are."""
    rest = count - together
    alike = max(round(_share(pool, same, mine) * count) - together, 0)
    others = np.flatnonzero(mine & ~same & free)
    apart = _take(pool, others, min(rest - min(alike, rest), len(others)), seed)
    filled = _take(pool, np.flatnonzero(mine & same & free), rest - len(apart), seed)
    if len(apart) + len(filled) < rest:
        apart = _take(pool, others, rest - len(filled), seed)
    return np.random.default_rng((seed, rest)).permutation(np.concatenate([apart, filled]))


def _practice(pool: Pool, judged: list[int], free: np.ndarray, practice: int, seed: int) -> list[int]:
    """One of the practice cases is wrong, so that nobody learns there that the product always is right."""
    wrong = np.flatnonzero(free & (pool.status[:, judged] == WRONG).all(axis=1)) if judged else np.empty(0, dtype=np.intp)
    first = _take(pool, wrong, 1 if practice > 1 else 0, seed)
    free[first] = False
    right = free & (pool.status[:, judged] == RIGHT).all(axis=1) if judged else free
    rows = np.flatnonzero(right)
    others = _take(pool, rows if len(rows) else np.flatnonzero(free), practice - len(first), seed)
    return [int(row) for row in (*others, *first)]


def _take(pool: Pool, rows: np.ndarray, size: int, seed: int) -> np.ndarray:
    """Take some of these cases, so that every class comes up."""
    if size < 1 or not len(rows):
        return np.empty(0, dtype=np.intp)
    return np.asarray(rows[choose_cases(pool.y[rows], size, seed)], dtype=np.intp)
