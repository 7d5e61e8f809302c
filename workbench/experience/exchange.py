"""What a better screen is worth in right decisions, and what even the best screen leaves on the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.experience.behaviour import behaviour
from workbench.experience.cells import (
    Cells,
    groups,
    mean_of_repeats,
    whole,
    with_class_shares,
    within_classes,
)
from workbench.experience.exchange_by_amount import means_by_amount
from workbench.experience.exchange_words import decisions, sentence, subject
from workbench.experience.formulas import expected_by_row, least, look_up
from workbench.experience.outcome import Exchange, Outcome, PutIn
from workbench.experience.thresholds import BAND, crossings
from workbench.pricing.affine import AffineCosts
from workbench.pricing.costs import CostModel
from workbench.pricing.decisions import cheapest_answers
from workbench.pricing.estimate import Estimate
from workbench.pricing.given import given_answers
from workbench.pricing.prices import Prices
from workbench.pricing.scores import scores_of
from workbench.pricing.uncertainty import clusters
from workbench.scenario import Scenario

FEWEST_WRONG = 30
RESAMPLES = 1_000
MOST_KINDS = 4_000
PARTS = ("acting", "policy", "perfect", "right", "broken")


@dataclass(frozen=True)
class LeftOnTable:
    """Currency per case: what the policy costs above a perfect answer that takes nobody's time, and the people's part of it."""

    total: float
    people: float


def exchange(outcome: Outcome, evidence: Evidence, prices: Prices, quick: bool = False, seed: int = 0) -> Exchange:
    """Say which share of right decisions would make acting as cheap as this policy is.

    Acting on the policy's own candidate is improved by fixing each wrong decision with the same probability; where the policy is
    dearer than acting, right decisions are broken to the second-best expected answer instead. A decision is wrong when another
    answer would have been cheaper. A policy with no model behind it is held against the best model.
    quick: the interval from normal draws of the five means it rests on, in place of resampling cases.
    """
    evidence = with_class_shares(evidence)
    seen = evidence.predictions.get(outcome.candidate)
    model = outcome.candidate if seen is not None and seen.kind != "baseline" else prices.best_model or outcome.candidate
    if model not in evidence.predictions:
        return Exchange(
            outcome.policy, outcome.candidate, float("nan"), None, None, "No candidate acts here, so there is no rate."
        )
    costs = prices.costs
    counted = None
    if quick or len(evidence.y) > MOST_KINDS:
        counted = means_by_amount(outcome, model, _scores(outcome, evidence.predictions[model]), prices)
    if counted is not None:
        return _told(outcome, model, prices, counted.means, counted.wrong, lambda: _normal(counted.means, counted.spread, seed))
    cells, money = _cells(outcome, model, evidence, costs.cost)
    parts = _parts(cells, money, model, costs.cost, _given(evidence.predictions[model], costs, evidence))
    wrong = float((1.0 - parts[PARTS.index("right")]) @ cells.weight)
    parts[PARTS.index("right")] *= costs.weight[cells.y]
    means = parts @ cells.weight / cells.weight.sum()
    if costs.mix is not None:
        parts = within_classes(parts, cells.y, cells.weight)
    together = clusters(evidence)
    if together is not None:
        return _told(outcome, model, prices, means, wrong, lambda: _normal(means, _spread_of(together, parts, cells), seed))
    return _told(outcome, model, prices, means, wrong, lambda: _draws(parts, cells, quick, seed))


def _scores(outcome: Outcome, prediction: Prediction) -> np.ndarray | None:
    """Return (n,) the model's scores in the order in which the outcome was counted; None where there is no such order."""
    costs = outcome.case_costs
    if not isinstance(costs, AffineCosts) or prediction.answering == "given":
        return None
    return scores_of(prediction, costs.segments).ordered


def _told(
    outcome: Outcome, model: str, prices: Prices, means: np.ndarray, wrong: float, draws: Callable[[], np.ndarray]
) -> Exchange:
    """Say the rate that follows from the five means. wrong: cases. draws: gives (5, b), the means as they may turn out."""
    if wrong < 0.5:
        return _none(outcome, means, f"All {decisions(model)} are right: there is nothing to fix.")
    if wrong < FEWEST_WRONG:
        few = f"Only {wrong:.0f} of the {decisions(model)} were wrong, and under {FEWEST_WRONG} there is no exchange rate."
        return _none(outcome, means, few)
    itself = outcome.policy == "act" and outcome.candidate == model
    return _rate(outcome, means, draws(), model if itself else None, model == prices.best_model)


def left_on_table(outcome: Outcome, prices: Prices, scenario: Scenario) -> LeftOnTable:
    """Return what a perfect answer would still save over this policy, and how much of that pays for people's work.

    Where no wage but a review price is stated, cases worked by hand are paid by that price.
    """
    people = behaviour(scenario, prices.costs.classes)
    price = people.hand_price if outcome.policy not in ("defer", "cascade") else people.review_price
    paid = people.wage * (outcome.seconds_per_case - outcome.human_share * people.by_hand) + outcome.human_share * price
    return LeftOnTable(outcome.cost_per_case.estimate - prices.perfect, paid)


def rates(means: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return right decisions now and at the exchange rate, each (b,), from means (5, b) of the rows named by PARTS.

    Beyond the ends it is above 1 (cheaper than always right) or below 0 (dearer than always wrong).
    """
    acting, policy, perfect, right, broken = means
    gain = acting - policy
    fixed = np.divide(gain, acting - perfect, out=np.full_like(gain, 2.0), where=acting > perfect)
    spoiled = np.divide(-gain, broken - acting, out=np.full_like(gain, np.inf), where=broken > acting)
    falls = np.where(spoiled <= 1.0, right * (1.0 - np.minimum(spoiled, 1.0)), -1.0)
    return right, np.where(gain >= 0, right + fixed * (1.0 - right), falls)


def _cells(outcome: Outcome, model: str, evidence: Evidence, cost: np.ndarray) -> tuple[Cells, np.ndarray]:
    """Return cells that tell the model's decisions apart, and the policy's cost of each."""
    if outcome.cells is None or outcome.money is None or evidence.predictions[model].answering == "given":
        return whole(evidence), outcome.cost
    money = mean_of_repeats(outcome.money)
    if model in outcome.cells.proba:
        return outcome.cells, money
    if not outcome.cells.is_groups:
        return whole(evidence), outcome.cost
    few = groups(evidence)
    if len(evidence.classes) > 2:
        cells = whole(evidence, few.code)
    else:
        cells = few.cut(model, np.outer((1 - BAND, 1 + BAND), crossings(cost[0])).ravel())
    return cells, money[cells.group]


def _given(prediction: Prediction, costs: CostModel, evidence: Evidence) -> np.ndarray | None:
    """Return (R, n) the answers of a candidate that came with answers, or (1, n) for all repeats; None for others."""
    return given_answers(prediction, costs, evidence) if prediction.answering == "given" else None


def _parts(cells: Cells, money: np.ndarray, model: str, cost: np.ndarray, given: np.ndarray | None) -> np.ndarray:
    """Return (5, c): per cell what acting costs, the policy, a perfect answer, whether acting is right, and acting broken.

    given (R, c) or (1, c): answers that are acted on as they came.
    """
    lowest = look_up(cost.min(axis=1, keepdims=True), np.zeros(len(cells.y), dtype=np.intp), cells.y)
    acting, right, broken = np.zeros((3, len(cells.y)))
    for repeat, proba in enumerate(cells.proba[model]):
        answer = cheapest_answers(proba, cost) if given is None else given[repeat % len(given)]
        costs = look_up(cost, answer, cells.y)
        others = expected_by_row(proba, cost)
        others[answer, np.arange(len(answer))] = np.inf
        spoiled = look_up(cost, least(others), cells.y)
        good = costs <= lowest
        acting, right, broken = acting + costs, right + good, broken + np.where(good, spoiled, costs)
    repeats = len(cells.proba[model])
    return np.stack([acting / repeats, money, lowest, right / repeats, broken / repeats])


def _draws(parts: np.ndarray, cells: Cells, quick: bool, seed: int) -> np.ndarray:
    """Return (5, b): the five means on resampled cases; normal ones when quick, or where nearly every case differs."""
    rng = np.random.default_rng(seed)
    n = cells.weight.sum()
    if not quick:
        kinds, where = np.unique(parts, axis=1, return_inverse=True)
        if kinds.shape[1] <= MOST_KINDS:
            shares = np.bincount(where.ravel(), weights=cells.weight) / n
            return kinds @ (rng.multinomial(round(n), shares, size=RESAMPLES) / n).T
    means = parts @ cells.weight / n
    centred = parts - means[:, None]
    return _normal(means, (centred * cells.weight) @ centred.T / n**2, seed)


def _spread_of(together: np.ndarray, parts: np.ndarray, cells: Cells) -> np.ndarray:
    """Return (5, 5): covariance of the five means where cases hang together, as of ratios of totals. together (n,): codes."""
    sizes = np.bincount(together)
    sums = np.stack([np.bincount(together, weights=cells.per_case(part)) for part in parts])
    off = sums - sums.sum(axis=1, keepdims=True) / len(together) * sizes
    count = int(np.count_nonzero(sizes))
    return np.asarray(count / max(count - 1, 1) * (off @ off.T) / len(together) ** 2)


def _normal(means: np.ndarray, spread: np.ndarray, seed: int) -> np.ndarray:
    """Return (5, b): normal draws of means (5,) with their covariance (5, 5)."""
    values, vectors = np.linalg.eigh(spread)
    noise = np.random.default_rng(seed).standard_normal((len(means), RESAMPLES))
    return means[:, None] + (vectors * np.sqrt(np.maximum(values, 0.0))) @ noise


def _rate(outcome: Outcome, means: np.ndarray, draws: np.ndarray, itself: str | None, best: bool) -> Exchange:
    """itself: the model, where the policy is acting on it. best: whether it is the best model, which need not be named."""
    now, equivalent = (float(share[0]) for share in rates(means[:, None]))
    named, put_in = subject(outcome, best), _put_in(means)
    if equivalent > 1.0 + 1e-9:
        beyond = f"{named} is worth more than getting every decision right."
        return Exchange(outcome.policy, outcome.candidate, now, None, "any accuracy", beyond, put_in)
    if equivalent < 0.0:
        worse = f"{named} is dearer than acting on a model that gets every decision wrong."
        return Exchange(outcome.policy, outcome.candidate, now, None, "none", worse, put_in)
    low, high = np.quantile(np.clip(rates(draws)[1], 0.0, 1.0), (0.025, 0.975))
    found = Estimate(min(equivalent, 1.0), min(float(low), equivalent), max(float(high), min(equivalent, 1.0)))
    told = sentence(itself, f"{named} is worth", now, found)
    return Exchange(outcome.policy, outcome.candidate, now, found, None, told, put_in)


def _put_in(means: np.ndarray) -> PutIn:
    acting, policy, perfect, _, broken = (float(value) for value in means)
    return PutIn(acting, policy, perfect, broken)


def _none(outcome: Outcome, means: np.ndarray, told: str) -> Exchange:
    return Exchange(outcome.policy, outcome.candidate, float(means[3]), None, None, told, _put_in(means))
