"""Who bears the mistakes, for scripts and for a terminal."""

from __future__ import annotations

import json

import numpy as np

from tests.trust import made
from workbench.handoff.as_json import plain
from workbench.handoff.slices import slices_json, slices_table, slices_title

Y = np.array([1] * 20 + [0] * 20 + [1] * 8 + [0] * 40 + [0] * 4)
SAID = np.array([0] * 5 + [1] * 15 + [1] * 2 + [0] * 18 + [0] * 2 + [1] * 6 + [0] * 40 + [0] * 4)
REGION = ["a"] * 40 + ["b"] * 48 + ["tiny"] * 4


def document():
    found = made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region"))
    return plain({**slices_json(found), "task": "binary", "currency": "USD"})


def test_a_group_is_told_with_its_cost_its_rates_and_null_where_cases_are_too_few():
    a, b, tiny = json.loads(json.dumps(document(), allow_nan=False))["slices"]
    assert (a["column"], a["value"], a["cases"]) == ("region", "a", 40)
    assert a["cost_per_case"]["estimate"] == 1.3
    assert (a["false_positive_rate"], a["false_negative_rate"], a["selection_rate"]) == (0.1, 0.25, 0.425)
    assert a["intervals"]["false_negative_rate"]["cases"] == 20
    assert b["false_negative_rate"] is None and b["intervals"]["false_negative_rate"] is None
    assert tiny["cost_per_case"] is None and tiny["selection_rate"] is None and tiny["wrong_rate"] is None


def test_a_terminal_gets_a_line_a_group():
    assert slices_title(document()) == "Mistakes of model by group (looking for 'yes'):"
    head, rows = slices_table(document())
    assert head == ("group", "cases", "cost per 1,000 cases", "false alarms", "missed", "answered so")
    assert rows[0][0] == "region: a" and rows[0][3:] == ("10 %", "25 %", "42 %")
    assert rows[2] == ("region: tiny", "4", *["too few cases"] * 4)


def test_without_groups_the_keys_are_there_and_empty():
    assert slices_json(None) == {"slices": [], "slices_candidate": None, "slices_focus": None, "slice_gaps": []}
