"""How long people take: the geometric mean to compare variants, the arithmetic mean for what time costs.

A case where the time ran out took longer than the limit, and nobody knows by how much. It is neither left out, which would
flatter slow variants, nor counted as the limit: what it adds is what a log-normal distribution fitted to all trials expects.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workbench.pricing.estimate import Estimate
from workbench.pricing.student import quantile

SHORTEST = 0.05
STEPS = 60
MOST_CUT = 0.5


@dataclass(frozen=True)
class Seconds:
    """typical: geometric mean. mean: arithmetic, which costs are worked out with. cut: trials where the time ran out.

    at_least: so many ran out that both means are only known to be at least as high.
    """

    typical: Estimate
    mean: Estimate
    cases: int
    cut: int
    at_least: bool = False


def seconds(taken: np.ndarray, person: np.ndarray, cut: np.ndarray) -> Seconds | None:
    """Return how long trials took, None for fewer than two. taken (n,): seconds, the limit where `cut` (n,) bool; person (n,).

    Trials of one person are alike, so intervals are those of the participants' own means.
    """
    if len(taken) < 2:
        return None
    logs, values = completed(np.maximum(taken, SHORTEST), cut)
    typical, mean = of_people(logs, person), of_people(values, person)
    low = Estimate(math.exp(typical.estimate), math.exp(typical.low), math.exp(min(typical.high, 700.0)))
    at_least = bool(cut.mean() > MOST_CUT)
    return Seconds(low, Estimate(mean.estimate, max(mean.low, 0.0), mean.high), len(taken), int(cut.sum()), at_least)


def geometric(taken: np.ndarray) -> Estimate:
    """Return the geometric mean with its t interval, of times that stand for themselves.

    >>> found = geometric(np.array([55.0, 65, 75, 62, 45, 135]))
    >>> [round(value, 1) for value in (found.estimate, found.low, found.high)]
    [68.2, 46.0, 101.2]
    """
    found = t_interval(np.log(np.maximum(taken, SHORTEST)))
    return Estimate(math.exp(found.estimate), math.exp(found.low), math.exp(min(found.high, 700.0)))


def t_interval(values: np.ndarray) -> Estimate:
    """Return the mean of values (n,) with its 95 % t interval; of a single value the interval has no end."""
    n, mean = len(values), float(values.mean())
    if n < 2:
        return Estimate(mean, -math.inf, math.inf)
    half = quantile(0.975, n - 1) * float(values.std(ddof=1)) / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half)


def of_people(values: np.ndarray, person: np.ndarray) -> Estimate:
    """Return the mean over people of their own means, with the t interval over people; of one person, that over trials."""
    means = means_of_people(values, person)
    return t_interval(means if len(means) > 1 else values)


def means_of_people(values: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Return (people,): each one's mean, in the order of their numbers."""
    _, code = np.unique(person, return_inverse=True)
    return np.asarray(np.bincount(code, weights=values) / np.bincount(code))


def completed(taken: np.ndarray, cut: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (n,) log seconds and (n,) seconds, where those that ran out are replaced by what is expected beyond the limit."""
    logs = np.log(taken)
    if not cut.any() or cut.all():
        return logs, taken.astype(float)
    mean, spread = _fitted(logs, cut)
    filled, values = logs.copy(), taken.astype(float)
    limit = (logs[cut] - mean) / spread
    filled[cut] = mean + spread * _hazard(limit)
    # The mean of a log-normal beyond a limit; far out it is little more than the limit.
    beyond = math.exp(min(mean + spread**2 / 2.0, 700.0)) * _above(limit - spread) / np.maximum(_above(limit), 1e-300)
    values[cut] = np.clip(beyond, taken[cut], 20.0 * taken[cut])
    return filled, values


def _fitted(logs: np.ndarray, cut: np.ndarray) -> tuple[float, float]:
    """Return mean and standard deviation of a normal distribution of which some values are only known to be above a limit."""
    mean, spread = float(logs.mean()), max(float(logs.std()), 1e-3)
    for _ in range(STEPS):
        limit = (logs[cut] - mean) / spread
        hazard = _hazard(limit)
        first, second = logs.copy(), logs**2
        first[cut] = mean + spread * hazard
        second[cut] = mean**2 + 2.0 * mean * spread * hazard + spread**2 * (1.0 + limit * hazard)
        mean = float(first.mean())
        spread = math.sqrt(max(float(second.mean()) - mean**2, 1e-6))
    return mean, spread


def _above(z: np.ndarray) -> np.ndarray:
    return np.array([0.5 * math.erfc(value / math.sqrt(2.0)) for value in z])


def _hazard(z: np.ndarray) -> np.ndarray:
    """Return the mean of a standard normal value that is known to be above z."""
    density = np.exp(-0.5 * z**2) / math.sqrt(2.0 * math.pi)
    return np.where(z > 30.0, z, density / np.maximum(_above(z), 1e-300))


def ratio(differences: np.ndarray) -> Estimate:
    """Return by which factor one variant is quicker, from each participant's difference of mean log seconds (people,).

    >>> found = ratio(np.array([-0.2, -0.1, -0.3, 0.0, -0.15, -0.25]))
    >>> [round(value, 3) for value in (found.estimate, found.low, found.high)]
    [0.846, 0.756, 0.948]
    """
    found = t_interval(differences)
    return Estimate(math.exp(found.estimate), math.exp(max(found.low, -700.0)), math.exp(min(found.high, 700.0)))
