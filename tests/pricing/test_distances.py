"""Close and distant mistakes, worked on four sizes of a shirt."""

import numpy as np
import pytest

from tests.pricing.made import scenario
from workbench.errors import UserError
from workbench.pricing.costs import build_costs

SIZES = ("L", "M", "S", "XL")
GROUPS = {"small ones": ("S", "M"), "large ones": ("L", "XL")}
ORDER = ("S", "M", "L", "XL")


def built(**costs):
    return build_costs(scenario(**costs), SIZES, lambda name: np.empty(0)).cost[0]


def refused(**costs):
    with pytest.raises(UserError) as error:
        built(**costs)
    return error.value


def test_mistakes_in_a_group_are_close_and_all_others_cost_what_wrong_costs():
    assert built(wrong=9.0, close=2.0, groups=GROUPS).tolist() == [[0, 9, 9, 2], [9, 0, 2, 9], [9, 2, 0, 9], [2, 9, 9, 0]]


def test_a_class_in_no_group_is_close_to_none():
    assert built(wrong=9.0, close=2.0, groups={"small ones": ("S", "M")})[0].tolist() == [0, 9, 9, 9]


def test_with_an_order_each_place_off_costs_a_step():
    assert built(order=ORDER, step=5.0).tolist() == [[0, 5, 10, 5], [5, 0, 5, 10], [10, 5, 0, 15], [5, 10, 15, 0]]


def test_a_cell_goes_before_the_order_and_the_order_before_groups():
    cost = built(wrong=9.0, close=2.0, groups=GROUPS, order=ORDER, step=5.0, matrix={"XL": {"S": 40.0, "ask": 1.0}})
    assert cost[2, 3] == 40.0 and cost[3, 2] == 15.0 and cost[0, 3] == 5.0
    assert cost[4].tolist() == [9.0, 9.0, 9.0, 1.0]


def test_groups_without_a_price_and_an_order_without_a_step_change_nothing():
    assert (built(wrong=9.0, groups=GROUPS, order=ORDER) == built(wrong=9.0)).all()


def test_labels_that_are_no_class_twice_there_or_left_out_are_named():
    assert "'small ones' names 'XS'" in refused(close=1.0, groups={"small ones": ("XS",)}).what
    assert "again in 'b'" in refused(close=1.0, groups={"a": ("S",), "b": (" S",)}).what
    assert "names 'XS'" in refused(step=1.0, order=("XS", *ORDER)).what
    assert "'S' twice" in refused(step=1.0, order=("S", *ORDER)).what
    assert "leaves out 'M', 'XL'" in refused(step=1.0, order=("S", "L")).what
