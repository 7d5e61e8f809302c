"""Numbers in bands with borders that people would have chosen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.trust.bands import MOST_VALUES, banded

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("values", "currency", "labels"),
    [
        (RNG.integers(18, 90, 5_000), None, ["under 30", "30 to 44", "45 to 59", "60 to 74", "75 and over"]),
        (np.arange(1_250) / 2, "USD", ["under $100", "$100 to under $250", "$250 to under $350", "$350 to under $500",
          "$500 and over"]),
        (np.arange(1_000), "USD", ["under $200", "$200 to $399", "$400 to $599", "$600 to $799", "$800 and over"]),
        (RNG.integers(1930, 2005, 2_000), None, ["under 1945", "1945 to 1959", "1960 to 1974", "1975 to 1989", "1990 and over"]),
        ([3.0] * 10, None, ["3"]),
        ([0, 1, 2, 1], None, ["0", "1", "2"]),
        ([0.5, 1.25] * 3, "EUR", ["€0.50", "€1.25"]),
    ],
)  # fmt: skip
def test_bands_have_round_borders_and_few_values_stay_as_they_are(values, currency, labels):
    assert banded(np.asarray(values, dtype=float), currency)[0] == labels


def test_a_frequent_lowest_value_is_a_band_of_its_own():
    labels, codes = banded(np.concatenate([np.zeros(500), np.linspace(1, 100, 300)]))
    assert labels[0] == "0"
    assert labels[1].startswith("above 0 to under ")
    assert (codes == 0).sum() == 500


def test_a_missing_number_has_no_band():
    assert banded(np.array([1.0, np.nan, 2.0]))[1].tolist() == [0, -1, 1]
    assert banded(np.array([np.nan, np.nan])) == ([], pytest.approx(np.array([-1, -1])))


numbers = st.floats(-1e12, 1e12, allow_subnormal=False)


@settings(max_examples=80, deadline=None)
@given(st.lists(numbers, min_size=1, max_size=60))
def test_any_numbers_fall_into_one_to_six_bands_in_their_order(values):
    array = np.array(values)
    labels, codes = banded(array)
    assert 1 <= len(labels) <= MOST_VALUES
    assert codes.min() >= 0 and codes.max() < len(labels)
    in_order = codes[np.argsort(array, kind="stable")]
    assert (np.diff(in_order) >= 0).all()
    assert len(set(values)) == 1 or len(set(codes.tolist())) >= 2
