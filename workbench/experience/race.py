"""Who is in the running: the designs with the model, against everything that could be done without one.

Choosing among many is what makes noise look good, so only the best model runs; and a screen with people behind it is only fair
to a model when the same screen fed with class shares or with a rule, and people alone, are opponents too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

import numpy as np

from workbench.evidence.evidence import Evidence
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience.cells import CLASS_SHARES
from workbench.experience.contender import DIGITS, Contender, by_amounts, constant_of, contender, over_model, today_of
from workbench.experience.outcome import Outcome
from workbench.experience.policies import find, in_the_running
from workbench.pricing.casecosts import difference
from workbench.pricing.comparison import SURE_ENOUGH, Comparison
from workbench.pricing.extremes import MARGIN, extremes, most_between, odds_between
from workbench.pricing.prices import Prices
from workbench.pricing.sample import Sample, from_rows
from workbench.pricing.uncertainty import clusters, compared, grouping
from workbench.scenario import Scenario

LIKELIER_THAN_NOT = 0.50
MOST_DESIGNS = 7
"""All that the catalogue holds. Of 240 tables of noise 2 got past the five that are compared where nothing else is asked for, and
neither verdict was about a screen, since each has to beat its like with no model behind it (`benchmarks/honesty.py`)."""


@dataclass(frozen=True, eq=False)
class Race:
    """acting: the best model's answers carried out, None before there is a model. screens: other designs over that model.

    constant, amounts (class shares and the case's own prices), rules, today, alone (people, and screens fed with class shares or
    a rule): what can be done without a model.
    compared, differences, bounds: comparisons made so far, what they were made from, and what settles one without being made.
    described: what each costs, as a sample.
    smallest_gain, at_stake: currency per case. known_shares: those of the classes are stated, and do not vary with the cases.
    """

    evidence: Evidence
    acting: Contender | None
    screens: tuple[Contender, ...]
    constant: Contender
    rules: tuple[Contender, ...]
    today: Contender | None
    alone: tuple[Contender, ...]
    smallest_gain: float
    hurdle: float
    perfect: float
    quick: bool
    known_shares: bool = False
    amounts: Contender | None = None
    at_stake: float = 0.0
    compared: dict[tuple[int, int, bool], Comparison] = field(default_factory=dict, repr=False)
    differences: dict[tuple[int, int], Sample] = field(default_factory=dict, repr=False)
    bounds: dict[tuple[int, int], tuple[Sample, Sample] | None] = field(default_factory=dict, repr=False)
    described: dict[int, Sample | None] = field(default_factory=dict, repr=False)

    @property
    def designs(self) -> tuple[Contender, ...]:
        return (() if self.acting is None else (self.acting,)) + self.screens

    @property
    def present(self) -> tuple[Contender, ...]:
        """What needs neither a model nor rules nor a new screen: the constant, the amounts at stake, and today's process."""
        return tuple(one for one in (self.today, self.constant, self.amounts) if one is not None)

    @cached_property
    def opponents(self) -> tuple[Contender, ...]:
        """Cheapest first. Among equals what changes least comes first."""
        return tuple(sorted((*self.present, *self.rules, *self.alone), key=lambda one: round(one.mean, DIGITS)))

    @property
    def cheapest(self) -> Contender:
        return self.opponents[0]

    def compare(self, x: Contender, y: Contender, quick: bool = True) -> Comparison:
        """Compare x with y on the same cases: positive savings mean that x is cheaper. Differing fees are the hurdle."""
        key = (id(x), id(y), quick)
        if key not in self.compared:
            stake = self.at_stake if _may_differ(x, y) else 0.0
            if key[:2] not in self.differences:
                self.differences[key[:2]] = self._difference(y, x)
            saved = self.differences[key[:2]]
            self.compared[key] = compared(saved, self._ratio, x.fee - y.fee, self.smallest_gain, quick, at_stake=stake)
        return self.compared[key]

    def better(self, x: Contender, others: Iterable[Contender]) -> bool:
        """Whether x is better than each of the others, with all the certainty that a decision asks for."""
        return all(self._as_likely(x, other, SURE_ENOUGH) for other in others)

    @cached_property
    def unproven(self) -> tuple[Contender, ...]:
        """Opponents learned from these very cases, acted on or behind a screen, that are not surely better than what is not."""
        learned = [one for one in (*self.rules, *self.alone) if one.learned and not self._stated(one)]
        simple = [*self.present, *(one for one in self.alone if not one.learned)]
        return tuple(one for one in learned if not self.better(one, simple))

    @property
    def proven(self) -> tuple[Contender, ...]:
        """The other opponents, cheapest first: those that have to be surely beaten."""
        return tuple(one for one in self.opponents if one not in self.unproven)

    def pays(self, design: Contender) -> bool:
        """Whether a design is better than every opponent.

        An opponent that is unproven itself has to be beaten too, but not surely: of two ways that these cases speak for, the one
        that they speak for surely would otherwise be held back by the one that they do not.
        """
        return self.better(design, self.proven) and all(self._as_likely(design, one, LIKELIER_THAN_NOT) for one in self.unproven)

    def hardest(self, x: Contender) -> Contender:
        """The opponent that x is least surely better than, of those that it has to be surely better than."""
        least = min(self._odds(x, one)[1] for one in self.proven)
        able = [one for one in self.proven if self._odds(x, one)[0] <= least + MARGIN]
        return min(able, key=lambda one: self.compare(x, one).probability_better)

    def most(self, x: Contender, y: Contender) -> float:
        """Return the upper end of the 95 % interval of what x saves against y, fees taken off; currency per case."""
        return self.compare(x, y, self.quick).saving.high - (x.fee - y.fee)

    def may_save(self, x: Contender, y: Contender, bar: float) -> bool:
        """Whether `most` is above a bar."""
        low, high = self._most(x, y)
        return low > bar or (high > bar and self.most(x, y) > bar)

    def narrowest(self, x: Contender) -> tuple[float, Contender]:
        """Return the opponent that x may save least against at the lucky end of 95 %, and what that is; currency per case."""
        least = min(self._most(x, one)[1] for one in self.opponents)
        able = [one for one in self.opponents if self._most(x, one)[0] <= least]
        found = min(able, key=lambda one: self.most(x, one))
        return self.most(x, found), found

    def _as_likely(self, x: Contender, y: Contender, share: float) -> bool:
        """Whether x is better than y with at least this probability. Cases are only gone through where bounds are too wide."""
        low, high = self._odds(x, y)
        if low > share + MARGIN or high < share - MARGIN:
            return low > share
        return self.compare(x, y).probability_better >= share

    def _odds(self, x: Contender, y: Contender) -> tuple[float, float]:
        """Return bounds of the probability that x is better than y."""
        ends = self._ends(x, y)
        return (0.0, 1.0) if ends is None else odds_between(ends, self._ratio, x.fee - y.fee + self.smallest_gain)

    def _most(self, x: Contender, y: Contender) -> tuple[float, float]:
        """Return bounds of `most`, slightly wider than they need be."""
        ends = self._ends(x, y) if self.quick and not _may_differ(x, y) else None
        if ends is None:
            return -inf, inf
        low, high = most_between(ends, self._ratio)
        slack = 1e-9 * (abs(x.mean) + abs(y.mean) + high - low)
        return low - (x.fee - y.fee) - slack, high - (x.fee - y.fee) + slack

    def _ends(self, x: Contender, y: Contender) -> tuple[Sample, Sample] | None:
        """Return the least and the most that what x saves against y may vary, where that can be told from each alone."""
        key = (id(x), id(y))
        if key not in self.bounds:
            mine, its = self._described(x), self._described(y)
            self.bounds[key] = None if mine is None or its is None else extremes(its, mine)
        return self.bounds[key]

    def _described(self, one: Contender) -> Sample | None:
        if id(one) not in self.described:
            self.described[id(one)] = one.described(self.known_shares)
        return self.described[id(one)]

    @property
    def _ratio(self) -> float:
        return grouping(self.evidence)[1]

    def _stated(self, one: Contender) -> bool:
        """Whether people wrote down what is behind it, with nothing learned from these cases."""
        seen = self.evidence.predictions.get(one.candidate)
        return seen is not None and seen.answering == "given" and not seen.learned

    def difference_by_class(self, x: Contender, y: Contender) -> np.ndarray:
        """Return (K,): what x saves against y in all cases of each true class, fees left out; currency."""
        saved = np.atleast_2d(_rows(y) - _rows(x)).mean(axis=0)
        return np.bincount(self.evidence.y, weights=saved, minlength=len(self.evidence.classes))

    def _difference(self, y: Contender, x: Contender) -> Sample:
        if x.case_costs is not None and y.case_costs is not None:
            return difference(y.case_costs, x.case_costs)
        if x.cells is not None and y.cells is not None:
            lifted = x.cells.lift(y.money, y.cells)
            if lifted is not None:
                return x.cells.sample(lifted - x.money, self.known_shares)
            lifted = y.cells.lift(x.money, x.cells)
            if lifted is not None:
                return y.cells.sample(y.money - lifted, self.known_shares)
        strata = self.evidence.y if self.known_shares else None
        return from_rows(_rows(y) - _rows(x), grouping(self.evidence)[0], strata, clusters(self.evidence))


def _may_differ(x: Contender, y: Contender) -> bool:
    """Whether two whose answers are carried out may differ on other cases: one of them learned from these what it answers."""
    acted = {x.policy, y.policy} <= {"act", "today"}
    return acted and x.candidate != y.candidate and (x.learned or y.learned)


def _rows(one: Contender) -> np.ndarray:
    return one.money if one.cells is None else one.cells.per_case(one.money)


def _without_model(one: Outcome, evidence: Evidence) -> Contender:
    rules = evidence.predictions.get(RULES) if one.policy == "cascade" else None
    return contender(one).but(rules_learned=rules is not None and rules.learned)


def race(evidence: Evidence, scenario: Scenario, prices: Prices, outcomes: Sequence[Outcome], quick: bool = False) -> Race:
    """Put the outcomes that a decision may choose from in their places."""
    running = in_the_running(outcomes, prices, scenario)
    with_model = [over_model(one, prices, scenario) for one in running if one.candidate == prices.best_model]
    without = [one for one in running if one.candidate != prices.best_model]
    alone = [_without_model(one, evidence) for one in without if one.policy != "act"]
    constant = constant_of(prices, scenario, find(outcomes, "act", CLASS_SHARES))
    found = Race(
        evidence=evidence,
        acting=next((one for one in with_model if one.policy == "act"), None),
        screens=tuple([one for one in with_model if one.policy != "act"][: MOST_DESIGNS - 1]),
        constant=constant,
        rules=tuple(contender(one) for one in without if one.policy == "act" and one.candidate != CLASS_SHARES),
        today=today_of(prices, scenario, constant, find(outcomes, "act", RULES)),
        alone=tuple(sorted(alone, key=lambda one: one.learned)),
        smallest_gain=0.0,
        hurdle=prices.hurdle,
        perfect=prices.perfect,
        quick=quick,
        known_shares=prices.costs.mix is not None,
        amounts=by_amounts(prices, scenario),
        at_stake=prices.at_stake,
    )
    # A share of the best cost without a model, people included, so that a gain is measured on what it would replace.
    return replace(found, smallest_gain=scenario.costs.smallest_gain * abs(found.cheapest.mean))
