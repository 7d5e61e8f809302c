"""The out-of-fold figures equal plain scikit-learn's, on data nobody here made: same folds, estimator, preprocessing and seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from tests.evidence.framings import framing_of
from workbench.data.ordering import by_content
from workbench.evidence.collecting import collect
from workbench.models import boosting, logistic
from workbench.scenario import EvidenceChoice

SEED = 3


def plain(estimator: Any, features: pd.DataFrame, y: np.ndarray) -> np.ndarray:
    """What the library gives for the cases in the order they are dealt out in, put back in the order of the table."""
    folds, order = StratifiedKFold(n_splits=5, shuffle=True, random_state=SEED), by_content(framing_of(features, y))
    with threadpool_limits(limits=1):
        proba = cross_val_predict(estimator, features.iloc[order], y[order], cv=folds, method="predict_proba")
    return proba[np.argsort(order)]


def ours(name: str, features: pd.DataFrame, y: np.ndarray) -> np.ndarray:
    choice = EvidenceChoice(candidates=(name,), seed=SEED, calibrate=False)
    return collect(framing_of(features, y), choice).predictions[name].proba[0]


@pytest.fixture(params=[pytest.param(load_breast_cancer, marks=pytest.mark.slow), load_wine], ids=["breast cancer", "wine"])
def shipped(request: pytest.FixtureRequest) -> tuple[pd.DataFrame, np.ndarray]:
    load: Callable[..., Any] = request.param
    features, y = load(return_X_y=True, as_frame=True)
    return features, y.to_numpy()


def with_gaps(features: pd.DataFrame) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Holes in one number, and two columns cut into named bands, one with holes."""
    random = np.random.default_rng(0)
    numbers, banded = list(features.columns[:-2]), list(features.columns[-2:])
    gappy = features.copy()
    gappy.loc[random.random(len(gappy)) < 0.2, numbers[0]] = np.nan
    for name in banded:
        bands = pd.cut(features[name], 3, labels=["low", "middle", "high"]).astype("str")
        gappy[name] = pd.Categorical(bands)
    gappy.loc[random.random(len(gappy)) < 0.2, banded[0]] = np.nan
    return gappy, numbers, banded


def test_logistic_regression_equals_the_plain_pipeline(shipped: tuple[pd.DataFrame, np.ndarray]) -> None:
    features, y = shipped
    expected = plain(logistic.pipeline(list(features.columns), []), features, y)
    np.testing.assert_allclose(ours("logistic regression", features, y), expected, atol=1e-4)


def test_logistic_regression_with_gaps_and_categories_equals_the_plain_pipeline(shipped: tuple[pd.DataFrame, np.ndarray]) -> None:
    features, numbers, banded = with_gaps(shipped[0])
    expected = plain(logistic.pipeline(numbers, banded), features, shipped[1])
    np.testing.assert_allclose(ours("logistic regression", features, shipped[1]), expected, atol=1e-4)


def test_gradient_boosting_equals_the_plain_estimator(shipped: tuple[pd.DataFrame, np.ndarray]) -> None:
    features, y = shipped
    expected = plain(boosting.estimator(None, early_stopping=True, seed=SEED), features, y)
    np.testing.assert_allclose(ours("gradient boosting", features, y), expected, atol=1e-6)


def test_gradient_boosting_with_gaps_and_categories_equals_the_plain_pipeline(shipped: tuple[pd.DataFrame, np.ndarray]) -> None:
    features, numbers, banded = with_gaps(shipped[0])
    expected = plain(boosting.pipeline(numbers, banded, seed=SEED), features, shipped[1])
    np.testing.assert_allclose(ours("gradient boosting", features, shipped[1]), expected, atol=1e-6)


def test_baselines_equal_dummy_classifiers(shipped: tuple[pd.DataFrame, np.ndarray]) -> None:
    features, y = shipped
    expected = plain(DummyClassifier(strategy="prior"), features, y)
    np.testing.assert_allclose(ours("random", features, y), expected, atol=1e-6)
    np.testing.assert_array_equal(
        ours("majority", features, y).argmax(axis=1), plain(DummyClassifier(strategy="most_frequent"), features, y).argmax(axis=1)
    )
