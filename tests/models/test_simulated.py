"""A model of a stated quality: it has that quality, it means what it says, and it moves smoothly."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.models import simulated as model
from workbench.models.chances import right_among
from workbench.models.shortlist import shortlist
from workbench.pricing.metrics import roc_auc
from workbench.scenario import Simulated

UNEVEN = np.array([0.5, 0.2, 0.1, 0.05, 0.05, 0.04, 0.03, 0.02, 0.005, 0.005])


def drawn(shares: np.ndarray, n: int = 4_000) -> np.ndarray:
    return np.random.default_rng(0).choice(len(shares), n, p=shares)


def right_first(proba: np.ndarray, y: np.ndarray, places: int = 1) -> float:
    ranked = np.argsort(-proba, axis=1, kind="stable")
    return float((ranked[:, :places] == y[:, None]).any(axis=1).mean())


def test_an_auc_of_08_sets_the_classes_119_apart():
    assert model.separation(0.8) == pytest.approx(1.1902, abs=5e-5)


@pytest.mark.parametrize("seed", range(4))
def test_quantile_scores_have_the_auc_that_was_asked_for_on_few_cases(seed):
    y = np.repeat([1, 0], [20, 180])
    assert roc_auc(model.binary(y, 0.8, seed)[:, 1], y) == pytest.approx(0.8003, abs=5e-5)


def test_scores_that_were_drawn_and_not_spread_would_vary_by_five_hundredths_of_auc():
    y, rng = np.repeat([1, 0], [20, 180]), np.random.default_rng(0)
    found = [roc_auc(rng.normal(size=200) + model.separation(0.8) * y, y) for _ in range(400)]
    assert np.std(found) == pytest.approx(0.05, abs=0.005)


def test_its_probabilities_come_true_as_often_as_they_say():
    y = np.repeat([1, 0], [3_000, 27_000])
    p = model.binary(y, 0.8)[:, 1].astype(float)
    assert p.mean() == pytest.approx(0.1, abs=0.001)
    for low, high in ((0.0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 1.0)):
        some = (p >= low) & (p < high)
        assert y[some].mean() == pytest.approx(p[some].mean(), abs=0.02)


def test_a_case_keeps_its_luck_when_the_quality_moves():
    y = np.repeat([1, 0], [200, 1_800])
    lower, higher = (model.binary(y, auc)[:, 1] for auc in (0.80, 0.81))
    assert np.corrcoef(lower, higher)[0, 1] > 0.99


def test_ten_even_classes_right_first_in_70_percent_are_right_among_three_in_92():
    y = np.tile(np.arange(10), 2_000)
    proba = model.many(y, 10, 0.7)
    assert right_first(proba, y) == pytest.approx(0.7, abs=0.001)
    assert right_first(proba, y, 3) == pytest.approx(0.918, abs=0.006)
    told = np.log(proba[np.arange(len(y)), y][:, None] / proba.astype(float)).sum(axis=1) / 9
    assert np.sqrt(told.mean()) == pytest.approx(2.087, abs=0.02)  # beta: the truth is ahead by beta squared on average


@pytest.mark.parametrize(("top1", "top3"), [(0.7, 0.92), (0.65, 0.9), (0.8, 0.95)])
def test_a_stated_top3_is_met_with_uneven_classes_and_stays_honest(top1, top3):
    y = drawn(UNEVEN)
    proba = shortlist(y, 10, top1, top3)
    assert right_first(proba, y) == pytest.approx(top1, abs=0.02)
    assert right_first(proba, y, 3) == pytest.approx(top3, abs=0.02)
    falling = np.sort(proba, axis=1)[:, ::-1]
    assert falling[:, 0].mean() == pytest.approx(right_first(proba, y), abs=0.02)
    assert falling[:, :3].sum(axis=1).mean() == pytest.approx(right_first(proba, y, 3), abs=0.02)
    assert np.abs(proba.mean(axis=0) - np.bincount(y, minlength=10) / len(y)).max() < 0.015


@pytest.mark.parametrize(("classes", "top1", "top3"), [(10, 0.6, 0.95), (10, 0.7, 0.9), (5, 0.6, 0.95), (30, 0.9, 0.99)])
def test_a_stated_top3_is_met_with_classes_of_equal_shares_where_places_tie(classes, top1, top3):
    y = np.arange(3_000) % classes
    proba = shortlist(y, classes, top1, top3)
    assert right_first(proba, y) == pytest.approx(top1, abs=0.02)
    assert right_first(proba, y, 3) == pytest.approx(top3, abs=0.02)


def test_equal_odds_take_places_in_class_order():
    assert right_among(np.zeros((4, 4)), np.arange(4)) == 0.25
    assert right_among(np.zeros((4, 4)), np.arange(4), 3) == 0.75


def test_no_honest_model_is_right_less_often_than_the_most_frequent_class():
    y = drawn(UNEVEN)
    assert right_first(model.many(y, 10, 0.1), y) == pytest.approx((y == 0).mean(), abs=0.001)


@pytest.mark.parametrize("classes", [2, 3, 4, 12])
@pytest.mark.parametrize(
    "quality", [Simulated(), Simulated(auc=0.5, top1=0.0, top3=0.0), Simulated(auc=0.9999, top1=1.0, top3=1.0)]
)
def test_any_quality_gives_probabilities(classes, quality):
    y = np.arange(300) % classes
    proba = model.simulated(y, classes, model.stated(quality, np.bincount(y)))
    assert proba.shape == (300, classes) and proba.dtype == np.float32
    assert np.allclose(proba.sum(axis=1), 1.0, atol=1e-5)
    assert proba.min() >= 0


def test_what_is_not_stated_is_better_than_the_most_frequent_class_alone():
    assert model.stated(Simulated(), np.array([90, 5, 5])).top1 == 0.95
    assert model.stated(Simulated(), np.array([40, 30, 30])).top1 == 0.7
    assert model.stated(Simulated(top1=0.8), np.array([90, 5, 5])).top1 == 0.8
    assert model.stated(Simulated(), np.array([90, 10])).auc == 0.8


def test_a_class_without_a_case_is_no_obstacle():
    y = np.zeros(50, dtype=int)
    assert np.isfinite(model.binary(y, 0.8)).all()
    assert np.isfinite(model.many(y, 3, 0.7)).all()
