"""Every policy priced over the best model, the other candidates, and the same screen with no model behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import isclose
from typing import Any, cast
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.joined import joined
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience.behaviour import behaviour
from workbench.experience.byamount import ByAmount, amounts_behind
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.cells import CLASS_SHARES, Cells, groups, mean_of_repeats, whole, with_class_shares
from workbench.experience.measures import Measures, measures
from workbench.experience.outcome import Outcome
from workbench.experience.policy import Cases, Policy, Scores
from workbench.experience.ruled import ruled, spared
from workbench.experience.thresholds import thresholds
from workbench.pricing.estimate import Estimate
from workbench.pricing.memo import once
from workbench.pricing.prices import Price, Prices, price
from workbench.pricing.uncertainty import grouping, interval
from workbench.scenario import PolicyChoice, Scenario

__all__ = ["CATALOGUE", "CLASS_SHARES", "NO_MODEL", "best_policy", "find", "in_the_running", "policies"]

NO_MODEL = "no model"
"""The candidate named by a policy that asks nobody but a person."""
SAME = 1e-9
Pricing = Callable[[str, Sequence[Policy]], list[Outcome]]
SCREENED = ("model", "simulated", "external", "rule")


def policies(evidence: Evidence, scenario: Scenario, prices: Prices | None = None, quick: bool = False) -> list[Outcome]:
    """Price each policy of the scenario with each candidate behind it, on the same cases and costs as everything else.

    Acting is always among them, since every other way of behaving is compared with it. `manual` appears once, as it needs no
    candidate; `cascade` where there are rules to begin with. Best model first, then the other candidates, then class shares
    ("cheapest answer").
    prices: of the same evidence and scenario, where they are already known. quick: normal intervals in place of the bootstrap.
    What is over a candidate that no decision chooses is worked out when it is first looked at.
    """
    evidence = joined(evidence, scenario)
    prices = price(evidence, scenario, quick) if prices is None else prices
    evidence = with_class_shares(evidence)
    wanted = [policy for policy in CATALOGUE if policy.name in {"act", *scenario.policies.compare}]
    outcomes: list[Outcome] = []
    priced = _by_amount(evidence, scenario, prices, quick) or _by_cell(evidence, scenario, prices, quick)
    for name in (*candidates(evidence, prices), NO_MODEL):
        able = [policy for policy in wanted if _can_stand_behind(policy, name, evidence)]
        outcomes += (priced if name in _able(prices) else _later(priced))(name, able) if able else ()
    return outcomes


def _able(prices: Prices) -> set[str | None]:
    """Return what may stand behind a way of behaving that a decision chooses."""
    return {prices.best_model, CLASS_SHARES, NO_MODEL, *(price.name for price in prices.candidates if price.kind == "rule")}


def _later(priced: Pricing) -> Pricing:
    """Work out a candidate that no decision chooses when its figures are first asked for."""

    def later(name: str, able: Sequence[Policy]) -> list[Outcome]:
        found = cache(lambda: priced(name, able))
        return [Outcome.later(one.name, name, lambda place=place: found()[place]) for place, one in enumerate(able)]  # type: ignore[misc]

    return later


def _can_stand_behind(policy: Policy, name: str, evidence: Evidence) -> bool:
    if policy.name == "cascade" and (RULES not in evidence.predictions or name == RULES):
        return False
    return (policy.name == "manual") == (name == NO_MODEL)


def _by_amount(evidence: Evidence, scenario: Scenario, prices: Prices, quick: bool) -> Pricing | None:
    """Where prices follow a few columns, sums of amounts say everything."""
    amounts = amounts_behind(prices)
    if amounts is None:
        return None
    desk = ByAmount(evidence, prices, behaviour(scenario, prices.costs.classes), scenario, amounts)
    return lambda name, able: desk.outcomes(name, able, quick)


def _by_cell(evidence: Evidence, scenario: Scenario, prices: Prices, quick: bool) -> Pricing:
    people, choice = behaviour(scenario, prices.costs.classes), scenario.policies
    sums = measures(prices.costs.cost, people, prices.costs.weight)
    said = ruled(evidence, prices.costs) if "cascade" in choice.compare else None

    def priced(name: str, able: Sequence[Policy]) -> list[Outcome]:
        cells = cells_for(name, evidence, sums, choice, said)
        fee = spared(evidence.predictions.get(name), scenario.costs.prediction)
        memory = _memory(name, evidence, cells)
        scored = [(one, score(one, name, cells, sums, choice, said, fee, memory)) for one in able]
        return [_outcome(one, name, cells, scores, prices, evidence, quick) for one, scores in scored]

    return priced


_memories: WeakKeyDictionary[Prediction, list[dict[str, Any]]] = WeakKeyDictionary()


def _memory(name: str, evidence: Evidence, cells: Cells) -> list[dict[str, Any]] | None:
    """Return what is remembered of a candidate over single cases, by repeat. Cells are others whenever a price is another."""
    seen = evidence.predictions.get(name)
    if seen is None or cells.pieces is not None:
        return None
    return once(_memories, seen, lambda: [{} for _ in evidence.fold])


def candidates(evidence: Evidence, prices: Prices) -> list[str]:
    """Return who can stand behind a screen: the best model, other models and rules, then class shares."""
    able = [name for name, seen in evidence.predictions.items() if seen.kind in SCREENED]
    able.sort(key=lambda name: name != prices.best_model)
    return [*able, CLASS_SHARES]


def cells_for(name: str, evidence: Evidence, sums: Measures, choice: PolicyChoice, said: np.ndarray | None = None) -> Cells:
    """Return the coarsest cells that give a candidate's figures exactly. said (n,): what rules answer, where that matters."""
    if len(sums.money.answer) > 1 or len(evidence.fold) > 1 or evidence.framing.entity is not None:
        return whole(evidence)
    few = groups(evidence)
    if said is not None and RULES not in few.given:
        return whole(evidence, few.code)
    if name == NO_MODEL or name in few.names:
        return few.cells
    if len(evidence.classes) == 2 and not sums.people.bands:
        return few.cut(name, thresholds(few, name, sums, choice, said))
    return whole(evidence, few.code)


def score(
    policy: Policy,
    name: str,
    cells: Cells,
    sums: Measures,
    choice: PolicyChoice,
    said: np.ndarray | None = None,
    spared: float = 0.0,
    memory: Sequence[dict[str, Any]] | None = None,
) -> Scores:
    """Score a policy in every repeat, and average all but money over repeats.

    said (n,): what rules answer. spared: currency saved where they do. memory: one for each repeat (`policy.Cases`).
    """
    layers = cells.proba.get(name)
    answers = said if said is None or cells.case is None else said[cells.case]
    scored = []
    for repeat, fold in enumerate(cells.fold):
        proba = np.empty((len(cells.y), 0)) if layers is None else layers[repeat]
        kept = {} if memory is None else memory[repeat]
        known = Cases(cells.y, fold, cells.weight, answers, spared, alike=name == CLASS_SHARES, memory=kept)
        scored.append(policy.score(proba, sums, choice, known))
    if len(scored) == 1:
        return scored[0]
    mean = [np.mean([getattr(one, part) for one in scored], axis=0) for part in ("seconds", "human", "wrong")]
    seen = {name: np.mean([one.seen[name] for one in scored], axis=0) for name in scored[0].seen}
    return Scores(_median(scored), np.stack([one.money for one in scored]), *mean, seen=seen)


def _median(scored: Sequence[Scores]) -> dict[str, Any]:
    """Parameters as used; one that differs between repeats is given by its median, one of each fold for every repeat's folds."""
    found: dict[str, Any] = {}
    for name, value in scored[0].parameters.items():
        every = [one.parameters[name] for one in scored]
        found[name] = sum(every, ()) if isinstance(value, tuple) else type(value)(np.median(every))
    return found


def _outcome(policy: Policy, name: str, cells: Cells, scores: Scores, prices: Prices, evidence: Evidence, quick: bool) -> Outcome:
    acting = prices[name] if policy.name == "act" and name in prices else None
    # Answers that came as answers are carried out as they are, and so is the one constant, which probabilities do not know.
    constant = name == CLASS_SHARES and prices.costs.by_row
    given = acting is not None and (constant or evidence.predictions[name].answering == "given")
    # Of answers that tie, prices and cells may take different ones; acting on a candidate is what its price says.
    counted = acting is not None and (given or not prices.costs.by_row)
    told = _as_told(name, acting, evidence, prices) if acting is not None and given else (cells, scores.money)
    return Outcome(
        policy=policy.name,
        candidate=name,
        parameters=scores.parameters,
        cost=cast("np.ndarray", lambda: cells.per_case(scores.money) if acting is None else acting.cost),
        cost_per_case=_cost_per_case(policy, name, cells, scores, prices, evidence, quick),
        seconds_per_case=cells.mean(scores.seconds),
        wrong_share=1.0 - prices.right_share(acting) if acting and counted else cells.mean(scores.wrong),
        human_share=cells.mean(scores.human),
        measured=policy.told({name: cells.mean(values) for name, values in scores.seen.items()}),
        cells=told[0],
        money=told[1],
    )


def _as_told(name: str, acting: Price, evidence: Evidence, prices: Prices) -> tuple[Cells | None, np.ndarray | None]:
    """Return the groups, and what acting on given answers costs in each, where a group has one answer; else neither."""
    if prices.costs.by_row or len(evidence.fold) > 1 or evidence.framing.entity is not None:
        return None, None
    few = groups(evidence)
    return (few.cells, acting.cost[few.first]) if name in few.given else (None, None)


def _cost_per_case(
    policy: Policy, name: str, cells: Cells, scores: Scores, prices: Prices, evidence: Evidence, quick: bool
) -> Estimate:
    """Acting on a candidate is the candidate, and so is a screen that nobody would use: its price is said once."""
    if name in prices:
        known = prices[name].cost_per_case
        unused = not scores.human.any() and not scores.seconds.any()
        if policy.name == "act" or (unused and isclose(cells.mean(mean_of_repeats(scores.money)), known.estimate, rel_tol=SAME)):
            return known
    sample = cells.sample(scores.money, prices.costs.mix is not None)
    return interval(sample, grouping(evidence)[1], quick, 0, prices.costs.least)


def find(outcomes: Iterable[Outcome], policy: str, candidate: str) -> Outcome | None:
    """Return the outcome of a policy with this candidate behind it, if it was priced."""
    return next((one for one in outcomes if one.policy == policy and one.candidate == candidate), None)


def in_the_running(outcomes: Sequence[Outcome], prices: Prices, scenario: Scenario) -> tuple[Outcome, ...]:
    """Return what a decision may choose from: every way of behaving over the best model, over a rule, and with no model.

    Ways that need people are left out where nobody said what people cost. So is a screen that nobody would use, because at
    these prices it shows and hands over nothing: that is acting by another name.
    """
    able = _able(prices)
    acting = {one.candidate: one for one in outcomes if one.policy == "act"}
    return tuple(
        one
        for one in outcomes
        if one.candidate in able
        and (one.policy == "act" or (scenario.people_are_priced and not _idle(one, acting.get(one.candidate))))
    )


def _idle(one: Outcome, acting: Outcome | None) -> bool:
    """Whether a screen takes nobody's time, hands over no case and so costs what acting costs."""
    if acting is None or one.human_share > 0 or one.seconds_per_case > 0:
        return False
    return isclose(one.cost_per_case.estimate, acting.cost_per_case.estimate, rel_tol=SAME, abs_tol=SAME)


def best_policy(outcomes: Sequence[Outcome], prices: Prices, scenario: Scenario) -> Outcome | None:
    """Return the cheapest of what a decision may choose from, what asking the model costs included.

    Among equals the simplest: one with no model behind it, then the one that comes first in the catalogue. None where nothing was
    priced.
    """
    running = in_the_running(outcomes, prices, scenario)
    if not running:
        return None
    order = [policy.name for policy in CATALOGUE]

    def all_in(one: Outcome) -> float:
        return one.cost_per_case.estimate + (prices.hurdle if one.candidate == prices.best_model else 0.0)

    least = min(map(all_in, running))
    equal = [one for one in running if isclose(all_in(one), least, rel_tol=SAME, abs_tol=SAME)]
    simple = {CLASS_SHARES: 0, NO_MODEL: 0, prices.best_model: 2}
    return min(equal, key=lambda one: (simple.get(one.candidate, 1), order.index(one.policy)))
