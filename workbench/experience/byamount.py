"""Policies where prices follow a few columns, over two classes: decided and summed in a few passes, no table written out by case.

A policy's formula is affine in the costs, so where these are plus + times * amounts, so is what each of its decisions is worth.
It is worked out at the middle, and how it changes along each amount; the rest is the arithmetic of `workbench.pricing.affine`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.experience import formulas
from workbench.experience.bandsbyamount import Intervals, Table, decide, intervals
from workbench.experience.behaviour import Behaviour
from workbench.experience.cells import CLASS_SHARES
from workbench.experience.dearer import dearer
from workbench.experience.lists import all_lists
from workbench.experience.measures import Measure, Measures, answers_by_hand, measures
from workbench.experience.outcome import Outcome
from workbench.experience.policy import Policy, tuned
from workbench.experience.roombyamount import Chosen, within_capacity
from workbench.experience.ruled import ruled_in_order, spared
from workbench.experience.sets import asked, limits
from workbench.experience.setsbyamount import SetsByAmount, sets_by_amount
from workbench.experience.stagesbyamount import Ruled, ends
from workbench.pricing.affine import AffineCosts
from workbench.pricing.amounts import Amounts
from workbench.pricing.byamount import plus_and_times
from workbench.pricing.estimate import Estimate
from workbench.pricing.given import is_constant
from workbench.pricing.hanging import hanging
from workbench.pricing.ownlines import Lines
from workbench.pricing.prevalence import to_real
from workbench.pricing.prices import Prices
from workbench.pricing.scores import scores_of
from workbench.pricing.uncertainty import grouping, interval
from workbench.scenario import Scenario


def _hand_over(measure: Measure, people: Behaviour) -> np.ndarray:
    return formulas.hand_over(measure)


TABLES: dict[str, Table] = {
    "act": lambda measure, people: formulas.act(measure),
    "confirm": formulas.confirm,
    "top-k": lambda measure, people: _list_of_one(measure, people),
    "defer": _hand_over,
    "sets": lambda measure, people: _or_hand(_list_of_one)(measure, people),
    "undo": formulas.undo,
    "cascade": _hand_over,
    "manual": lambda measure, people: measure.by_hand[:, np.newaxis],
}
"""What can be shown or done by truth, (1, D, 2): of two classes a list shows one, or is left out."""


def _list_of_one(measure: Measure, people: Behaviour) -> np.ndarray:
    return formulas.lists(measure, people, all_lists(2, 1))


def _or_hand(shown: Table) -> Table:
    """A list of the one class or of the other, and by hand where both would be on it, or, the last row, neither."""

    def table(measure: Measure, people: Behaviour) -> np.ndarray:
        lists, hand = shown(measure, people), measure.by_hand[:, np.newaxis]
        return np.concatenate([lists, *[np.broadcast_to(hand, (len(lists), 1, 2))] * 2], axis=1)

    return table


def _in_bands(within: Intervals) -> dict[str, Table]:
    """Return `TABLES` for people who behave by confidence: rows for either class in each interval of its probability."""
    listed = within.rows(_list_of_one)
    return {**TABLES, "confirm": within.rows(formulas.confirm), "top-k": listed, "sets": _or_hand(listed)}


def amounts_behind(prices: Prices) -> Amounts | None:
    """Return the amounts that the prices were worked out from, or None where they were worked out otherwise."""
    found = next((price.case_costs for price in prices.candidates if isinstance(price.case_costs, AffineCosts)), None)
    return None if found is None else found.amounts


class ByAmount:
    """Scores policies on one evidence under one scenario."""

    def __init__(self, evidence: Evidence, prices: Prices, people: Behaviour, scenario: Scenario, amounts: Amounts) -> None:
        self.evidence, self.prices, self.people, self.amounts = evidence, prices, people, amounts
        self.choice, self.fee = scenario.policies, scenario.costs.prediction
        self.plus, self.times = plus_and_times(prices.costs, amounts)
        self.lines: dict[Table, Lines] = {}
        self.decided: dict[tuple[Lines, str], Chosen] = {}
        self.weight = prices.costs.weight
        self.bands = intervals(people, self.weight) if people.bands else None
        self.tables = TABLES if self.bands is None else _in_bands(self.bands)
        self.level: Measures = measures(self.plus[np.newaxis], people, self.weight)
        steps = np.zeros((1 + amounts.each, *self.plus.shape))
        steps[1:] = np.moveaxis(self.times, 2, 0)
        self.steps: list[Measure] = [measures(step[np.newaxis], people, self.weight).money for step in steps]

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
            costs = self._costs(policy, chosen, spared(seen, self.fee))
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
            measured=policy.told(self._seen(policy, chosen)),
            case_costs=costs,
        )

    def _parameters(self, policy: Policy) -> dict[str, Any]:
        if policy.name in ("defer", "cascade"):
            return {"capacity": self.choice.capacity}
        return {"k": 1} if policy.name == "top-k" else {}

    def _choose(self, policy: Policy, name: str) -> Chosen:
        if policy.name == "manual":
            return Chosen(None, self.amounts.totals[:, np.newaxis])
        scores = self._scores(name)
        lines = self._lines(policy)
        if policy.name == "sets":
            return self._by_sets(name, scores, lines)
        chosen = self._decided(policy, name)
        if policy.name not in ("defer", "cascade"):
            return chosen

        def limited(wanted: Chosen) -> Chosen:
            return within_capacity(wanted, scores, lines, self.weight, self.choice.capacity, self._acted(name))

        return limited(chosen) if policy.name == "defer" else self._rules.first(chosen, self.amounts, limited)

    def _decided(self, policy: Policy, name: str) -> Chosen:
        """Return what is expected to cost least in each case, whatever there is room for."""
        lines = self._lines(policy)
        if (lines, name) not in self.decided:
            if self.bands is not None and policy.name in ("confirm", "top-k"):
                found = decide(lines, self._scores(name), self._interval(name, self.bands))
            else:
                found = lines.decide(self._scores(name))
            self.decided[lines, name] = Chosen(*found)
        return self.decided[lines, name]

    @cached_property
    def _rules(self) -> Ruled:
        return Ruled(ruled_in_order(self.evidence, self.prices.costs), len(self.plus))

    def _acted(self, name: str) -> Chosen | None:
        """Return what acting on a candidate does in each case, where that was priced and goes by its probabilities."""
        seen, costs = self.evidence.predictions[name], self.prices[name].case_costs if name in self.prices else None
        if not isinstance(costs, AffineCosts) or seen.answering != "cheapest" or is_constant(seen):
            return None
        return Chosen(costs.code, costs.moments)

    def _by_sets(self, name: str, scores: np.ndarray, lines: Lines) -> Chosen:
        """Take the conformal sets of each fold at the coverage that its thresholds were cheapest at on the others."""
        segments, coverage = self.amounts.segments, asked(self.choice)
        if name == CLASS_SHARES:  # of two classes the one list there is, as in `sets.same_lists`
            code = (to_real(scores.astype(np.float64), self.weight) > 0.5).view(np.uint8)
            if self.bands is not None:
                code += np.uint8(2) * self._interval(name, self.bands)
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
        cuts = np.empty(0, dtype=np.float32) if self.bands is None else self.bands.cuts
        seen, key = self.evidence.predictions[name], (self.weight.tobytes(), coverage.tobytes(), cuts.tobytes())
        known = _sets.get(seen)
        if known is None or known[0] is not self.amounts or known[1] != key:
            ends = limits(seen, self.evidence.y, self.evidence.fold[0], self.weight, coverage)
            known = _sets[seen] = self.amounts, key, sets_by_amount(seen, self.amounts, self.weight, ends, cuts)
        return known[2]

    def _seen(self, policy: Policy, chosen: Chosen) -> dict[str, float]:
        """Return what a policy tells of itself besides prices, as means over all cases."""
        if policy.name == "cascade":
            return ends(chosen, self._lines(policy), self.weight)
        return self._lists_seen(chosen) if policy.name == "sets" else {}

    def _lists_seen(self, chosen: Chosen) -> dict[str, float]:
        """Return the shares of real-life cases that `Lists.seen` counts."""
        truth = self.amounts.segments.truth
        cases = chosen.moments[..., 0] * self.weight[truth][:, np.newaxis] / len(self.evidence.y)
        listed = cases[:, :-2].reshape(len(truth), -1, 2).sum(axis=1)
        right, single = float(listed[np.arange(len(truth)), truth].sum()), float(listed.sum())
        both, neither = (float(hand) for hand in cases[:, -2:].sum(axis=0))
        return {
            "covered": right + both,
            "lines": single,
            "single": single,
            "single and wrong": single - right,
            "no list": both + neither,
        }

    def _interval(self, name: str, bands: Intervals) -> np.ndarray:
        seen = self.evidence.predictions[name]
        return bands.of(seen, scores_of(seen, self.amounts.segments))

    def _scores(self, name: str) -> np.ndarray:
        return scores_of(self.evidence.predictions[name], self.amounts.segments).ordered

    def _lines(self, policy: Policy) -> Lines:
        """Return the policy's table of money; its lines are shared by all candidates, and by handing over after rules."""
        table = self.tables[policy.name]
        if table not in self.lines:
            plus = table(self.level.money, self.people)[0]
            # What answers cost in carrying them out is the same to the last digit, and so are the lines between them.
            free, *further = (table(step, self.people)[0] for step in self.steps)
            times = np.empty((*plus.shape, len(further)))
            for amount, each in enumerate(further):
                times[..., amount] = each - free
            self.lines[table] = Lines(plus, times, self.amounts)
        return self.lines[table]

    def _costs(self, policy: Policy, chosen: Chosen, spared: float) -> AffineCosts:
        """Return what cases cost; `spared` less where rules decide before the model is asked."""
        lines = self._lines(policy)
        truth = self.amounts.segments.truth
        plus, times = (chosen.rows(table)[:, truth].swapaxes(0, 1) for table in (lines.plus, lines.times))
        plus[:, plus.shape[1] - chosen.ruled :] -= spared * self.weight[truth][:, np.newaxis]
        known_shares = self.prices.costs.mix is not None
        return AffineCosts(self.amounts, plus, times, chosen.code, chosen.moments, known_shares, hanging(self.evidence))

    def _estimate(self, costs: AffineCosts, quick: bool) -> Estimate:
        return interval(costs.sample(), grouping(self.evidence)[1], quick, 0, self.prices.costs.least)

    def _mean(self, policy: Policy, measure: Measure, chosen: Chosen) -> float:
        """Return the mean of a measure that no amount enters."""
        if policy.name == "act":
            return 0.0
        table = chosen.rows(self.tables[policy.name](measure, self.people)[0])
        return float((table[:, self.amounts.segments.truth].T * chosen.moments[..., 0]).sum()) / len(self.evidence.y)

    def _wrong(self, policy: Policy, chosen: Chosen) -> float:
        """The share of cases that end in an answer dearer than the best one: a sum over answers, each as far as it is dearer."""
        counts = dearer(self.prices, self.amounts).counts(chosen.code, chosen.moments)
        total = 0.0
        for answer in range(len(self.plus)):
            alone = np.zeros((1, *self.plus.shape))
            alone[0, answer] = self.weight
            hand = answers_by_hand(alone, self.people.errors)
            never = np.zeros(2)
            table = chosen.rows(self.tables[policy.name](Measure(alone, hand, hand, *[never] * 5), self.people)[0])
            total += float((table[:, self.amounts.segments.truth].T * counts[:, :, answer]).sum())
        return total / len(self.evidence.y)


_sets: WeakKeyDictionary[Prediction, tuple[Amounts, Hashable, SetsByAmount]] = WeakKeyDictionary()
