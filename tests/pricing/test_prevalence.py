"""Real life with other class shares than the table: worked by hand, and against evidence that was made to have those shares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pricing.made import EXAMPLE_X_SCENARIO, baselines, binary, drawn_case, evidence, prediction
from workbench.errors import UserError
from workbench.evidence.evidence import Prediction
from workbench.pricing.confusion import confusion
from workbench.pricing.line import cost_at, line, worth_of_moving
from workbench.pricing.prevalence import real_mix, real_proba, to_real, to_table
from workbench.pricing.prices import price
from workbench.scenario import validate

HALF = np.array([0.9 / 0.5, 0.1 / 0.5])
"""Half of the table is positive, a tenth of real life."""


def with_shares(scenario, **shares):
    return scenario.replaced("prevalence", shares)


def test_eight_tenths_in_a_table_of_halves_is_three_tenths_where_one_in_ten_is_positive_both_ways():
    assert to_real(0.8, HALF) == pytest.approx(0.3077, abs=5e-5)
    p, base, real = 0.8, 0.5, 0.1
    assert to_real(p, HALF) == pytest.approx(real * (p - p * base) / (base - p * base + real * p - base * real))
    assert real_proba(np.array([0.2, 0.8]), HALF)[1] == pytest.approx(to_real(0.8, HALF))
    assert to_table(to_real(0.8, HALF), HALF) == pytest.approx(0.8)


def test_always_and_never_stay_what_they_are():
    assert to_real(np.array([-np.inf, 0.0, 1.0, np.inf]), HALF).tolist() == [-np.inf, 0.0, 1.0, np.inf]


def test_classes_that_are_not_named_divide_the_rest_as_in_the_table():
    mix = real_mix({"c": 0.1}, ("a", "b", "c"), np.array([30, 10, 60]))
    assert mix.shares == pytest.approx([0.675, 0.225, 0.1])
    assert mix.weight == pytest.approx([2.25, 2.25, 1 / 6])


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({"yes": 0.5, "no": 0.6}, "add up to 1.1"),
        ({"yes": 0.5, "no": 0.4}, "add up to 0.9"),
        ({"yes": 1.0}, "leave nothing"),
        ({"yse": 0.1}, "'yse', which is not among the 3 classes"),
        ({"yes": 0.0}, "'yes' is 0"),
        ({"never": 0.1}, "no case of 'never'"),
        ({"yes": 0.1, " yes": 0.1}, "twice"),
        ({"yes": 0.6, "no": 0.6}, "'yes' 0.6, 'no' 0.6"),
    ],
)
def test_shares_that_cannot_be_are_refused_by_name_and_value(shares, words):
    with pytest.raises(UserError) as refused:
        real_mix(shares, ("no", "yes", "never") if "never" in shares or "yse" in shares else ("no", "yes"), np.array([90, 10, 0]))
    assert words in refused.value.what and refused.value.do


def test_example_x_with_half_the_positives_costs_half_way_to_none():
    """No positive would cost 5 when acting and a table of positives -20, so 5 % of them cost 5 * .95 - 20 * .05."""
    y = np.tile([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 20)
    made = evidence(y, *baselines(y, np.arange(200) // 10 % 5), fold=np.arange(200) // 10 % 5)
    found = price(made, with_shares(EXAMPLE_X_SCENARIO, yes=0.05))
    assert found["cheapest answer"].cost_per_case.estimate == pytest.approx(3.75)
    assert found["majority"].cost_per_case.estimate == pytest.approx(5.0)
    assert found["majority"].metrics.accuracy == pytest.approx(0.95)
    assert found["random"].cost_per_case.estimate == pytest.approx(0.95 * 0.05 * 5 + 0.05 * (0.95 * 100 - 0.05 * 20))
    assert found.perfect == pytest.approx(-1.0)


def test_what_depends_on_the_truth_alone_has_no_spread_once_the_shares_are_known():
    y = np.tile([1, 0, 0, 0], 25)
    made = evidence(y, *baselines(y))
    found = price(made, with_shares(EXAMPLE_X_SCENARIO, yes=0.5))["majority"].cost_per_case
    assert (found.low, found.high) == (pytest.approx(found.estimate), pytest.approx(found.estimate))


def test_the_spread_is_that_within_each_class_weighed():
    """Two cases a class; costs 0 and 10 among the positives, 0 among the negatives; positives are nine tenths of real life."""
    made = evidence([0, 0, 1, 1], binary("model", [0.0, 0.0, 0.1, 0.9]), fold=[0, 1, 0, 1])
    question = validate({"costs": {"matrix": {"yes": {"no": 10.0}, "no": {"yes": 10.0}}}, "prevalence": {"yes": 0.9}})
    found = price(made, question, quick=True)["model"].cost_per_case
    assert found.estimate == 0.0  # at .9 real, even a score of .1 is answered yes
    made = evidence([0, 0, 1, 1], prediction("model", [[1, 0], [1, 0], [1, 0], [0, 1]]), fold=[0, 1, 0, 1])
    found = price(made, question, quick=True)["model"].cost_per_case
    assert found.estimate == pytest.approx(4.5)
    # off the class mean by 5, weighed 1.8: +-9 in two of four cases
    assert found.high - found.estimate >= 1.96 * np.sqrt(2 * 81 / 3) / 2 - 1e-9


def test_a_small_shift_says_what_is_assumed_and_a_large_one_how_few_cases_carry_it():
    y = np.tile([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 20)
    made = evidence(y, *baselines(y))
    assert price(made, EXAMPLE_X_SCENARIO).notes == ()
    assert len(price(made, with_shares(EXAMPLE_X_SCENARIO, yes=0.2)).notes) == 1
    told = price(made, with_shares(EXAMPLE_X_SCENARIO, yes=0.6)).notes[1]
    assert "20 cases of 'yes' stand for 60.0%" in told and "about as much as 53 would" in told


@pytest.mark.parametrize("rows", [1, 2])
def test_the_line_is_drawn_in_real_life_probabilities_and_adds_up(rows):
    made = drawn_case(np.random.default_rng(3), 400, 2)
    costs = {"0": {"1": 5.0}, "1": {"0": {"column": "amount"} if rows == 2 else 100.0, "1": -20.0}}
    question = validate({"costs": {"matrix": costs}, "prevalence": {"1": 0.02}})
    found = price(made, question)
    drawn = line(found["model"], found, made)
    assert drawn.by_costs == (None if rows == 2 else pytest.approx(5 / 125))
    assert np.all(np.diff(drawn.curve.threshold) >= 0)
    for tried in drawn.curve.threshold[[10, 150, -20]]:
        cost, matrix = cost_at("model", found, made, float(tried))
        assert matrix.cases.sum() == pytest.approx(1000) and matrix.total == pytest.approx(1000 * cost.estimate)
        assert matrix.cases[:, 1].sum() == pytest.approx(20)
        assert np.interp(tried, drawn.curve.threshold, drawn.curve.cost) == pytest.approx(cost.estimate)
        moved = worth_of_moving("model", found, made, 0.5, float(tried)).estimate
        assert moved == pytest.approx(cost_at("model", found, made, 0.5)[0].estimate - cost.estimate)


def made_real(made, times):
    """The same cases with those of the last class several times, and the probabilities that such a table would have given."""
    k = len(made.classes)
    repeat = np.where(made.y == k - 1, times, 1)
    weight = np.append(np.ones(k - 1), times)
    again = np.repeat(np.arange(len(made.y)), repeat)
    moved = [
        Prediction(p.name, p.kind, real_proba(p.proba.astype(float), weight)[:, again].astype(np.float32), p.answering)
        for p in made.predictions.values()
    ]
    table = made.framing.dataset.table.iloc[again].reset_index(drop=True)
    return evidence(made.y[again], *moved, classes=made.classes, fold=made.fold[:, again], table=table)


@given(st.integers(0, 2**32 - 1), st.sampled_from([2, 2, 3]), st.sampled_from([1, 2]), st.sampled_from([11, 13]), st.booleans())
@settings(max_examples=25, deadline=None)
def test_stating_shares_is_the_same_as_having_a_table_with_those_shares(seed, classes, repeats, times, by_row):
    rng = np.random.default_rng(seed)
    made = drawn_case(rng, 60, classes, repeats)
    real = made_real(made, times)
    matrix = {t: {a: float(rng.uniform(1, 30)) for a in (*made.classes, "ask") if a != t} for t in made.classes}
    if by_row:
        matrix[made.classes[-1]][made.classes[0]] = {"column": "amount", "plus": -3.0, "times": 0.5}
    last = made.classes[-1]
    asked = validate({"costs": {"matrix": matrix}})
    stated = with_shares(asked, **{last: float(np.mean(real.y == classes - 1))})
    one, two = price(made, stated, quick=True), price(real, asked, quick=True)
    for name in made.predictions:
        mine, theirs = one[name], two[name]
        assert mine.cost_per_case.estimate == pytest.approx(theirs.cost_per_case.estimate)
        assert one.costs.per_1000(mine.counts) == pytest.approx(two.costs.per_1000(theirs.counts))
        assert one.right_share(mine) == pytest.approx(two.right_share(theirs))
        for figure in ("accuracy", "balanced_accuracy", "top3_accuracy", "log_loss", "brier", "roc_auc"):
            assert getattr(mine.metrics, figure) == pytest.approx(getattr(theirs.metrics, figure), abs=1e-5)
        assert confusion(mine, one, made).money == pytest.approx(confusion(theirs, two, real).money, rel=1e-6, abs=1e-9)
        assert confusion(mine, one, made).total == pytest.approx(1000 * mine.cost_per_case.estimate)
    assert one.perfect == pytest.approx(two.perfect)
    assert one["model"].cost.mean() == pytest.approx(one["model"].cost_per_case.estimate)


@given(st.integers(0, 2**32 - 1), st.sampled_from([2, 4]))
@settings(max_examples=15, deadline=None)
def test_the_tables_own_shares_change_no_figure(seed, classes):
    rng = np.random.default_rng(seed)
    made = drawn_case(rng, 60, classes)
    asked = validate({"costs": {"wrong": 3.0}})
    own = {name: float(share) for name, share in zip(made.classes, np.bincount(made.y) / 60, strict=True)}
    one, two = price(made, asked, quick=True), price(made, with_shares(asked, **own), quick=True)
    for before, after in zip(one.candidates, two.candidates, strict=True):
        assert after.cost_per_case.estimate == pytest.approx(before.cost_per_case.estimate)
        assert after.counts == pytest.approx(before.counts)
        assert after.threshold == (None if before.threshold is None else pytest.approx(before.threshold))
