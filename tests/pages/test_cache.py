"""What the store holds: sizes are reckoned without writing anything out."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pages.parts import cache
from tests.experience.made import make_evidence
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Price
from workbench.scenario import Scenario


def test_the_size_of_an_appraisal_is_reckoned_without_writing_costs_out():
    def written_out() -> np.ndarray:
        raise AssertionError("a million costs were written out")

    price = Price("model", "model", Estimate(1.0, 1.0, 1.0), cost=written_out)
    prices = SimpleNamespace(candidates=(price,), costs=SimpleNamespace(nbytes=32))
    appraisal = SimpleNamespace(prices=prices, outcomes=(price,), evidence=SimpleNamespace(y=np.zeros(1_000_000, dtype=np.int32)))
    assert cache._bytes_of(appraisal) >= 2 * 8_000_000


def test_what_no_price_depends_on_is_not_priced_again_but_told_as_it_is_now(monkeypatch):
    y = np.arange(40) % 2
    evidence, plain = make_evidence(y, {"model": np.where(y == 1, 0.9, 0.1)}), Scenario().changed("costs", wrong=1.25)
    first = cache.quick_appraisal(evidence, plain, ())
    monkeypatch.setattr(cache, "_appraise", lambda *_, **__: pytest.fail("priced again"))
    ranged = plain.replaced("uncertain", [{"input": ("costs", "wrong"), "low": 0.5, "high": 2.0}])
    saved = plain.replaced("alternatives", {"dear": {"wrong": 9.0}})
    for scenario in (ranged, saved, plain.changed("view", seed=5)):
        found = cache.quick_appraisal(evidence, scenario, ())
        assert found.prices is first.prices and found.scenario == scenario
        assert cache.quick_appraisal(evidence, scenario, ()) is found
    keys = [cache.outlook_key(cache.quick_appraisal(evidence, one, ())) for one in (plain, saved, ranged)]
    assert keys[0] == keys[1] != keys[2]
    with pytest.raises(pytest.fail.Exception):
        cache.quick_appraisal(evidence, plain.changed("costs", wrong=2.0), ())
