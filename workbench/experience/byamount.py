"""Policies where prices follow one column, over two classes: decided and summed in a few passes, no table written out by case.

A policy's formula is affine in the costs, so where these are plus + times * amount, so is what each of its decisions is worth.
It is worked out at two amounts; the rest is the arithmetic of `workbench.pricing.affine`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.experience import formulas
from workbench.experience.behaviour import Behaviour
from workbench.experience.catalogue import Policy
from workbench.experience.dearer import Dearer
from workbench.experience.lists import all_lists
from workbench.experience.measures import Measure, Measures, answers_by_hand, measures
from workbench.experience.outcome import Outcome
from workbench.pricing.affine import AffineCosts, Amounts
from workbench.pricing.byamount import plus_and_times
from workbench.pricing.estimate import Estimate
from workbench.pricing.given import is_constant
from workbench.pricing.ownlines import Lines
from workbench.pricing.prices import Prices
from workbench.pricing.scores import scores_of
from workbench.pricing.uncertainty import grouping, interval
from workbench.scenario import PolicyChoice

TABLES: dict[str, Callable[[Measure, Behaviour], np.ndarray]] = {
    "act": lambda measure, people: formulas.act(measure),
    "confirm": formulas.confirm,
    "top-k": lambda measure, people: formulas.lists(measure, people, all_lists(2, 1)),
    "defer": lambda measure, people: formulas.hand_over(measure),
    "manual": lambda measure, people: measure.by_hand[:, np.newaxis],
}
"""What can be shown or done by truth, (1, D, 2): of two classes a list shows one."""


def amounts_behind(prices: Prices) -> Amounts | None:
    """Return the amounts that the prices were worked out from, or None where they were worked out otherwise."""
    found = next((price.case_costs for price in prices.candidates if isinstance(price.case_costs, AffineCosts)), None)
    return None if found is None else found.amounts


@dataclass(frozen=True, eq=False)
class Chosen:
    """What a policy does. code (n,) uint8 in segment order: row of the tables, None where there is one row. moments (S, D, 3).

    mixed: shares of the last row in rows that stand for "this one or, with this share, the last": one more row for each of them.
    """

    code: np.ndarray | None
    moments: np.ndarray
    mixed: float | None = None

    def rows(self, table: np.ndarray) -> np.ndarray:
        """Return the table (D, 2) with the mixed rows below it."""
        if self.mixed is None:
            return table
        return np.concatenate([table, (1.0 - self.mixed) * table[:-1] + self.mixed * table[-1]])


class ByAmount:
    """Scores policies on one evidence under one scenario."""

    def __init__(self, evidence: Evidence, prices: Prices, people: Behaviour, choice: PolicyChoice, amounts: Amounts) -> None:
        self.evidence, self.prices, self.people, self.choice, self.amounts = evidence, prices, people, choice, amounts
        self.plus, self.times = plus_and_times(prices.costs, amounts)
        self.lines: dict[str, Lines] = {}
        self.weight = prices.costs.weight
        self.level: Measures = measures(self.plus[np.newaxis], people, self.weight)
        self.further: Measures = measures((self.plus + self.times)[np.newaxis], people, self.weight)

    def outcomes(self, name: str, wanted: Sequence[Policy], quick: bool) -> list[Outcome]:
        """Return the outcome of each policy over a candidate, or with none behind it where `name` is no candidate."""
        return [self._outcome(policy, name, quick) for policy in wanted]

    def _outcome(self, policy: Policy, name: str, quick: bool) -> Outcome:
        price = self.prices[name] if policy.name == "act" and name in self.prices else None
        seen = self.evidence.predictions.get(name)
        if price is not None and isinstance(price.case_costs, AffineCosts):
            costs = price.case_costs
            chosen = Chosen(costs.code, costs.moments)
        else:
            chosen = self._choose(policy, name)
            costs = self._costs(policy, chosen)
        # The one constant, and answers that came as answers, are right where they are cheaper on average.
        as_told = seen is not None and (is_constant(seen) or seen.answering == "given")
        return Outcome(
            policy=policy.name,
            candidate=name,
            parameters=self._parameters(policy),
            cost=lambda: costs.rows,  # type: ignore[arg-type]
            cost_per_case=price.cost_per_case if price is not None else self._estimate(costs, quick),
            seconds_per_case=self._mean(policy, self.level.seconds, chosen),
            wrong_share=1.0 - self.prices.right_share(price) if price and as_told else self._wrong(policy, chosen),
            human_share=self._mean(policy, self.level.human, chosen),
            case_costs=costs,
        )

    def _parameters(self, policy: Policy) -> dict[str, Any]:
        known: dict[str, dict[str, Any]] = {"top-k": {"k": 1}, "defer": {"capacity": self.choice.capacity}}
        return known.get(policy.name, {})

    def _choose(self, policy: Policy, name: str) -> Chosen:
        if policy.name == "manual":
            return Chosen(None, self.amounts.totals[:, np.newaxis])
        scores = self._scores(name)
        lines = self._lines(policy)
        chosen = Chosen(*lines.decide(scores))
        return within_capacity(chosen, scores, lines, self.weight, self.choice.capacity) if policy.name == "defer" else chosen

    def _scores(self, name: str) -> np.ndarray:
        return scores_of(self.evidence.predictions[name], self.amounts.segments).ordered

    def _lines(self, policy: Policy) -> Lines:
        """Return the policy's table of money; its lines are shared by all candidates."""
        if policy.name not in self.lines:
            table = TABLES[policy.name]
            plus = table(self.level.money, self.people)[0]
            self.lines[policy.name] = Lines(plus, table(self.further.money, self.people)[0] - plus, self.amounts)
        return self.lines[policy.name]

    def _costs(self, policy: Policy, chosen: Chosen) -> AffineCosts:
        lines = self._lines(policy)
        plus, times = (chosen.rows(table)[:, self.amounts.segments.truth].T for table in (lines.plus, lines.times))
        return AffineCosts(self.amounts, plus, times, chosen.code, chosen.moments, self.prices.costs.mix is not None)

    def _estimate(self, costs: AffineCosts, quick: bool) -> Estimate:
        return interval(costs.sample(), grouping(self.evidence)[1], quick, 0, self.prices.costs.least)

    def _mean(self, policy: Policy, measure: Measure, chosen: Chosen) -> float:
        """Return the mean of a measure that no amount enters."""
        if policy.name == "act":
            return 0.0
        table = chosen.rows(TABLES[policy.name](measure, self.people)[0])
        return float((table[:, self.amounts.segments.truth].T * chosen.moments[..., 0]).sum()) / len(self.evidence.y)

    @cached_property
    def _dearer(self) -> Dearer:
        return Dearer(self.plus, self.times, self.amounts)

    def _wrong(self, policy: Policy, chosen: Chosen) -> float:
        """The share of cases that end in an answer dearer than the best one: a sum over answers, each as far as it is dearer."""
        counts = self._dearer.counts(chosen.code, chosen.moments)
        total = 0.0
        for answer in range(len(self.plus)):
            alone = np.zeros((1, *self.plus.shape))
            alone[0, answer] = self.weight
            hand = answers_by_hand(alone, self.people.by_hand_error)
            never = np.zeros(2)
            table = chosen.rows(TABLES[policy.name](Measure(alone, hand, hand, never, never, never), self.people)[0])
            total += float((table[:, self.amounts.segments.truth].T * counts[:, :, answer]).sum())
        return total / len(self.evidence.y)


def within_capacity(
    chosen: Chosen,
    scores: np.ndarray,
    lines: Lines,
    weight: np.ndarray,
    capacity: float,
) -> Chosen:
    """Leave with people, the last row of the table, only the cases that they have room for: those where it saves most.

    weight (2,): real-life cases for each case of a class; capacity is a share of
    real-life cases, and what handing over saves is counted by real-life case. Cases that tie at the limit share what is left.
    """
    assert chosen.code is not None
    amounts, truth, person = lines.amounts, lines.amounts.segments.truth, len(lines.plus) - 1
    room = capacity * float(amounts.totals[:, 0] @ weight[truth])
    if chosen.moments[:, person, 0] @ weight[truth] <= room * (1 + 1e-12):
        return chosen
    gain, acting = _gains(lines, scores, weight)
    wanted = np.flatnonzero((chosen.code == person) & (gain > 0))
    even = weight[0] == weight[1]
    stands_for = np.full(1, weight[0]) if even else weight[np.repeat(truth, amounts.segments.sizes)].take(wanted)
    limit, share = _limit(gain.take(wanted), stands_for, room)
    code = acting
    code += (gain == limit).view(np.uint8) * np.uint8(person + 1)
    above = (gain > limit).view(np.uint8)
    code *= np.uint8(1) - above
    code += above * np.uint8(person)
    return Chosen(code, amounts.moments(code, 2 * person + 1), share)


def _gains(lines: Lines, scores: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (n,) what the last row saves over the best other, by real-life case, and (n,) uint8 which other row that is."""
    gain, acting = np.empty(scores.size), np.zeros(scores.size, dtype=np.uint8)
    for _, part in lines.amounts.blocks:
        p, off = scores[part].astype(np.float64), lines.amounts.off[part]
        expected = [
            (plus[0] + times[0] * off) + p * ((plus[1] - plus[0]) + (times[1] - times[0]) * off)
            for plus, times in zip(lines.plus, lines.times, strict=True)
        ]
        least = expected[0]
        for row, cost in enumerate(expected[1:-1], start=1):
            np.maximum(acting[part], (cost < least).view(np.uint8) * np.uint8(row), out=acting[part])
            least = np.minimum(least, cost)
        np.subtract(least, expected[-1], out=gain[part])
        if weight[0] != weight[1]:
            gain[part] /= weight[0] + (weight[1] - weight[0]) * p
        elif weight[0] != 1.0:
            gain[part] /= weight[0]
    return gain, acting


def _limit(gain: np.ndarray, stands_for: np.ndarray, room: float) -> tuple[float, float]:
    """Return the gain at which room ends, and the share of the cases with just this gain that there is room for.

    stands_for (m,), or (1,) where each case stands for the same number of real-life cases.
    """
    if not gain.size:
        return np.inf, 0.0
    if stands_for.size == 1:
        place = min(int(np.ceil(room / stands_for[0] * (1 - 1e-12))) - 1, gain.size - 1)
        limit = -np.partition(-gain, max(place, 0))[max(place, 0)]
    else:
        order = np.argsort(-gain, kind="stable")
        limit = gain[order[min(int(np.searchsorted(np.cumsum(stands_for[order]), room * (1 - 1e-12))), gain.size - 1)]]
    above, tied = (float((cases * stands_for).sum()) for cases in (gain > limit, gain == limit))
    return float(limit), float(np.clip((room - above) / tied, 0.0, 1.0))
