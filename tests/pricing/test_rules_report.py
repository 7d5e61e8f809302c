"""What each rule does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of, mixed
from workbench.evidence.collecting import collect
from workbench.pricing.prices import price
from workbench.pricing.rules_report import RulesReport, rules_report
from workbench.pricing.rules_suggested import suggest
from workbench.pricing.wilson import wilson
from workbench.scenario import Scenario, validate

COSTS = {"matrix": {"no": {"yes": 5.0, "ask": 1.0}, "yes": {"no": 100.0, "ask": 2.0}}}
TRUTH = np.where(np.arange(40) % 4 == 0, "yes", "no")


def rule(op: str, value: float, answer: str) -> dict[str, Any]:
    return {"when": [{"column": "amount", "op": op, "value": value}], "answer": answer}


def stated(*rules: dict[str, Any], **others: Any) -> Scenario:
    return validate({"costs": COSTS, "rules": rules, **others})


def report(scenario: Scenario) -> tuple[RulesReport, float]:
    evidence = collect(framing_of(pd.DataFrame({"amount": np.arange(40.0)}), TRUTH), ("cheapest answer",))
    prices = price(evidence, scenario)
    return rules_report(evidence, scenario, prices), prices["your rules"].cost_per_case.estimate


def test_each_rule_is_told_what_it_decides_and_how_often_it_is_right() -> None:
    found, cost = report(stated(rule(">=", 30, "yes"), rule(">=", 20, "no"), rule("<", 4, "ask"), rules_fallback="no"))
    first, second, third = found.rules
    assert (first.cases, first.matches, first.coverage) == (10, 10, 0.25)
    assert (second.cases, second.matches) == (10, 20)
    # 32 and 36 are yes; 20, 24 and 28 are.
    assert first.right is not None and (first.right.estimate, first.right.low, first.right.high) == pytest.approx(
        (0.2, *wilson(2, 10))
    )
    assert second.right is not None and second.right.estimate == 0.7
    assert third.right is None and third.cost == pytest.approx((3 * 1 + 2) * 1000 / 40)
    assert (found.rest.position, found.rest.answer, found.rest.cases) == (None, "no", 16)
    assert sum(part.cost for part in (*found.rules, found.rest)) == pytest.approx(cost * 1000)
    assert sum(part.coverage for part in (*found.rules, found.rest)) == pytest.approx(1)


def test_rules_that_disagree_are_named_and_so_are_those_that_decide_nothing() -> None:
    found, _ = report(stated(rule(">=", 30, "yes"), rule(">=", 30, "yes"), rule(">=", 36, "no"), rule(">=", 90, "no")))
    assert [(pair.earlier, pair.later, pair.cases) for pair in found.conflicts] == [(0, 2, 4)]
    assert [part.position for part in found.idle] == [1, 2, 3]
    assert found.rest.answer is None and found.rest.right is None


def test_an_exception_before_its_rule_is_no_conflict() -> None:
    narrow = {"when": [*rule(">=", 20, "no")["when"], *rule("<", 30, "no")["when"]], "answer": "no"}
    assert not report(stated(narrow, rule(">=", 20, "yes")))[0].conflicts
    assert report(stated(rule("<", 30, "no"), rule(">=", 20, "yes")))[0].conflicts[0].cases == 10


def test_shares_and_precision_follow_the_class_shares_of_real_life() -> None:
    found, cost = report(stated(rule(">=", 30, "yes"), rules_fallback="no", prevalence={"yes": 0.05}))
    # Of 30 no, 8; of 10 yes, 2.
    assert found.rules[0].coverage == pytest.approx(0.95 * 8 / 30 + 0.05 * 2 / 10)
    assert found.rules[0].right is not None
    assert found.rules[0].right.estimate == pytest.approx(0.05 * 0.2 / (0.95 * 8 / 30 + 0.05 * 0.2))
    assert sum(part.cost for part in (*found.rules, found.rest)) == pytest.approx(cost * 1000)


def test_a_suggestion_has_the_answers_that_cost_least_and_says_when_there_is_none() -> None:
    evidence = collect(mixed(400), ("cheapest answer",))
    prices = price(evidence, Scenario())
    tree = suggest("small tree", evidence, prices.costs)
    assert tree.rules and {one.origin for one in tree.rules} == {"small tree"} and "colleague" in tree.sentence
    assert len(suggest("one rule", evidence, prices.costs).rules) == 1
    dear = price(evidence, validate({"costs": {"matrix": {"0": {"1": 1000.0}}}})).costs
    assert not suggest("one rule", evidence, dear).rules and "no rule to suggest" in suggest("one rule", evidence, dear).sentence
    noise = framing_of(pd.DataFrame({"x": np.arange(80.0) % 7}), np.arange(80) // 2 % 2)
    assert not suggest("small tree", collect(noise, ("cheapest answer",)), prices.costs).rules
