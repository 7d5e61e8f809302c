import gc
import itertools
import weakref

import numpy as np
import pytest
from sklearn import metrics as oracle

from tests.pricing.made import binary, drawn_case, prediction
from workbench.pricing.metrics import metrics, roc_auc


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_figures_agree_with_scikit_learn(classes):
    made = drawn_case(np.random.default_rng(classes), 300, classes)
    candidate = made.predictions["model"]
    proba, y = candidate.proba[0], made.y
    found = metrics(candidate, y)
    assert found.accuracy == pytest.approx(oracle.accuracy_score(y, proba.argmax(axis=1)))
    assert found.balanced_accuracy == pytest.approx(oracle.balanced_accuracy_score(y, proba.argmax(axis=1)))
    wide = proba.astype(float) / proba.astype(float).sum(axis=1, keepdims=True)
    assert found.log_loss == pytest.approx(oracle.log_loss(y, wide, labels=range(classes)), rel=1e-6)
    assert found.brier == pytest.approx(oracle.brier_score_loss(y, wide[:, 1] if classes == 2 else wide), rel=1e-6)
    if classes == 2:
        assert found.roc_auc == pytest.approx(oracle.roc_auc_score(y, proba[:, 1]))
        assert found.top3_accuracy is None
    else:
        assert found.roc_auc is None
    if classes == 7:
        assert found.top3_accuracy == pytest.approx(oracle.top_k_accuracy_score(y, proba, k=3))


def test_ties_count_half_in_the_area_under_the_curve():
    y, scores = np.array([0, 0, 1, 1, 1]), np.array([0.1, 0.5, 0.5, 0.5, 0.9])
    assert roc_auc(scores, y) == pytest.approx(oracle.roc_auc_score(y, scores))
    assert roc_auc(1 - scores, 1 - y) == pytest.approx(oracle.roc_auc_score(y, scores))
    assert roc_auc(scores, np.zeros(5, dtype=int)) is None


def test_a_probability_of_nothing_for_the_truth_is_bad_and_not_infinite():
    assert np.isfinite(metrics(binary("sure", [0.0, 1.0]), np.array([1, 1])).log_loss)


def test_majority_names_the_next_most_frequent_classes_second_and_third():
    y = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 3])
    found = metrics(prediction("majority", np.tile([0.4, 0.3, 0.2, 0.1], (10, 1)), "baseline", "likeliest"), y)
    assert (found.accuracy, found.top3_accuracy) == (pytest.approx(0.4), pytest.approx(0.9))


def test_a_baseline_ranks_nothing():
    shares = np.where(np.arange(10) < 5, 0.5, 0.4)
    assert metrics(binary("random", shares, "baseline", "drawn"), np.arange(10) % 2).roc_auc == 0.5


def test_a_draw_gets_what_it_is_expected_to_get():
    shares, y = np.array([0.4, 0.3, 0.2, 0.1]), np.repeat([0, 1, 2, 3], [4, 3, 2, 1])
    found = metrics(prediction("random", np.tile(shares, (10, 1)), "baseline", "drawn"), y)
    assert found.accuracy == pytest.approx((shares**2).sum())
    assert found.balanced_accuracy == pytest.approx(0.25)
    among3 = np.zeros(4)
    for a, b, c in itertools.permutations(range(4), 3):
        chance = shares[a] * shares[b] / (1 - shares[a]) * shares[c] / (1 - shares[a] - shares[b])
        among3[[a, b, c]] += chance
    assert found.top3_accuracy == pytest.approx((among3 * shares).sum())


def test_a_class_nobody_has_seen_counts_in_no_balance():
    found = metrics(prediction("model", [[0.9, 0.1, 0.0], [0.2, 0.8, 0.0]]), np.array([0, 1]))
    assert found.balanced_accuracy == 1.0


def test_repeats_are_averaged():
    y = np.array([0, 1])
    both = binary("model", [[0.1, 0.9], [0.9, 0.1]])
    assert metrics(both, y).accuracy == 0.5


def test_figures_are_worked_out_once_and_forgotten_with_their_candidate():
    candidate, y = binary("model", [0.1, 0.9]), np.array([0, 1])
    assert metrics(candidate, y) is metrics(candidate, y)
    gone = weakref.ref(candidate)
    del candidate
    gc.collect()
    assert gone() is None
