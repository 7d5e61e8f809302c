"""A learned rule in plain words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.evidence.framings import framing_of
from workbench.models.one_rule import OneRuleClassifier
from workbench.models.one_rule_sentence import sentence
from workbench.models.ordinal_inputs import OrdinalInputs
from workbench.models.table import tabulate


def said(features: pd.DataFrame, y: object) -> str:
    framing = framing_of(features, y)
    table = tabulate(framing)
    inputs = OrdinalInputs.learn(table, framing.rows)
    rule = OneRuleClassifier(categorical=inputs.categorical).fit(inputs.transform(table, framing.rows), framing.y)
    return sentence(rule, table, inputs.lookups, framing.classes)


def test_of_two_classes_it_says_where_the_positive_one_is_most_and_least_common() -> None:
    shop = np.array(["books", "food", "toys"] * 40)
    fraud = np.where(shop == "toys", "yes", np.where(np.arange(120) % 12 == 0, "yes", "no"))
    assert said(pd.DataFrame({"shop": pd.Categorical(shop)}), fraud).startswith("Looks at shop only: yes in 9")
    assert "where it is toys, in " in said(pd.DataFrame({"shop": pd.Categorical(shop)}), fraud)


def test_a_value_with_few_rows_is_no_extreme_to_tell() -> None:
    shop = np.array(["kiosk"] * 12 + ["books", "food", "toys"] * 60)
    fraud = (shop == "kiosk") | ((shop == "toys") & (np.arange(192) % 2 == 1))
    text = said(pd.DataFrame({"shop": pd.Categorical(shop)}), np.where(fraud, "yes", "no"))
    assert "kiosk" not in text and "where it is toys, in " in text


def test_where_all_values_have_few_rows_the_two_with_most_are_told() -> None:
    shop = np.array(["kiosk"] * 6 + ["food", "toys"] * 20)
    text = said(pd.DataFrame({"shop": pd.Categorical(shop)}), np.where(shop == "food", "no", "yes"))
    assert "where it is toys, in " in text and "where it is food" in text


def test_of_many_classes_it_says_the_likeliest_for_the_most_common_values() -> None:
    shop = np.array(list("abcde") * 40)
    text = said(pd.DataFrame({"shop": pd.Categorical(shop)}), np.char.upper(shop))
    assert text.startswith("Looks at shop only: a -> A (9") and text.endswith("; and 2 more.")


def test_numbers_dates_and_booleans_are_named_by_their_ranges_days_and_labels() -> None:
    late = np.arange(100) >= 50
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(100), unit="D")
    assert "where it is above " in said(pd.DataFrame({"x": np.arange(100.0)}), late)
    assert "Looks at the day of paid only" in said(pd.DataFrame({"paid": days}), late)
    assert "up to 2025-0" in said(pd.DataFrame({"paid": days}), late)
    assert "where it is True, in " in said(pd.DataFrame({"late": pd.Categorical(np.where(late, "True", "False"))}), late)


def test_long_and_broken_names_are_shortened_to_one_line() -> None:
    name = "line one\nline two " + "x" * 500
    text = said(pd.DataFrame({name: np.arange(100.0)}), np.arange(100) >= 50)
    assert len(text) < 200 and "\n" not in text
