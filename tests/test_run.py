"""All of it, from a scenario and its table to the verdict."""

from __future__ import annotations

import json
import math
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import workbench
from workbench.data.dataset import Dataset
from workbench.data.reading import read_bytes
from workbench.errors import UserError
from workbench.handoff.as_json import as_json, plain
from workbench.handoff.as_text import run_text
from workbench.run import Run, appraise
from workbench.run import run as run_all
from workbench.scenario import Scenario, validate

CANDIDATES = ("majority", "random", "cheapest answer", "one rule", "logistic regression")


def rows() -> str:
    """Return 200 cases: `amount` tells the answer four times in five."""
    generator = np.random.default_rng(0)
    amount = generator.integers(0, 100, 200)
    tells = generator.random(200) < 0.8
    late = np.where(tells, amount > 70, amount <= 70)
    lines = (f"{a},{'a' if a % 2 else 'b'},{'late' if is_late else 'paid'}" for a, is_late in zip(amount, late, strict=True))
    return "\n".join(["amount,region,outcome", *lines])


@pytest.fixture(scope="module")
def invoices() -> Dataset:
    return read_bytes("invoices.csv", rows().encode())


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return validate(
        {
            "name": "Late invoices",
            "data": {"target": "outcome", "positive": "late"},
            "costs": {"matrix": {"late": {"paid": 30.0}, "paid": {"late": 10.0}}, "review": 2.0},
            "people": {"wage_per_hour": 36.0},
            "evidence": {"candidates": CANDIDATES},
        }
    )


@pytest.fixture(scope="module")
def finished(invoices: Dataset, scenario: Scenario) -> Run:
    return run_all(scenario, dataset=invoices)


def test_a_run_holds_every_stage(finished: Run) -> None:
    assert tuple(price.name for price in finished.appraisal.prices.candidates) == CANDIDATES
    assert finished.appraisal.evidence.framing is finished.framing
    assert {outcome.policy for outcome in finished.appraisal.outcomes} >= {"act", "top-k", "defer", "manual"}
    assert finished.appraisal.verdict.sentence
    assert finished.timings.total >= finished.timings.read + finished.timings.evidence


def test_the_best_policy_is_the_cheapest(finished: Run) -> None:
    appraisal = finished.appraisal
    best = appraisal.best_policy
    assert best is not None and appraisal.prices.hurdle == 0
    assert best.cost_per_case.estimate == min(outcome.cost_per_case.estimate for outcome in appraisal.outcomes)
    document = as_json(finished)
    assert (document["best_policy"], document["best_policy_candidate"]) == (best.policy, best.candidate)


def test_the_best_policy_needs_nobody_whose_time_has_no_price(finished: Run, scenario: Scenario) -> None:
    unpriced = scenario.changed("people", wage_per_hour=None).changed("costs", review=None)
    best = appraise(finished.appraisal.evidence, unpriced, finished.appraisal.findings, quick=True).best_policy
    assert best is not None and best.policy == "act"


def test_prices_follow_a_new_cost_without_new_evidence(finished: Run, scenario: Scenario) -> None:
    doubled = scenario.changed("costs", matrix={"late": {"paid": 60.0}, "paid": {"late": 20.0}})
    again = appraise(finished.appraisal.evidence, doubled, finished.appraisal.findings)
    for before, after in zip(finished.appraisal.prices.candidates, again.prices.candidates, strict=True):
        assert after.cost_per_case.estimate == pytest.approx(2 * before.cost_per_case.estimate)


def test_the_quick_figures_are_the_same_but_for_the_intervals(finished: Run, scenario: Scenario) -> None:
    quick = appraise(finished.appraisal.evidence, scenario, finished.appraisal.findings, quick=True)
    for slow, fast in zip(finished.appraisal.prices.candidates, quick.prices.candidates, strict=True):
        assert fast.cost_per_case.estimate == pytest.approx(slow.cost_per_case.estimate)


def test_the_stages_by_hand_give_the_figures_of_a_run(tmp_path: Path, finished: Run, scenario: Scenario) -> None:
    (tmp_path / "invoices.csv").write_text(rows())
    framing = workbench.frame(workbench.read(tmp_path / "invoices.csv"), scenario)
    evidence = workbench.collect(framing, CANDIDATES)
    prices = workbench.price(evidence, scenario)
    outcomes = workbench.policies(evidence, scenario, prices)
    assert [price.cost_per_case for price in prices.candidates] == [p.cost_per_case for p in finished.appraisal.prices.candidates]
    assert [outcome.cost_per_case for outcome in outcomes] == [o.cost_per_case for o in finished.appraisal.outcomes]


def test_the_function_and_its_module_go_by_the_same_name(tmp_path: Path, scenario: Scenario) -> None:
    (tmp_path / "invoices.csv").write_text(rows())
    few = scenario.changed("evidence", candidates=("majority",)).changed("data", source=str(tmp_path / "invoices.csv")[-200:])
    assert workbench.run(few).dataset.name == "invoices.csv"


def test_a_scenario_without_a_table_is_refused(scenario: Scenario) -> None:
    with pytest.raises(UserError, match="No table is named"):
        run_all(scenario)


def test_another_table_than_the_scenario_was_saved_with_is_said(invoices: Dataset, scenario: Scenario) -> None:
    few = scenario.changed("evidence", candidates=("majority",)).changed("data", fingerprint="0" * 64)
    assert "not the table this scenario was saved with" in run_all(few, dataset=invoices).notes[0]


def test_progress_is_told_in_order(invoices: Dataset, scenario: Scenario) -> None:
    seen = []
    run_all(scenario, seen.append, dataset=invoices, cancelled=threading.Event())
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert seen[-1].done == seen[-1].total


def test_the_json_holds_the_figures_and_nothing_that_json_lacks(finished: Run) -> None:
    document = json.loads(json.dumps(as_json(finished), allow_nan=False))
    prices = finished.appraisal.prices
    assert document["data"]["classes"] == {
        "paid": 200 - document["data"]["classes"]["late"],
        "late": document["data"]["classes"]["late"],
    }
    assert document["candidates"][0]["cost_per_case"]["estimate"] == prices["majority"].cost_per_case.estimate
    assert document["saving_per_case"]["probability_positive"] == prices.saving.probability_positive  # type: ignore[union-attr]
    assert document["best_model"] == "logistic regression"
    assert document["candidates"][0]["mae"] is None
    assert document["slices"] == []


def test_the_text_says_what_the_json_says(finished: Run) -> None:
    text = run_text(as_json(finished))
    assert text.startswith("Late invoices: 200 cases of 2 classes, seed 0\n")
    assert finished.appraisal.verdict.sentence in text
    assert "priced answers right" in text
    assert "logistic regression" in text


def test_a_model_may_be_cheaper_and_right_less_often(invoices: Dataset, scenario: Scenario) -> None:
    """With late payers dear, many are chased in vain: the answers that were priced, not the likeliest class, show it."""
    dear = scenario.changed("costs", matrix={"late": {"paid": 300.0}, "paid": {"late": 10.0}})
    document = as_json(run_all(dear, dataset=invoices))
    found = {candidate["name"]: candidate for candidate in document["candidates"]}
    cheapest = found["cheapest answer"]
    assert cheapest["right_share"] == pytest.approx(document["data"]["classes"]["late"] / 200)
    assert cheapest["right_share"] < cheapest["accuracy"] == found["majority"]["right_share"]
    act = next(one for one in document["policies"] if (one["name"], one["candidate"]) == ("act", "logistic regression"))
    assert found["logistic regression"]["right_share"] == pytest.approx(1 - act["wrong_share"])


def test_the_text_marks_the_best_way_and_says_what_having_a_model_costs(finished: Run, scenario: Scenario) -> None:
    fee = scenario.changed("costs", prediction=0.5)
    text = run_text(as_json(replace(finished, appraisal=appraise(finished.appraisal.evidence, fee, quick=True))))
    assert "Having a model costs $500 per 1,000 cases: it is in neither table, and the verdict takes it off.\n" in text
    assert sum(line.endswith(" best") for line in text.splitlines()) == 1
    assert "Having a model" not in run_text(as_json(finished))


def test_numbers_that_are_none_become_null_and_numpy_becomes_plain() -> None:
    value = plain({"a": (np.float32(0.5), np.int64(2), np.bool_(True)), "b": [math.nan, math.inf], "c": np.arange(2), 1: None})
    assert value == {"a": [0.5, 2, True], "b": [None, None], "c": [0, 1], "1": None}
    assert [type(item) for item in value["a"]] == [float, int, bool]


def test_a_run_without_a_model_has_no_saving(invoices: Dataset, scenario: Scenario) -> None:
    document = as_json(run_all(scenario.changed("evidence", candidates=("majority", "one rule")), dataset=invoices))
    assert document["best_model"] is None
    assert document["saving_per_case"] is None
    assert "A perfect answer would cost $0 per 1,000 cases." in run_text(document)


def test_a_run_before_any_policy_has_no_exchange_rate(finished: Run) -> None:
    bare = replace(finished, appraisal=replace(finished.appraisal, outcomes=(), best_policy=None, exchange=None))
    document = as_json(bare)
    assert (document["policies"], document["best_policy"], document["exchange_rate"]) == ([], None, None)


def test_a_scenario_with_class_shares_and_no_table_is_run_and_says_that_it_is_simulated():
    scenario = validate(
        {"prevalence": {"fraud": 0.1, "ok": 0.9}, "costs": {"matrix": {"fraud": {"ok": 100.0}, "ok": {"fraud": 5.0}}}}
    )
    found = workbench.run(scenario)
    document = as_json(found)
    assert document["simulated"]
    assert (document["data"]["rows"], document["data"]["rows_scored"]) == (0, 2_000)
    assert document["data"]["fingerprint"] is None
    assert document["best_model"] == "simulated model"
    assert any("there is no table" in note for note in document["data"]["notes"])
    assert not any("real life" in note for note in document["data"]["notes"])
    assert "2,000 made-up cases" in run_text(document)


def test_what_needs_a_table_is_named_as_left_out_without_one():
    stated = {
        "data": {"groups": ["region"], "time": "day"},
        "rules": [{"answer": "a", "when": [{"column": "x", "op": "missing"}]}],
    }
    found = workbench.run(validate({"prevalence": {"a": 0.5, "b": 0.5}, **stated}))
    assert found.notes == ("Left out, as there is no table: rules, groups, time.",)
    assert "your rules" not in found.appraisal.prices


def test_a_cost_that_follows_a_column_is_refused_without_a_table():
    with pytest.raises(UserError, match="there is no table"):
        workbench.run(validate({"prevalence": {"a": 0.5, "b": 0.5}, "costs": {"matrix": {"a": {"b": {"column": "amount"}}}}}))


def test_class_shares_that_do_not_add_up_are_refused_without_a_table():
    with pytest.raises(UserError, match="add up"):
        workbench.run(validate({"prevalence": {"fraud": 0.1, "ok": 0.8}}))


def test_who_bears_the_mistakes_of_many_cases_waits_until_it_is_asked_for(
    finished: Run, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, told = finished.appraisal.evidence, "who bears them"
    asked: list[bool] = []
    monkeypatch.setattr("workbench.trust.borne.borne", lambda *_, quick: asked.append(quick))
    monkeypatch.setattr("workbench.trust.burden.burden", lambda *_: (told,))
    assert told in appraise(evidence, scenario, quick=True).verdict.reasons
    monkeypatch.setattr("workbench.run.MOST_CASES_QUICKLY", len(evidence.y) - 1)
    asked.clear()
    moving = appraise(evidence, scenario, quick=True)
    assert told not in moving.verdict.reasons and not asked
    assert moving.borne is None and moving.borne is None and asked == [True]
    assert told in appraise(evidence, scenario).verdict.reasons and asked == [True, False]
