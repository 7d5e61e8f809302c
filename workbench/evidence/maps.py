"""Maps from probabilities to calibrated ones: how they are fitted, judged and applied. Arrays only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

SMALLEST = 1e-7  # probabilities are kept this far off 0 and 1, which no map could move
STEPS_A_UNIT = 64  # log-odds are counted in steps of 1 / 64, far finer than a slope can be told
REACH = 17 * STEPS_A_UNIT
SLOPE_SD, SHIFT_SD = 1.0, 2.0  # how far from "as it came" a map is before it has seen a case; decides only on few of them
MOST_CELLS = 120_000
MOST_ROWS = 4_000


@dataclass(frozen=True, eq=False)
class Map:
    """q_k proportional to p_k^slope * share_k^(1 - slope) * exp(shift_k). shift, log_shares (K,): natural logarithms."""

    slope: float
    shift: np.ndarray
    log_shares: np.ndarray

    @property
    def in_log_odds(self) -> float:
        """By how much the log-odds of the last of two classes are moved, beside the slope, where the class shares are."""
        return float(self.shift[1] - self.shift[0])


class Tables(Protocol):
    """Cases by fold, in the form a fit needs. parameters: how many a map has. cases: how many are looked at."""

    @property
    def parameters(self) -> int: ...
    @property
    def cases(self) -> int: ...
    def fit(self, folds: Sequence[int]) -> Map: ...
    def loss(self, folds: Sequence[int], found: Map | None) -> float:
        """Log loss summed over the cases of these folds, after a map or without one."""


def tables_of(proba: np.ndarray, y: np.ndarray, folds: np.ndarray) -> Tables:
    """Count cases up for fits. proba (n, K), y (n,) the truth, folds (n,) integers."""
    return (TwoClasses.of if proba.shape[1] == 2 else ManyClasses.of)(proba, y, folds)


def applied(found: Map, proba: np.ndarray, known: np.ndarray | None = None) -> np.ndarray:
    """Return probabilities (n, K) float32 after a map. known (K,): whether a candidate had seen the class; others stay at 0."""
    logits = found.slope * _logs(proba) + ((1.0 - found.slope) * found.log_shares + found.shift)
    if known is not None and not known.all():
        logits[:, ~known] = -np.inf
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1, keepdims=True)
    return logits.astype(np.float32)


def _logs(proba: np.ndarray) -> np.ndarray:
    return np.log(np.clip(proba, SMALLEST, 1.0 - SMALLEST, dtype=np.float64))


def log_shares(counts: np.ndarray) -> np.ndarray:
    """Class shares as logarithms; a class without a case counts as half a one."""
    counts = np.maximum(counts, 0.5)
    return np.log(counts / counts.sum())


@dataclass(frozen=True, eq=False)
class TwoClasses:
    """Cases counted by log-odds and truth: a fit on a million cases is one on some hundred counts.

    x (B,): log-odds. counts: by fold, (2, B), first those whose truth is the first class.
    """

    x: np.ndarray
    counts: dict[int, np.ndarray]
    kept: dict[tuple[int, ...], Map] = field(default_factory=dict)
    parameters: int = 2

    @classmethod
    def of(cls, proba: np.ndarray, y: np.ndarray, folds: np.ndarray) -> TwoClasses:
        logs = _logs(proba)
        steps = np.rint((logs[:, 1] - logs[:, 0]) * STEPS_A_UNIT).astype(np.int64) + REACH
        width = 2 * REACH + 1
        first = int(folds.min())
        codes = ((folds.astype(np.int64) - first) * 2 + y) * width + steps
        table = np.bincount(codes, minlength=(int(folds.max()) - first + 1) * 2 * width).reshape(-1, 2, width)
        seen = np.flatnonzero(table.any(axis=(0, 1)))
        x = (seen - REACH) / STEPS_A_UNIT
        return cls(x, {first + place: found[:, seen].astype(np.float64) for place, found in enumerate(table)})

    @property
    def cases(self) -> int:
        return int(sum(table.sum() for table in self.counts.values()))

    def fit(self, folds: Sequence[int]) -> Map:
        key = tuple(folds)
        if key not in self.kept:
            self.kept[key] = _platt(self.x, sum(self.counts[fold] for fold in key))  # type: ignore[arg-type]
        return self.kept[key]

    def loss(self, folds: Sequence[int], found: Map | None) -> float:
        negative, positive = sum(self.counts[fold] for fold in folds)  # type: ignore[misc]
        odds = self.x if found is None else _odds(found, self.x)
        return float(positive @ np.logaddexp(0.0, -odds) + negative @ np.logaddexp(0.0, odds))


def _odds(found: Map, x: np.ndarray) -> np.ndarray:
    base = found.log_shares[1] - found.log_shares[0]
    return found.slope * x + (1.0 - found.slope) * base + found.in_log_odds


def _platt(x: np.ndarray, counts: np.ndarray) -> Map:
    """Newton's method on slope and shift, held near (1, 0) as if by a few cases. A slope below 0 becomes the class shares."""
    shares = log_shares(counts.sum(axis=1))
    base = shares[1] - shares[0]
    inputs = np.stack((x - base, np.ones_like(x)))
    held, centre = np.diag((SLOPE_SD**-2, SHIFT_SD**-2)), np.array((1.0, 0.0))
    total = counts.sum(axis=0)
    at = centre.copy()
    best = _penalised(at, inputs, base, counts, held, centre)
    for _ in range(50):
        chance = 0.5 + 0.5 * np.tanh((at @ inputs + base) / 2.0)
        slope = inputs @ (total * chance - counts[1]) + held @ (at - centre)
        step = np.linalg.solve((inputs * (total * chance * (1.0 - chance))) @ inputs.T + held, slope)
        size = 1.0
        while (value := _penalised(at - size * step, inputs, base, counts, held, centre)) > best and size > 1e-6:
            size /= 2.0
        if value > best - 1e-9 * max(1.0, abs(best)):
            break
        at, best = at - size * step, value
    if at[0] <= 0.0:
        at = np.zeros(2)
    return Map(float(at[0]), np.array((0.0, at[1])), shares)


def _penalised(
    at: np.ndarray, inputs: np.ndarray, base: float, counts: np.ndarray, held: np.ndarray, centre: np.ndarray
) -> float:
    odds = at @ inputs + base
    loss = counts[1] @ np.logaddexp(0.0, -odds) + counts[0] @ np.logaddexp(0.0, odds)
    return float(loss + (at - centre) @ held @ (at - centre) / 2.0)


@dataclass(frozen=True, eq=False)
class ManyClasses:
    """Logarithms of probabilities (K, m) and truth (m,) by fold; of many cases a sample, since a map has few parameters."""

    logs: dict[int, np.ndarray]
    y: dict[int, np.ndarray]
    parameters: int
    kept: dict[tuple[int, ...], Map] = field(default_factory=dict)

    @classmethod
    def of(cls, proba: np.ndarray, y: np.ndarray, folds: np.ndarray) -> ManyClasses:
        n, k = proba.shape
        most = max(MOST_ROWS, MOST_CELLS // k)
        rows = np.arange(n) if n <= most else np.sort(np.random.default_rng(0).choice(n, most, replace=False))
        parts = {int(fold): rows[folds[rows] == fold] for fold in np.unique(folds)}
        logs = {fold: np.ascontiguousarray(_logs(proba[part]).T) for fold, part in parts.items()}
        return cls(logs, {fold: y[part].astype(np.intp) for fold, part in parts.items()}, k)

    @property
    def cases(self) -> int:
        return sum(map(len, self.y.values()))

    def fit(self, folds: Sequence[int]) -> Map:
        key = tuple(folds)
        if key not in self.kept:
            start = next(iter(self.kept.values()), None)
            self.kept[key] = _power(*self._together(key), start)
        return self.kept[key]

    def loss(self, folds: Sequence[int], found: Map | None) -> float:
        logs, y = self._together(folds)
        if found is not None:
            logs = found.slope * logs + ((1.0 - found.slope) * found.log_shares + found.shift)[:, np.newaxis]
        own = logs[y, np.arange(len(y))].sum()
        return _normalised(logs)[0] - float(own)

    def _together(self, folds: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        return np.concatenate([self.logs[fold] for fold in folds], axis=1), np.concatenate([self.y[fold] for fold in folds])


def _normalised(logits: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the sum of the logarithms of what each case's terms add up to, and the probabilities (K, m)."""
    top = logits.max(axis=0)
    proba = np.exp(logits - top)
    total = proba.sum(axis=0)
    proba /= total
    return float((top + np.log(total)).sum()), proba


def _power(logs: np.ndarray, y: np.ndarray, start: Map | None) -> Map:
    """A slope for all and a shift a class, held near "as it came" as if by a few cases; the slope is never below 0."""
    from scipy.optimize import minimize

    k, m = logs.shape
    counts = np.bincount(y, minlength=k).astype(np.float64)
    shares = log_shares(counts)
    centred = logs - shares[:, np.newaxis]
    held, centre = np.concatenate(([SLOPE_SD**-2], np.full(k, SHIFT_SD**-2))), np.concatenate(([1.0], np.zeros(k)))
    along = np.concatenate(([centred[y, np.arange(m)].sum()], counts))

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        total, proba = _normalised(at[0] * centred + (shares + at[1:])[:, np.newaxis])
        expected = np.concatenate(([np.vdot(proba, centred)], proba.sum(axis=1)))
        away = at - centre
        return total - float(along @ at) - float(counts @ shares) + float(held @ away**2) / 2.0, expected - along + held * away

    begin = centre if start is None else np.concatenate(([start.slope], start.shift))
    bounds = [(0.0, None), *[(None, None)] * k]
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 100, "ftol": 1e-8}).x
    return Map(float(found[0]), found[1:], shares)
