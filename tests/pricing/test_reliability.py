"""What a candidate says against what comes true."""

from __future__ import annotations

import numpy as np
import pytest

from tests.pricing.made import binary, evidence, prediction, scenario
from workbench.evidence.calibration import calibrated
from workbench.evidence.evidence import Evidence
from workbench.pricing.prices import Prices, price
from workbench.pricing.reliability import Expectation, expectation, reliability
from workbench.pricing.wilson import wilson

PRICED = scenario(matrix={"no": {"yes": 4.0}, "yes": {"no": 10.0}})


def told(n: int, times: float, seed: int = 0) -> Evidence:
    """Log-odds stated `times` as far from 0 as they are."""
    random = np.random.default_rng(seed)
    true = random.normal(size=n)
    y = (random.random(n) < 1 / (1 + np.exp(-true))).astype(np.int32)
    return evidence(y, binary("model", 1 / (1 + np.exp(-times * true))))


def expects(found: Evidence) -> Expectation:
    prices: Prices = price(found, PRICED, quick=True)
    return expectation(found.predictions["model"], prices["model"], prices.costs, found)


def test_the_interval_of_a_share_is_wilsons() -> None:
    assert [round(float(end), 3) for end in wilson(8, 10)] == [0.49, 0.943]
    assert [round(float(end), 3) for end in wilson(0, 10)] == [0.0, 0.278]
    low, high = wilson(np.array([2.0, 6.0]), np.array([8.0, 60.0]))
    np.testing.assert_allclose(low, [0.07, 0.05], atol=0.005)
    np.testing.assert_allclose(high, [0.59, 0.20], atol=0.005)


def test_bins_hold_equally_many_cases_and_say_their_mean() -> None:
    scores = np.repeat([0.1, 0.4, 0.8], 40)
    y = np.concatenate([np.arange(40) < 4, np.arange(40) < 20, np.arange(40) < 32]).astype(int)
    found = reliability(evidence(y, binary("model", scores)).predictions["model"], evidence(y))
    assert [(round(one.said, 2), one.seen, one.cases) for one in found.now] == [(0.1, 0.1, 40), (0.4, 0.5, 40), (0.8, 0.8, 40)]
    assert found.off == pytest.approx(0.1 / 3, abs=1e-6) and found.label == "yes" and found.before == ()


def test_few_cases_make_few_bins() -> None:
    assert len(reliability(told(50, 1.0).predictions["model"], told(50, 1.0)).now) == 1


def test_of_many_classes_the_likeliest_answer_is_looked_at() -> None:
    y = np.array([0, 1, 2, 2])
    proba = np.array([[0.6, 0.2, 0.2], [0.1, 0.6, 0.3], [0.6, 0.2, 0.2], [0.1, 0.3, 0.6]])
    made = evidence(y, prediction("model", proba), classes=("a", "b", "c"), folds=2)
    found = reliability(made.predictions["model"], made)
    assert found.label is None and [(round(one.said, 2), one.seen) for one in found.now] == [(0.6, 0.75)]


def test_a_case_counts_once_however_often_it_was_answered() -> None:
    layers = np.stack([binary("m", np.linspace(0.1, 0.9, 60)).proba[0]] * 3)
    made = evidence(np.arange(60) % 2, prediction("model", layers), fold=np.stack([np.arange(60) % 5] * 3))
    assert sum(one.cases for one in reliability(made.predictions["model"], made).now) == 60


def test_who_claims_too_much_costs_more_than_expected_and_calibration_mends_it() -> None:
    bold, honest = told(4_000, 3.0), told(4_000, 1.0)
    assert expects(bold).beyond.low > 0.2 and not expects(bold).holds
    assert expects(honest).holds
    mended = bold.with_prediction(calibrated(bold.predictions["model"], bold))
    assert expects(mended).holds and abs(expects(mended).beyond.estimate) < 0.1
    found = reliability(mended.predictions["model"], mended)
    before = reliability(bold.predictions["model"], bold)
    assert found.before == before.now and found.off < 0.3 * before.off


def test_expected_and_realised_differ_by_what_is_beyond() -> None:
    found = expects(told(500, 2.0))
    assert found.beyond.estimate == pytest.approx(found.realised - found.expected)
