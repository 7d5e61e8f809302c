"""The team's rules as a candidate, and rules that are suggested."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of, mixed
from workbench.data.framing import Framing
from workbench.data.rule_words import in_words
from workbench.errors import UserError
from workbench.evidence.collecting import collect
from workbench.evidence.evidence import ABSTAINS
from workbench.evidence.foldwise import truth_by_group
from workbench.evidence.joined import joined
from workbench.evidence.rule_tree import as_rules, learned
from workbench.evidence.rules_seen import LEARNED_AGAIN, LEARNED_HERE, your_rules
from workbench.pricing.confusion import confusion
from workbench.pricing.prices import price
from workbench.scenario import Scenario, validate

LARGE = {"when": [{"column": "amount", "op": ">=", "value": 50}], "answer": "yes"}
COSTS = {"matrix": {"no": {"yes": 5.0}, "yes": {"no": 100.0}}}


def payments(n: int = 100) -> Framing:
    """Amounts 0 to n - 1; every tenth case is a yes, and so is every case above 50 that is even."""
    amount = np.arange(n, dtype=float)
    y = np.where((amount % 10 == 0) | ((amount >= 50) & (amount % 2 == 0)), "yes", "no")
    return framing_of(pd.DataFrame({"amount": amount}), y)


def stated(*rules: dict[str, Any], **others: Any) -> Scenario:
    return validate({"costs": COSTS, "rules": list(rules), **others})


def test_rules_answer_as_they_are_and_what_they_leave_open_is_the_cheapest_constant() -> None:
    evidence = collect(payments(), ("cheapest answer",))
    prices = price(evidence, stated(LARGE, rules_fallback="no"))
    # 25 of the 50 large ones are no, five of the small ones are yes.
    assert prices["your rules"].counts.tolist() == [[45, 5], [25, 25]]
    assert prices["your rules"].cost_per_case.estimate == pytest.approx((25 * 5 + 5 * 100) / 100)
    assert prices["your rules"].kind == "rule" and prices["your rules"].metrics.accuracy == 0.70
    open_still = price(evidence, stated(LARGE))
    # With these prices, always yes is the cheapest constant.
    assert open_still["your rules"].counts.tolist() == [[0, 0], [70, 30]]
    dear = stated(LARGE).changed("costs", matrix={"no": {"yes": 500.0}, "yes": {"no": 100.0}})
    assert price(evidence, dear)["your rules"].counts.tolist() == [[45, 5], [25, 25]]
    assert joined(evidence, stated(LARGE)).predictions["your rules"].answers.tolist().count(ABSTAINS) == 50


def test_no_rules_no_candidate_and_the_same_rules_the_same_object() -> None:
    evidence = collect(payments(), ("cheapest answer",))
    assert "your rules" not in joined(evidence, Scenario()).predictions
    first = your_rules(evidence, stated(LARGE))
    assert first is your_rules(evidence.with_prediction(first), stated(LARGE))
    assert first is your_rules(evidence, stated(LARGE).changed("costs", wrong=7.0))


def test_amounts_and_confusion_add_up_for_rules_that_leave_cases_open() -> None:
    evidence = collect(payments(), ("cheapest answer",))
    by_row = stated(LARGE).changed("costs", matrix={"no": {"yes": 5.0}, "yes": {"no": {"column": "amount"}}})
    prices = price(evidence, by_row)
    matrix = confusion(prices["your rules"], prices, evidence)
    assert matrix.total == pytest.approx(1000 * prices["your rules"].cost_per_case.estimate)


def test_what_a_rule_tells_about_the_truth_comes_from_other_folds() -> None:
    framing = payments(50)
    evidence = collect(framing, ("cheapest answer",))
    group = (np.arange(50) >= 25).astype(int)
    found = truth_by_group(group, 2, evidence)
    for case in range(50):
        others = (evidence.fold[0] != evidence.fold[0, case]) & (group == group[case])
        share = evidence.shares[0, evidence.fold[0, case], 1]
        expected = (framing.y[others].sum() + 4 * share) / (others.sum() + 4)
        assert found[0, case, 1] == pytest.approx(expected, rel=1e-6)


def test_with_folds_in_time_order_a_rule_is_judged_by_what_came_before() -> None:
    framing = framing_of(pd.DataFrame({"amount": np.arange(60.0)}), np.arange(60) % 2, time=np.arange(60))
    evidence = collect(framing, ("cheapest answer",))
    found = truth_by_group(np.zeros(60, dtype=int), 1, evidence)
    first = evidence.rows[evidence.fold[0] == 0].min()
    share = evidence.shares[0, 0, 1]
    assert found[0, 0, 1] == pytest.approx((framing.y[:first].sum() + 4 * share) / (first + 4), rel=1e-6)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({**LARGE, "answer": "maybe"}, "Rule 1 answers 'maybe', which is no class of the target and has no price."),
        ({"when": [{"column": "gone", "op": "missing"}], "answer": "no", "name": "old"}, "Rule 1 ('old'), condition 1, names"),
        ({"when": [{"column": "answer", "op": "==", "value": "no"}], "answer": "no"}, "looks at 'answer', which is the target."),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(rule: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match="Rule 1") as caught:
        price(collect(payments(), ("cheapest answer",)), stated(rule))
    assert words in caught.value.what and caught.value.why and caught.value.do


def test_the_fallback_has_to_be_an_answer_too_and_may_be_one_that_is_no_class() -> None:
    evidence = collect(payments(), ("cheapest answer",))
    with pytest.raises(UserError, match="where no rule matches answers 'ask'"):
        price(evidence, stated(LARGE, rules_fallback="ask"))
    costs = {"matrix": {"no": {"yes": 5.0, "ask": 1.0}, "yes": {"no": 100.0, "ask": 2.0}}}
    prices = price(evidence, stated(LARGE, rules_fallback="ask", costs=costs))
    assert prices["your rules"].cost_per_case.estimate == pytest.approx((25 * 5 + 45 * 1 + 5 * 2) / 100)


def test_a_tree_finds_what_is_there_and_reads_as_ordered_rules() -> None:
    random = np.random.default_rng(0)
    features = pd.DataFrame(
        {
            "amount": random.integers(0, 100, 2_000).astype(float),
            "country": pd.Categorical(random.choice(["home", "near", "far"], 2_000)),
            "noise": random.normal(size=2_000),
        }
    )
    truth = np.where((features["amount"] >= 60) & (features["country"] == "far"), "yes", "no")
    framing = framing_of(features, truth)
    leaves = learned(framing, 3)
    answers = ["yes" if leaf.counts[1] > leaf.counts[0] else "no" for leaf in leaves]
    rules, last = as_rules(leaves, answers, "small tree")
    assert last == "no" and len(rules) == 1
    assert set(in_words(rules[0]).removesuffix(" → yes").split(" and ")) <= {
        "amount is at least 60",
        "country is far",
        "amount is at least 59.9",
    }
    assert sum(leaf.counts.sum() for leaf in leaves) == 2_000


def test_nothing_is_suggested_where_there_is_nothing_but_noise() -> None:
    found = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        features = pd.DataFrame(random.normal(size=(300, 8)), columns=list("abcdefgh"))
        found += len(learned(framing_of(features, random.integers(0, 2, 300)), 1)) > 1
    assert found <= 3


def test_unchanged_suggestions_are_priced_on_cases_they_were_not_learned_from() -> None:
    framing = mixed(400)
    evidence = collect(framing, ("cheapest answer",))
    leaves = learned(framing, 3)
    answers = [framing.classes[leaf.counts.argmax()] for leaf in leaves]
    rules, last = as_rules(leaves, answers, "small tree")
    suggested = validate({"rules": [rule.model_dump() for rule in rules], "rules_fallback": last})
    changed = suggested.replaced("rules", [{**rule.model_dump(), "origin": "edited"} for rule in rules])
    asked, carried_out = your_rules(evidence, suggested), your_rules(evidence, changed)
    assert LEARNED_AGAIN in asked.sentence and LEARNED_HERE in carried_out.sentence
    costs = {name: price(evidence, one)["your rules"].cost_per_case.estimate for name, one in (("s", suggested), ("c", changed))}
    assert costs["s"] >= costs["c"]
    assert asked.proba.shape == (1, 400, 2) and np.allclose(asked.proba.sum(axis=2), 1)


def test_a_rule_that_changes_nothing_is_left_out() -> None:
    from workbench.evidence.rule_tree import Leaf
    from workbench.scenario import Condition

    a, b = Condition(column="a", op=">=", value=1), Condition(column="b", op="==", value="x")
    counts = np.ones(2)
    leaves = [Leaf((a, b), counts), Leaf((a,), counts), Leaf((b,), counts), Leaf((), counts)]
    told = [
        tuple(in_words(rule) for rule in as_rules(leaves, list(answers), "small tree")[0]) for answers in ("yynn", "ynnn", "nnyn")
    ]
    assert told[0] == ("a is at least 1 → y",)
    assert told[1] == ("a is at least 1 and b is x → y",)
    assert told[2] == ("a is at least 1 → n", "b is x → y")
