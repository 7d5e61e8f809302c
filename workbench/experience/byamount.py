"""Policies where prices follow a few columns, over two classes: decided and summed in a few passes, no table written out by case.

A policy's formula is affine in the costs, so where these are plus + times * amounts, so is what each of its decisions is worth.
It is worked out at the middle and one step along each amount; the rest is the arithmetic of `workbench.pricing.affine`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.experience import formulas
from workbench.experience.behaviour import Behaviour
from workbench.experience.cells import CLASS_SHARES
from workbench.experience.dearer import Dearer
from workbench.experience.lists import all_lists
from workbench.experience.measures import Measure, Measures, answers_by_hand, measures
from workbench.experience.outcome import Outcome
from workbench.experience.policy import Policy, tuned
from workbench.experience.sets import asked, limits
from workbench.experience.setsbyamount import BOTH, NEITHER, SetsByAmount, sets_by_amount
from workbench.pricing.affine import AffineCosts
from workbench.pricing.amounts import Amounts, affine
from workbench.pricing.byamount import plus_and_times
from workbench.pricing.estimate import Estimate
from workbench.pricing.given import is_constant
from workbench.pricing.ownlines import Lines
from workbench.pricing.prevalence import to_real
from workbench.pricing.prices import Prices
from workbench.pricing.scores import scores_of
from workbench.pricing.uncertainty import grouping, interval
from workbench.scenario import PolicyChoice

ROWS = 8_192
"""Cases at once, so that what is worked out in between needs no fresh memory."""

TABLES: dict[str, Callable[[Measure, Behaviour], np.ndarray]] = {
    "act": lambda measure, people: formulas.act(measure),
    "confirm": formulas.confirm,
    "top-k": lambda measure, people: formulas.lists(measure, people, all_lists(2, 1)),
    "defer": lambda measure, people: formulas.hand_over(measure),
    "sets": lambda measure, people: _lists_or_hand(measure, people),
    "undo": formulas.undo,
    "manual": lambda measure, people: measure.by_hand[:, np.newaxis],
}
"""What can be shown or done by truth, (1, D, 2): of two classes a list shows one."""


def _lists_or_hand(measure: Measure, people: Behaviour) -> np.ndarray:
    """A list of the one class or of the other, and by hand where both would be on it (BOTH), or neither (NEITHER)."""
    hand = measure.by_hand[:, np.newaxis]
    shown = formulas.lists(measure, people, all_lists(2, 1))
    return np.concatenate([shown, *[np.broadcast_to(hand, (len(shown), 1, 2))] * 2], axis=1)


def amounts_behind(prices: Prices) -> Amounts | None:
    """Return the amounts that the prices were worked out from, or None where they were worked out otherwise."""
    found = next((price.case_costs for price in prices.candidates if isinstance(price.case_costs, AffineCosts)), None)
    return None if found is None else found.amounts


@dataclass(frozen=True, eq=False)
class Chosen:
    """What a policy does. code (n,) uint8 in segment order: row of the tables, None where there is one row. moments (S, D, Q).

    mixed: shares of the last row in rows that stand for "this one or, with this share, the last": one more row for each of them.
    parameters: what was chosen on other folds.
    """

    code: np.ndarray | None
    moments: np.ndarray
    mixed: float | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    def rows(self, table: np.ndarray) -> np.ndarray:
        """Return the table (D, 2) or (D, 2, J) with the mixed rows below it."""
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
        steps = np.moveaxis(self.times, 2, 0)
        self.further: list[Measures] = [measures((self.plus + step)[np.newaxis], people, self.weight) for step in steps]

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
            parameters=self._parameters(policy) | chosen.parameters,
            cost=lambda: costs.rows,  # type: ignore[arg-type]
            cost_per_case=price.cost_per_case if price is not None else self._estimate(costs, quick),
            seconds_per_case=self._mean(policy, self.level.seconds, chosen),
            wrong_share=1.0 - self.prices.right_share(price) if price and as_told else self._wrong(policy, chosen),
            human_share=self._mean(policy, self.level.human, chosen),
            measured=policy.told(self._seen(chosen)) if policy.name == "sets" else {},
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
        if policy.name == "sets":
            return self._by_sets(name, scores, lines)
        chosen = Chosen(*lines.decide(scores))
        return within_capacity(chosen, scores, lines, self.weight, self.choice.capacity) if policy.name == "defer" else chosen

    def _by_sets(self, name: str, scores: np.ndarray, lines: Lines) -> Chosen:
        """Take the conformal sets of each fold at the coverage that its thresholds were cheapest at on the others."""
        segments, coverage = self.amounts.segments, asked(self.choice)
        if name == CLASS_SHARES:  # of two classes the one list there is, as in `sets.same_lists`
            code = (to_real(scores.astype(np.float64), self.weight) > 0.5).view(np.uint8)
            one = np.ones(int(segments.fold.max()) + 1, dtype=int)
            return Chosen(code, self.amounts.moments(code, len(lines.plus)), parameters=tuned("k", one))
        sets = self._sets(name, coverage)
        plus, times = (table[:, segments.truth].swapaxes(0, 1) for table in (lines.plus, lines.times))
        best = sets.cheapest(plus, times)
        code, chosen = sets.at(best)
        known: dict[str, Any] = (
            {"coverage": self.choice.coverage} if self.choice.coverage is not None else tuned("coverage", coverage[best])
        )
        return Chosen(code, chosen, parameters=known)

    def _sets(self, name: str, coverage: np.ndarray) -> SetsByAmount:
        """Return the sets of each coverage. No cost enters, so the last are kept."""
        seen, key = self.evidence.predictions[name], (self.weight.tobytes(), coverage.tobytes())
        known = _sets.get(seen)
        if known is None or known[0] is not self.amounts or known[1] != key:
            ends = limits(seen, self.evidence.y, self.evidence.fold[0], self.weight, coverage)
            known = _sets[seen] = self.amounts, key, sets_by_amount(seen, self.amounts, self.weight, ends)
        return known[2]

    def _seen(self, chosen: Chosen) -> dict[str, float]:
        """Return the shares of real-life cases that `Lists.seen` counts."""
        truth = self.amounts.segments.truth
        cases = chosen.moments[..., 0] * self.weight[truth][:, np.newaxis] / len(self.evidence.y)
        right = float(cases[np.arange(len(truth)), truth].sum())
        single = float(cases[:, :BOTH].sum())
        both, neither = float(cases[:, BOTH].sum()), float(cases[:, NEITHER].sum())
        return {
            "covered": right + both,
            "lines": single,
            "single": single,
            "single and wrong": single - right,
            "no list": both + neither,
        }

    def _scores(self, name: str) -> np.ndarray:
        return scores_of(self.evidence.predictions[name], self.amounts.segments).ordered

    def _lines(self, policy: Policy) -> Lines:
        """Return the policy's table of money; its lines are shared by all candidates."""
        if policy.name not in self.lines:
            table = TABLES[policy.name]
            plus = table(self.level.money, self.people)[0]
            times = np.stack([table(each.money, self.people)[0] - plus for each in self.further], axis=2)
            self.lines[policy.name] = Lines(plus, times, self.amounts)
        return self.lines[policy.name]

    def _costs(self, policy: Policy, chosen: Chosen) -> AffineCosts:
        lines = self._lines(policy)
        truth = self.amounts.segments.truth
        plus, times = (chosen.rows(table)[:, truth].swapaxes(0, 1) for table in (lines.plus, lines.times))
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
            hand = answers_by_hand(alone, self.people.errors)
            never = np.zeros(2)
            table = chosen.rows(TABLES[policy.name](Measure(alone, hand, hand, *[never] * 5), self.people)[0])
            total += float((table[:, self.amounts.segments.truth].T * counts[:, :, answer]).sum())
        return total / len(self.evidence.y)


_sets: WeakKeyDictionary[Prediction, tuple[Amounts, Hashable, SetsByAmount]] = WeakKeyDictionary()


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
    wanted = np.flatnonzero(chosen.code == person)
    gain = _gains(lines, scores, wanted, weight)
    even = weight[0] == weight[1]
    stands_for = np.full(1, weight[0]) if even else weight[np.repeat(truth, amounts.segments.sizes)].take(wanted)
    limit, share = _limit(gain, stands_for, room)
    # All others are carried out; of those that are not, only few are left.
    code, acted = lines.decide(scores, person)
    handed = wanted[gain >= limit]
    before = code[handed]
    placed = np.where(gain[gain >= limit] > limit, np.uint8(person), before + np.uint8(person + 1))
    code[handed] = placed
    moments = amounts.none(2 * person + 1)
    moments[:, :person] = acted
    moments += _moments_by(placed, handed, amounts, 2 * person + 1)
    moments -= _moments_by(before, handed, amounts, 2 * person + 1)
    moments[moments[..., 0] == 0] = 0.0
    return Chosen(code, moments, share)


def _moments_by(row: np.ndarray, places: np.ndarray, amounts: Amounts, rows: int) -> np.ndarray:
    """Return (S, M, Q): the moments of the cases at these places by segment and row. row, places (m,)."""
    segment = np.searchsorted(amounts.segments.bounds, places, side="right") - 1
    found = amounts.none(rows)
    for part, values in enumerate((None, *(numbers.take(places) for numbers in amounts.numbers))):
        sums = np.bincount(segment * rows + row, weights=values, minlength=len(found) * rows)
        found[..., part] = sums.reshape(len(found), rows)
    return found


def _gains(lines: Lines, scores: np.ndarray, wanted: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return (m,) what the last row saves over the best other, by real-life case, in the cases at places `wanted` (m,)."""
    amounts, gain = lines.amounts, np.empty(wanted.size)
    # By row: what it costs under the first truth, and how much more that is under the second, for all columns.
    times = np.zeros((len(lines.plus), 2, len(amounts.columns)))
    times[:, 0, amounts.place[0]], times[:, 1, amounts.place[1]] = lines.times[:, 0], lines.times[:, 1]
    plus, times = (np.stack((part[:, 0], part[:, 1] - part[:, 0]), axis=1) for part in (lines.plus, times))
    room = np.empty((2, ROWS))
    for start in range(0, wanted.size, ROWS):
        part = wanted[start : start + ROWS]
        p, columns = scores.take(part).astype(np.float64), [column.take(part) for column in amounts.columns]
        more, space = room[:, : p.size]
        expected = []
        for level, step in zip(plus, times, strict=True):
            found = affine(level[0], step[0], columns, np.empty(p.size), space)
            found += np.multiply(affine(level[1], step[1], columns, more, space), p, out=more)
            expected.append(found)
        saved = np.minimum.reduce(expected[:-1]) - expected[-1]
        gain[start : start + ROWS] = saved if weight[0] == weight[1] == 1.0 else saved / (weight[0] + (weight[1] - weight[0]) * p)
    return gain


def _limit(gain: np.ndarray, stands_for: np.ndarray, room: float) -> tuple[float, float]:
    """Return the gain at which room ends, and the share of the cases with just this gain that there is room for.

    stands_for (m,), or (1,) where each case stands for the same number of real-life cases.
    """
    if not gain.size:
        return np.inf, 0.0
    if stands_for.size == 1:
        place = max(gain.size - max(int(np.ceil(room / stands_for[0] * (1 - 1e-12))), 1), 0)
        limit = float(np.partition(gain, place)[place])
        above, tied = (float(stands_for[0] * np.count_nonzero(cases)) for cases in (gain > limit, gain == limit))
    else:
        order = np.argsort(-gain, kind="stable")
        last = min(int(np.searchsorted(np.cumsum(stands_for[order]), room * (1 - 1e-12))), gain.size - 1)
        limit = float(gain[order[last]])
        above, tied = (float(stands_for[cases].sum()) for cases in (gain > limit, gain == limit))
    return limit, float(np.clip((room - above) / tied, 0.0, 1.0))
