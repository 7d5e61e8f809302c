"""The study as it is being planned: what is proposed where nothing was chosen, and its plan, worked out once a design."""

from __future__ import annotations

from pages.parts import memory, state
from workbench.errors import UserError
from workbench.experience.catalogue import CATALOGUE
from workbench.experience.studies.plan import StudyPlan, plan
from workbench.experience.studies.planned import DECIDED
from workbench.run import Appraisal
from workbench.scenario import Scenario, Variant

# Who only watches has nothing to decide, so acting cannot be studied.
SCREENS = {policy.name: policy.title for policy in CATALOGUE if policy.name != "act"}
_PLANNED = "study.planned"


def designed(appraisal: Appraisal) -> Scenario:
    """Return the scenario with a design to study: with no variants chosen, the two cheapest that leave people the decision."""
    scenario = state.scenario()
    if scenario.study.variants:
        return scenario
    return scenario.changed("study", variants=[one.model_dump() for one in _proposed(appraisal)])


def _proposed(appraisal: Appraisal) -> tuple[Variant, ...]:
    best = appraisal.prices.best_model
    ranked = sorted(appraisal.outcomes, key=lambda one: one.cost_per_case.estimate)
    names = [one.policy for one in ranked if one.candidate == best and one.policy in DECIDED]
    first, second = list(dict.fromkeys((*names, "confirm", "top-k")))[:2]
    return Variant(screen=first), Variant(screen=second)


def planned(appraisal: Appraisal) -> StudyPlan | UserError:
    """Return the plan of the design as it stands, or why there can be none."""
    wanted = designed(appraisal)
    asked = (
        appraisal.evidence.key,
        tuple(appraisal.evidence.predictions),
        wanted.priced.model_dump_json(),
        wanted.study.model_dump_json(),
        wanted.prototype.model_dump_json(),
        wanted.view.seed,
    )
    known = memory.recall(_PLANNED)
    if known is None or known[0] != asked:
        known = asked, _plan(appraisal, wanted)
        memory.remember(_PLANNED, known)
    return known[1]


def is_early(appraisal: Appraisal) -> bool:
    """Whether a candidate that is to stand behind a screen is still to come."""
    job = state.job()
    if job is None or job.status not in ("queued", "running") or state.job_stopped():
        return False
    named = [one.candidate or appraisal.prices.best_model for one in designed(appraisal).study.variants if one.screen != "manual"]
    return any(name not in appraisal.evidence.predictions for name in named)


def _plan(appraisal: Appraisal, wanted: Scenario) -> StudyPlan | UserError:
    try:
        return plan(appraisal.evidence, appraisal.prices, wanted, wanted.view.seed)
    except UserError as problem:
        return problem
