"""What must not change a verdict: the order of the cases, the names and order of the classes, the currency, the unit of money."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.experience.made import binary, make_evidence, multiclass
from tests.tried import tried
from workbench.data.reading import read_bytes
from workbench.experience.exchange import exchange
from workbench.experience.policies import best_policy, policies
from workbench.pricing.prices import price
from workbench.run import run
from workbench.scenario import validate
from workbench.verdict import decide

PEOPLE = {"read": 2.0, "pick": 1.5, "confirm": 3.0, "by_hand_error": 0.06, "notices_wrong": 0.7, "accepts_right": 0.93}
asked = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "classes": st.sampled_from([2, 2, 4]),
        "signal": st.sampled_from([0.0, 0.4, 1.2]),
        "paid": st.sampled_from(["nobody", "wage", "review"]),
        "today": st.sampled_from(["none", "human", "always"]),
        "real": st.booleans(),
    }
)


def table(drawn, n=400):
    """Truth, folds and probabilities of a rule and a model."""
    k = drawn["classes"]
    y, p = binary(n, 0.3, 1.0, drawn["seed"]) if k == 2 else multiclass(n, k, 1.0, drawn["seed"])
    rng = np.random.default_rng(drawn["seed"] + 1)
    p = np.stack([1 - p, p], axis=1) if p.ndim == 1 else p
    shares = np.bincount(y, minlength=k) / n
    model = p ** drawn["signal"] * shares ** (1 - drawn["signal"]) * np.exp(rng.normal(0, 0.1, (n, k)))
    rule = np.where(rng.random((n, 1)) < 0.5, shares, (model + shares) / 2)
    told = {"one rule": rule, "m": model}
    return y, rng.permutation(np.arange(n) % 5), {name: each / each.sum(axis=1, keepdims=True) for name, each in told.items()}


def document(drawn, names, times=1.0, currency="USD"):
    """Random costs for classes of these names, all money times as much."""
    k, rng = drawn["classes"], np.random.default_rng(drawn["seed"] + 2)
    cells = np.round(rng.uniform(1, 12, (k, k)), 3)
    np.fill_diagonal(cells, np.where(rng.random(k) < 0.3, -np.round(rng.uniform(0, 4, k), 3), 0.0))
    matrix = {names[i]: {names[j]: float(cells[i, j] * times) for j in range(k)} for i in range(k)}
    people = PEOPLE | ({"wage_per_hour": 40.0 * times, "by_hand": 120.0} if drawn["paid"] == "wage" else {})
    costs = {"matrix": matrix, "prediction": 0.01 * times} | ({"review": 1.1 * times} if drawn["paid"] == "review" else {})
    today = {
        "none": {},
        "human": {"kind": "human", "cost": 1.3 * times, "accuracy": 0.9},
        "always": {"kind": "always", "answer": names[0]},
    }[drawn["today"]]
    return {
        "decision": {"currency": currency, "volume_per_year": 50_000, "today": today},
        "costs": costs,
        "people": people,
        "business": {"build": 900.0 * times, "run_per_year": 300.0 * times},
        "prevalence": {names[1]: 0.2} if drawn["real"] else {},
    }


def appraised(evidence, parts):
    scenario = validate(parts)
    prices = price(evidence, scenario, quick=True)
    outcomes = policies(evidence, scenario, prices, quick=True)
    worth = exchange(best_policy(outcomes, prices, scenario), evidence, prices, quick=True)
    return decide(evidence, scenario, prices, outcomes, worth, (), quick=True), prices


def made(y, fold, told, k):
    return make_evidence(y, told, classes=k, fold=fold, rules=("one rule",))


def letters(k):
    return tuple("abcdefghijklmnopqrstuvwxyz"[:k])


@given(asked)
@tried(25)
def test_the_order_of_the_cases_changes_nothing(drawn):
    y, fold, told = table(drawn)
    order = np.random.default_rng(drawn["seed"]).permutation(len(y))
    parts = document(drawn, letters(drawn["classes"]))
    one, _ = appraised(made(y, fold, told, drawn["classes"]), parts)
    other, _ = appraised(made(y[order], fold[order], {name: p[order] for name, p in told.items()}, drawn["classes"]), parts)
    assert other.code == one.code
    assert other.sentence == one.sentence


def past_cases(n=400):
    """Cases with a number, a category with gaps, an amount and two answers; no two rows are alike in the amount."""
    rng = np.random.default_rng(8)
    size, kind = rng.normal(size=n), np.array(["left", "right", None], dtype=object)[rng.integers(0, 3, n)]
    late = rng.random(n) < 1 / (1 + np.exp(1.0 - 1.6 * size))
    amount = np.round(rng.gamma(2, 40, n), 2)
    whose, when = rng.integers(0, 90, n).astype(str), np.arange(n) // 3
    cells = {"size": size, "kind": kind, "amount": amount, "whose": np.char.add("c", whose), "when": when}
    return pd.DataFrame(cells | {"late": np.where(late, "yes", "no")})


def ran(table, names=("no", "yes"), **roles):
    renamed = table.assign(late=table["late"].map(dict(zip(("no", "yes"), names, strict=True))))
    costs = {"matrix": {names[1]: {names[0]: {"plus": 2.0, "times": 0.2, "column": "amount"}}, names[0]: {names[1]: 5.0}}}
    candidates = ["cheapest answer", "one rule", "logistic regression", "gradient boosting"]
    parts = {"data": {"target": "late", "positive": names[1], **roles}, "costs": costs, "evidence": {"candidates": candidates}}
    return run(validate(parts), dataset=read_bytes("cases.csv", renamed.to_csv(index=False).encode())).appraisal


def costs_of(appraisal):
    return {price.name: price.cost_per_case.estimate for price in appraisal.prices.candidates}


@pytest.mark.parametrize("roles", [{}, {"entity": "whose"}, {"time": "when"}], ids=["stratified", "by entity", "forward in time"])
def test_a_shuffled_table_is_dealt_into_the_same_folds_and_gives_the_same_figures(roles):
    table = past_cases()
    one, other = ran(table, **roles), ran(table.sample(frac=1.0, random_state=3), **roles)
    assert other.verdict.code == one.verdict.code
    assert costs_of(other) == pytest.approx(costs_of(one))


def test_renamed_classes_are_dealt_into_the_same_folds_and_give_the_same_figures():
    one, other = ran(past_cases()), ran(past_cases(), names=("zero", "late"))
    assert other.verdict.code == one.verdict.code
    assert costs_of(other) == pytest.approx(costs_of(one))


def test_answers_of_the_past_are_renamed_with_the_classes_and_change_no_figure():
    def with_past(names):
        table = past_cases()
        told = np.where(table["size"] > 0.5, names[1], names[0])
        parts = {
            "decision": {"today": {"kind": "column", "column": "told"}},
            "data": {"target": "late", "positive": names[1]},
            "costs": {"matrix": {names[1]: {names[0]: 7.0}, names[0]: {names[1]: 5.0}}},
            "evidence": {"candidates": ["cheapest answer", "one rule", "logistic regression"]},
        }
        renamed = table.assign(late=table["late"].map({"no": names[0], "yes": names[1]}), told=told)
        return run(validate(parts), dataset=read_bytes("cases.csv", renamed.to_csv(index=False).encode())).appraisal

    one, other = with_past(("no", "yes")), with_past(("zero", "late"))
    assert other.verdict.code == one.verdict.code
    assert costs_of(other) == pytest.approx(costs_of(one))


@given(asked)
@tried(25)
def test_the_names_and_the_order_of_the_classes_change_nothing(drawn):
    y, fold, told = table(drawn)
    k = drawn["classes"]
    place = np.random.default_rng(drawn["seed"]).permutation(k)
    back = np.argsort(place)
    moved = made(place[y], fold, {name: p[:, back] for name, p in told.items()}, k)
    named = tuple(f"class {name}" for name in letters(k))
    renamed = replace(moved, framing=_with_classes(moved.framing, tuple(named[i] for i in back)))
    one, before = appraised(made(y, fold, told, k), document(drawn, letters(k)))
    other, after = appraised(renamed, document(drawn, named))
    assert other.code == one.code
    assert after["m"].cost_per_case.estimate == pytest.approx(before["m"].cost_per_case.estimate, rel=1e-5, abs=1e-6)


def _with_classes(framing, classes):
    return type(framing)(**{**vars(framing), "classes": classes})


@given(asked)
@tried(25)
def test_another_currency_changes_only_how_money_is_written(drawn):
    y, fold, told = table(drawn)
    names = letters(drawn["classes"])
    evidence = made(y, fold, told, drawn["classes"])
    one, _ = appraised(evidence, document(drawn, names))
    other, _ = appraised(evidence, document(drawn, names, currency="EUR"))
    assert other.code == one.code
    assert "$" not in other.sentence


@given(asked, st.sampled_from([2.0, 0.5, 1024.0]))
@example({"seed": 36307, "classes": 2, "signal": 0.0, "paid": "review", "today": "none", "real": True}, 0.5)
@tried(25)
def test_all_money_doubled_is_the_same_decision_at_double_the_price(drawn, times):
    y, fold, told = table(drawn)
    names = letters(drawn["classes"])
    evidence = made(y, fold, told, drawn["classes"])
    one, before = appraised(evidence, document(drawn, names))
    other, after = appraised(evidence, document(drawn, names, times))
    assert other.code == one.code
    for name in ("m", "one rule", "cheapest answer"):
        assert after[name].cost_per_case.estimate == pytest.approx(times * before[name].cost_per_case.estimate)
    assert after.hurdle == pytest.approx(times * before.hurdle)
    assert after.saving.probability_better == pytest.approx(before.saving.probability_better)
