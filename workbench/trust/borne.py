"""Who bears the mistakes of one candidate: cost and rates by group, and whether the groups differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.evidence.evidence import Evidence
from workbench.experience.outcome import Outcome
from workbench.pricing.prices import Prices
from workbench.scenario import Scenario
from workbench.trust.answered import Answered, answered, priced
from workbench.trust.gaps import Gap, gaps
from workbench.trust.groups import crossed, groups
from workbench.trust.measures import Measure, measures
from workbench.trust.slices import Slice, Tally, slices, whole


@dataclass(frozen=True, eq=False)
class Borne:
    """candidate: whose answers. focus: the class that rates are about. everyone: all cases as one slice.

    slices: of each column one after the other. gaps: of each column, cost first. measures: what was counted besides cost.
    ordered: columns whose groups have an order of their own.
    """

    candidate: str
    focus: str
    everyone: Slice
    slices: tuple[Slice, ...]
    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...]
    ordered: frozenset[str] = frozenset()

    def of(self, column: str) -> tuple[Slice, ...]:
        return tuple(one for one in self.slices if one.column == column)

    def gaps_of(self, column: str) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.column == column)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.column for one in self.slices))


def borne(
    evidence: Evidence,
    scenario: Scenario,
    prices: Prices,
    whose: str | Outcome | None = None,
    columns: Sequence[str] | None = None,
    quick: bool = False,
) -> Borne | None:
    """Return who bears the mistakes of a candidate; None where no group is stated, or there is no table to find one in.

    whose: a candidate, or a way of behaving, of which only the cost is known by case; the best model unless stated, or what is
    best without one while there is none. columns: those of the scenario unless stated. quick: normal intervals and fewer draws.
    Raises UserError where a column is not in the table or is the target.
    """
    named = tuple(dict.fromkeys(name.strip() for name in (scenario.data.groups if columns is None else columns)))
    if not named or evidence.simulated:
        return None
    chosen = whose or prices.best_model or prices.best_baseline
    parts = [groups(evidence, scenario, name) for name in named]
    seen = _seen(evidence, prices, chosen)
    sliced = [(tally, slices(tally, quick)) for tally in (Tally(seen, part) for part in parts)]
    return Borne(
        candidate=name_of(chosen),
        focus=prices.costs.classes[seen.focus],
        everyone=whole(sliced[0][0], prices[chosen].cost_per_case if isinstance(chosen, str) else chosen.cost_per_case),
        slices=tuple(one for _, found in sliced for one in found),
        gaps=gaps(sliced, seen, quick, scenario.evidence.seed),
        measures=measures(seen),
        ordered=frozenset(part.column for part in parts if part.ordered),
    )


def intersections(
    evidence: Evidence, scenario: Scenario, prices: Prices, whose: str | Outcome, first: str, second: str
) -> tuple[Slice, ...]:
    """Return one slice for each pair of two columns' groups that occurs, with normal intervals of the cost."""
    both = crossed(*(groups(evidence, scenario, name) for name in (first, second)))
    return slices(Tally(_seen(evidence, prices, whose), both), quick=True)


def name_of(whose: str | Outcome) -> str:
    """Return how a sentence names a candidate or a way of behaving."""
    if isinstance(whose, str):
        return whose
    return "people by hand" if whose.policy == "manual" else f"{whose.candidate} ({whose.policy})"


def _seen(evidence: Evidence, prices: Prices, whose: str | Outcome) -> Answered:
    if isinstance(whose, str):
        return answered(evidence, prices, whose)
    behind = whose.candidate if whose.candidate in prices else prices.best_model or prices.best_baseline
    return priced(evidence, prices, whose.cost, prices[behind])
