"""Predictions brought from outside: the same prices as everything else, and errors that name the cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.data.framing import Framing, frame
from workbench.data.outside import detected
from workbench.data.reading import read_bytes
from workbench.errors import UserError
from workbench.evidence.collecting import collect
from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.joined import joined
from workbench.evidence.outside import NAME
from workbench.pricing.prices import price
from workbench.pricing.reliability import expectation
from workbench.run import appraise
from workbench.scenario import Scenario, validate

BASELINES = ("majority", "random", "cheapest answer")
N = 600


def share(log_odds: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-log_odds))


def payments(seed: int = 0, n: int = N) -> pd.DataFrame:
    """amount, the true log-odds, and the outcome."""
    random = np.random.default_rng(seed)
    true = -1.0 + 1.5 * random.normal(size=n)
    outcome = np.where(random.random(n) < share(true), "fraud", "ok")
    return pd.DataFrame({"amount": random.integers(1, 100, n), "true": true, "label": outcome})


def asked(table: pd.DataFrame, predictions: str = "vendor", **data: Any) -> tuple[Framing, Scenario]:
    chosen = {"target": "label", "predictions": predictions, "exclude": [name for name in table if name == "true"], **data}
    costs = {"matrix": {"ok": {"fraud": 4.0}, "fraud": {"ok": 10.0}}}
    scenario = validate({"data": chosen, "costs": costs, "evidence": {"candidates": BASELINES}})
    return frame(read_bytes("cases.csv", table.to_csv(index=False).encode()), scenario), scenario


def brought(table: pd.DataFrame, predictions: str = "vendor", **data: Any) -> tuple[Evidence, Scenario, Prediction]:
    framing, scenario = asked(table, predictions, **data)
    found = joined(collect(framing, scenario.evidence), scenario)
    return found, scenario, found.predictions[NAME]


def refused(table: pd.DataFrame, predictions: str = "vendor", **data: Any) -> UserError:
    with pytest.raises(UserError) as raised:
        brought(table, predictions, **data)
    return raised.value


def test_one_score_of_two_classes_is_enough_and_priced_as_a_probability() -> None:
    table = payments()
    table["vendor_fraud"] = share(table["true"])
    evidence, scenario, found = brought(table)
    assert found.kind == "external" and found.answering == "cheapest"
    np.testing.assert_allclose(found.proba[0, :, 1], share(table["true"]), atol=1e-6)
    acted = share(table["true"]) >= 4 / 14
    wrong = np.where(acted & (table["label"] == "ok"), 4.0, 0.0) + np.where(~acted & (table["label"] == "fraud"), 10.0, 0.0)
    prices = price(evidence, scenario)
    assert prices[NAME].cost_per_case.estimate == pytest.approx(wrong.mean()) and prices.best_model == NAME
    assert found.calibration is not None and not found.calibration.advised


def test_of_two_classes_a_column_of_numbers_is_a_score_whatever_its_name() -> None:
    table = payments()
    named, alone = table.assign(vendor_fraud=share(table["true"])), table.assign(vendor=share(table["true"]))
    np.testing.assert_array_equal(brought(alone)[2].proba, brought(named)[2].proba)
    assert [column.name for column in asked(alone)[0].features] == ["amount"]


def test_numbers_that_are_no_probabilities_say_so_under_their_own_name() -> None:
    table = payments().assign(vendor=700.0 + 40.0 * payments()["true"])
    assert "in 'vendor', which is no probability" in refused(table).what
    assert brought(table, calibrate_predictions=True)[2].proba[0, :, 1].std() > 0.1


def test_the_columns_are_never_learned_from() -> None:
    table = payments()
    table["vendor_fraud"], table["vendor_notes"] = share(table["true"]), np.arange(N) % 7
    framing, _ = asked(table)
    assert [column.name for column in framing.features] == ["amount", "vendor_notes"]
    assert ("vendor_fraud", "It holds predictions brought from outside.") in [(a.column, a.reason) for a in framing.set_aside]


def test_scores_alone_are_a_table_too() -> None:
    table = payments()[["label"]].assign(vendor_fraud=share(payments()["true"]))
    assert tuple(brought(table)[0].predictions) == (*BASELINES, NAME)


def test_one_score_a_class_in_any_spelling_of_the_classes() -> None:
    random = np.random.default_rng(1)
    proba = random.dirichlet([1, 1, 1], 300)
    truth = np.array([1, 2, 3])[(proba.cumsum(axis=1) < random.random((300, 1))).sum(axis=1).clip(0, 2)]
    table = pd.DataFrame({"x": random.normal(size=300), "label": truth})
    table["llm_1.0"], table["llm_2"], table["llm_3"] = (proba * 1.0004).T
    evidence, _, found = brought(table, "llm_", exclude=[])
    assert evidence.classes == ("1", "2", "3")
    np.testing.assert_allclose(found.proba[0], proba, atol=1e-6)


def test_answers_are_carried_out_as_they_are_and_tell_about_the_truth() -> None:
    table = payments()
    table["vendor"] = np.where(table["true"] > 0, "fraud", "ok")
    evidence, scenario, found = brought(table)
    said, was = table["true"] > 0, table["label"] == "fraud"
    expected = (4 * (said & ~was) + 10 * (~said & was)).mean()
    assert found.answering == "given"
    priced = price(evidence, scenario)[NAME]
    assert priced.cost_per_case.estimate == pytest.approx(expected)
    assert priced.metrics.accuracy == pytest.approx((said == was).mean())
    assert found.proba[0, said, 1].mean() == pytest.approx(was[said].mean(), abs=0.02)


def test_an_answer_that_is_no_class_needs_a_price() -> None:
    table = payments()
    table["vendor"] = np.where(table["true"] > 0, "call the customer", "ok")
    framing, scenario = asked(table)
    found = collect(framing, scenario.evidence)
    first = int(np.flatnonzero(table["true"] > 0)[0])
    with pytest.raises(UserError, match=f"Row {first + 2} has 'call the customer' in 'vendor'"):
        joined(found, scenario)
    costs = {"ok": {"fraud": 4.0, "call the customer": 1.0}, "fraud": {"ok": 10.0, "call the customer": 1.5}}
    assert price(found, scenario.changed("costs", matrix=costs))[NAME].cost_per_case.estimate > 0


def cells(**values: Any) -> pd.DataFrame:
    """A table with right scores but for row 5 (the fourth case)."""
    table = payments()
    table["vendor_fraud"], table["vendor_ok"] = share(table["true"]), 1 - share(table["true"])
    for name, value in values.items():
        table[name] = table[name].astype(object)
        table.loc[3, name] = value
    return table


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (cells(vendor_fraud=1.3), "Row 5 has 1.3 in 'vendor_fraud', which is no probability"),
        (cells(vendor_fraud=-0.1, vendor_ok=1.1), "Row 5 has 1.1 in 'vendor_ok'"),
        (cells(vendor_ok=None), "Row 5 has no score in 'vendor_ok'"),
        (cells(vendor_ok=0.9, vendor_fraud=0.3), "The scores in row 5 ('vendor_ok', 'vendor_fraud') add up to 1.2, not 1"),
        (payments(), "No column holds predictions under the name 'vendor'"),
        (payments().assign(vendor=np.arange(N) % 2), "Row 2 has '0' in 'vendor'; none of its 2 values is a class"),
        (payments().assign(vendor=np.where(np.arange(N) == 3, None, "ok")), "Row 5 has no answer in 'vendor'"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_row_and_value(table: pd.DataFrame, said: str) -> None:
    error = refused(table)
    assert error.what.startswith(said) and error.why and error.do


def test_a_class_without_a_score_is_named() -> None:
    table = pd.DataFrame({"label": list("abc") * 50, "v_a": 0.5, "v_b": 0.5, "x": np.arange(150)})
    assert "'v_c': 1 of 3 classes have no score" in refused(table, "v").what


def test_text_among_the_scores_is_named() -> None:
    table = payments()
    table["vendor_fraud"] = np.where(np.arange(N) % 2, "high", "low")
    assert refused(table).what == "Row 2 has 'low' in 'vendor_fraud' (one of 600 such rows)."


def test_scores_that_claim_too_much_are_recognised_and_calibration_is_offered() -> None:
    table = payments(n=2_000)
    table["vendor_fraud"] = share(3.0 * table["true"])
    evidence, scenario, found = brought(table)
    assert found.calibration is not None and found.calibration.advised
    assert "These scores are not calibrated: they claim to know more than they do" in found.sentence
    assert evidence.notes == (f"About {NAME}: {found.calibration.sentence}",)
    prices = price(evidence, scenario)
    assert not expectation(found, prices[NAME], prices.costs, evidence).holds
    _, _, mended = brought(table, calibrate_predictions=True)
    assert mended.calibration is not None and mended.calibration.slope == pytest.approx(1 / 3, abs=0.08)
    assert (
        price(*brought(table, calibrate_predictions=True)[:2])[NAME].cost_per_case.estimate < prices[NAME].cost_per_case.estimate
    )
    np.testing.assert_allclose(mended.raw, found.proba)


def test_any_numbers_will_do_once_they_are_calibrated() -> None:
    table = payments(n=2_000)
    table["vendor_fraud"] = 500.0 + 40.0 * table["true"]
    assert "no probability" in refused(table).what
    _, _, found = brought(table, calibrate_predictions=True)
    np.testing.assert_allclose(found.proba[0, :, 1], share(table["true"]), atol=0.12)
    assert found.raw is None
    backwards = table.assign(vendor_fraud=-table["vendor_fraud"])
    said = brought(backwards, calibrate_predictions=True)[2].calibration
    assert said is not None and said.slope == 0.0 and "say next to nothing" in said.sentence


def test_scores_of_many_classes_that_do_not_add_up_are_made_to() -> None:
    random = np.random.default_rng(2)
    logits = 1.5 * random.normal(size=(1_500, 3))
    proba = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    truth = np.array(list("abc"))[(proba.cumsum(axis=1) < random.random((1_500, 1))).sum(axis=1).clip(0, 2)]
    for scores in (logits * 7 + 3, np.sqrt(proba) / 2):
        table = pd.DataFrame({"x": np.arange(1_500) % 9, "label": truth}).assign(
            **dict(zip(("v_a", "v_b", "v_c"), scores.T, strict=True))
        )
        found = brought(table, "v", calibrate_predictions=True)[2]
        assert np.abs(found.proba[0] - proba).mean() < 0.02


def test_forward_in_time_the_first_block_is_calibrated_by_cases_nobody_is_scored_on() -> None:
    table = payments(n=2_000).assign(day=np.arange(2_000))
    table["vendor_fraud"] = share(3.0 * table["true"])
    evidence, _, found = brought(table, calibrate_predictions=True, time="day")
    assert len(evidence.rows) < 2_000 and found.calibration is not None and found.calibration.changed == 5


def test_every_repeat_has_its_layer_and_policies_run_over_them() -> None:
    table = payments()
    table["vendor_fraud"] = share(3.0 * table["true"])
    for values in ({}, {"calibrate_predictions": True}, {"predictions": "says"}):
        given = table.assign(says=np.where(table["true"] > 0, "fraud", "ok"))
        framing, scenario = asked(given, **{"predictions": "vendor", **values})
        scenario = scenario.changed("evidence", repeats=2, folds=3).changed("people", wage_per_hour=30.0)
        found = appraise(collect(framing, scenario.evidence), scenario, quick=True)
        assert found.evidence.predictions[NAME].proba.shape == (2, N, 2)
        assert {outcome.candidate for outcome in found.outcomes} >= {NAME}
        assert found.prices.best_model == NAME


def test_what_looks_like_predictions_is_found() -> None:
    scores = share(payments()["true"])
    table = payments().assign(vendor_fraud=scores, says=np.where(scores > 0.5, "fraud", "ok"), other_thing=1.0, risk=scores)
    dataset = read_bytes("cases.csv", table.to_csv(index=False).encode())
    found = {"vendor": "a score for fraud", "says": "answers", "risk": "if it is a score for fraud"}
    assert detected(dataset, "label", ("ok", "fraud")) == found
    assert "risk" not in detected(dataset, "label", ("ok", "fraud", "unsure"))


def test_the_command_line_prices_them(tmp_path: Path) -> None:
    import json

    from workbench.cli import main

    table = payments(n=2_000)
    table["vendor_fraud"] = 40.0 * table["true"]
    table.to_csv(tmp_path / "cases.csv", index=False)
    command = ["run", "--quiet", "--data", str(tmp_path / "cases.csv"), "--target", "label", "--candidates", "majority"]
    command += ["--exclude", "true", "--predictions", "vendor", "--json", str(tmp_path / "out.json")]
    assert main(command) == 2
    assert main([*command, "--calibrate", "--repeats", "2"]) == 0
    found = json.loads((tmp_path / "out.json").read_text())
    mine = found["candidates"][-1]
    assert mine["calibration"]["changed"] == 10 and not mine["calibration"]["advised"]
    low, high = mine["beyond_expected"]["low"], mine["beyond_expected"]["high"]
    assert low <= mine["cost_per_case"]["estimate"] - mine["expected_cost_per_case"] <= high
    assert found["best_model"] == NAME and [one["kind"] for one in found["candidates"]] == ["baseline", "external"]


@pytest.mark.parametrize("scale", [1.7e308, 1e-300])
def test_numbers_of_any_size_can_be_calibrated(scale: float) -> None:
    table = payments()
    table["vendor_fraud"], table["vendor_ok"] = table["true"] / 20.0 * scale, -table["true"] / 20.0 * scale
    _, _, found = brought(table, calibrate_predictions=True)
    assert np.isfinite(found.proba).all() and found.proba.std() > 0.1
