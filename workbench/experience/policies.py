"""Every policy priced over the best model, the other candidates, and the same screen with no model behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.experience.behaviour import behaviour
from workbench.experience.catalogue import CATALOGUE, Cases, Policy, Scores
from workbench.experience.cells import CLASS_SHARES, Cells, groups, whole, with_class_shares
from workbench.experience.measures import Measures, measures
from workbench.experience.outcome import Outcome
from workbench.experience.thresholds import thresholds
from workbench.pricing.prices import Prices
from workbench.pricing.uncertainty import grouping, interval
from workbench.scenario import PolicyChoice, Scenario

__all__ = ["CATALOGUE", "CLASS_SHARES", "NO_MODEL", "best_policy", "find", "opponents", "policies"]

NO_MODEL = "no model"
"""The candidate named by a policy that asks nobody but a person."""
SCREENED = ("model", "simulated", "external", "rule")


def policies(evidence: Evidence, scenario: Scenario, prices: Prices, quick: bool = False) -> list[Outcome]:
    """Price each policy of the scenario with each candidate behind it, on the same cases and costs as everything else.

    Acting is always among them, since every other way of behaving is compared with it. `manual` appears once, as it needs no
    candidate. Best model first, then the other candidates, then class shares ("cheapest answer").
    quick: normal intervals in place of the bootstrap.
    """
    evidence = with_class_shares(evidence)
    sums = measures(prices.costs.cost, behaviour(scenario))
    choice = scenario.policies
    wanted = [policy for policy in CATALOGUE if policy.name in {"act", *choice.compare}]
    outcomes: list[Outcome] = []
    for name in (*candidates(evidence, prices), NO_MODEL):
        able = [policy for policy in wanted if (policy.name == "manual") == (name == NO_MODEL)]
        if able:
            cells = cells_for(name, evidence, sums, choice)
            outcomes += [_outcome(one, name, cells, score(one, name, cells, sums, choice), evidence, quick) for one in able]
    return outcomes


def candidates(evidence: Evidence, prices: Prices) -> list[str]:
    """Return who can stand behind a screen: the best model, other models and rules, then class shares."""
    able = [name for name, seen in evidence.predictions.items() if seen.kind in SCREENED]
    able.sort(key=lambda name: name != prices.best_model)
    return [*able, CLASS_SHARES]


def cells_for(name: str, evidence: Evidence, sums: Measures, choice: PolicyChoice) -> Cells:
    """Return the coarsest cells that give a candidate's figures exactly."""
    if len(sums.money.answer) > 1 or len(evidence.fold) > 1:
        return whole(evidence)
    few = groups(evidence)
    if name == NO_MODEL or name in few.names:
        return few.cells
    if len(evidence.classes) == 2:
        return few.cut(name, thresholds(few, name, sums, choice))
    return whole(evidence, few.code)


def score(policy: Policy, name: str, cells: Cells, sums: Measures, choice: PolicyChoice) -> Scores:
    """Score a policy in every repeat, and average over repeats."""
    layers = cells.proba.get(name)
    scored = []
    for repeat, fold in enumerate(cells.fold):
        proba = np.empty((len(cells.y), 0)) if layers is None else layers[repeat]
        scored.append(policy.score(proba, sums, choice, Cases(cells.y, fold, cells.weight)))
    if len(scored) == 1:
        return scored[0]
    mean = [np.mean([getattr(one, part) for one in scored], axis=0) for part in ("money", "seconds", "human", "wrong")]
    return Scores(_median(scored), *mean)


def _median(scored: Sequence[Scores]) -> dict[str, Any]:
    """Parameters as used; one that differs between repeats is given by its median."""
    first = scored[0].parameters
    return {name: type(value)(np.median([one.parameters[name] for one in scored])) for name, value in first.items()}


def _outcome(policy: Policy, name: str, cells: Cells, scores: Scores, evidence: Evidence, quick: bool) -> Outcome:
    _, test_to_train = grouping(evidence)
    return Outcome(
        policy=policy.name,
        candidate=name,
        parameters=scores.parameters,
        cost=cast("np.ndarray", lambda: cells.per_case(scores.money)),
        cost_per_case=interval(cells.sample(scores.money), test_to_train, quick, 0),
        seconds_per_case=cells.mean(scores.seconds),
        wrong_share=cells.mean(scores.wrong),
        human_share=cells.mean(scores.human),
        cells=cells,
        money=scores.money,
    )


def find(outcomes: Iterable[Outcome], policy: str, candidate: str) -> Outcome | None:
    """Return the outcome of a policy with this candidate behind it, if it was priced."""
    return next((one for one in outcomes if one.policy == policy and one.candidate == candidate), None)


def best_policy(outcomes: Sequence[Outcome], prices: Prices) -> Outcome:
    """Return the cheapest way of behaving over the best model; where there is no model, over class shares."""
    behind = prices.best_model or CLASS_SHARES
    over = [one for one in outcomes if one.candidate == behind] or list(outcomes)
    return min(over, key=lambda one: one.cost_per_case.estimate)


def opponents(outcomes: Sequence[Outcome], rules: Iterable[str]) -> list[Outcome]:
    """Return what can be done without a model: class shares behind every screen, rules (by name) acted on, people alone."""
    alone = (NO_MODEL, CLASS_SHARES)
    return [one for one in outcomes if one.candidate in alone or (one.policy == "act" and one.candidate in rules)]
