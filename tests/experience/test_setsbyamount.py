"""Sums over conformal sets that are differences of running sums, against sets made and summed case by case."""

import numpy as np
import pytest

from workbench.evidence.evidence import Prediction
from workbench.experience.sets import COVERAGES, limits
from workbench.experience.setsbyamount import sets_by_amount
from workbench.pricing.amounts import Amounts
from workbench.pricing.prevalence import to_real
from workbench.pricing.scores import scores_of
from workbench.pricing.segments import segments


@pytest.mark.parametrize("digits", [1, 2, 7])
@pytest.mark.parametrize("seed", range(12))
def test_running_sums_come_to_what_sets_made_case_by_case_do(seed, digits):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(12, 500))
    y, fold = (rng.random(n) < 0.4).astype(np.int32), (np.arange(n) % 3).astype(np.int8)
    p = np.clip(rng.beta(2, 2, n) * 0.5 + 0.45 * y, 0, 1).round(digits).astype(np.float32)
    seen = Prediction("model", "model", np.stack([1 - p, p], axis=1)[np.newaxis])
    weight = np.ones(2) if seed % 3 == 0 else rng.uniform(0.2, 3, 2)
    parts, off = segments(y, fold), rng.lognormal(size=n)
    amounts = Amounts(parts, (off,), np.zeros(1), (np.zeros(1, dtype=int),) * 2)
    ends = limits(seen, y, fold, weight, np.array(COVERAGES))
    cuts = np.array([[], [0.5], [0.2, 0.45, 0.8]][seed % 3], dtype=np.float32)
    found = sets_by_amount(seen, amounts, weight, ends, cuts)

    scores = scores_of(seen, parts).ordered
    second, intervals = to_real(scores.astype(np.float64), weight), len(cuts) + 1
    interval = (scores[:, np.newaxis] >= cuts).sum(axis=1)
    own = np.repeat(parts.fold, parts.sizes)
    for place in range(len(COVERAGES)):
        end = ends[own, place]
        has_first, has_second = second <= end, 1.0 - second <= end
        alone = [2 * intervals, 2 * interval, 2 * interval + 1]
        expected = np.select([has_first & has_second, has_first, has_second], alone, 2 * intervals + 1)
        code, moments = found.at(np.full(len(ends), place))
        assert np.array_equal(code, expected)
        direct = amounts.moments(expected.astype(np.uint8), 2 * intervals + 2)
        assert np.array_equal(moments[..., 0], direct[..., 0])
        assert moments == pytest.approx(direct, rel=1e-9, abs=1e-9)
        assert not moments[direct[..., 0] == 0].any()
