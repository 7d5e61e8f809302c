"""What the store holds: sizes are reckoned without writing anything out."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from pages.parts import cache
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Price


def test_the_size_of_an_appraisal_is_reckoned_without_writing_costs_out():
    def written_out() -> np.ndarray:
        raise AssertionError("a million costs were written out")

    price = Price("model", "model", Estimate(1.0, 1.0, 1.0), cost=written_out)
    prices = SimpleNamespace(candidates=(price,), costs=SimpleNamespace(nbytes=32))
    appraisal = SimpleNamespace(prices=prices, outcomes=(price,), evidence=SimpleNamespace(y=np.zeros(1_000_000, dtype=np.int32)))
    assert cache._bytes_of(appraisal) >= 2 * 8_000_000
