"""Labels are compared as values and as text."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.data.labels import LABEL_LENGTH, alike, label, labels


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1, "1"), (1.0, "1"), ("1", "1"), ("1.0", "1"), (" 1 ", "1"), (np.int8(1), "1"), (np.float32(1), "1"), ("+1", "1"),
     (-0.0, "0"), (True, "True"), (np.True_, "True"), ("true", "true"), (0.1, "0.1"), (np.float32(0.1), "0.1"), ("0.10", "0.1"),
     ("007", "007"), (" yes ", "yes"), ("<b>no</b>", "<b>no</b>"), (dt.date(2024, 1, 2), "2024-01-02"),
     (np.datetime64("2024-01-02T03:04"), "2024-01-02 03:04:00"),
     ("12345678901234567890", "12345678901234567890")],
)  # fmt: skip
def test_one_class_has_one_name(value, shown):
    assert label(value) == shown


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "  ", np.datetime64("NaT")])
def test_what_is_missing_has_no_name(value):
    assert label(value) is pd.NA


def test_a_label_is_bounded():
    assert len(label("x" * 10_000)) == LABEL_LENGTH


def test_long_labels_that_begin_alike_stay_two_classes():
    one, other = label("x" * 300 + "1"), label("x" * 300 + "2")
    assert one != other
    assert label(one) == one


def test_names_that_look_the_same_are_found():
    assert alike(("no", "yes", "Yes", "y\u200bes", "caf\u00e9", "cafe\u0301")) == [
        ("yes", "Yes", "y\u200bes"),
        ("café", "cafe\u0301"),
    ]
    assert alike(("1", "2", "A", "b")) == []


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([1, 2, 1]),
        pd.Series([1.0, 2.0, 1.0]),
        pd.Series(["1", "2.0", " 1"]),
        pd.Series(["1.0", "2", "1"], dtype="category"),
    ],
)
def test_a_column_is_named_value_by_value(values):
    assert labels(values).tolist() == ["1", "2", "1"]


def test_the_index_stays_and_missing_stays_missing():
    named = labels(pd.Series(["b", None, "a"], index=[5, 7, 9]))
    assert named.isna().tolist() == [False, True, False]
    assert named.index.tolist() == [5, 7, 9]


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.booleans(), st.text(), st.dates()))
def test_naming_twice_changes_nothing(value):
    named = label(value)
    assert named is pd.NA or label(named) == named or len(named) == LABEL_LENGTH


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_a_whole_number_has_one_name_however_it_is_held(value):
    assert label(value) == label(float(value)) == label(str(value)) == label(f"{value}.0")
