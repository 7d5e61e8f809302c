"""The rules in JSON and on a terminal."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.evidence.framings import framing_of
from workbench.evidence.collecting import collect
from workbench.handoff.rules import rules_json, rules_table
from workbench.run import Appraisal, appraise
from workbench.scenario import Scenario, validate

LARGE = {"when": [{"column": "amount", "op": ">=", "value": 30}], "answer": "yes", "name": "large"}
SMALL = {"when": [{"column": "amount", "op": "<", "value": 34}], "answer": "no"}


def asked(scenario: Scenario) -> Appraisal:
    cases = framing_of(pd.DataFrame({"amount": np.arange(40.0)}), np.where(np.arange(40) % 4 == 0, "yes", "no"))
    return appraise(collect(cases, ("cheapest answer",)), scenario, quick=True)


def test_each_rule_and_what_none_matches_are_told_with_their_figures() -> None:
    found = rules_json(asked(validate({"rules": [LARGE, SMALL]})))
    assert found is not None
    first, second = found["rules"]
    assert (first["name"], first["cases"], first["matches"], first["right"]["estimate"]) == ("large", 10, 10, 0.2)
    assert (second["sentence"], second["cases"], second["matches"]) == ("amount is below 34 → no", 30, 34)
    assert found["no_rule"]["cases"] == 0 and found["no_rule"]["answer"] is None and found["no_rule"]["right"] is None
    assert found["conflicts"] == [{"earlier": 1, "later": 2, "cases": 4}]
    head, rows = rules_table(found, "USD")
    assert [row[0] for row in rows] == ["1. large", "2. amount is below 34 → no", "no rule matches"]
    assert len(head) == len(rows[0]) and rows[0][3] == "20 %"


def test_without_rules_there_is_nothing_to_tell() -> None:
    assert rules_json(asked(Scenario())) is None and rules_table(None, "USD")[1] == []
