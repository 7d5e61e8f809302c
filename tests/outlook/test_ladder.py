"""The rungs of the money ladder, what is saved against today, and lists of another length."""

from functools import cache

import pytest

from tests.experience.made import make_evidence, multiclass, scenario
from workbench.experience.lengths import cheaper_length
from workbench.experience.policies import find
from workbench.experience.race import race
from workbench.outlook.business import saving, split
from workbench.outlook.ladder import ladder, opponents
from workbench.run import appraise

PAID = {"people": {"wage_per_hour": 30.0, "by_hand": 60.0}}
TODAY = {"decision": {"today": {"kind": "human", "cost": 2.0, "accuracy": 0.9}}}
WAYS = ("act", "confirm", "top-k", "defer", "manual")
COSTS = {"costs": {"wrong": 9.0, "prediction": 0.1}}


@cache
def seen(k=3):
    y, p = multiclass(500, 6, signal=1.5)
    evidence = make_evidence(y, {"logistic regression": p})
    found = appraise(evidence, scenario(policies={"k": k, "compare": WAYS}, **COSTS, **PAID, **TODAY), quick=True)
    return found, race(evidence, found.scenario, found.prices, found.outcomes, quick=True)


def rungs():
    found, ran = seen()
    return {step.name: step for step in ladder(found.prices, found.outcomes, found.scenario, ran)}


def test_the_saving_of_the_verdict_can_be_read_off_the_bars():
    _, ran = seen()
    steps = rungs()
    chosen = next(step for step in steps.values() if step.chosen)
    assert ran.cheapest.label in steps
    saved = saving(ran)
    apart = steps[ran.cheapest.label].cost.estimate - chosen.cost.estimate
    assert apart == pytest.approx((saved.per_case.estimate - ran.hurdle) * 1000)
    assert saved.opponent == ran.cheapest.label


def test_what_is_saved_against_today_is_the_screens_part_and_the_models_part():
    _, ran = seen()
    steps, parts = rungs(), split(ran)
    chosen = next(step for step in steps.values() if step.chosen)
    same = steps["showing everyone the same three answers"].cost.estimate
    assert parts.screen * 1000 == pytest.approx(steps["today"].cost.estimate - same)
    assert parts.model * 1000 == pytest.approx(same - chosen.cost.estimate)
    assert parts.total * 1000 == pytest.approx(steps["today"].cost.estimate - chosen.cost.estimate)


def test_the_parts_of_a_rung_are_within_its_cost():
    for step in rungs().values():
        assert 0 <= step.people + step.having <= step.cost.estimate + 1e-9


def test_opponents_come_cheapest_first_with_today_among_them():
    _, ran = seen()
    shown = opponents(ran, 2)
    assert shown[0] is ran.cheapest
    assert ran.today in shown


def test_a_list_of_another_length_is_named_only_where_it_is_clearly_cheaper():
    found, _ = seen(1)
    now = find(found.outcomes, "top-k", "logistic regression")
    better = cheaper_length(now, found.evidence, found.prices, found.scenario)
    assert better is not None and better.k > 1
    again, _ = seen(better.k)
    same = find(again.outcomes, "top-k", "logistic regression")
    assert same.cost_per_case.estimate == pytest.approx(better.cost)
    assert cheaper_length(same, again.evidence, again.prices, again.scenario) is None
