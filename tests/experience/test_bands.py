"""Suggestions shown as sure are taken otherwise than those shown as unsure: by hand, by trying all lists, and by clicking."""

from itertools import combinations

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence, multiclass, scenario
from workbench.experience import bands, formulas
from workbench.experience.behaviour import behaviour
from workbench.experience.measures import measures
from workbench.experience.policies import find, policies
from workbench.outlook.sketch import Sketch

SURE = {"confidence": 0.9, "accepts_right": 1.0, "notices_wrong": 0.2}
PEOPLE = {
    "wage_per_hour": 36.0,
    "by_hand": 20,
    "confirm": 3,
    "read": 2,
    "pick": 1,
    "accepts_right": 0.95,
    "notices_wrong": 0.6,
    "by_hand_error": 0.0,
    "picks_wrong_though_right_shown": 0.0,
}
EVEN = 10.0 * (1 - np.eye(3))[None]


def people(*several, **values):
    return behaviour(scenario(people=PEOPLE | values | {"bands": list(several)}))


def test_a_suggestion_shown_as_sure_is_waved_through_and_an_unsure_one_is_looked_at():
    sums = measures(EVEN, people(SURE))
    p = np.array([[0.9, 0.06, 0.04], [0.8, 0.15, 0.05]], dtype=np.float32)
    shown, wrong = bands.one_to_confirm(p, sums), np.array([1, 1])
    assert list(shown) == [0, 0]
    # Confirming is .03 and a case by hand .20: .8 * 10 + .2 * .20 against .4 * 10 + .6 * .20.
    assert bands.confirmed(sums.money, sums, shown, wrong, p) == pytest.approx([0.03 + 8.04, 0.03 + 4.12])
    assert bands.confirmed(sums.seconds, sums, shown, wrong, p) == pytest.approx([3 + 4, 3 + 12])
    assert bands.confirmed(sums.money, sums, shown, np.array([0, 0]), p) == pytest.approx([0.03, 0.03 + 0.05 * 0.20])


def test_a_list_is_as_sure_as_its_surest_line():
    sums = measures(EVEN, people(SURE))
    p = np.array([[0.92, 0.05, 0.03], [0.5, 0.3, 0.2]])
    sets = np.array([[1, 0], [0, 1]])
    # Two lines read are .04, one picked .01, and by hand it is .20; the right answer is on neither list.
    expected = [0.04 + 0.8 * 10.01 + 0.2 * 0.20, 0.04 + 0.4 * 10.01 + 0.6 * 0.20]
    assert bands.lists_shown(sums.money, sums, sets, np.array([2, 2]), p) == pytest.approx(expected)


def test_below_all_bands_the_plain_shares_hold_and_bands_may_be_stated_in_any_order():
    who = people(SURE, {"confidence": 0.5, "accepts_right": 0.9, "notices_wrong": 0.4})
    assert [one.notices_wrong for one in bands.by_band(who)] == [0.6, 0.4, 0.2]
    assert list(bands.band_of(who, np.array([0.1, 0.5, np.float32(0.9), 1.0]))) == [0, 1, 2, 2]


def test_how_sure_is_what_is_shown_where_real_life_has_another_mix_of_classes():
    sums = measures(EVEN, people(SURE), np.array([1.0, 8.0, 1.0]))
    p = np.array([[0.45, 0.5, 0.05]])  # in real life the second class has 4 of 4.5 parts, 89 %
    assert bands.confirmed(sums.seconds, sums, np.array([1]), np.array([0]), p) == pytest.approx([3 + 12])
    p = np.array([[0.3, 0.6, 0.1]])  # and here 4.8 of 5.2, 92 %
    assert bands.confirmed(sums.seconds, sums, np.array([1]), np.array([0]), p) == pytest.approx([3 + 4])


@pytest.mark.parametrize("by_row", [False, True])
@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_list_that_is_shown_is_the_cheapest_of_all_in_its_own_band(k, by_row):
    rng = np.random.default_rng(k)
    cost = rng.uniform(1, 30, (40 if by_row else 1, 6, 6)) * (1 - np.eye(6))
    sums = measures(cost, people(SURE, {"confidence": 0.4, "accepts_right": 0.8, "notices_wrong": 0.9}))
    p = rng.dirichlet(np.full(6, 0.4), 40)
    chosen = bands.lists_to_show(p, sums, k)
    truths = range(6)

    def worth(sets):
        return sum(p[:, y] * bands.lists_shown(sums.money, sums, sets, np.full(40, y), p) for y in truths)

    least = np.min([worth(np.tile(one, (40, 1))) for one in combinations(range(6), k)], axis=0)
    assert worth(chosen) == pytest.approx(least)


def test_of_very_many_lists_the_one_shown_is_no_dearer_than_what_each_band_alone_would_show():
    rng = np.random.default_rng(4)
    sums = measures(rng.uniform(1, 30, (1, 14, 14)) * (1 - np.eye(14)), people(SURE))
    p = rng.dirichlet(np.full(14, 0.2), 300)

    def worth(sets):
        return sum(p[:, y] * bands.lists_shown(sums.money, sums, sets, np.full(300, y), p) for y in range(14))

    chosen = worth(bands.lists_to_show(p, sums, 3))
    for who in bands.by_band(sums.people):
        assert (chosen <= worth(bands.best_lists(p, sums.money, who, 3)) + 1e-9).all()


def test_people_clicking_cost_what_the_bands_say():
    rng = np.random.default_rng(11)
    truth, p = multiclass(60_000, 3, signal=2.0, seed=5)
    sums = measures(EVEN, people(SURE))
    shown = bands.one_to_confirm(p, sums)
    sure = p[np.arange(len(p)), shown] >= 0.9
    right = shown == truth
    taken = rng.random(len(p)) < np.where(right, np.where(sure, 1.0, 0.95), np.where(sure, 0.8, 0.4))
    cost = 0.01 * (3 + 20 * ~taken) + 10.0 * (taken & ~right)
    told = bands.confirmed(sums.money, sums, shown, truth, p)
    assert cost.mean() == pytest.approx(told.mean(), abs=4 * cost.std() / np.sqrt(len(p)))


def cases(kind):
    if kind == "many classes":
        y, p = multiclass(300, 4, seed=2)
        return y, p
    return binary(300, seed=3)


@pytest.mark.parametrize("repeats", [1, 2])
@pytest.mark.parametrize("kind", ["two classes", "many classes"])
@pytest.mark.parametrize("mix", [{}, {"b": 0.1}])
def test_bands_in_which_people_behave_as_ever_change_no_figure(kind, mix, repeats):
    y, p = cases(kind)
    evidence = make_evidence(y, {"model": p}, repeats=repeats)
    asked = {"people": PEOPLE, "costs": {"wrong": 10.0}, "prevalence": mix, "policies": {"k": None}}
    idle = {"accepts_right": 0.95, "notices_wrong": 0.6}
    several = [{"confidence": 0.4, **idle}, {"confidence": 0.8, **idle}]
    plain = policies(evidence, scenario(**asked), quick=True)
    banded = policies(evidence, scenario(**asked | {"people": PEOPLE | {"bands": several}}), quick=True)
    for before, after in zip(plain, banded, strict=True):
        assert (before.policy, before.candidate, before.parameters) == (after.policy, after.candidate, after.parameters)
        assert after.cost_per_case.estimate == pytest.approx(before.cost_per_case.estimate, rel=1e-6)
        assert after.seconds_per_case == pytest.approx(before.seconds_per_case, rel=1e-6)
        assert after.wrong_share == pytest.approx(before.wrong_share, rel=1e-6)


def test_over_reliance_on_sure_suggestions_makes_confirming_dearer_and_the_sketch_of_the_outlook_agrees():
    y, p = multiclass(600, 3, signal=2.5, seed=8)
    evidence = make_evidence(y, {"model": p})
    asked = {"people": PEOPLE, "costs": {"wrong": 10.0}, "policies": {"compare": ["confirm", "top-k"], "k": 2}}
    banded = scenario(**asked | {"people": PEOPLE | {"bands": [SURE]}})
    before, after = (policies(evidence, one, quick=True) for one in (scenario(**asked), banded))
    for policy in ("confirm", "top-k"):
        cost = [find(found, policy, "model").cost_per_case.estimate for found in (before, after)]
        assert cost[0] < cost[1]
    sketched = Sketch(evidence, banded).standing(banded)
    cheapest = min(one.cost_per_case.estimate for one in after if one.candidate == "model")
    assert sketched.design == pytest.approx(cheapest, rel=1e-5)


def test_formulas_know_nothing_of_bands():
    p, sums = np.array([[0.7, 0.2, 0.1]]), measures(EVEN, people(SURE))
    bare = measures(EVEN, people())
    assert (formulas.confirm(sums.money, sums.people) == formulas.confirm(bare.money, bare.people)).all()
    assert list(bands.one_to_confirm(p, sums)) == [0]


@pytest.mark.parametrize("policy", ["confirm", "top-k", "sets", "undo", "defer"])
@pytest.mark.parametrize("kind", ["two classes", "many classes"])
def test_the_sketch_of_the_outlook_prices_each_way_of_behaving_as_it_is_priced(policy, kind):
    y, p = cases(kind)
    evidence = make_evidence(y, {"model": p})
    errors = {"a": 0.05, "b": 0.2}
    asked = scenario(
        people=PEOPLE | {"bands": [SURE | {"confidence": 0.6}], "by_hand_errors": errors},
        costs={"wrong": 10.0},
        policies={"compare": [policy], "k": 2, "coverage": 0.9},
    )
    found = policies(evidence, asked, quick=True)
    cheapest = min(one.cost_per_case.estimate for one in found if one.candidate == "model")
    assert Sketch(evidence, asked).standing(asked).design == pytest.approx(cheapest, rel=1e-4)
