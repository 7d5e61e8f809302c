"""Probabilities are put right on other folds, where that helps, and never with a price."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from tests.evidence.framings import framing_of, mixed
from tests.pricing.made import EXAMPLE_X_SCENARIO, binary, evidence, prediction
from workbench.evidence.calibration import calibrated, learn, mapped
from workbench.evidence.collecting import collect, evidence_key
from workbench.evidence.evidence import Evidence, Prediction
from workbench.models import catalogue
from workbench.models.fold import Fold
from workbench.pricing.prices import price
from workbench.scenario import EvidenceChoice

FOLDS = 5


def share(log_odds: Any) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-np.asarray(log_odds)))


def seen(log_odds: np.ndarray, y: np.ndarray, kind: Any = "model", **options: Any) -> Evidence:
    return evidence(y, binary("model", share(log_odds), kind), folds=FOLDS, **options)


def put_right(log_odds: np.ndarray, y: np.ndarray, **options: Any) -> Prediction:
    made = seen(log_odds, y, **options)
    return calibrated(made.predictions["model"], made)


def log_loss(proba: np.ndarray, y: np.ndarray) -> float:
    return float(-np.log(np.clip(proba[np.arange(len(y)), y].astype(float), 1e-9, 1.0)).mean())


@pytest.fixture(scope="module")
def rare() -> tuple[np.ndarray, np.ndarray]:
    """True log-odds and outcomes of 4,000 cases, about one in ten positive."""
    random = np.random.default_rng(0)
    true = -2.7 + 1.2 * random.normal(size=4_000)
    return true, (random.random(4_000) < share(true)).astype(np.int32)


def test_what_balanced_weights_do_at_one_in_ten_is_taken_out(rare: tuple[np.ndarray, np.ndarray]) -> None:
    random = np.random.default_rng(1)
    inputs = random.normal(size=(6_000, 1))
    y = (random.random(6_000) < share(-2.7 + 1.2 * inputs[:, 0])).astype(np.int32)
    plain, balanced = (LogisticRegression(class_weight=weight).fit(inputs, y) for weight in (None, "balanced"))
    assert balanced.intercept_[0] - plain.intercept_[0] == pytest.approx(np.log((y == 0).sum() / y.sum()), abs=0.1)
    shifted = rare[0] + np.log(9)
    found = put_right(shifted, rare[1])
    assert found.calibration is not None and found.calibration.shift == pytest.approx(-np.log(9), abs=0.25)
    assert found.calibration.changed == FOLDS and "too high for 'yes'" in found.calibration.sentence
    assert found.proba[0, :, 1].mean() == pytest.approx(rare[1].mean(), abs=0.01)
    assert found.raw is not None and found.raw[0, :, 1].mean() > 2 * rare[1].mean()


def test_a_candidate_that_claims_twice_what_it_knows_is_drawn_in(rare: tuple[np.ndarray, np.ndarray]) -> None:
    found = put_right(2.0 * rare[0], rare[1])
    assert found.calibration is not None and found.calibration.slope == pytest.approx(0.5, abs=0.07)
    assert "claim to know more than they do" in found.calibration.sentence


def test_noise_becomes_the_class_shares_and_is_never_turned_round(rare: tuple[np.ndarray, np.ndarray]) -> None:
    random = np.random.default_rng(2)
    for told in (random.normal(size=4_000), -rare[0]):
        found = put_right(told, rare[1])
        assert found.calibration is not None and found.calibration.slope == pytest.approx(0.0, abs=0.05)
        np.testing.assert_allclose(found.proba[0, :, 1], rare[1].mean(), atol=0.02)
        assert "next to nothing" in found.calibration.sentence


def test_probabilities_that_are_right_stay_what_they_are_within_noise(rare: tuple[np.ndarray, np.ndarray]) -> None:
    found = put_right(rare[0], rare[1])
    assert np.abs(found.proba[0] - binary("model", share(rare[0])).proba[0]).max() < 0.08
    assert log_loss(found.proba[0], rare[1]) == pytest.approx(
        log_loss(seen(*rare).predictions["model"].proba[0], rare[1]), abs=0.002
    )


def test_a_fold_has_no_part_in_its_own_map(rare: tuple[np.ndarray, np.ndarray]) -> None:
    folds = np.arange(4_000) % FOLDS
    turned = np.where(folds == 2, 1 - rare[1], rare[1])
    proba = binary("model", share(2.0 * rare[0])).proba[0]
    one, other = learn(proba, rare[1], folds)[2], learn(proba, turned, folds)[2]
    assert one is not None and other is not None
    assert one.slope == other.slope and one.in_log_odds == other.in_log_odds


def test_forward_in_time_only_earlier_blocks_are_learned_from(rare: tuple[np.ndarray, np.ndarray]) -> None:
    folds = np.arange(4_000) * FOLDS // 4_000
    proba = binary("model", share(2.0 * rare[0])).proba[0]
    later = np.where(folds >= 3, 1 - rare[1], rare[1])
    maps, others = learn(proba, rare[1], folds, forward=True), learn(proba, later, folds, forward=True)
    assert maps[0] is None
    for fold in (1, 2, 3):
        assert maps[fold] is not None and maps[fold].slope == others[fold].slope == pytest.approx(0.5, abs=0.2)  # type: ignore[union-attr]
    assert maps[4].slope != others[4].slope  # type: ignore[union-attr]


def test_cases_that_were_only_learned_from_teach_the_first_block_too(rare: tuple[np.ndarray, np.ndarray]) -> None:
    folds = np.arange(4_000) * (FOLDS + 1) // 4_000 - 1
    maps = learn(binary("model", share(2.0 * rare[0])).proba[0], rare[1], folds, forward=True)
    assert list(maps) == [0, 1, 2, 3, 4] and maps[0] is not None and maps[0].slope < 0.8


def test_of_two_folds_each_is_put_right_by_the_other(rare: tuple[np.ndarray, np.ndarray]) -> None:
    found = learn(binary("model", share(2.0 * rare[0])).proba[0], rare[1], np.arange(4_000) % 2)
    assert all(one is not None and one.slope == pytest.approx(0.5, abs=0.1) for one in found.values())


def test_certainty_is_moved_too_and_a_class_nobody_could_know_stays_out() -> None:
    y = np.tile([0, 0, 0, 1, 1], 40)
    told = np.tile([0.0, 0.0, 1.0, 1.0, 0.0], 40)
    found = put_right_proba(np.stack((1 - told, told), axis=1), y)
    assert np.isfinite(found).all() and found.min() > 0.2 and found.max() < 0.8
    three = np.column_stack((1 - told, told, np.zeros(200))).astype(np.float32)
    maps = learn(three, y, np.arange(200) // 5 % FOLDS)
    assert (mapped(three, np.arange(200) // 5 % FOLDS, maps, np.tile([True, True, False], (FOLDS, 1)))[:, 2] == 0).all()


def put_right_proba(proba: np.ndarray, y: np.ndarray) -> np.ndarray:
    folds = np.arange(len(y)) // 5 % FOLDS
    proba = proba.astype(np.float32)
    return mapped(proba, folds, learn(proba, y, folds), np.ones((FOLDS, 2), dtype=bool))


@pytest.mark.parametrize(("times", "slope"), [(2.0, 0.5), (0.5, 2.0), (1.0, 1.0)])
def test_many_classes_are_put_right_in_the_same_way(times: float, slope: float) -> None:
    random = np.random.default_rng(3)
    logits = random.normal(size=(3_000, 4)) * 1.5 + np.array([0.0, 0.5, 1.0, 1.5])
    proba = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    y = np.minimum((proba.cumsum(axis=1) < random.random((3_000, 1))).sum(axis=1), 3).astype(np.int32)
    told = np.exp(times * logits) / np.exp(times * logits).sum(axis=1, keepdims=True)
    made = evidence(y, prediction("model", told), classes=("a", "b", "c", "d"))
    found = calibrated(made.predictions["model"], made)
    assert found.calibration is not None and found.calibration.slope == pytest.approx(slope, rel=0.12)
    assert log_loss(found.proba[0], y) < log_loss(proba, y) + 0.005
    np.testing.assert_allclose(found.proba.sum(axis=2), 1.0, atol=1e-5)


def test_many_classes_of_noise_become_the_class_shares() -> None:
    random = np.random.default_rng(4)
    y = random.choice(4, 2_000, p=[0.6, 0.25, 0.1, 0.05]).astype(np.int32)
    logits = random.normal(size=(2_000, 4))
    made = evidence(
        y, prediction("model", np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)), classes=("a", "b", "c", "d")
    )
    found = calibrated(made.predictions["model"], made)
    np.testing.assert_allclose(found.proba[0], np.tile(np.bincount(y) / 2_000, (2_000, 1)), atol=0.04)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.integers(2, 4), times=st.floats(0.3, 3.0))
def test_neither_the_order_of_cases_nor_the_names_of_classes_matter(seed: int, k: int, times: float) -> None:
    random = np.random.default_rng(seed)
    n, folds = 120, random.permutation(np.arange(120) % 3)
    logits = random.normal(size=(n, k))
    y = np.concatenate((np.arange(k), (logits[k:] + random.gumbel(size=(n - k, k))).argmax(axis=1)))
    proba = np.exp(times * logits) / np.exp(times * logits).sum(axis=1, keepdims=True)
    known = np.ones((3, k), dtype=bool)

    def after(proba: np.ndarray, y: np.ndarray, folds: np.ndarray) -> np.ndarray:
        return mapped(proba, folds, learn(proba, y, folds), known)

    order, names = random.permutation(n), random.permutation(k)
    plain = after(proba, y, folds)
    np.testing.assert_allclose(after(proba[order], y[order], folds[order]), plain[order], atol=1e-3)
    np.testing.assert_allclose(after(proba[:, names], np.argsort(names)[y], folds), plain[:, names], atol=5e-3)


def test_every_repeat_is_put_right_by_itself(rare: tuple[np.ndarray, np.ndarray]) -> None:
    folds = np.stack([np.arange(4_000) % FOLDS, np.random.default_rng(5).permutation(4_000) % FOLDS])
    layers = np.stack([binary("model", share(times * rare[0])).proba[0] for times in (2.0, 4.0)])
    made = evidence(rare[1], prediction("model", layers), fold=folds)
    found = calibrated(made.predictions["model"], made)
    assert found.calibration is not None and found.calibration.folds == 2 * FOLDS
    np.testing.assert_allclose(found.proba[0, :, 1], found.proba[1, :, 1], atol=0.05)


@pytest.mark.parametrize("kind", ["baseline", "rule", "simulated", "process"])
def test_what_is_no_model_is_left_alone(kind: str, rare: tuple[np.ndarray, np.ndarray]) -> None:
    made = seen(2.0 * rare[0], rare[1], kind=kind)
    assert calibrated(made.predictions["model"], made) is made.predictions["model"]


def test_a_score_that_nobody_corrected_is_not_priced_as_a_probability(
    monkeypatch: pytest.MonkeyPatch, rare: tuple[np.ndarray, np.ndarray]
) -> None:
    class Balanced:
        """Trained as if both classes were equally frequent, as class weights and resampling do."""

        name, title, meaning, kind, answering, effort = "balanced", "Balanced", "Weighs classes.", "model", "cheapest", 1.0

        def fits(self, framing: object) -> bool:
            return True

        def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
            return binary("balanced", share(rare[0][fold.test] + np.log(9))).proba[0], ""

    monkeypatch.setattr(catalogue, "CANDIDATES", (*catalogue.CANDIDATES[:3], Balanced()))
    framing = framing_of(pd.DataFrame({"x": rare[0]}), np.array(["no", "yes"])[rare[1]])
    seen, raw = (collect(framing, EvidenceChoice(calibrate=calibrate)) for calibrate in (True, False))
    assert evidence_key(framing, EvidenceChoice()) != evidence_key(framing, EvidenceChoice(calibrate=False))
    assert raw.predictions["balanced"].calibration is None
    np.testing.assert_array_equal(seen.predictions["balanced"].raw, raw.predictions["balanced"].proba)
    cheaper, dearer = (price(found, EXAMPLE_X_SCENARIO, quick=True)["balanced"].cost_per_case.estimate for found in (seen, raw))
    assert cheaper < dearer - 0.3


def test_the_models_of_the_workbench_are_calibrated_and_say_so() -> None:
    found = collect(mixed(240, classes=3), EvidenceChoice(folds=3, repeats=2))
    for name in ("logistic regression", "gradient boosting"):
        one = found.predictions[name]
        assert one.calibration is not None and one.calibration.folds == 6 and one.calibration.sentence.startswith("Its ")
        assert (one.raw is None) == (one.calibration.changed == 0)
    assert found.predictions["one rule"].calibration is None


def test_a_hundred_thousand_cases_take_a_moment() -> None:
    random = np.random.default_rng(6)
    log_odds = random.normal(size=100_000)
    y = (random.random(100_000) < share(log_odds)).astype(np.int32)
    started = time.thread_time()
    put_right(2.0 * log_odds, y)
    assert time.thread_time() - started < 0.5
