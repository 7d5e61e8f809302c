"""Costs in files: read back as they were written, and refused by cell and value."""

from __future__ import annotations

import pytest

from workbench.data.cost_files import COST_FILE_MAX_BYTES, read_costs, write_csv, write_toml
from workbench.errors import UserError
from workbench.scenario import ColumnCost, Costs, validate

CLASSES = ("ok", "fraud")
PRICES = Costs(
    wrong=5.0,
    review=4.0,
    matrix={
        "fraud": {"ok": ColumnCost(column="amount, in $", plus=15.0, times=0.5), "ask": 2.0},
        "ok": {"fraud": 20.0, "ask": -1.0},
    },
)
EXAMPLE = "truth,ok,fraud\nok,0,20\nfraud,100,-3\n"


def read(text: str, classes=CLASSES, name="costs.csv", before=PRICES) -> Costs:
    return validate({"costs": read_costs(name, text.encode(), classes, before)}).costs


def price(costs: Costs):
    return lambda truth, answer: costs.matrix.get(truth, {}).get(answer, 0.0 if truth == answer else costs.wrong)


def test_a_table_of_prices_is_read_back_as_it_was_written():
    written = write_csv(CLASSES, (*CLASSES, "ask"), price(PRICES))
    back = read(written)
    assert write_csv(CLASSES, (*CLASSES, "ask"), price(back)) == written
    assert back.matrix["fraud"]["ok"] == PRICES.matrix["fraud"]["ok"]
    assert back.review == 4.0


def test_costs_as_toml_are_read_back_as_they_were_written():
    assert read(write_toml(PRICES), name="costs.TOML") == PRICES
    assert read("wrong = 3.0", name="a.toml").wrong == 3.0


def test_the_price_that_most_mistakes_have_is_said_once():
    rows = "x;a;b;c\na;0;9,5;9,5\nb;9,5;0;9,5\nc;9,5;2;0\n"
    costs = read(rows, classes=("a", "b", "c"))
    assert (costs.wrong, costs.matrix) == (9.5, {"c": {"b": 2.0}})


def test_what_was_said_about_groups_and_order_goes():
    before = Costs(groups={"near": ("ok", "fraud")}, close=1.0, order=("ok", "fraud"), step=2.0)
    after = read(EXAMPLE, before=before)
    assert (after.groups, after.close, after.order, after.step) == ({}, None, (), None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("truth,ok\nok,0\nfraud,100\n", "no column for the answer 'fraud'"),
        ("truth,ok,fraud\nok,0,20\n", "no row for the truth 'fraud'"),
        ("truth,ok,fraud\nok,0,20\nfraud,much,0\n", "Answering 'ok' when it is 'fraud' costs 'much' (row 3)"),
        ("truth,ok,fraud\nok,0,\nfraud,1,0\n", "Answering 'fraud' when it is 'ok' costs nothing (row 2)"),
        ("truth,ok,fraud\nok,0,NaN\nfraud,1,0\n", "costs 'NaN'"),
        ("truth,ok,fraud\nok,0,inf\nfraud,1,0\n", "costs 'inf'"),
        ("truth,ok,fraud\nok,0,1e16\nfraud,1,0\n", "costs '1e16'"),
        ("truth,ok,fraud\nok,0,1 + nan * amount\nfraud,1,0\n", "costs '1 + nan"),
        ("truth,ok,fraud\nok,0,1\nfraud,1,0\nfrod,1,0\n", "Row 4 is for the truth 'frod'"),
        ("truth,ok,fraud\nok,0,1\nfraud,1\n", "has 1 prices for 2 answers"),
        ("truth,ok,fraud,fraud\nok,0,1,1\nfraud,1,0,1\n", "names the answer 'fraud' twice"),
        ("truth,ok,fraud\nok,0,1\nfraud,1,0\nfraud,1,0\n", "names the truth 'fraud' twice"),
        ("truth,ok,fraud,\nok,0,1,1\nfraud,1,0,1\n", "name of the answer is empty in column 4"),
        ("only one line", "1 rows and 1 columns"),
        ("a," * 600 + "b\n" + "1," * 600 + "2\n", "601 columns"),
    ],
)
def test_what_cannot_be_used_is_named_by_cell_and_value(text, found):
    with pytest.raises(UserError) as error:
        read(text)
    assert found in error.value.what
    assert error.value.why
    assert error.value.do


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 100, b"PK\x03\x04 workbook", b"\xff" * 50, b'"', b"a,b\n" + b'"' * 2_001]
)
def test_any_bytes_are_read_or_refused(content):
    with pytest.raises(UserError):
        read_costs("costs.csv", content, CLASSES, Costs())


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(UserError, match=r"1\.0 MB"):
        read_costs("costs.csv", b"x" * (COST_FILE_MAX_BYTES + 1), CLASSES, Costs())


def test_a_toml_file_without_costs_is_refused():
    with pytest.raises(UserError, match=r"no \[costs\] table"):
        read("[data]\ntarget = 'x'\n", name="scenario.toml")
