"""Today's process as an opponent: people by class, the team's rules, and what was answered in the past."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of
from workbench.data.framing import frame
from workbench.data.reading import read
from workbench.errors import UserError
from workbench.evidence.collecting import collect
from workbench.evidence.evidence import Evidence
from workbench.experience.contender import constant_of, today_of
from workbench.pricing.prices import compare, price
from workbench.run import appraise
from workbench.scenario import EvidenceChoice, Scenario, validate

COSTS = {"matrix": {"no": {"yes": 5.0, "ask": 1.0}, "yes": {"no": 100.0, "ask": 2.0}}}
TRUTH = np.array(["no", "yes"] * 20)
PAST = np.where(np.arange(40) % 8 == 1, "no", TRUTH)


def seen(past: Any = PAST) -> Evidence:
    table = pd.DataFrame({"amount": np.arange(40.0), "decided": pd.Categorical(past)})
    return collect(framing_of(table, TRUTH), ("cheapest answer",))


def asked(**today: Any) -> Scenario:
    return validate({"costs": COSTS, "decision": {"today": today}})


def test_past_answers_are_priced_case_by_case_and_what_a_case_costs_comes_on_top() -> None:
    found = price(seen(), asked(kind="column", column="decided", cost=3.0))["today"]
    # Five of the twenty yes were answered no.
    assert found.counts.tolist() == [[20, 5], [0, 15], [0, 0]]
    assert found.cost_per_case.estimate == pytest.approx(5 * 100 / 40 + 3.0)
    assert found.kind == "process" and found.metrics.accuracy == pytest.approx(35 / 40)
    assert found.metrics.balanced_accuracy == pytest.approx((1 + 15 / 20) / 2)
    assert found.cost[1] == 103.0 and found.cost[3] == 3.0


def test_past_answers_may_be_no_class_where_they_have_a_price() -> None:
    past = np.where(np.arange(40) < 4, "ask", TRUTH)
    assert price(seen(past), asked(kind="column", column="decided"))["today"].cost_per_case.estimate == pytest.approx(6 / 40)


def test_past_answers_in_other_words_stand_for_answers() -> None:
    words = np.where(PAST == "yes", "reject", "pay")
    said = asked(kind="column", column="decided", cost=0.375, means={"reject": "yes", "pay": "no"})
    found, plain = price(seen(words), said)["today"], price(seen(), asked(kind="column", column="decided", cost=0.375))["today"]
    assert found.counts.tolist() == plain.counts.tolist() and found.cost_per_case == plain.cost_per_case
    assert "'reject' as 'yes', 'pay' as 'no': right in 87.5 % of cases, and $0.375 a case on top" in found.sentence
    for means, what in (({"reject": "yes"}, "is 'pay', which is no class"), ({"pay": "perhaps"}, "stands for 'perhaps'")):
        with pytest.raises(UserError) as caught:
            price(seen(words), asked(kind="column", column="decided", means=means))
        assert what in caught.value.what and caught.value.why and caught.value.do


@pytest.mark.parametrize("repeats", [1, 2])
def test_past_answers_follow_amounts_and_repeats(repeats: int) -> None:
    table = pd.DataFrame({"amount": np.arange(40.0), "decided": pd.Categorical(PAST)})
    evidence = collect(framing_of(table, TRUTH), EvidenceChoice(candidates=("cheapest answer",), repeats=repeats))
    costs = {"matrix": {"no": {"yes": 5.0}, "yes": {"no": {"column": "amount"}}}}
    rules = [{"when": [{"column": "decided", "op": "==", "value": "yes"}], "answer": "yes"}]
    stated = asked(kind="column", column="decided", cost=3.0).replaced("costs", costs).replaced("rules", rules)
    prices = price(evidence, stated.replaced("rules_fallback", "no"))
    missed = np.arange(40) % 8 == 1
    assert prices["today"].cost.tolist() == (3.0 + missed * np.arange(40.0)).tolist()
    assert prices["your rules"].cost.tolist() == (missed * np.arange(40.0)).tolist()
    saving = compare(evidence, prices["today"], prices["your rules"]).saving
    assert (saving.estimate, saving.low, saving.high) == pytest.approx((3.0, 3.0, 3.0))


def test_past_answers_follow_the_shares_of_real_life() -> None:
    real = asked(kind="column", column="decided", cost=3.0).replaced("prevalence", {"yes": 0.1})
    found = price(seen(), real)["today"]
    assert found.cost_per_case.estimate == pytest.approx(0.1 * 5 / 20 * 100 + 3.0)
    assert found.metrics.accuracy == pytest.approx(0.9 + 0.1 * 15 / 20)


@pytest.mark.parametrize(
    ("past", "column", "words"),
    [
        (np.where(np.arange(40) == 6, None, TRUTH), "decided", "Today's answer in 'decided' is missing in row 8."),
        (
            np.where(np.arange(40) > 37, "maybe", TRUTH),
            "decided",
            "is 'maybe', which is no class of the target and has no price, in 2",
        ),
        (PAST, "decidde", "There is no column 'decidde' in the table (decision.today.column)."),
        (PAST, "answer", "Today's answers are said to be in 'answer', which is the target."),
    ],
)
def test_past_answers_that_cannot_be_priced_are_named(past: Any, column: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        price(seen(past), asked(kind="column", column=column))
    assert words in caught.value.what and caught.value.why and caught.value.do


def test_the_column_with_past_answers_is_no_feature(tmp_path: Any) -> None:
    rows = "\n".join(f"{i},{TRUTH[i]},{PAST[i]}" for i in range(40))
    path = tmp_path / "cases.csv"
    path.write_text(f"amount,truth,decided\n{rows}\n")
    table = read(path)
    plain = validate({"data": {"target": "truth", "accepted_flags": ["amount"]}})
    framing = frame(table, plain.changed("decision", today={"kind": "column", "column": "decided"}))
    assert [column.name for column in framing.features] == ["amount"]
    assert any("answers that were given in the past" in aside.reason for aside in framing.set_aside)
    assert len(frame(table, plain).features) == 2


def test_the_teams_rules_as_todays_process_cost_what_the_candidate_costs() -> None:
    rules = [{"when": [{"column": "amount", "op": ">=", "value": 20}], "answer": "yes"}]
    found = price(
        seen(), validate({"costs": COSTS, "rules": rules, "rules_fallback": "no", "decision": {"today": {"kind": "rules"}}})
    )
    assert found["today"].cost_per_case == found["your rules"].cost_per_case
    assert found["today"].counts.tolist() == found["your rules"].counts.tolist() and found.best_baseline != "your rules"
    assert found["today"].metrics == found["your rules"].metrics


def test_rules_that_nobody_wrote_have_no_price_and_it_is_said() -> None:
    found = price(seen(), asked(kind="rules"))
    assert "today" not in found and "none is written yet" in found.notes[0]


def test_people_may_be_right_more_often_in_one_class_than_in_another() -> None:
    found = price(seen(), asked(kind="human", cost=4.0, accuracy={"no": 0.9, "yes": 0.5}))["today"]
    assert found.cost_per_case.estimate == pytest.approx(4 + 0.5 * 0.1 * 5 + 0.5 * 0.5 * 100)
    with pytest.raises(UserError, match="names 'maybe'"):
        price(seen(), asked(kind="human", accuracy={"maybe": 0.5}))


@pytest.mark.parametrize(
    ("accuracy", "cell", "value"),
    [(1.3, "decision.today.accuracy", "'1.3'"), ({"yes": 1.3}, "decision.today.accuracy.yes", "'1.3'")],
)
def test_people_cannot_be_right_more_often_than_always(accuracy: Any, cell: str, value: str) -> None:
    with pytest.raises(UserError) as caught:
        asked(kind="human", accuracy=accuracy)
    assert caught.value.what.startswith(f"{cell}:") and value in caught.value.what and caught.value.do


def test_what_costs_differently_in_like_cases_is_compared_case_by_case() -> None:
    evidence, scenario = seen(), asked(kind="column", column="decided")
    prices = price(evidence, scenario)
    entered = today_of(prices, scenario, constant_of(prices, scenario, None))
    assert entered is not None and entered.money.tolist() == prices["today"].cost.tolist()
    assert appraise(evidence, scenario).verdict.sentence
