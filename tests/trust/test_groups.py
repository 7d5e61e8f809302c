"""Groups of the scored cases: values, bands, spans of time, what is missing, and two columns at once."""

from __future__ import annotations

import numpy as np
import pytest

from tests.trust import made
from workbench.errors import UserError
from workbench.trust.groups import crossed, groups
from workbench.trust.spans import spanned

Y = [0, 1, 0, 1, 0, 0]


def grouped(values, column="region", **parts):
    n = len(values)
    found = made.evidence([0, 1] * (n // 2) + [0] * (n % 2), [0] * n, {column: values}, folds=2)
    return groups(found, made.scenario(column, **parts), column)


def test_categories_are_groups_as_they_are_and_missing_is_one_of_them():
    found = grouped(["south", None, "north", "south", "north", None])
    assert found.labels == ("north", "south", "missing")
    assert found.codes.tolist() == [1, 2, 0, 1, 0, 2]
    assert found.sizes.tolist() == [2, 2, 2]
    assert [members.tolist() for members in found.members] == [[2, 4], [0, 3], [1, 5]]


def test_a_value_called_missing_is_not_what_is_missing():
    assert grouped(["missing", None, "a", "a"]).labels == ("a", "missing", "missing (no value)")


def test_beyond_twelve_values_the_rare_ones_are_counted_as_one_group():
    found = grouped([f"v{i:02d}" for i in range(20) for _ in range(30 - i)])
    assert len(found.labels) == 12
    assert found.labels[-1] == "other (9 values)"
    assert found.sizes[-1] == sum(30 - i for i in range(11, 20))


def test_values_that_hardly_repeat_make_no_groups_of_one():
    found = grouped([f"ticket {i}" for i in range(80)] + ["again"] * 12)
    assert found.labels == ("again", "other (80 values)")


def test_an_amount_is_told_in_the_currency_and_other_numbers_are_not():
    amounts = np.arange(1_000) / 2
    assert grouped(amounts, "amount", decision={"currency": "EUR"}).labels[0] == "under 100"
    found = made.evidence(np.arange(1_000) % 2, [0] * 1_000, {"amount": amounts})
    asked = made.scenario("amount", decision={"currency": "EUR"}).changed("data", amount="amount")
    assert groups(found, asked, "amount").labels[0] == "under €100"


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (["2024-01-31", "2024-03-01", None], ["Jan 2024", "Mar 2024"]),
        (["2022-01-31", "2024-03-01"] + [f"2023-{m:02d}-05" for m in range(1, 13)],
         ["Q1 2022", "Q1 2023", "Q2 2023", "Q3 2023", "Q4 2023", "Q1 2024"]),
        ([f"{year}-{month:02d}-15" for year in range(2018, 2024) for month in range(1, 13)],
         ["2018", "2019", "2020", "2021", "2022", "2023"]),
        ([f"{year}-01-15" for year in range(2000, 2024)], ["before 2013", *map(str, range(2013, 2024))]),
    ],
)  # fmt: skip
def test_dates_are_months_quarters_or_years_as_fits(days, labels):
    found, codes = spanned(np.array(days, dtype="datetime64[D]"), 12)
    assert found == labels
    assert [code < 0 for code in codes] == [day is None for day in days]


def test_two_columns_give_the_pairs_that_occur():
    found = made.evidence(Y, [0] * 6, {"a": ["x", "y", "x", "y", "x", "x"], "b": ["p", "p", "q", "p", "p", "p"]}, folds=2)
    asked = made.scenario("a", "b")
    both = crossed(groups(found, asked, "a"), groups(found, asked, "b"))
    assert both.labels == ("x · p", "x · q", "y · p")
    assert both.sizes.tolist() == [3, 1, 2]


def test_groups_are_worked_out_once_and_follow_the_scored_cases():
    found = made.evidence(Y, [0] * 6, {"region": list("abcabcab")}, folds=2, framed=8)
    asked = made.scenario("region")
    first = groups(found, asked, "region")
    assert first is groups(found, asked, "region")
    assert first.codes.tolist() == [2, 0, 1, 2, 0, 1]


@pytest.mark.parametrize(("column", "what"), [("regoin", "There is no column 'regoin'"), ("label", "'label' is the target")])
def test_a_column_that_cannot_be_a_group_is_an_error_in_three_parts(column, what):
    found = made.evidence(Y, [0] * 6, {"region": list("abcabc"), "label": Y}, folds=2)
    with pytest.raises(UserError, match=what) as error:
        groups(found, made.scenario(column), column)
    assert error.value.why and error.value.do
