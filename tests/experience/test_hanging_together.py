"""Cases of one entity are drawn together where policies and designs are compared."""

from dataclasses import replace

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence, scenario
from tests.test_verdict import verdict
from workbench.experience.policies import policies
from workbench.experience.race import race
from workbench.pricing.prices import price

TIMES = 8
PAID = scenario(costs={"wrong": 10.0}, people={"wage_per_hour": 36.0})


def copied(entity, n=120, signal=0.9):
    """Every case eight times over, as eight cases of one customer or as if each were somebody else."""
    y, p = binary(n, signal=signal, seed=3)
    owner = np.repeat(np.arange(n), TIMES)
    made = make_evidence(np.repeat(y, TIMES), {"m": np.repeat(p, TIMES)}, fold=owner % 5)
    framing = type(made.framing)(**{**vars(made.framing), "entity": owner if entity else None})
    return replace(made, framing=framing)


def test_a_policy_costs_the_same_and_is_less_sure_where_cases_are_copies():
    apart, together = (policies(copied(entity), PAID, quick=True) for entity in (False, True))
    for one, other in zip(apart, together, strict=True):
        assert other.cost_per_case.estimate == pytest.approx(one.cost_per_case.estimate)
        widths = [found.cost_per_case.high - found.cost_per_case.low for found in (one, other)]
        assert widths[1] >= 0.999 * widths[0]
    acting = [next(o for o in found if (o.policy, o.candidate) == ("act", "m")).cost_per_case for found in (apart, together)]
    assert acting[1].high - acting[1].low > 1.5 * (acting[0].high - acting[0].low)


def test_designs_are_compared_by_entity():
    found = []
    for entity in (False, True):
        evidence = copied(entity)
        prices = price(evidence, PAID, quick=True)
        made = race(evidence, PAID, prices, policies(evidence, PAID, prices, quick=True), quick=True)
        found.append(made.compare(made.acting, made.constant))
    assert found[1].saving.estimate == pytest.approx(found[0].saving.estimate)
    assert found[1].detectable == pytest.approx(found[0].detectable * np.sqrt(TIMES), rel=0.1)


def test_copies_do_not_make_a_verdict():
    sure = {seen: verdict(copied(seen, n=90, signal=0.8), scenario(costs={"wrong": 10.0})).code for seen in (False, True)}
    assert sure == {False: "build", True: "unclear"}
