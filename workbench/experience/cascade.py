"""Rules, then the model, then a person: each stage decides what it is good at and leaves the rest to the next."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.experience.defer import Defer, gain_by_case, handed_over
from workbench.experience.formulas import expected_by_row, hand_over, least, look_up
from workbench.experience.measures import Measures
from workbench.experience.policy import NO_RULE, Cases, Policy, Scores, others
from workbench.scenario import PolicyChoice

STAGES = ("rules", "model", "people")


class Cascade(Policy):
    """Told besides prices: the share of cases that ends at each stage, and what such a case costs on average, fees of asking a
    model left out."""

    name = "cascade"
    title = "Rules, then the model, then a person"
    short = "rules, model, person"
    order = "Let the rules decide where they fire, the model where it is sure, and a person the rest"
    doing = "letting rules, the model and a person decide in turn"
    meaning = (
        "Where one of your rules fires it decides; of the rest the model decides what it is sure of, and a person the others."
    )
    priced_from = "your rules, the model, what a person's look costs, how many cases people can take, their errors"
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        if cases.ruled is None:
            return Defer().score(proba, measures, choice, cases)
        answer, share = stages(proba, measures, choice.capacity, cases)
        tables = [hand_over(measure) for measure in (measures.money, *others(measures))]
        person, fired = tables[0].shape[1] - 1, cases.ruled != NO_RULE
        acted = [look_up(table, answer, cases.y) for table in tables]
        handed = [look_up(table, np.full(len(answer), person), cases.y) for table in tables]
        scored = [mine + share * (theirs - mine) for mine, theirs in zip(acted, handed, strict=True)]
        # What having a model costs is counted for every case elsewhere; here it is asked about fewer.
        scored[0] = scored[0] - fired * cases.spared * measures.weight[cases.y]
        ends = (fired, ~fired * (1.0 - share), share)
        seen = {stage: end * measures.weight[cases.y] for stage, end in zip(STAGES, ends, strict=True)}
        worth = (acted[0], acted[0], handed[0])
        seen |= {f"{stage} cost": end * money for stage, end, money in zip(STAGES, ends, worth, strict=True)}
        return Scores({"capacity": choice.capacity}, *scored, seen=seen)

    def told(self, means: Mapping[str, float]) -> dict[str, float]:
        shares = {f"ends_at_{stage}": means[stage] for stage in STAGES if stage in means}
        return shares | {
            f"cost_at_{stage}": means[f"{stage} cost"] / means[stage] for stage in STAGES if means.get(stage, 0.0) > 0
        }


def stages(proba: np.ndarray, measures: Measures, capacity: float, cases: Cases) -> tuple[np.ndarray, np.ndarray]:
    """Return (n,) the answer of the rules or else of the model, and (n,) the share of each case that goes to a person instead."""
    assert cases.ruled is not None
    costs = expected_by_row(proba, hand_over(measures.money))
    fired = cases.ruled != NO_RULE
    answer = np.where(fired, cases.ruled, least(costs[:-1]))
    gain = np.where(fired, -np.inf, gain_by_case(costs, proba, measures))
    return answer, handed_over(gain, capacity, cases.weight * measures.weight[cases.y])
