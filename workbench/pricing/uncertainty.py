"""How sure a price and a difference of prices are.

Two 95 % intervals are made and the wider one is shown. The row bootstrap asks how the figure would differ on other cases; the
corrected resampled t (Nadeau & Bengio 2003) also asks how it would differ had the candidate learned from other cases. What they
promise is the saving of a model refitted on all rows, on new cases like these (`benchmarks/honesty.py` counts how often).

Five fold means say little about how much a fold mean varies. The cases say it too, as a fold mean is a mean of so many of them,
so both are pooled (`_fold_variance`); the t then has more degrees of freedom, and the interval is about 1.5 times the bootstrap's
in place of twice. Cases that hang together, of one entity or in a block of time, are drawn together.
"""

from __future__ import annotations

import math
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.pricing import student
from workbench.pricing.comparison import Comparison
from workbench.pricing.estimate import Estimate
from workbench.pricing.memo import once
from workbench.pricing.sample import Sample, from_rows

POWER_95_80 = student.Z_975 + student.Z_800
WORTH_OF_CASES = 20
"""Cases say at most as much about the variance of a fold mean as so many further folds would: they do not know of training."""
ORDERED_BLOCKS = 20


def compare(
    cost_y: np.ndarray,
    cost_x: np.ndarray,
    fold: np.ndarray,
    test_to_train: float,
    hurdle: float = 0.0,
    smallest_gain: float = 0.0,
    quick: bool = False,
    seed: int = 0,
) -> Comparison:
    """Compare X with Y on the same cases.

    cost_y, cost_x (n,) or (R, n): realised cost of each case, currency. fold (n,) or (R, n): fold codes, see `grouping`.
    hurdle, smallest_gain: currency a case that a saving has to exceed, each counted once. quick: a normal interval in place of
    the bootstrap.
    """
    difference = np.asarray(cost_y, dtype=float) - np.asarray(cost_x, dtype=float)
    return compared(from_rows(difference, fold), test_to_train, hurdle, smallest_gain, quick, seed)


def compared(
    saving: Sample,
    test_to_train: float,
    hurdle: float = 0.0,
    smallest_gain: float = 0.0,
    quick: bool = False,
    seed: int = 0,
    at_stake: float = 0.0,
) -> Comparison:
    """Say what a sample of savings, currency a case, shows.

    at_stake: what a case may be worth in which the two differ. Where they did not differ in any of n cases, they may still do so
    in up to `most_unseen(n)` of all, and the interval says it.
    """
    found = interval(saving, test_to_train, quick, seed)
    if saving.sd == 0 and abs(saving.mean) <= 1e-12 * at_stake:
        found = Estimate(0.0, -at_stake * most_unseen(saving.n), at_stake * most_unseen(saving.n))
    return Comparison(
        saving=found,
        probability_better=probability_above(saving, test_to_train, hurdle + smallest_gain),
        probability_positive=probability_above(saving, test_to_train, 0.0),
        detectable=detectable(saving.sd, saving.n),
        cases_needed=cases_needed(saving.sd, saving.mean),
    )


def most_unseen(n: int) -> float:
    """Return the share that what was seen in none of n cases may have, 95 % sure: 1 - .05^(1 / n), about 3 / n.

    >>> round(most_unseen(50), 3)
    0.058
    """
    return float(1.0 - 0.05 ** (1.0 / max(n, 1)))


def mean_interval(
    cost: np.ndarray, quick: bool = False, seed: int = 0, fold: np.ndarray | None = None, test_to_train: float = 0.0
) -> Estimate:
    """Return the mean of `cost` (n,) or (R, n) with its 95 % interval; without `fold` only the spread over cases enters."""
    return interval(from_rows(np.asarray(cost, dtype=float), fold), test_to_train, quick, seed)


def interval(sample: Sample, test_to_train: float, quick: bool, seed: int, least: float = -math.inf) -> Estimate:
    """Return the mean with the wider of the two 95 % intervals. least: a bound that no sample can pass, so no interval does."""
    over_rows = _normal(sample) if quick or sample.sd == 0 else _bootstrap(sample, seed)
    over_folds = _corrected_t(sample, test_to_train)
    low, high = max(over_rows, over_folds, key=lambda ends: ends[1] - ends[0])
    return Estimate(sample.mean, min(max(low, least), sample.mean), max(high, sample.mean))


def _normal(sample: Sample) -> tuple[float, float]:
    half = student.Z_975 * sample.sd / math.sqrt(max(sample.n, 1))
    return sample.mean - half, sample.mean + half


def _bootstrap(sample: Sample, seed: int) -> tuple[float, float]:
    low, high = np.quantile(sample.resample(np.random.default_rng(seed)), (0.025, 0.975))
    return float(low), float(high)


def _corrected_t(sample: Sample, test_to_train: float) -> tuple[float, float]:
    folds = len(sample.fold_means)
    if folds < 2:
        return sample.mean, sample.mean
    error, freedom = _corrected_error(sample, test_to_train)
    half = student.quantile(0.975, freedom) * error
    return sample.mean - half, sample.mean + half


def _corrected_error(sample: Sample, test_to_train: float) -> tuple[float, int]:
    """Standard error of the mean of J dependent fold means, sqrt((1 / J + n_test / n_train) * variance), and its freedom."""
    variance, freedom = _fold_variance(sample, test_to_train)
    return math.sqrt((1.0 / len(sample.fold_means) + test_to_train) * variance), freedom


def _fold_variance(sample: Sample, test_to_train: float) -> tuple[float, int]:
    """Return the variance of a fold mean and its degrees of freedom, from the fold means and from the cases in the folds.

    test_to_train: tells the cases in a fold, n_test = n * r / (1 + r). With as many folds as cases only the fold means are left.
    """
    means = sample.fold_means
    own, freedom = float(means.var(ddof=1)), len(means) - 1
    further = min(WORTH_OF_CASES, sample.n - len(means)) if sample.apart and test_to_train > 0 else 0
    if further <= 0:
        return own, freedom
    by_cases = sample.sd**2 * (1.0 + test_to_train) / (sample.n * test_to_train)
    return (freedom * own + further * by_cases) / (freedom + further), freedom + further


def probability_above(sample: Sample, test_to_train: float, bar: float) -> float:
    """Return P(mean > bar) from the corrected resampled t; without any spread between folds it is 1 or 0."""
    if len(sample.fold_means) < 2:
        return float(sample.mean > bar)
    mean = float(sample.fold_means.mean())
    error, freedom = _corrected_error(sample, test_to_train)
    if error <= 1e-13 * abs(mean):
        return float(mean > bar)
    return student.cdf((mean - bar) / error, freedom)


def detectable(sd: float, n: int) -> float:
    """Return the smallest mean difference that n paired cases show in 80 % of studies at the 95 % level: 2.80 sd / sqrt(n).

    That is for the bootstrap's interval; the wider one, of five folds run twice, would need 3.83.
    """
    return POWER_95_80 * sd / math.sqrt(n) if n else math.inf


def cases_needed(sd: float, difference: float) -> float:
    """Return how many paired cases show `difference` in 80 % of studies; infinite when there is no difference."""
    if abs(difference) <= 1e-12 * sd or difference == 0:  # what rounding leaves of no difference
        return math.inf
    return (POWER_95_80 * sd / difference) ** 2


def forward(evidence: Evidence) -> bool:
    """Folds that go forward in time leave the first block unscored, so fewer rows are scored than framed."""
    return len(evidence.rows) < len(evidence.framing.rows)


_hanging: WeakKeyDictionary[Evidence, np.ndarray] = WeakKeyDictionary()


def apart(evidence: Evidence) -> bool:
    """Whether every case stands for itself: neither entities nor the order in time hold cases together."""
    return evidence.framing.entity is None and not forward(evidence)


def clusters(evidence: Evidence) -> np.ndarray | None:
    """Return codes (n,) of cases that hang together and are drawn together: of one entity, or in one block of time.

    None where every case stands for itself.
    """
    if apart(evidence):
        return None
    return once(_hanging, evidence, lambda: _clusters(evidence))


def _clusters(evidence: Evidence) -> np.ndarray:
    if forward(evidence):
        return grouping(evidence)[0][0]
    assert evidence.framing.entity is not None
    return np.unique(evidence.framing.entity[evidence.rows], return_inverse=True)[1]


def grouping(evidence: Evidence) -> tuple[np.ndarray, float]:
    """Return the group codes (R, n) whose means enter the t interval, and the correction that goes with them.

    Stratified folds: the folds and n_test / n_train. Folds that go forward in time are no exchangeable resamples; there the means
    of consecutive blocks of cases stand in, uncorrected (batch means).
    """
    if not forward(evidence):
        return evidence.fold, evidence.test_to_train
    return once(_blocks, evidence, lambda: _in_time(evidence)), 0.0


_blocks: WeakKeyDictionary[Evidence, np.ndarray] = WeakKeyDictionary()


def _in_time(evidence: Evidence) -> np.ndarray:
    """(1, n): the block of time that each case lies in."""
    time, n = evidence.framing.time, len(evidence.rows)
    order = np.arange(n) if time is None else np.argsort(time[evidence.rows], kind="stable")
    blocks = np.empty(n, dtype=np.int8)
    blocks[order] = np.arange(n) * max(2, min(ORDERED_BLOCKS, n // 10)) // n
    return blocks[np.newaxis]
