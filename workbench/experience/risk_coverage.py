"""Risk against coverage: what the cases cost that the product decides itself, the surest first, and what all cost then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.experience.deferral import Deferral
from workbench.pricing.estimate import Estimate
from workbench.pricing.student import Z_975

MOST_POINTS = 1_000
RESAMPLED_CASES = 4_000_000
FEWEST_RESAMPLES, MOST_RESAMPLES = 40, 200
EDGE = 1e-9
ALIKE = 1e-4


@dataclass(frozen=True, eq=False)
class Curve:
    """coverage (t,): share of cases that the product decides itself, from few to all; cases that tie come together.

    risk (t,): what one of these costs on average. all_in (t,): what a case costs when people decide the others; currency.
    aurc: mean of risk over all cases, each taken with the coverage that it came in with.
    """

    coverage: np.ndarray
    risk: np.ndarray
    all_in: np.ndarray
    aurc: Estimate


@dataclass(frozen=True)
class Point:
    """Where a product stands: share it decides itself, what one of these costs, and what a case costs with people's."""

    coverage: float
    risk: float
    all_in: float


@dataclass(frozen=True, eq=False)
class RiskCoverage:
    """by_gain, by_confidence: the cases in the order of what handing over would save least, and of the surest first.

    stands: where `defer` stands, which takes the cases in the first of these orders. Its line was drawn by expected savings and
    people's room, not by the truth. same_share: the second order at the same coverage. least: where the first one is cheapest
    on these very cases. capacity: share that people can take; less than 1 - capacity cannot be left to the product.
    """

    by_gain: Curve
    by_confidence: Curve
    stands: Point
    same_share: Point
    least: Point
    capacity: float

    @property
    def alike(self) -> bool:
        """Whether both orders come to the same, as they do where all mistakes cost alike."""
        areas = self.by_gain.aurc.estimate, self.by_confidence.aurc.estimate
        return abs(areas[0] - areas[1]) <= ALIKE * max(map(abs, areas)) and abs(self.same_share.all_in - self.stands.all_in) <= (
            ALIKE * abs(self.stands.all_in)
        )


def risk_coverage(cases: Deferral, capacity: float, seed: int = 0) -> RiskCoverage:
    """Sort the cases both ways, and find where `defer` stands with people who can take this share of them."""
    gain, confidence = _curve(cases, -cases.gain, seed), _curve(cases, cases.confidence, seed)
    wanted = float(cases.weight[cases.gain > 0].sum() / cases.weight.sum())
    coverage = 1.0 - min(wanted, capacity)
    able = gain.coverage >= 1.0 - capacity - EDGE
    best = int(np.flatnonzero(able)[gain.all_in[able].argmin()])
    least = Point(float(gain.coverage[best]), float(gain.risk[best]), float(gain.all_in[best]))
    return RiskCoverage(gain, confidence, at(gain, coverage), at(confidence, coverage), least, capacity)


def at(curve: Curve, coverage: float) -> Point:
    """Return a point of a curve; between cases that tie, it is a share of them that is handed over."""
    accepted = np.interp(coverage, curve.coverage, curve.coverage * curve.risk)
    risk = accepted / coverage if coverage > 0 else 0.0
    return Point(coverage, float(risk), float(np.interp(coverage, curve.coverage, curve.all_in)))


def aurc(losses: np.ndarray, sureness: np.ndarray, weight: np.ndarray | None = None) -> float:
    """Return the area under the risk-coverage curve; cases as sure as each other are accepted together.

    losses, sureness (n,). weight (n,): how many real-life cases a row stands for; losses are in all of these.

    Examples
    --------
    >>> round(aurc(np.array([0.0, 0.0, 1.0, 0.0, 1.0]), np.array([5, 4, 3, 2, 1])), 4)
    0.1967
    """
    weight = np.ones(len(losses)) if weight is None else weight
    order, ends = _ranked(sureness)
    return _area(losses[order], weight[order], ends)


def _curve(cases: Deferral, sureness: np.ndarray, seed: int) -> Curve:
    order, ends = _ranked(sureness)
    acted, handed, weight = cases.acted[order], cases.handed[order], cases.weight[order]
    all_weight = weight.sum()
    accepted, covered = np.cumsum(acted)[ends], np.cumsum(weight)[ends]
    rest = handed.sum() - np.cumsum(handed)[ends]
    kept = _thinned(len(ends))
    area = _area(acted, weight, ends)
    spread = Z_975 * _spread(acted, weight, ends, order, cases.repeats, seed)
    coverage = np.concatenate([[0.0], covered[kept] / all_weight])
    risk = accepted[kept] / covered[kept]
    all_in = np.concatenate([[handed.sum()], accepted[kept] + rest[kept]]) / all_weight
    return Curve(coverage, np.concatenate([risk[:1], risk]), all_in, Estimate(area, area - spread, area + spread))


def _ranked(sureness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the order (n,) from the surest down, and the positions in it at which each run of ties ends."""
    order = np.argsort(-sureness, kind="stable")
    ranked = sureness[order]
    return order, np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))


def _area(losses: np.ndarray, weight: np.ndarray, ends: np.ndarray) -> float:
    covered = np.cumsum(weight)[ends]
    risk = np.divide(np.cumsum(losses)[ends], covered, out=np.zeros(len(ends)), where=covered > 0)
    return float(risk @ np.diff(covered, prepend=0.0) / covered[-1])


def _spread(losses: np.ndarray, weight: np.ndarray, ends: np.ndarray, order: np.ndarray, repeats: int, seed: int) -> float:
    """Return the standard deviation of the area over resampled cases; a case is drawn with all its repeats."""
    rng = np.random.default_rng(seed)
    n = len(losses) // repeats
    times = int(np.clip(RESAMPLED_CASES // len(losses), FEWEST_RESAMPLES, MOST_RESAMPLES))
    areas = []
    for _ in range(times):
        drawn = np.tile(np.bincount(rng.integers(0, n, n), minlength=n), repeats)[order]
        areas.append(_area(losses * drawn, weight * drawn, ends))
    return float(np.std(areas, ddof=1))


def _thinned(points: int) -> np.ndarray:
    """Return which points to keep, so that a browser is sent no more than it can show: denser where few cases are covered."""
    if points <= MOST_POINTS:
        return np.arange(points)
    evenly = np.linspace(0, points - 1, MOST_POINTS // 2)
    early = np.geomspace(1, points, MOST_POINTS // 2) - 1
    return np.unique(np.concatenate([evenly, early]).astype(np.intp))
