"""Studies to test with: a table of made cases, a model that is right about seven times in ten, and a plan over both."""

from dataclasses import replace
from functools import cache

import numpy as np

from tests.experience.made import make_evidence, multiclass, scenario
from workbench.data.framing import frame
from workbench.data.reading import read_bytes
from workbench.experience.studies.plan import StudyPlan, plan
from workbench.pricing.prices import price
from workbench.scenario import Scenario

TWO = [{"screen": "confirm"}, {"screen": "top-k"}]
THREE = [*TWO, {"screen": "manual"}]
PEOPLE = {"wage_per_hour": 36, "by_hand": 40, "read": 2, "by_hand_error": 0.1}


@cache
def evidence_of(n=400, k=5, signal=1.6, seed=0):
    """n cases of k classes with columns `id`, `words`, `secret` and `amount`, and one model."""
    y, proba = multiclass(n, k, signal, seed)
    made = make_evidence(y, {"model": proba}, classes=k)
    rows = [
        f"case-{row},somebody wrote about matter number {row} in plain words,secret-{row % 7},{10 + row % 9},{name}"
        for row, name in enumerate(made.framing.classes[truth] for truth in y)
    ]
    dataset = read_bytes("made.csv", "\n".join(["id,words,secret,amount,target", *rows]).encode())
    return replace(made, framing=frame(dataset, scenario(data={"target": "target", "id": "id"})))


def study(variants=TWO, people=PEOPLE, costs=None, prototype=None, prevalence=None, **design) -> Scenario:
    return scenario(
        name="A study",
        data={"target": "target", "id": "id"},
        costs={"wrong": 9.0} if costs is None else costs,
        people=people,
        policies={"k": 3},
        prevalence=prevalence or {},
        prototype=prototype or {"columns": ["words"]},
        study={"variants": variants, **design},
    )


PLANNED: dict[str, StudyPlan] = {}


def planned(seed=0, evidence=None, **design) -> StudyPlan:
    """A plan of this design; the same one is planned once, since a plan never changes."""
    evidence, wanted = evidence or evidence_of(), study(**design)
    key = f"{seed} {id(evidence)} {wanted.model_dump_json()}"
    if key not in PLANNED:
        PLANNED[key] = plan(evidence, price(evidence, wanted, quick=True), wanted, seed)
    return PLANNED[key]


def wrong_shares(made: StudyPlan) -> list[float]:
    """Share of wrong suggestions by variant, over all slots."""
    shares = []
    for variant in range(len(made.variants)):
        right = [made.cases[slot[variant]].shown[variant].right for slot in made.slots]
        shares.append(float(np.mean([one is False for one in right])))
    return shares
