"""What a policy decides about a case in the light of all others: who gets it, how long its list is, what rules say first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.rule_words import title
from workbench.evidence.rules_seen import ruled as rulings_of
from workbench.evidence.rules_seen import untouched
from workbench.experience.behaviour import behaviour
from workbench.experience.cascade import stages
from workbench.experience.catalogue import listed
from workbench.experience.cells import CLASS_SHARES
from workbench.experience.defer import handed_share
from workbench.experience.measures import Measures, measures
from workbench.experience.policy import NO_RULE, Cases
from workbench.experience.ruled import ruled
from workbench.experience.sets import decided

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence
    from workbench.pricing.costs import CostModel
    from workbench.scenario import Scenario


@dataclass(frozen=True)
class Settled:
    """handed: to a person. listed: the classes of the case's own list, none where it is worked by hand; None where no such list
    is made. ruled: the answer that a rule gives before the model is asked, None where none does. rule: what it is called."""

    handed: bool = False
    listed: tuple[int, ...] | None = None
    ruled: int | None = None
    rule: str = ""


def settled(
    policy: str, candidate: str, evidence: Evidence, costs: CostModel, scenario: Scenario, positions: Sequence[int] | np.ndarray
) -> tuple[Settled, ...]:
    """Return what is settled about the cases at `positions` (m,) before each is looked at by itself."""
    wanted = np.asarray(positions, dtype=np.intp)
    make = {"defer": _deferred, "cascade": _in_stages, "sets": _listed}.get(policy)
    if policy == "top-k" and scenario.policies.k is None:
        make = _listed_left_open
    if make is None or candidate not in evidence.predictions:
        return (Settled(),) * len(wanted)
    sums = measures(costs.cost, behaviour(scenario, costs.classes), costs.weight)
    one_by_one = np.ones(len(evidence.y))
    cases = Cases(evidence.y, evidence.fold[0], one_by_one, ruled(evidence, costs), alike=candidate == CLASS_SHARES)
    return make(evidence.predictions[candidate].proba[0], evidence, sums, scenario, wanted, cases)


def _deferred(
    proba: np.ndarray, evidence: Evidence, sums: Measures, scenario: Scenario, wanted: np.ndarray, cases: Cases
) -> tuple[Settled, ...]:
    share = handed_share(proba.astype(np.float64), sums, scenario.policies.capacity, sums.weight[evidence.y])
    return tuple(Settled(handed=bool(share[at] > 0.5)) for at in wanted)


def _in_stages(
    proba: np.ndarray, evidence: Evidence, sums: Measures, scenario: Scenario, wanted: np.ndarray, cases: Cases
) -> tuple[Settled, ...]:
    said = cases.ruled
    if said is None:
        return _deferred(proba, evidence, sums, scenario, wanted, cases)
    _, share = stages(proba.astype(np.float64), sums, scenario.policies.capacity, cases)
    named = _names(evidence, scenario)
    return tuple(
        Settled(handed=bool(share[at] > 0.5))
        if said[at] == NO_RULE
        else Settled(ruled=int(said[at]), rule=named[evidence.rows[at]] if named else "")
        for at in wanted
    )


def _names(evidence: Evidence, scenario: Scenario) -> list[str]:
    """Return what the rule is called that fires in each framed case; nothing where rules are learned again fold by fold."""
    if not scenario.rules or untouched(scenario.rules) is not None:
        return []
    known = [*(title(rule, position) for position, rule in enumerate(scenario.rules)), ""]
    return [known[number] for number in rulings_of(evidence.framing, scenario.rules).fired]


def _listed_left_open(
    proba: np.ndarray, evidence: Evidence, sums: Measures, scenario: Scenario, wanted: np.ndarray, cases: Cases
) -> tuple[Settled, ...]:
    return tuple(Settled(listed=tuple(map(int, answers))) for answers in listed(proba, sums, cases, wanted))


def _listed(
    proba: np.ndarray, evidence: Evidence, sums: Measures, scenario: Scenario, wanted: np.ndarray, cases: Cases
) -> tuple[Settled, ...]:
    lists, _, _ = decided(proba, sums, scenario.policies, cases)
    return tuple(Settled(listed=tuple(int(answer) for answer in lists.of(int(at)))) for at in wanted)
