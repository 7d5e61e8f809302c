"""What a way of behaving is to the catalogue: the cases it is scored on, what it comes to, and how it is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from workbench.experience.measures import Measure, Measures
from workbench.scenario import PolicyChoice

NO_RULE = -1
SAME = 1e-12
"""Costs that differ by less than this share of all costs are equal: they were summed in another order."""


@dataclass(frozen=True, eq=False)
class Cases:
    """What a policy is scored on: truth y (n,), fold (n,), and how many cases each row stands for, weight (n,).

    ruled (n,): the answer that the team's rules give, NO_RULE where none fires; None without rules. spared: currency that is
    saved where a case is decided before the model behind the screen is asked. alike: whoever decides cannot tell cases apart.
    memory: what was worked out of these cases and one candidate, by name.
    """

    y: np.ndarray
    fold: np.ndarray
    weight: np.ndarray
    ruled: np.ndarray | None = None
    spared: float = 0.0
    alike: bool = False
    memory: dict[str, tuple[Hashable, Any]] = field(default_factory=dict, repr=False)

    def remembered(self, name: str, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return what no price enters, worked out when it is first asked for under a key. Of each name the last is kept."""
        found = self.memory.get(name)
        if found is None or found[0] != key:
            found = self.memory[name] = key, work()
        return found[1]


@dataclass(frozen=True, eq=False)
class Scores:
    """Per row of the cases (n,): money, people's seconds, probability of ending by hand and of ending wrong.

    money is (R, n) once several repeats are put together, since how sure a figure is depends on how repeats differ.
    seen (n,): what else is measured of each case, by name, whatever it costs.
    """

    parameters: dict[str, Any]
    money: np.ndarray
    seconds: np.ndarray
    human: np.ndarray
    wrong: np.ndarray
    seen: Mapping[str, np.ndarray] = field(default_factory=dict, kw_only=True)


class Policy(ABC):
    """name, title and meaning are shown. priced_from: what its price rests on. people: whether it takes people.

    short, order, doing: how a picture names it, what to do, and what is done, for `workbench.experience.naming`; `{k}` is the
    number of answers shown.
    """

    name: str
    title: str
    short: str
    order: str
    doing: str
    meaning: str
    priced_from: str
    people: bool

    @abstractmethod
    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        """Decide from proba (n, K), then score on the truth."""

    def told(self, means: Mapping[str, float]) -> dict[str, float]:
        """Return what is measured besides prices, from the means of `Scores.seen` over all cases."""
        return dict(means)


def others(measures: Measures) -> tuple[Measure, Measure, Measure]:
    """Return what is measured besides money, in the order in which `Scores` holds it."""
    return measures.seconds, measures.human, measures.wrong


def chosen_elsewhere(money: np.ndarray, cases: Cases) -> np.ndarray:
    """Return (F,): for each fold, which of the options was cheapest on the other folds. money (G, n): what each option costs."""
    return cheapest_of(on_the_others(summed_by_fold(money * cases.weight, cases.fold, int(cases.fold.max()) + 1)))


def summed_by_fold(values: np.ndarray, fold: np.ndarray, folds: int) -> np.ndarray:
    """Return (G, F): the sums of values (G, n) over each fold, fold (n,)."""
    return np.stack([np.bincount(fold, weights=row, minlength=folds) for row in values])


def on_the_others(sums: np.ndarray) -> np.ndarray:
    """Return (G, F): what each option costs in all folds but one, from what it costs in each, (G, F)."""
    return np.asarray(sums.sum(axis=1, keepdims=True) - sums)


def cheapest_of(elsewhere: np.ndarray) -> np.ndarray:
    """Return (F,): the option that costs each fold's others least, elsewhere (G, F). Of equals the first is taken."""
    return np.asarray((elsewhere <= elsewhere.min(axis=0) + SAME * np.abs(elsewhere).sum()).argmax(axis=0))


def tuned(name: str, by_fold: np.ndarray) -> dict[str, Any]:
    """Return a parameter that was chosen fold by fold as `Scores.parameters` hold it: the median, and each fold's own."""
    middle = np.sort(by_fold)[(len(by_fold) - 1) // 2]
    return {name: middle.item(), f"{name}_by_fold": tuple(by_fold.tolist())}
