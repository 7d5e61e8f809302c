"""From which quality on a model pays, and what the verdict says where the only model is simulated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.experience.made import make_evidence
from workbench.evidence.joined import joined
from workbench.evidence.simulated_cases import simulated_evidence
from workbench.experience.needed import Needed, in_words, needed_quality
from workbench.experience.race import race
from workbench.pricing.prices import price
from workbench.run import appraise
from workbench.scenario import Scenario, validate

PAYMENTS = validate(
    {"prevalence": {"fraud": 0.1, "ok": 0.9}, "costs": {"matrix": {"fraud": {"ok": 100, "fraud": -20}, "ok": {"fraud": 5}}}}
)
TICKETS = validate({"prevalence": {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}, "costs": {"wrong": 10.0}})


def needed(scenario: Scenario) -> Needed:
    evidence = joined(simulated_evidence(scenario), scenario)
    found = appraise(evidence, scenario, quick=True)
    ran = race(evidence, scenario, found.prices, found.outcomes, quick=True)
    return needed_quality(evidence, scenario, found.prices, ran)


def gain(scenario: Scenario) -> float:
    """What acting on the simulated model of the scenario saves, beyond its fee and what is worth having."""
    prices = price(simulated_evidence(scenario), scenario, quick=True)
    return prices.saving.saving.estimate - prices.hurdle - prices.smallest_gain


def test_just_above_the_quality_needed_acting_pays_and_just_below_it_does_not():
    found = needed(PAYMENTS)
    assert found.measure == "auc" and found.screen is None
    assert (
        gain(PAYMENTS.changed("simulated", auc=found.acting + 0.02))
        > 0
        > gain(PAYMENTS.changed("simulated", auc=found.acting - 0.02))
    )


def test_many_classes_need_right_first_answers():
    found = needed(TICKETS)
    assert found.measure == "top1"
    assert (
        gain(TICKETS.changed("simulated", top1=found.acting + 0.03))
        > 0
        > gain(TICKETS.changed("simulated", top1=found.acting - 0.03))
    )


def test_of_many_cases_the_mix_of_classes_is_kept():
    few = TICKETS.changed("simulated", cases=2_000)
    assert needed(TICKETS.changed("simulated", cases=30_000)).acting == pytest.approx(needed(few).acting, abs=0.02)


def test_a_model_that_costs_more_has_to_be_better_and_one_that_costs_too_much_never_pays():
    dear = needed(PAYMENTS.changed("costs", prediction=1.0))
    assert dear.acting > needed(PAYMENTS).acting
    assert needed(PAYMENTS.changed("costs", prediction=5.0)).acting is None


def test_with_priced_people_a_screen_pays_before_acting_does():
    found = needed(TICKETS.changed("people", wage_per_hour=30.0))
    assert found.screen < found.acting
    assert found.policy in ("confirm", "top-k", "defer")


def test_the_quality_of_the_simulated_model_does_not_change_what_is_needed():
    assert needed(PAYMENTS.changed("simulated", auc=0.6)) == needed(PAYMENTS.changed("simulated", auc=0.95))


def test_it_is_put_in_words():
    assert in_words(Needed("auc", 0.652, None, None)) == "acting on a model pays from AUC 0.65 upward"
    assert in_words(Needed("auc", None, None, None)) == "not even a nearly perfect model pays"
    assert in_words(Needed("top1", 0.9, 0.5, "top-k")) == (
        "acting on a model pays from 90 % right first answers upward, and letting people pick from its answers from "
        "50 % right first answers"
    )
    assert in_words(Needed("auc", None, 0.83, "defer")).endswith("handing unsure cases to people pays from AUC 0.83 upward")


def test_simulated_evidence_alone_gives_no_verdict_but_the_quality_it_takes():
    for quality in (0.6, 0.99):
        verdict = appraise(simulated_evidence(PAYMENTS), PAYMENTS.changed("simulated", auc=quality), quick=True).verdict
        assert verdict.code == "unclear"
        assert verdict.sentence.startswith("Cannot tell yet, as there is no table: acting on a model pays from AUC 0.6")


def test_where_even_a_perfect_model_would_not_pay_no_quality_is_asked_for():
    assert appraise(simulated_evidence(PAYMENTS), PAYMENTS.changed("costs", prediction=9.0), quick=True).verdict.code == "dont"


def test_a_simulated_model_beside_a_table_gives_no_verdict_before_a_real_one_is_there():
    y = np.arange(200) % 4 == 0
    bare = make_evidence(y.astype(int), {})
    evidence = replace(bare, framing=simulated_evidence(PAYMENTS).framing, predictions=bare.predictions)
    asked = validate({"costs": {"wrong": 10.0}, "simulated": {"auc": 0.95}})
    verdict = appraise(evidence, asked, quick=True).verdict
    assert verdict.code == "unclear"
    assert "no real model has been compared" in verdict.sentence


def test_a_simulated_model_beside_real_ones_is_never_in_the_race():
    y = (np.arange(400) % 4 == 0).astype(int)
    evidence = make_evidence(y, {"gradient boosting": np.where(y, 0.6, 0.2) + np.arange(400) / 4000})
    scenario = validate({"costs": {"wrong": 10.0}, "people": {"wage_per_hour": 30.0}, "simulated": {"auc": 0.999}})
    found = appraise(evidence, scenario, quick=True)
    ran = race(found.evidence, scenario, found.prices, found.outcomes, quick=True)
    assert "simulated model" in found.prices
    assert {one.candidate for one in ran.designs} == {"gradient boosting"}
    assert "simulated model" not in {one.candidate for one in ran.opponents}
    assert found.verdict == appraise(evidence, scenario.changed("simulated", auc=None), quick=True).verdict


@pytest.mark.parametrize("share", [0.004, 0.5])
def test_it_takes_no_longer_with_a_rare_class(share):
    scenario = PAYMENTS.replaced("prevalence", {"fraud": share, "ok": 1 - share})
    assert 0.5 < needed(scenario).acting < 1
