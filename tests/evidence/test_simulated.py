"""A simulated model: alone where there is no table, beside the real ones where there is one, and marked in both."""

from __future__ import annotations

import numpy as np
import pytest

from tests.pricing import made
from workbench.evidence.joined import joined
from workbench.evidence.simulated_cases import simulated_evidence
from workbench.pricing.prices import price
from workbench.scenario import validate

PAYMENTS = validate(
    {"prevalence": {"fraud": 0.1, "ok": 0.9}, "costs": {"matrix": {"fraud": {"ok": 100, "fraud": -20}, "ok": {"fraud": 5}}}}
)


def test_without_a_table_the_class_shares_and_the_simulated_model_are_priced():
    evidence = simulated_evidence(PAYMENTS)
    assert evidence.simulated
    found = price(evidence, PAYMENTS, quick=True)
    kinds = {one.name: one.kind for one in found.candidates}
    assert kinds == {
        "majority": "baseline",
        "random": "baseline",
        "cheapest answer": "baseline",
        "simulated model": "simulated",
    }
    assert found.best_model == "simulated model"
    assert found["cheapest answer"].cost_per_case.estimate == pytest.approx(2.5)
    assert found["majority"].cost_per_case.estimate == pytest.approx(10.0)
    assert found.perfect == pytest.approx(-2.0)


def test_a_better_simulated_model_costs_less():
    evidence = simulated_evidence(PAYMENTS)
    costs = [
        price(evidence, PAYMENTS.changed("simulated", auc=auc), quick=True)["simulated model"].cost_per_case.estimate
        for auc in (0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
    ]
    assert costs[0] == pytest.approx(2.5)
    assert costs == sorted(costs, reverse=True)


def test_the_same_scenario_gives_the_same_evidence():
    one, other = (joined(simulated_evidence(PAYMENTS), PAYMENTS) for _ in range(2))
    assert one.key == other.key
    assert np.array_equal(one.predictions["simulated model"].proba, other.predictions["simulated model"].proba)


def test_with_a_table_it_stands_beside_the_real_models_only_when_asked_for_and_never_wins():
    y = np.array([0, 0, 0, 1] * 25)
    evidence = made.evidence(y, *made.baselines(y), made.binary("logistic regression", np.where(y, 0.6, 0.2)))
    assert "simulated model" not in joined(evidence, made.EXAMPLE_X_SCENARIO).predictions
    assert "simulated model" not in joined(evidence, made.EXAMPLE_X_SCENARIO.changed("simulated", top1=0.9)).predictions
    asked = made.EXAMPLE_X_SCENARIO.changed("simulated", auc=0.9999)
    found = price(evidence, asked, quick=True)
    assert found["simulated model"].kind == "simulated"
    assert found.best_model == "logistic regression"


def test_each_repeat_has_luck_of_its_own():
    y = np.array([0, 1] * 20)
    evidence = made.evidence(y, fold=np.stack([np.arange(40) % 5, np.arange(40) // 8]))
    proba = joined(evidence, made.EXAMPLE_X_SCENARIO.changed("simulated", auc=0.8)).predictions["simulated model"].proba
    assert proba.shape == (2, 40, 2)
    assert not np.array_equal(proba[0], proba[1])
