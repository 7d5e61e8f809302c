"""Where to draw the line of a binary decision, what any line costs, and what moving it is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.byamount import ByAmount, follows_amounts
from workbench.pricing.casecosts import difference
from workbench.pricing.confusion import Confusion
from workbench.pricing.costs import CostModel
from workbench.pricing.decisions import realised
from workbench.pricing.estimate import Estimate
from workbench.pricing.prevalence import to_table
from workbench.pricing.prices import Price, Prices
from workbench.pricing.sample import Sample, from_cells, from_rows
from workbench.pricing.scores import scores_of, segments_of
from workbench.pricing.thresholds import TIE, CostCurve, cost_curve, p_star
from workbench.pricing.uncertainty import apart, clusters, grouping, interval

USUAL = 0.5
HARDLY_MATTERS = 0.01


@dataclass(frozen=True, eq=False)
class Line:
    """One candidate's lines, as probabilities of the positive class in real life (`workbench.pricing.prevalence`).

    by_costs: what the prices alone say, L / (L + B); None where it differs by case or one answer is always cheaper.
    tuned: found on the past cases, on other folds than it is scored on; None where there is none, or it is still to come.
    best: the line to recommend, always within the plateau.
    plateau: the thresholds round the cheapest between which the cost differs by less than a gain worth having, or by less than
    these cases can tell.
    """

    curve: CostCurve
    by_costs: float | None
    tuned: float | None
    best: float
    plateau: tuple[float, float]


def line(price: Price, prices: Prices, evidence: Evidence) -> Line:
    """Describe where the line of a binary candidate lies and how much it matters."""
    star = None if prices.costs.by_row else p_star(prices.costs.stated)
    by_costs = star if isinstance(star, float) else None
    curve = cost_curve(evidence.predictions[price.name], evidence.y, prices.costs)
    tolerance = max(prices.smallest_gain, HARDLY_MATTERS * float(np.abs(curve.cost.min())))
    band, least = plateau(curve, tolerance), cheapest_line(curve)
    stated = by_costs if by_costs is not None else price.threshold
    if stated is None or not np.isfinite(stated):
        return Line(curve, by_costs, price.threshold, least, band)
    if not band[0] <= stated <= band[1]:
        # On few cases a line may look dearer by chance: only where they can tell is it moved to what they say.
        if worth_of_moving(price.name, prices, evidence, stated, least, quick=True).low > 0:
            stated = least
        else:
            band = min(band[0], stated), max(band[1], stated)
    return Line(curve, by_costs, price.threshold, float(np.clip(stated, 0.0, 1.0)), band)


def cheapest_line(curve: CostCurve) -> float:
    """Return the centre of the first run of thresholds that cost least.

    Examples
    --------
    >>> cheapest_line(CostCurve(np.array([0.0, 0.2, 0.3, 0.4]), np.array([9.0, 5.0, 5.0, 7.0])))
    0.25
    """
    low, high = plateau(curve, TIE * float(np.abs(curve.cost).max()))
    return (low + high) / 2.0


def plateau(curve: CostCurve, tolerance: float) -> tuple[float, float]:
    """Return the thresholds round the cheapest between which the cost stays within `tolerance` of it.

    Examples
    --------
    >>> plateau(CostCurve(np.array([0.0, 0.1, 0.2, 0.3]), np.array([9.0, 5.0, 5.1, 7.0])), 0.2)
    (0.1, 0.2)
    """
    near = curve.cost <= curve.cost.min() + tolerance
    least = int(curve.cost.argmin())
    far_below, far_above = np.flatnonzero(~near[:least]), np.flatnonzero(~near[least:])
    low = int(far_below[-1]) + 1 if far_below.size else 0
    high = least + int(far_above[0]) - 1 if far_above.size else len(near) - 1
    return float(curve.threshold[low]), float(curve.threshold[high])


def cost_at(name: str, prices: Prices, evidence: Evidence, threshold: float, quick: bool = False) -> tuple[Estimate, Confusion]:
    """Return what a line costs per case, with its interval, and the priced confusion matrix behind it, which adds up to it.

    threshold: a probability in real life.
    """
    prediction, costs = evidence.predictions[name], prices.costs
    threshold = float(to_table(threshold, costs.weight))
    if follows_amounts(evidence, costs) and not _countable(evidence, costs):
        priced = ByAmount(evidence, costs).at_threshold(prediction, threshold)
        return _told(priced.costs.sample(), priced.counts, priced.make_money(), evidence, costs, quick)
    sample, cases, money = (
        _counted(prediction, evidence, costs, threshold)
        if _countable(evidence, costs)
        else _gone_through(prediction, evidence, costs, threshold)
    )
    return _told(sample, cases, money, evidence, costs, quick)


def _told(
    sample: Sample, cases: np.ndarray, money: np.ndarray, evidence: Evidence, costs: CostModel, quick: bool
) -> tuple[Estimate, Confusion]:
    matrix = Confusion(costs.answers, costs.classes, costs.per_1000(cases), money * (1000 / cases.sum()))
    return interval(sample, grouping(evidence)[1], quick, 0, costs.least), matrix


def worth_of_moving(name: str, prices: Prices, evidence: Evidence, old: float, new: float, quick: bool = False) -> Estimate:
    """Return what moving the line from `old` to `new`, probabilities in real life, saves per case, on the same cases."""
    prediction, costs = evidence.predictions[name], prices.costs
    old, new = (float(to_table(threshold, costs.weight)) for threshold in (old, new))
    if _countable(evidence, costs):
        sample = _counted_between(prediction, evidence, costs, old, new)
    elif follows_amounts(evidence, costs):
        book = ByAmount(evidence, costs)
        sample = difference(*(book.at_threshold(prediction, threshold).costs for threshold in (old, new)))
    else:
        before, after = (_per_case(prediction, evidence, costs, threshold) for threshold in (old, new))
        sample = from_rows(before - after, grouping(evidence)[0], _strata(evidence.y, costs), clusters(evidence))
    return interval(sample, grouping(evidence)[1], quick, 0)


def _strata(truth: np.ndarray, costs: CostModel) -> np.ndarray | None:
    return None if costs.mix is None else truth


def _countable(evidence: Evidence, costs: CostModel) -> bool:
    """With plain prices and one repeat, counting cases above a line says everything; no case needs to be looked at again."""
    return not costs.by_row and len(evidence.fold) == 1 and apart(evidence)


def _counted(
    prediction: Prediction, evidence: Evidence, costs: CostModel, threshold: float
) -> tuple[Sample, np.ndarray, np.ndarray]:
    segments = segments_of(evidence)
    acted = scores_of(prediction, segments).at_or_above(np.array([threshold]))[:, 0]
    counts = np.column_stack((segments.sizes - acted, acted))
    values = costs.cost[0][:2, segments.truth].T
    cases = np.zeros(costs.cost[0].shape)
    for answer in (0, 1):
        cases[answer] = np.bincount(segments.truth, weights=counts[:, answer], minlength=len(costs.classes))
    return from_cells(values, counts, segments.fold, _strata(segments.truth, costs)), cases, cases * costs.cost[0]


def _counted_between(prediction: Prediction, evidence: Evidence, costs: CostModel, old: float, new: float) -> Sample:
    segments = segments_of(evidence)
    above = scores_of(prediction, segments).at_or_above(np.array([min(old, new), max(old, new)]))
    moved = above[:, 0] - above[:, 1]
    saved = (costs.cost[0][0] - costs.cost[0][1])[segments.truth] * (1.0 if new < old else -1.0)
    values = np.column_stack((np.zeros_like(saved), saved))
    counts = np.column_stack((segments.sizes - moved, moved))
    return from_cells(values, counts, segments.fold, _strata(segments.truth, costs))


def _per_case(prediction: Prediction, evidence: Evidence, costs: CostModel, threshold: float) -> np.ndarray:
    """Return (R, n): what each case costs when the positive class is answered from this probability upwards."""
    price_of = realised(costs.cost, evidence.y)
    return np.where(prediction.proba[:, :, 1] >= np.float32(threshold), price_of[:, 1], price_of[:, 0])


def _gone_through(
    prediction: Prediction, evidence: Evidence, costs: CostModel, threshold: float
) -> tuple[Sample, np.ndarray, np.ndarray]:
    paid = _per_case(prediction, evidence, costs, threshold)
    cell = (prediction.proba[:, :, 1] >= np.float32(threshold)) * len(costs.classes) + evidence.y
    shape = len(costs.answers), len(costs.classes)
    cases, money = (
        np.bincount(cell.ravel(), weights=weights, minlength=shape[0] * shape[1]).reshape(shape) / len(paid)
        for weights in (None, paid.ravel())
    )
    return from_rows(paid, grouping(evidence)[0], _strata(evidence.y, costs), clusters(evidence)), cases, money
