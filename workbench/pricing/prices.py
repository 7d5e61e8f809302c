"""Every candidate priced on the same cases."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from workbench.evidence.evidence import Evidence, Kind, Prediction
from workbench.evidence.joined import joined
from workbench.evidence.prior import NAME as PRIOR
from workbench.evidence.rules_seen import warning
from workbench.pricing.binary import Binary
from workbench.pricing.byamount import ByAmount, columns_of_truth
from workbench.pricing.casecosts import CaseCosts, added, captured, difference
from workbench.pricing.comparison import Comparison
from workbench.pricing.costs import CostModel, build_costs, mean_by_truth
from workbench.pricing.estimate import Estimate
from workbench.pricing.general import Book, General, Priced
from workbench.pricing.hurdle import hurdle
from workbench.pricing.inputs import class_shares, class_sizes, cost_column
from workbench.pricing.lazy import Lazy, LazyArray
from workbench.pricing.metrics import Metrics, metrics
from workbench.pricing.prevalence import to_real, warnings
from workbench.pricing.processes import NAME as TODAY
from workbench.pricing.processes import Process, today
from workbench.pricing.uncertainty import apart, compared, forward, interval
from workbench.scenario import Scenario

__all__ = ["Comparison", "Metrics", "Price", "Prices", "class_shares", "compare", "price"]

OPPONENTS: frozenset[Kind] = frozenset({"baseline", "rule", "process"})
TIE = 1e-12
MODELS: frozenset[Kind] = frozenset({"model", "external"})


@dataclass(frozen=True, eq=False)
class Price:
    """One candidate's price. All money is per case.

    cost (n,) float64: realised cost of each case, averaged over repeats (expected over the draw for `random`). Written out when
    first asked for.
    counts (A, K) float64: number of the table's cases by answer and truth, averaged over repeats; with a matrix of plain numbers,
    `(counts * cost).sum() / n` is the cost per case to the cent. `CostModel.per_1000(counts)` are cases per 1,000 of real life.
    money (A, K): what the cases of each cell cost in all, averaged over repeats; with `counts` the priced confusion matrix. No
    cell has what a process costs by itself, whatever it answers.
    threshold: binary, as a probability in real life: median over folds of the probability of the positive class above which
    acting was cheapest on the other folds; 0 stands for always, 1 for never.
    cost_at_threshold: priced with those thresholds, each tuned on other folds than it is scored on.
    by_chance: its answers are drawn as was stated, and each case costs what they come to on average.
    case_costs: the same costs in the form they were counted in, for `compare`.
    """

    name: str
    kind: Kind
    cost_per_case: Estimate
    cost: LazyArray = LazyArray()  # noqa: RUF009  (a descriptor; it holds no value itself)
    counts: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    if TYPE_CHECKING:
        metrics: Metrics = Metrics()
    else:
        metrics: Metrics = Lazy(Metrics())
    seconds: float = 0.0
    sentence: str = ""
    threshold: float | None = None
    cost_at_threshold: Estimate | None = None
    by_chance: bool = False
    case_costs: CaseCosts | None = field(default=None, repr=False)
    if TYPE_CHECKING:
        money: np.ndarray | None = None
    else:
        money: Lazy = Lazy(None)


@dataclass(frozen=True, eq=False)
class Prices:
    """All candidates under one cost model. `hurdle`: what asking a model costs per case (fee + fixed cost / volume).

    smallest_gain: currency per case; a smaller gain is not worth having. vpp: what a perfect answer saves per case against the
    cheapest opponent. best_baseline covers kinds baseline, rule and process.
    at_stake: what the dearest answer costs above the cheapest one, currency per case, mean over the cases.
    notes: what the figures leave out, one plain sentence each.
    """

    costs: CostModel
    candidates: tuple[Price, ...]
    perfect: float
    hurdle: float
    smallest_gain: float
    best_baseline: str
    best_model: str | None
    saving: Comparison | None
    share_of_perfect: Estimate | None
    notes: tuple[str, ...] = ()
    at_stake: float = 0.0

    def __getitem__(self, name: str) -> Price:
        return next(price for price in self.candidates if price.name == name)

    def __contains__(self, name: str) -> bool:
        return any(price.name == name for price in self.candidates)

    def right_share(self, price: Price) -> float:
        """Return the share of the answers that were priced that are right: no other answer is cheaper for that truth.

        Where costs differ by case, cheaper on average. `metrics.accuracy` is of the likeliest class instead, whatever it costs.
        """
        cases = price.counts * self.costs.weight
        return float(cases[self._right].sum() / cases.sum())

    def right_by_truth(self, price: Price) -> np.ndarray:
        """Return (K,): the share of the answers to each truth that are right, as in `right_share`."""
        return np.asarray((price.counts * self._right).sum(axis=0) / np.maximum(price.counts.sum(axis=0), TIE))

    @property
    def _right(self) -> np.ndarray:
        """(A, K): which answers to a truth are right."""
        mean = self.costs.mean_stated
        return np.asarray(mean <= mean.min(axis=0) + TIE * np.abs(mean).max(initial=1.0))

    @property
    def vpp(self) -> float:
        return self[self.best_baseline].cost_per_case.estimate - self.perfect


def price(evidence: Evidence, scenario: Scenario, quick: bool = False) -> Prices:
    """Price every candidate of the evidence, and today's process, under the scenario's costs.

    quick: normal intervals in place of the bootstrap, for while something is dragged; all other figures are the same.
    Raises UserError where a cost names a truth, an answer or a column that cannot be used.
    """
    evidence = joined(evidence, scenario)
    costs = build_costs(scenario, evidence.classes, lambda name: cost_column(evidence, name), class_sizes(evidence))
    seed = scenario.evidence.seed
    book = _book(evidence, costs, bool(scenario.people.bands))
    predictions = list(evidence.predictions.values())
    if all(prediction.kind != "baseline" or prediction.name == PRIOR for prediction in predictions):
        predictions.insert(0, class_shares(evidence))
    candidates = [_price(prediction, book, evidence, quick, seed) for prediction in predictions]
    process = today(scenario.decision.today, evidence, costs)
    if process is not None:
        candidates.append(_price_of_process(process, book, evidence, quick, seed))
    return _summed_up(tuple(candidates), book.perfect(), costs, evidence, scenario, quick)


def compare(
    evidence: Evidence,
    dearer: Price,
    cheaper: Price,
    hurdle: float = 0.0,
    smallest_gain: float = 0.0,
    quick: bool = False,
    seed: int = 0,
    at_stake: float = 0.0,
) -> Comparison:
    """Compare two prices case by case, in the form they were counted in: well under a millisecond at a million binary cases.

    at_stake: what a case may be worth in which the two differ (`Prices.at_stake`), for where they differed in none.
    """
    saving = difference(_costs_of(dearer), _costs_of(cheaper))
    return compared(saving, _ratio(evidence), hurdle, smallest_gain, quick, seed, at_stake)


def _book(evidence: Evidence, costs: CostModel, bands: bool) -> Book:
    """bands: people behave by confidence, and screens are priced from sums of cases rather than from counts above a line."""
    if len(costs.classes) == 2 and len(evidence.fold) == 1:
        if not costs.by_row and not bands and apart(evidence):
            return Binary(evidence, costs)
        if columns_of_truth(costs) is not None:
            return ByAmount(evidence, costs)
    return General(evidence, costs)


def _ratio(evidence: Evidence) -> float:
    return 0.0 if forward(evidence) else evidence.test_to_train


def _price(prediction: Prediction, book: Book, evidence: Evidence, quick: bool, seed: int) -> Price:
    priced = book.answered(prediction)
    tuned = None if prediction.kind == "baseline" else book.at_tuned_threshold(prediction, quick)
    return Price(
        name=prediction.name,
        kind=prediction.kind,
        cost_per_case=_estimate(priced.costs, book, evidence, quick, seed),
        cost=_rows(priced.costs),
        counts=priced.counts,
        money=priced.make_money,  # type: ignore[arg-type]
        metrics=lambda: metrics(prediction, evidence.y, evidence.classes, book.costs.weight),  # type: ignore[arg-type]
        seconds=prediction.seconds,
        sentence=prediction.sentence,
        threshold=None if tuned is None else float(to_real(min(max(tuned[0], 0.0), 1.0), book.costs.weight)),
        cost_at_threshold=None if tuned is None else _estimate(tuned[1], book, evidence, quick, seed),
        case_costs=priced.costs,
    )


def _price_of_process(process: Process, book: Book, evidence: Evidence, quick: bool, seed: int) -> Price:
    if process.given is None:
        counts = process.chances * class_sizes(evidence)
        costs = book.mixed(process.chances, np.broadcast_to(process.own, len(evidence.classes)))
        priced = Priced(costs, counts, lambda: counts * mean_by_truth(book.costs, evidence.y))
    else:
        priced = book.answered(process.given)
        costs = added(priced.costs, book.fixed(process.cost)) if process.cost.any() else priced.costs
    return Price(
        name=TODAY,
        kind="process",
        cost_per_case=_estimate(costs, book, evidence, quick, seed),
        cost=_rows(costs),
        counts=priced.counts,
        money=priced.make_money,  # type: ignore[arg-type]
        metrics=process.metrics,
        sentence=process.sentence,
        by_chance=process.given is None and not np.isin(process.chances, (0.0, 1.0)).all(),
        case_costs=costs,
    )


def _rows(costs: CaseCosts) -> Callable[[], np.ndarray]:
    return lambda: costs.rows


def _estimate(costs: CaseCosts, book: Book, evidence: Evidence, quick: bool, seed: int) -> Estimate:
    return interval(costs.sample(), _ratio(evidence), quick, seed, book.costs.least)


def _costs_of(found: Price) -> CaseCosts:
    if found.case_costs is None:
        raise ValueError(f"{found.name} was not priced by price()")
    return found.case_costs


def _summed_up(
    candidates: tuple[Price, ...], perfect: CaseCosts, costs: CostModel, evidence: Evidence, scenario: Scenario, quick: bool
) -> Prices:
    base = cheapest(candidates, OPPONENTS)
    assert base is not None  # class shares are always among the candidates
    model = cheapest(candidates, MODELS) or cheapest(candidates, frozenset({"simulated"}))
    extra, seed = hurdle(scenario), scenario.evidence.seed
    gain = scenario.costs.smallest_gain * abs(base.cost_per_case.estimate)
    stake = _at_stake(costs, evidence)
    return Prices(
        costs=costs,
        candidates=candidates,
        perfect=perfect.sample().mean,
        hurdle=extra,
        smallest_gain=gain,
        best_baseline=base.name,
        best_model=None if model is None else model.name,
        saving=None if model is None else compare(evidence, base, model, extra, gain, quick, seed, stake),
        share_of_perfect=None if model is None else _share_of_perfect(base, model, perfect, evidence, quick, seed),
        notes=(*warnings(costs.mix, costs.classes, class_sizes(evidence)), *_notes(scenario)),
        at_stake=stake,
    )


def _at_stake(costs: CostModel, evidence: Evidence) -> float:
    by_truth = mean_by_truth(costs, evidence.y)
    shares = class_sizes(evidence) / max(len(evidence.y), 1)
    return float((by_truth.max(axis=0) - by_truth.min(axis=0)) @ shares)


def cheapest(candidates: tuple[Price, ...], kinds: frozenset[Kind]) -> Price | None:
    """Return the cheapest candidate of these kinds. Among equals today's process comes first, since nothing has to be changed."""
    able = [found for found in candidates if found.kind in kinds]
    if not able:
        return None
    least = min(found.cost_per_case.estimate for found in able)
    equal = [found for found in able if math.isclose(found.cost_per_case.estimate, least, rel_tol=1e-12, abs_tol=1e-12)]
    return min(equal, key=lambda found: found.kind != "process")


def _share_of_perfect(
    base: Price, model: Price, perfect: CaseCosts, evidence: Evidence, quick: bool, seed: int
) -> Estimate | None:
    """Saving over what a perfect answer saves. The interval is of the ratio: both parts vary with the cases, and together.

    Nothing captures more than all of it, so the interval ends at 1 at the latest.
    """
    possible = base.cost_per_case.estimate - perfect.sample().mean
    if possible <= 1e-12 * abs(base.cost_per_case.estimate):
        return None
    share = (base.cost_per_case.estimate - model.cost_per_case.estimate) / possible
    spread = interval(captured(_costs_of(base), _costs_of(model), perfect, share), _ratio(evidence), quick, seed)
    return Estimate(share, share + spread.low / possible, max(share, min(share + spread.high / possible, 1.0)))


def _notes(scenario: Scenario) -> tuple[str, ...]:
    notes = []
    if scenario.decision.today.kind == "rules" and not scenario.rules:
        notes.append("Today's process is the team's rules, and none is written yet: without them it has no price.")
    if warning(scenario.rules):
        notes.append(warning(scenario.rules))
    if scenario.decision.volume_per_year is None and (scenario.business.build or scenario.business.run_per_year):
        notes.append("Building and running costs are left out of the comparison, because the yearly volume is not stated.")
    return tuple(notes)
