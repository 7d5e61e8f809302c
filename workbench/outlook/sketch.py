"""What the best design with a model saves, at any values of the inputs, fast enough to be asked a thousand times.

The full prices of `workbench.pricing` and `workbench.experience` are exact, and too slow for every draw of a Monte Carlo. Here
each candidate's cases are gathered once: with two classes and plain prices into cells of like probability, otherwise into a
sample of the cases with weights. Each design is then decided and priced anew by the same formulas, in money only. What the
sketch says of the present prices differs a little from the exact figure; that difference is taken off wherever it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.joined import joined
from workbench.evidence.rules_seen import NAME as RULES
from workbench.experience import bands, formulas
from workbench.experience.behaviour import behaviour
from workbench.experience.cascade import Cascade
from workbench.experience.catalogue import cost_left_open
from workbench.experience.cells import CLASS_SHARES, with_class_shares
from workbench.experience.defer import handed_over
from workbench.experience.lists import FEW_LISTS, all_lists, best_lists, lines_shown
from workbench.experience.measures import Measure, Measures, measures
from workbench.experience.policy import Cases
from workbench.experience.ruled import ruled
from workbench.experience.sets import asked, lists_at, same_lists
from workbench.outlook.gathered import Gathered, gathered, part_of
from workbench.outlook.setsoftwo import alone_on_lists, cost_of_sets
from workbench.pricing.costs import CostModel, build_costs
from workbench.pricing.given import given_answers
from workbench.pricing.hurdle import hurdle
from workbench.pricing.inputs import cost_column
from workbench.pricing.prevalence import real_mix
from workbench.pricing.processes import today
from workbench.scenario import ColumnCost, Scenario

MODELS = ("model", "external")
MOST_SETS = 8


@dataclass(frozen=True)
class Standing:
    """Currency per case. design: the cheapest way of using the best model, all it costs included. without: the cheapest one.

    perfect: always being right, with nothing to pay for it.
    """

    design: float
    without: float
    perfect: float

    @property
    def advantage(self) -> float:
        return self.without - self.design


class Sketch:
    """Ask it for the `standing` under a scenario that differs only in its inputs from the one it was made for."""

    def __init__(self, evidence: Evidence, scenario: Scenario) -> None:
        whole = with_class_shares(joined(evidence, scenario))
        self.whole = whole
        self.part, self.weight = part_of(whole, _amount(whole, scenario))
        self.sizes = np.bincount(whole.y, minlength=len(whole.classes))
        by_kind = {name: seen.kind for name, seen in whole.predictions.items()}
        self.models = [name for name, kind in by_kind.items() if kind in MODELS]
        self.models = self.models or [name for name, kind in by_kind.items() if kind == "simulated"]
        self.rules = [name for name, kind in by_kind.items() if kind == "rule"]
        self._cells: dict[tuple[str, bool], Gathered] = {}
        self.sets: dict[Hashable, Any] = {}

    def standing(self, scenario: Scenario) -> Standing | None:
        """Return what the best design costs and what else could be done, decided anew. None while there is no model."""
        if not self.models:
            return None
        desk = _Desk(self, scenario)
        acting = {name: desk.acting(name) for name in self.models}
        best = min(acting, key=lambda name: acting[name])
        design = min([acting[best], *desk.screens(best)]) + hurdle(scenario)
        alone = [cost for name in (CLASS_SHARES, *self.rules) for cost in (desk.acting(name), *desk.screens(name))]
        return Standing(design, min([*alone, *desk.others()]), desk.perfect())

    def cells(self, name: str, by_row: bool) -> Gathered:
        key = (name, by_row)
        if key not in self._cells:
            self._cells[key] = gathered(self.whole.predictions[name], self.whole, self.part, self.weight, by_row)
        return self._cells[key]


def _amount(evidence: Evidence, scenario: Scenario) -> np.ndarray | None:
    """The first column that enters a cost, (n,)."""
    cells = [cell for row in scenario.costs.matrix.values() for cell in row.values()]
    names = [cell.column for cell in cells if isinstance(cell, ColumnCost)]
    return cost_column(evidence, names[0]).values if names else None


class _Desk:
    """One scenario's prices laid out over the gathered cases. Costs are those stated; class shares enter as weights of cases."""

    def __init__(self, sketch: Sketch, scenario: Scenario) -> None:
        self.sketch, self.scenario = sketch, scenario
        bare = scenario.model_copy(update={"prevalence": {}})
        self.costs: CostModel = build_costs(bare, sketch.whole.classes, lambda name: cost_column(sketch.part, name))
        self.people = behaviour(scenario, sketch.whole.classes)
        self.sums: Measures = measures(self.costs.cost, self.people)
        mix = real_mix(scenario.prevalence, sketch.whole.classes, sketch.sizes)
        self.mix = np.ones(len(sketch.sizes)) if mix is None else mix.weight
        self._known: dict[tuple[str, bool], Gathered] = {}
        self._tables: dict[str, np.ndarray] = {}

    @property
    def money(self) -> Measure:
        return self.sums.money

    def acting(self, name: str) -> float:
        seen = self.sketch.whole.predictions[name]
        if seen.answering == "given":
            return self._as_given(self.sketch.part.predictions[name])
        return self._cheapest(formulas.act(self.money), name)

    def screens(self, name: str) -> list[float]:
        """What each screen over a candidate costs; none where nobody said what people cost."""
        wanted = set(self.scenario.policies.compare) if self.scenario.people_are_priced else set()
        able: dict[str, Callable[[str], float]] = {
            "confirm": self._confirmed,
            "top-k": self._listed,
            "sets": self._as_needed,
            "undo": lambda name: self._cheapest(self._table("undo", lambda: formulas.undo(self.money, self.people)), name),
            "defer": self._deferred,
            "cascade": self._in_stages,
        }
        if name == RULES or RULES not in self.sketch.part.predictions:
            wanted -= {"cascade"}
        return [price(name) for policy, price in able.items() if policy in wanted]

    def others(self) -> list[float]:
        """What people alone and today's process cost."""
        found = []
        if self.scenario.people_are_priced and "manual" in self.scenario.policies.compare:
            found.append(self._certain(self.money.by_hand))
        process = today(self.scenario.decision.today, self.sketch.part, self.costs)
        if process is not None:
            fixed = self._certain(process.cost[np.newaxis] if process.cost.ndim == 1 else process.cost.T)
            found.append(fixed if process.given is None else fixed + self._as_given(process.given))
        return found

    def perfect(self) -> float:
        return self._certain(self.costs.cost.min(axis=1))

    def _certain(self, cost: np.ndarray) -> float:
        """The mean of a cost that depends on the truth alone, (1, K), or on the case too, (c, K)."""
        truth = self.sketch.part.y
        weight = self.sketch.weight * self.mix[truth]
        return float(weight @ formulas.look_up(cost[:, np.newaxis], np.zeros(len(truth), dtype=np.intp), truth))

    def _seen(self, name: str, by_row: bool = False) -> Gathered:
        """Return a candidate's cells at these class shares; of single cases where it is asked for or prices differ by case."""
        key = name, by_row or self.costs.by_row
        if key not in self._known:
            self._known[key] = self.sketch.cells(*key).reweighed(self.mix)
        return self._known[key]

    def _table(self, name: str, work: Callable[[], np.ndarray]) -> np.ndarray:
        """Return a table that all candidates share, worked out once."""
        if name not in self._tables:
            self._tables[name] = work()
        return self._tables[name]

    def _cheapest(self, table: np.ndarray, name: str) -> float:
        """Take the row of a table (m, D, K) that is expected to cost least in each cell, and price it on the truth."""
        seen = self._seen(name)
        chosen = formulas.least(formulas.expected_by_row(seen.proba, table))
        return float(seen.weight @ formulas.look_up(table, chosen, seen.y))

    def _as_given(self, seen: Prediction) -> float:
        answers = given_answers(seen, self.costs, self.sketch.part)[0]
        truth = self.sketch.part.y
        return float((self.sketch.weight * self.mix[truth]) @ formulas.look_up(self.costs.cost, answers, truth))

    def _confirmed(self, name: str) -> float:
        if self.people.bands:
            seen = self._seen(name)
            shown = bands.one_to_confirm(seen.proba, self.sums)
            return float(seen.weight @ bands.confirmed(self.money, self.sums, shown, seen.y, seen.proba))
        return self._cheapest(self._table("confirm", lambda: formulas.confirm(self.money, self.people)), name)

    def _listed(self, name: str) -> float:
        choice, classes = self.scenario.policies, len(self.mix)
        if choice.k is None and classes > 2:
            return self._of_open_length(name)
        return self._of_length(lines_shown(choice.k or 1, classes), name)

    def _of_open_length(self, name: str) -> float:
        """Lists as long as was cheapest on the other folds: of several classes, cells hold cases of one fold each."""
        seen = self._seen(name)
        assert seen.fold is not None
        return float(seen.weight @ cost_left_open(seen.proba, self.sums, Cases(seen.y, seen.fold, seen.weight)))

    def _of_length(self, k: int, name: str) -> float:
        classes = len(self.mix)
        if self.people.bands:
            seen = self._seen(name)
            sets = bands.lists_to_show(seen.proba, self.sums, k)
            return float(seen.weight @ bands.lists_shown(self.money, self.sums, sets, seen.y, seen.proba))
        if comb(classes, k) <= FEW_LISTS:
            return self._cheapest(self._lists_of(k), name)
        seen = self._seen(name)
        sets = best_lists(seen.proba, self.money, self.people, k)
        return float(seen.weight @ formulas.lists_given_truth(self.money, self.people, sets, seen.y))

    def _lists_of(self, k: int) -> np.ndarray:
        return self._table(f"top-{k}", lambda: formulas.lists(self.money, self.people, all_lists(len(self.mix), k)))

    def _as_needed(self, name: str) -> float:
        """No price enters which classes a set holds, so the sets are made once. Folds are told apart, so these are no cells."""
        seen, coverage = self._seen(name, True), asked(self.scenario.policies)
        cases = Cases(seen.y, self.sketch.part.fold[0], seen.weight * len(self.sketch.whole.y), alike=name == CLASS_SHARES)
        if len(self.mix) == 2 and not self.people.bands:
            alone = self._kept(name, "two", lambda: alone_on_lists(seen.proba[:, 1], coverage, cases))
            cost = cost_of_sets(alone, self._lists_of(1), self.money.by_hand, cases)
            return cost / len(self.sketch.whole.y)
        made = self._kept(
            name,
            "any",
            lambda: same_lists(seen.proba, self.sums, cases) if cases.alike else lists_at(seen.proba, self.sums, coverage, cases),
        )
        best, money = made.cheapest(self.money, self.people, cases)
        return float(seen.weight @ money[np.arange(len(money)), best[cases.fold]])

    def _kept(self, name: str, kind: str, work: Callable[[], Any]) -> Any:
        """Return what was worked out of a candidate's sets before, for these class shares and coverages."""
        key, kept = (name, kind, self.mix.tobytes(), self.scenario.policies.coverage), self.sketch.sets
        if key not in kept:
            while len(kept) >= MOST_SETS:
                kept.pop(next(iter(kept)), None)
            kept[key] = work()
        return kept[key]

    def _in_stages(self, name: str) -> float:
        """Rules look at columns, so these are single cases and not cells."""
        seen = self._seen(name, True)
        spared = self.scenario.costs.prediction if name in self.sketch.models else 0.0
        cases = Cases(seen.y, np.zeros(len(seen.y), dtype=np.intp), seen.cases, ruled(self.sketch.part, self.costs), spared)
        return float(seen.weight @ Cascade().score(seen.proba, self.sums, self.scenario.policies, cases).money)

    def _deferred(self, name: str) -> float:
        seen, table = self._seen(name), self._table("defer", lambda: formulas.hand_over(self.money))
        costs = formulas.expected_by_row(seen.proba, table)
        answer = formulas.least(costs[:-1])
        share = handed_over(costs[:-1].min(axis=0) - costs[-1], self.scenario.policies.capacity, seen.cases)
        acted = formulas.look_up(table, answer, seen.y)
        handed = formulas.look_up(table, np.full(len(answer), table.shape[1] - 1), seen.y)
        return float(seen.weight @ (acted + share * (handed - acted)))
