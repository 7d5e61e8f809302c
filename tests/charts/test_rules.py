"""The picture of the rules and the sentences beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of
from workbench.charts import rules as charts
from workbench.evidence.collecting import collect
from workbench.pricing.comparison import Comparison
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import price
from workbench.pricing.rules_report import rules_report
from workbench.scenario import validate

HOSTILE = "<b>x</b>"


@pytest.fixture(scope="module")
def drawn():
    cases = framing_of(pd.DataFrame({"amount": np.arange(40.0)}), np.where(np.arange(40) % 4 == 0, "yes", "no"))
    when = [{"column": "amount", "op": ">=", "value": 30}]
    stated = [
        {"when": when, "answer": "yes", "name": HOSTILE},
        {"when": [{**when[0], "op": "<", "value": 36}], "answer": "no"},
        {"when": when, "answer": "no"},
    ]
    scenario = validate({"rules": stated})
    evidence = collect(cases, ("cheapest answer",))
    return rules_report(evidence, scenario, price(evidence, scenario)), scenario.rules


def test_a_bar_is_as_long_as_the_share_a_rule_decides_and_hatched_where_it_is_wrong(drawn) -> None:
    right, wrong, _ = charts.chart(*drawn, "USD").data
    assert list(right.x) == pytest.approx([5.0, 100 * 22 / 40, 0.0])
    assert list(wrong.x) == pytest.approx([20.0, 100 * 8 / 40, 0.0])
    assert wrong.marker.pattern.shape == "/" and right.marker.pattern.shape == ""


def test_names_are_text_in_the_picture(drawn) -> None:
    labels = " ".join(note.text for note in charts.chart(*drawn, "USD", dark=True).layout.annotations)
    assert "&lt;b&gt;x&lt;/b&gt;" in labels and "decides 25 %, 20 % right, $200" in labels and "decides no case" in labels


def test_the_picture_is_told_to_those_who_cannot_see_it(drawn) -> None:
    assert charts.alt(*drawn, "USD").startswith("Share of the cases each rule decides")
    assert charts.heading(drawn[0]) == "Your rules decide every case."


def test_what_deserves_a_look_is_said_with_its_numbers(drawn) -> None:
    told = charts.remarks(drawn[0])
    assert told[0].startswith("6 cases match both rule 1 and rule 2")
    assert told[-1] == "Rule 3 decides no case: earlier rules take all that it matches."


def test_every_rule_and_the_rest_have_a_line_in_the_table(drawn) -> None:
    table = charts.table(*drawn, "USD")
    assert {len(column) for column in table.values()} == {4}
    assert table["Rule"][-1] == "no rule matches" and table["Decides"][0] == "10 cases (25 %)"


def test_the_answer_says_sure_and_unsure_differences_apart() -> None:
    from workbench.pricing.prices import Price

    def compared(low: float, high: float) -> Comparison:
        return Comparison(Estimate((low + high) / 2, low, high), 0.9, 0.9, 0.0, 0.0)

    mine = Price("your rules", "rule", Estimate(2.0, 1.5, 2.5), cost=np.zeros(1))
    model = Price("model", "model", Estimate(1.0, 0.5, 1.5), cost=np.zeros(1))
    said = charts.answer(mine, mine, compared(0.1, 0.9), model, compared(0.5, 1.5), "USD")
    assert said == (
        "Your rules would cost $2,000 (95 %: $1,500 to $2,500) per 1,000 cases: $500 (95 %: $100 to $900) less than "
        "always giving the constant answer that costs least, and $1,000 (95 %: $500 to $1,500) more than model."
    )
    unsure = charts.answer(mine, mine, compared(-0.5, 0.7), None, None, "USD")
    assert "$100 less than" in unsure and "may be chance (a saving of -$500 to $700)" in unsure
    assert "as much as always" in charts.answer(mine, mine, compared(0.0, 0.0), None, None, "USD")
