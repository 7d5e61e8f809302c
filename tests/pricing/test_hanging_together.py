"""Cases of one entity, or of one block of time, count as what they are: fewer than they look."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pricing.made import binary, evidence, prediction, scenario
from workbench.pricing.hanging import hanging
from workbench.pricing.prices import price
from workbench.pricing.sample import from_cells, from_rows
from workbench.pricing.uncertainty import clusters, compared, interval


def copies(values, times):
    """Each value so many times over, and which value each one is a copy of."""
    return np.repeat(values, times), np.repeat(np.arange(len(values)), times)


def test_copies_of_a_case_tell_no_more_than_the_case():
    values = np.random.default_rng(0).normal(size=200)
    rows, entity = copies(values, 5)
    alone, together, taken_apart = from_rows(values), from_rows(rows, clusters=entity), from_rows(rows)
    assert together.n == 1000 and together.mean == pytest.approx(alone.mean)
    assert together.sd / np.sqrt(together.n) == pytest.approx(alone.sd / np.sqrt(alone.n))
    assert taken_apart.sd / np.sqrt(taken_apart.n) == pytest.approx(alone.sd / np.sqrt(alone.n) / np.sqrt(5), rel=0.01)


@given(st.integers(0, 2**32 - 1), st.integers(2, 40))
@settings(max_examples=30, deadline=None)
def test_entities_of_one_case_each_are_cases(seed, n):
    values = np.random.default_rng(seed).normal(size=n)
    assert from_rows(values, clusters=np.arange(n)).sd == pytest.approx(from_rows(values).sd)


def test_the_bootstrap_draws_entities_whole():
    rows, entity = copies(np.random.default_rng(1).normal(size=300), 4)
    sample = from_rows(rows, clusters=entity)
    normal, drawn = interval(sample, 0.0, True, 0), interval(sample, 0.0, False, 0)
    assert drawn.high - drawn.low == pytest.approx(normal.high - normal.low, rel=0.1)


def test_many_entities_are_put_together_before_they_are_drawn():
    values = np.random.default_rng(2).normal(size=9_000)
    sample = from_rows(*copies(values, 2)[:1], clusters=copies(values, 2)[1])
    spread = sample.resample(np.random.default_rng(0)).std()
    assert spread == pytest.approx(values.std() / np.sqrt(9_000), rel=0.1)


def test_blocks_counted_in_cells_are_the_blocks_written_out():
    values, counts = np.array([[1.0, 4.0], [2.0, 0.0], [5.0, 1.0]]), np.array([[3, 1], [2, 2], [1, 4]])
    blocks = np.arange(3)
    rows, block = np.repeat(values.ravel(), counts.ravel()), np.repeat(np.repeat(blocks, 2), counts.ravel())
    one, other = from_cells(values, counts, blocks, clustered=True), from_rows(rows, block, clusters=block)
    assert (one.n, one.mean, one.sd) == pytest.approx((other.n, other.mean, other.sd))


def made(n=600, times=6, entity=True):
    """Entities whose cases have the same truth, and a model that is right or wrong about all of them alike."""
    rng = np.random.default_rng(3)
    y, entities = copies((rng.random(n // times) < 0.4).astype(int), times)
    scores = np.clip(np.where(y == 1, 0.7, 0.2) + np.repeat(rng.normal(0, 0.3, n // times), times), 0.01, 0.99)
    models = (prediction("cheapest answer", np.full((n, 2), 0.5), "baseline"), binary("m", scores))
    return evidence(y, *models, fold=entities % 5, entity=entities if entity else None)


def test_prices_of_cases_that_hang_together_are_less_sure():
    chosen = scenario(wrong=10.0)
    apart, together = (price(made(entity=entity), chosen) for entity in (False, True))
    for name in ("cheapest answer", "m"):
        assert together[name].cost_per_case.estimate == pytest.approx(apart[name].cost_per_case.estimate)
    widths = [found.saving.saving.high - found.saving.saving.low for found in (apart, together)]
    assert widths[1] > 1.2 * widths[0]
    assert together.saving.detectable == pytest.approx(apart.saving.detectable * np.sqrt(6), rel=0.15)


def test_what_stands_for_itself_has_no_clusters():
    assert clusters(made(entity=False)) is None
    assert np.bincount(clusters(made())).tolist() == [6] * 100
    forward = evidence(np.zeros(100, dtype=int), framed=120, time=np.arange(120))
    assert len(np.unique(clusters(forward))) == 10


def test_what_differed_in_no_case_may_differ_in_three_of_as_many():
    found = compared(from_rows(np.zeros(300), np.arange(300) % 5), 0.25, at_stake=10.0)
    assert found.saving.estimate == 0.0
    assert (found.saving.low, found.saving.high) == pytest.approx((-0.0994, 0.0994), abs=1e-4)
    assert found.probability_better == 0.0


def many(rare):
    """60,000 entities of two cases whose costs go together: how much their means vary, by some of the entities and by all."""
    rng = np.random.default_rng(4)
    entity = np.repeat(np.arange(60_000), 2)
    shared, own = np.repeat(rng.normal(size=60_000), 2), rng.normal(size=120_000)
    costs = 1.0 * (shared > 3.0) * (own > 0.0) if rare else shared + own
    made_of = evidence(np.arange(120_000) % 2, binary("m", np.full(120_000, 0.5)), fold=entity % 5, entity=entity)
    found = hanging(made_of)
    values = (costs - costs.mean())[found.segments.order]
    every = (found.sums(values) ** 2).sum() / (values**2).sum()
    return found, found.ratio(values[found.cases]), every


def test_some_of_very_many_entities_say_how_much_their_cases_hang_together():
    found, ratio, every = many(rare=False)
    assert (len(found.cases), every) == (40_000, pytest.approx(1.5, abs=0.02))
    assert ratio == pytest.approx(every, rel=0.02)


def test_where_few_of_them_cost_anything_every_entity_is_asked():
    assert many(rare=True)[1] is None


def test_prices_with_some_of_very_many_entities_asked_are_as_sure_as_with_all(monkeypatch):
    rng = np.random.default_rng(5)
    y, entity = copies((rng.random(44_000) < 0.3).astype(int), 2)
    scores = np.clip(np.where(y == 1, 0.6, 0.3) + np.repeat(rng.normal(0, 0.2, 44_000), 2), 0.01, 0.99)

    def found():
        models = (prediction("cheapest answer", np.tile([0.7, 0.3], (88_000, 1)), "baseline"), binary("m", scores))
        seen = evidence(y, *models, fold=entity % 5, entity=entity)
        return price(seen, scenario(wrong=10.0), quick=True), hanging(seen).share

    some, part = found()
    monkeypatch.setattr("workbench.pricing.hanging.FEWEST_CLUSTERS", 44_000)
    everyone, whole = found()
    assert (part, whole) == (pytest.approx(20 / 44), 1.0)
    for one, other in zip(some.candidates, everyone.candidates, strict=True):
        width, its = (each.cost_per_case.high - each.cost_per_case.low for each in (one, other))
        assert width == pytest.approx(its, rel=0.02)
    assert some.saving.detectable == pytest.approx(everyone.saving.detectable, rel=0.02)
    assert some.saving.saving.estimate == pytest.approx(everyone.saving.saving.estimate)
