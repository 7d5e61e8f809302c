"""With two classes a policy changes its mind at a few probabilities; here is where."""

from __future__ import annotations

import numpy as np

from workbench.experience import formulas
from workbench.experience.cells import Groups
from workbench.experience.lists import all_lists
from workbench.experience.measures import Measures
from workbench.experience.policy import NO_RULE
from workbench.experience.sets import asked, limits
from workbench.pricing.prevalence import to_table
from workbench.scenario import PolicyChoice

BAND = 1e-8
"""Narrower than the step between two float32 numbers: a probability that ties with a threshold is a cell of its own."""


def thresholds(
    groups: Groups, name: str, measures: Measures, choice: PolicyChoice, ruled: np.ndarray | None = None
) -> np.ndarray:
    """Return (t,) float64: probabilities of the positive class between which no policy over this candidate changes its mind.

    ruled (n,): which answer rules give before a model is asked, as `policy.Cases.ruled`; all cases of a group have the same.
    """
    money, people = measures.money, measures.people
    handing = formulas.hand_over(money)[0]
    shown = formulas.confirm(money, people)[0], formulas.lists(money, people, all_lists(2, 1))[0], formulas.undo(money, people)[0]
    tables = [handing, *shown]
    every = np.ones(len(groups.first), dtype=bool)
    last = [_limits(groups, name, handing, choice.capacity, measures.weight, every)]
    if ruled is not None:
        last.append(_limits(groups, name, handing, choice.capacity, measures.weight, ruled[groups.first] == NO_RULE))
    if "sets" in choice.compare:
        last.append(_set_ends(groups, name, measures, choice))
    points = np.concatenate([*(crossings(table) for table in tables), *last])
    return np.unique(np.concatenate([points * (1.0 - BAND), points * (1.0 + BAND)]))


def crossings(table: np.ndarray) -> np.ndarray:
    """Return the probabilities in [0, 1] where two rows of a table (D, 2) are expected to cost the same."""
    first, second = np.triu_indices(len(table), 1)
    gap = table[first] - table[second]
    slope = gap[:, 0] - gap[:, 1]
    points = gap[slope != 0, 0] / slope[slope != 0]
    return points[(points >= 0) & (points <= 1)]


def _set_ends(groups: Groups, name: str, measures: Measures, choice: PolicyChoice) -> np.ndarray:
    """Return where a class enters a conformal set or leaves it, at each coverage and in each fold."""
    found = limits(groups.seen[name], groups.y, groups.fold[0], measures.weight, asked(choice)).ravel()
    ends = np.concatenate([found, 1.0 - found])[np.isfinite(np.concatenate([found, found]))]
    return np.clip(to_table(ends, measures.weight), 0.0, 1.0)


def _limits(
    groups: Groups, name: str, handing: np.ndarray, capacity: float, weight: np.ndarray, open_still: np.ndarray
) -> np.ndarray:
    """Return where the last case that people have room for lies: two points, as what handing over saves is concave in p.

    open_still (G,): groups that can be handed over at all.

    weight (2,): real-life cases for each case of a class. People's room is a share of real-life cases, and what handing over
    saves is counted by real-life case, as in `catalogue.Defer`.
    """
    gaps = handing[:-1] - handing[-1]
    real = weight[groups.y[groups.first]]
    room = capacity * float(groups.size @ real)

    def inside(bar: float) -> tuple[float, float]:
        """The interval of p where handing over saves more than bar; empty when its ends have crossed."""
        level = gaps[:, 0] - bar * weight[0]
        slope = gaps[:, 1] - gaps[:, 0] - bar * (weight[1] - weight[0])
        ends = np.divide(-level, slope, out=np.zeros(len(slope)), where=slope != 0)
        if (level[slope == 0] <= 0).any():
            return 1.0, 0.0
        return max([0.0, *ends[slope > 0]]), min([1.0, *ends[slope < 0]])

    def handed(bar: float) -> float:
        low, high = inside(bar)
        below = groups.below(name, np.array([low, np.nextafter(high, 2.0)]))
        return float((below[:, 1] - below[:, 0]) @ (real * open_still)) if low <= high else 0.0

    low, high = 0.0, float((gaps / np.maximum(weight, 1e-12)).max())
    if capacity >= 1 or high <= 0 or handed(0.0) <= room:
        return np.empty(0)
    while high - low > 1e-13 * high:
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (middle, high) if handed(middle) > room else (low, middle)
    return np.clip(np.array([*inside(low), *inside(high)]), 0.0, 1.0)
