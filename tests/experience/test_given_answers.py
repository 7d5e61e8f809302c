"""Answers that came as answers behind a policy: carried out as they are, and compared with everything else case by case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.evidence.framings import mixed
from workbench.data.reading import read
from workbench.evidence.collecting import collect
from workbench.evidence.joined import joined
from workbench.experience.policies import find, policies
from workbench.experience.race import Race, race
from workbench.pricing.prices import price
from workbench.run import run as workbench_run
from workbench.scenario import Scenario, validate

RULES = [{"when": [{"column": "shop", "op": "==", "value": "toys"}], "answer": "1"}]


def asked(origin: str = "written", **others: Any) -> Scenario:
    rules = [{**rule, "origin": origin} for rule in RULES]
    return validate({"rules": rules, "people": {"wage_per_hour": 30}, "costs": {"matrix": {"1": {"0": 5.0}}}, **others})


def run(scenario: Scenario, repeats: int = 1) -> tuple[Any, Race]:
    choice = scenario.evidence.model_copy(update={"candidates": ("cheapest answer", "logistic regression"), "repeats": repeats})
    evidence = collect(mixed(300), choice)
    prices = price(evidence, scenario)
    outcomes = policies(evidence, scenario, prices)
    return (prices, outcomes), race(joined(evidence, scenario), scenario, prices, outcomes)


@pytest.mark.parametrize("repeats", [1, 2])
def test_acting_on_rules_costs_what_their_answers_cost(repeats: int) -> None:
    (prices, outcomes), _ = run(asked(), repeats)
    acting = find(outcomes, "act", "your rules")
    assert acting is not None and acting.cost_per_case == prices["your rules"].cost_per_case
    assert acting.cost.tolist() == prices["your rules"].cost.tolist()
    if acting.cells is not None:
        assert acting.cells.per_case(acting.money) == pytest.approx(acting.cost)
        assert len(acting.money) < 300


def test_a_comparison_by_groups_is_the_comparison_by_cases() -> None:
    (prices, _), ran = run(asked())
    rules = next(one for one in ran.rules if one.candidate == "your rules")
    for other in (ran.acting, ran.constant):
        assert other is not None
        expected = float(np.mean(prices["your rules"].cost - prices[other.candidate].cost))
        assert ran.compare(other, rules).saving.estimate == pytest.approx(expected)


def test_the_teams_rules_as_todays_process_are_compared_like_the_rules() -> None:
    _, ran = run(asked(decision={"today": {"kind": "rules"}}))
    assert ran.today is not None and ran.today.candidate == "today"
    assert ran.compare(ran.today, ran.rules[0]).saving.estimate == pytest.approx(0)


def test_rules_that_people_wrote_need_no_proof_and_suggested_ones_do() -> None:
    for origin, learned in (("written", False), ("edited", True), ("small tree", True)):
        _, ran = run(asked(origin))
        assert ran.evidence.predictions["your rules"].learned is learned
        assert any(one.candidate == "your rules" for one in ran.unproven) is learned


def test_a_rule_on_a_column_that_nothing_learns_from_can_be_all_that_is_needed(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    known = random.random(2_000) < 0.3
    truth = np.where(random.random(2_000) < 0.05, ~known, known)
    rows = zip(random.random(2_000), known, truth, strict=True)
    lines = [f"{noise:.3f},{'known' if k else 'new'},{'yes' if t else 'no'}" for noise, k, t in rows]
    (tmp_path / "cases.csv").write_text("\n".join(["noise,customer,label", *lines]))
    rules = [{"when": [{"column": "customer", "op": "==", "value": "known"}], "answer": "yes"}]
    stated = {
        "data": {"target": "label", "exclude": ["customer"]},
        "rules": rules,
        "rules_fallback": "no",
        "evidence": {"candidates": ["cheapest answer", "one rule", "logistic regression"]},
        "costs": {"wrong": 10.0},
    }
    found = workbench_run(validate(stated), dataset=read(tmp_path / "cases.csv")).appraisal
    assert found.verdict.code == "rules" and "your rules" in found.verdict.sentence
    assert found.prices.best_baseline == "your rules"
