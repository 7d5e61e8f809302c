"""Cases that could be in a study, and what each variant would show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.experience.settled import settled
from workbench.experience.studies.planned import DECIDED, PlannedVariant, Stratum, World
from workbench.experience.trial import Screen, cost_of_row, screen
from workbench.pricing.given import given_answers

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence
    from workbench.pricing.costs import CostModel
    from workbench.scenario import Scenario

MOST_OF_A_KIND, FEWEST_OF_A_KIND = 900, 60
MOST_PRICES = 30_000_000
"""What is shown is worked out case by case, from every price of a case: with very many classes fewer cases are looked at."""
STREAM = 40_401
RIGHT, WRONG, NEITHER = 1, 0, -1


@dataclass(frozen=True, eq=False)
class Pool:
    """at (m,): positions among the scored cases. y (m,): truth. weight (m,): real-life cases that each stands for.

    screens: m lists, one screen a variant. status (m, V): whether the right answer is among what a person is asked to judge,
    RIGHT or WRONG; NEITHER where nothing is to be judged. cost (m, A): currency of each answer, given the truth.
    """

    at: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    screens: list[tuple[Screen, ...]]
    status: np.ndarray
    cost: np.ndarray

    def few(self, variant: int, status: int) -> np.ndarray:
        """Positions in the pool of the cases where this variant is right, or wrong."""
        return np.flatnonzero(self.status[:, variant] == status)


def draw(evidence: Evidence, costs: CostModel, scenario: Scenario, variants: tuple[PlannedVariant, ...], seed: int) -> Pool:
    """Take cases at random, as many that the first candidate gets wrong as that it gets right, up to a number of each."""
    most = MOST_PRICES // (len(costs.answers) * len(costs.classes))
    at, stands_for = _some(evidence, variants, int(np.clip(most, FEWEST_OF_A_KIND, MOST_OF_A_KIND)), seed)
    y = evidence.y[at]
    by_variant = [_screens(evidence, costs, scenario, one, at, seed) for one in variants]
    cost = np.stack([cost_of_row(costs, int(row))[:, truth] for row, truth in zip(at, y, strict=True)])
    status = np.stack([_status(one, screens, y, cost) for one, screens in zip(variants, by_variant, strict=True)], axis=1)
    return Pool(at, y, stands_for * costs.weight[y], list(zip(*by_variant, strict=True)), status, cost)


def _some(evidence: Evidence, variants: tuple[PlannedVariant, ...], most: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return positions (m,) and how many of the scored cases each stands for (m,)."""
    rng = np.random.default_rng((seed, STREAM))
    names = [one.candidate for one in variants if one.screen in DECIDED] or [one.candidate for one in variants if one.candidate]
    first = evidence.predictions[names[0]].proba[0].argmax(axis=1) if names else evidence.y
    found, weights = [], []
    for kind in (first == evidence.y, first != evidence.y):
        every = np.flatnonzero(kind)
        some = rng.permutation(every)[:most]
        found.append(some)
        weights.append(np.full(len(some), len(every) / max(len(some), 1)))
    return np.concatenate(found), np.concatenate(weights)


def _screens(
    evidence: Evidence, costs: CostModel, scenario: Scenario, variant: PlannedVariant, at: np.ndarray, seed: int
) -> list[Screen]:
    """Return what a variant shows of each case."""
    if not variant.candidate:
        return [Screen("by hand", ())] * len(at)
    seen = evidence.predictions[variant.candidate]
    settled_about = settled(variant.screen, variant.candidate, evidence, costs, scenario, at)
    given = given_answers(seen, costs, evidence)[0] if seen.answering == "given" else None
    return [
        screen(
            variant.screen,
            seen.proba[0, row],
            seen.answering,
            costs,
            int(row),
            scenario,
            known,
            seed,
            None if given is None else int(given[row]),
        )
        for row, known in zip(at, settled_about, strict=True)
    ]


def _status(variant: PlannedVariant, screens: list[Screen], y: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return (m,). An answer that is no class is right where none is cheaper, as it is never the truth."""
    if variant.screen not in DECIDED:
        return np.full(len(y), NEITHER)
    found = np.full(len(y), NEITHER)
    for at, seen in enumerate(screens):
        actions = [one.action for one in seen.shown]
        if actions:
            least = seen.mode in ("acted", "undo") and cost[at, actions[0]] <= cost[at].min()
            found[at] = RIGHT if int(y[at]) in actions or least else WRONG
    return found


def world(pool: Pool, variant: int, classes: int) -> World:
    """Return all of real life by what this variant does with it."""
    alone = np.array([screens[variant].mode == "acted" for screens in pool.screens])
    status = pool.status[:, variant]
    return World(
        right=_stratum(pool, variant, status == RIGHT, classes),
        wrong=_stratum(pool, variant, status == WRONG, classes),
        by_hand=_stratum(pool, variant, (status == NEITHER) & ~alone, classes),
        alone=_stratum(pool, variant, (status == NEITHER) & alone, classes),
    )


def _stratum(pool: Pool, variant: int, inside: np.ndarray, classes: int) -> Stratum:
    rows = np.flatnonzero(inside)
    if not len(rows):
        return Stratum()
    weight = pool.weight[rows]
    right = pool.cost[rows, pool.y[rows]]
    others = (pool.cost[rows, :classes].sum(axis=1) - right) / (classes - 1)
    slips = np.bincount(pool.y[rows], weights=weight * (others - right), minlength=classes) / weight.sum()
    lines, listed = np.zeros(len(rows)), np.zeros(len(rows))
    for place, row in enumerate(rows):
        shown = [one.action for one in pool.screens[row][variant].shown]
        wrong = [action for action in shown if action != pool.y[row]]
        lines[place] = len(shown)
        listed[place] = pool.cost[row, wrong or shown].mean() if shown else 0.0

    def mean(values: np.ndarray) -> float:
        return float(np.average(values, weights=weight))

    share = float(weight.sum() / pool.weight.sum())
    means = {"lines": mean(lines), "right": mean(right), "listed": mean(listed), "others": mean(others)}
    return Stratum(share=min(share, 1.0), slips=tuple(slips.tolist()), **means)
