"""What candidates are fed, learned from training rows only."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of
from workbench.models import linear_inputs
from workbench.models.linear_inputs import DENSE_WIDTH, MAX_LEVELS, LinearInputs
from workbench.models.ordinal_inputs import MAX_CODES, OrdinalInputs
from workbench.models.table import Table, tabulate

NAN = np.nan


def table(**columns: object) -> Table:
    features = pd.DataFrame(columns)
    return tabulate(framing_of(features, np.arange(len(features)) % 2))


def test_a_table_has_numbers_and_booleans_first_and_codes_in_the_order_of_their_labels() -> None:
    made = table(
        shop=pd.Categorical(["toys", None, "books"], categories=["toys", "books"]),
        x=[1, 2, 3],
        abroad=pd.Categorical(["True", "False", None]),
    )
    assert [one.column for one in made.inputs] == ["x", "abroad", "shop"]
    np.testing.assert_array_equal(made.numbers, [[1, 2, 3], [1, 0, NAN]])
    np.testing.assert_array_equal(made.codes, [[1, -1, 0]])
    assert made.code_inputs[0].labels == ("books", "toys")


def test_a_date_becomes_days_and_the_parts_of_it_that_change() -> None:
    made = table(paid_at=pd.to_datetime(["1970-01-02 12:00", "1970-02-01 12:00", None]))
    assert [one.part for one in made.inputs] == ["day", "month", "weekday"]
    np.testing.assert_array_equal(made.numbers, [[1.5, 31.5, NAN], [1, 2, NAN], [4, 6, NAN]])


def test_a_text_counts_by_its_length() -> None:
    made = table(note=pd.Series(["", "abc", None], dtype="str"))
    assert made.inputs[0].part == "length"
    np.testing.assert_array_equal(made.numbers, [[0, 3, NAN]])


def test_only_the_rows_of_the_framing_enter() -> None:
    framing = framing_of(pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0]}), [0, 1, 0, 1])
    some = type(framing)(**{**vars(framing), "rows": np.array([0, 3]), "y": framing.y[[0, 3]]})
    np.testing.assert_array_equal(tabulate(some).numbers, [[1.0, 4.0]])


def test_ordinal_codes_treat_unknown_categories_as_missing_and_empty_columns_as_constant() -> None:
    made = table(shop=pd.Categorical(["b", "a", "c", None]), x=[NAN, NAN, 3.0, NAN])
    inputs = OrdinalInputs.learn(made, np.array([0, 1]))
    np.testing.assert_array_equal(inputs.transform(made, np.arange(4)), [[0, 1], [0, 0], [0, NAN], [0, NAN]])
    assert inputs.categorical.tolist() == [False, True] and inputs.empty.tolist() == [True, False]


def test_inputs_known_in_too_few_rows_can_be_fed_as_if_they_were_empty() -> None:
    made = table(shop=pd.Categorical(["b", "a", "c", None]), x=[NAN, NAN, 3.0, NAN])
    inputs = OrdinalInputs.learn(made, np.arange(4))
    assert inputs.known.tolist() == [1, 3]
    np.testing.assert_array_equal(inputs.without_scarce(2).transform(made, np.arange(4))[:, 0], [0, 0, 0, 0])


def test_the_rarest_of_too_many_categories_share_the_last_code() -> None:
    labels = [f"{i:04d}" for i in range(300)] + ["0299"]
    made = table(shop=pd.Categorical(labels))
    codes = OrdinalInputs.learn(made, np.arange(301)).transform(made, np.arange(301))[:, 0]
    assert codes.max() == MAX_CODES - 1 and len(np.unique(codes)) == MAX_CODES
    assert codes[299] == codes[300] == MAX_CODES - 2


def test_linear_inputs_impute_flag_and_standardise_by_the_training_rows_alone() -> None:
    made = table(x=[0.0, 2.0, NAN, 2.0, 100.0])
    got = LinearInputs.learn(made, np.arange(4)).transform(made, np.arange(5))
    spread, third = np.sqrt(0.75), np.sqrt(3)
    expected = [[-1.5 / spread, -1 / third], [0.5 / spread, -1 / third], [0.5 / spread, third], [0.5 / spread, -1 / third]]
    np.testing.assert_allclose(got[:4], expected, atol=1e-6)
    np.testing.assert_allclose(got[4], [98.5 / spread, -1 / third], atol=1e-4)


def test_one_hot_counts_missing_as_a_category_and_ignores_what_it_has_not_seen() -> None:
    made = table(shop=pd.Categorical(["b", "a", None, "c"]))
    got = LinearInputs.learn(made, np.arange(3)).transform(made, np.arange(4))
    np.testing.assert_array_equal(got, [[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]])


def test_many_categories_are_kept_sparse_with_bounded_width_and_the_same_values() -> None:
    random = np.random.default_rng(0)
    labels = [f"{i:03d}" for i in random.integers(0, 2 * MAX_LEVELS, size=2_000)]
    made = table(shop=pd.Categorical(labels), x=random.normal(size=2_000))
    inputs = LinearInputs.learn(made, np.arange(1_500))
    assert inputs.width == MAX_LEVELS > DENSE_WIDTH
    sparse = inputs.transform(made, np.arange(2_000))
    values = sparse.toarray()
    assert values.shape == (2_000, 1 + MAX_LEVELS)
    np.testing.assert_array_equal(values[:, 1:].sum(axis=1), 1)
    np.testing.assert_allclose(values[:1_500, 0].std(), 1, atol=1e-5)


def test_very_large_matrices_are_kept_in_single_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear_inputs, "SINGLE_FROM", 8)
    made = table(x=[1.0, 2.0, 3.0, 4.0], z=[4.0, 3.0, 2.0, 1.0])
    few, many = (LinearInputs.learn(made, np.arange(n)).transform(made, np.arange(4)) for n in (3, 4))
    assert (few.dtype, many.dtype) == (np.float64, np.float32)


def test_thousands_of_categories_in_many_columns_stay_within_bounds() -> None:
    columns = {f"c{j}": pd.Categorical([f"{i}" for i in range(50)]) for j in range(600)}
    made = table(**columns)
    assert LinearInputs.learn(made, np.arange(50)).width <= 4_000
