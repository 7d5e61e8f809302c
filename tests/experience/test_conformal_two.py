"""Thresholds searched for in two ordered halves, against those of a sort of all cases."""

import numpy as np
import pytest

from workbench.evidence.evidence import Prediction
from workbench.experience.conformal import thresholds
from workbench.experience.conformal_two import thresholds_of_two
from workbench.experience.sets import COVERAGES, real_scores


@pytest.mark.parametrize("digits", [1, 7])
@pytest.mark.parametrize("seed", range(12))
def test_a_search_in_ordered_scores_finds_the_thresholds_that_a_sort_of_all_cases_finds(seed, digits):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(6, 400))
    y, fold = (rng.random(n) < 0.3).astype(np.int32), (np.arange(n) % 5).astype(np.int8)
    p = np.round(rng.random(n), digits).astype(np.float32)
    weight = np.ones(2) if seed % 3 == 0 else rng.uniform(0.2, 3, 2)
    seen = Prediction("model", "model", np.stack([1 - p, p], axis=1)[np.newaxis])
    known = real_scores(seen.proba[0], weight)[np.arange(n), y]
    sorted_out = thresholds(known, weight[y], np.ones(n), fold, np.array(COVERAGES))
    assert np.array_equal(thresholds_of_two(seen, y, fold, weight, np.array(COVERAGES)), sorted_out)
