"""What two costs say of their difference without going through the cases never contradicts the cases."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.pricing.extremes import extremes, most_between, odds_between
from workbench.pricing.sample import from_rows
from workbench.pricing.uncertainty import interval, probability_above


def test_a_spread_lies_between_the_difference_and_the_sum_of_two():
    fold = np.array([0, 0, 1, 1])
    dearer, cheaper = from_rows(np.array([3.0, 1.0, 3.0, 1.0]), fold), from_rows(np.array([0.0, 1.0, 0.0, 1.0]), fold)
    least, most = extremes(dearer, cheaper)
    assert least.mean == most.mean == 1.5
    assert least.sd == pytest.approx(dearer.sd - cheaper.sd) and most.sd == pytest.approx(dearer.sd + cheaper.sd)
    assert most.sd == pytest.approx(from_rows(np.array([3.0, 0.0, 3.0, 0.0]), fold).sd)  # they move against each other


def test_samples_of_other_cases_say_nothing():
    assert extremes(from_rows(np.ones(4)), from_rows(np.ones(5))) is None


@given(st.integers(0, 2**32 - 1), st.floats(-1, 1), st.floats(-1, 1), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_bounds_hold_what_comparing_the_cases_finds(seed, alike, bar, stratified, clustered):
    assume(abs(alike) < 1.0 - 1e-9)  # what is left of nothing after rounding is no difference
    rng = np.random.default_rng(seed)
    fold, truth, cluster = np.arange(40) % 5, rng.integers(0, 2, 40), rng.integers(0, 12, 40)
    x = rng.exponential(2.0, 40)
    y = alike * x + (1.0 - abs(alike)) * rng.normal(0.5, 1.0, 40)
    options = (fold, truth if stratified else None, cluster if clustered else None)
    ends = extremes(from_rows(y, *options), from_rows(x, *options))
    saved = from_rows(y - x, *options)
    low, high = odds_between(ends, 0.25, bar)
    assert low - 1e-9 <= probability_above(saved, 0.25, bar) <= high + 1e-9
    low, high = most_between(ends, 0.25)
    assert low - 1e-9 <= interval(saved, 0.25, True, 0).high <= high + 1e-9
