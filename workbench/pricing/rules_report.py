"""What each rule does: how many cases it decides, how often it is right, whom it gets in the way of, and what its cases cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.data.labels import label
from workbench.data.rules import ABSTAIN
from workbench.evidence.evidence import Evidence
from workbench.evidence.rules_seen import NAME, ruled
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Prices
from workbench.pricing.wilson import wilson
from workbench.scenario import Rule, Scenario


@dataclass(frozen=True)
class Part:
    """A rule, or what no rule matched. Shares are of real-life cases, where their class shares are stated.

    position: of the rule, from 0; None for the cases that no rule matches. answer: as a label; None where it is the cheapest
    constant. coverage: share of cases it decides. cases, matches: of the table, how many it decides, and would if it came first.
    right: share of those it is right about, with its Wilson interval; None for an answer that is no class, and without cases.
    cost: what its cases cost, currency per 1,000 of all cases; parts add up to what the rules cost.
    """

    position: int | None
    answer: str | None
    coverage: float
    cases: int
    matches: int
    right: Estimate | None
    cost: float


@dataclass(frozen=True)
class Conflict:
    """Cases of the table that match both rules, which answer differently: the earlier one decides.

    An exception before its rule (the same conditions and more) is no conflict: that is what the order is for.
    """

    earlier: int
    later: int
    cases: int


@dataclass(frozen=True)
class RulesReport:
    """rules: in their order. rest: what none matches. conflicts: most cases first. idle: rules that decide no case at all."""

    rules: tuple[Part, ...]
    rest: Part
    conflicts: tuple[Conflict, ...]

    @property
    def idle(self) -> tuple[Part, ...]:
        return tuple(part for part in self.rules if not part.cases)


def rules_report(evidence: Evidence, scenario: Scenario, prices: Prices) -> RulesReport:
    """Say what each rule of the scenario does. Costs are those of the scored cases; all else is counted on all framed cases."""
    framing, rules, costs = evidence.framing, scenario.rules, prices.costs
    found = ruled(framing, rules)
    m, k = len(rules), len(costs.classes)
    fired = np.where(found.fired == ABSTAIN, m, found.fired).astype(np.intp)
    table = np.bincount(fired * k + framing.y, minlength=(m + 1) * k).reshape(m + 1, k)
    spent = np.bincount(fired[evidence.rows], weights=prices[NAME].cost, minlength=m + 1) * 1000 / len(evidence.rows)
    answers = [str(label(rule.answer)) for rule in rules]
    last = None if scenario.rules_fallback is None else str(label(scenario.rules_fallback))
    decided = table.sum(axis=1)
    whole = float((table * costs.weight).sum())
    parts = [
        Part(
            position=None if i == m else i,
            answer=answer,
            coverage=float((table[i] * costs.weight).sum() / whole),
            cases=int(decided[i]),
            matches=int(decided[i] if i == m else found.matched[i]),
            right=_right(table[i], answer, costs.classes, costs.weight),
            cost=float(spent[i]),
        )
        for i, answer in enumerate([*answers, last])
    ]
    return RulesReport(tuple(parts[:-1]), parts[-1], _conflicts(found.taken, rules, answers))


def _right(decided: np.ndarray, answer: str | None, classes: tuple[str, ...], weight: np.ndarray) -> Estimate | None:
    """decided (K,): cases by truth. Weighted cases tell as much as fewer equal ones."""
    if answer not in classes or not decided.any():
        return None
    weighted = decided * weight
    share = float(weighted[classes.index(answer)] / weighted.sum())
    effective = float(weighted.sum() ** 2 / (weighted * weight).sum())
    low, high = wilson(share * effective, effective)
    return Estimate(share, low, high)


def _conflicts(taken: np.ndarray, rules: Sequence[Rule], answers: list[str]) -> tuple[Conflict, ...]:
    pairs = [
        Conflict(earlier, later, int(taken[later, earlier]))
        for later in range(len(answers))
        for earlier in range(later)
        if taken[later, earlier] and answers[earlier] != answers[later] and not set(rules[later].when) <= set(rules[earlier].when)
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.cases))
