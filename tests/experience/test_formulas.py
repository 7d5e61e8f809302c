"""Each policy's formula, by hand and against people clicking."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.experience.made import scenario
from workbench.experience import formulas
from workbench.experience.behaviour import behaviour
from workbench.experience.formulas import expected
from workbench.experience.lists import all_lists, best_lists
from workbench.experience.measures import measures

EVEN = 10.0 * (1 - np.eye(3))[None]


def people(**values):
    given_ = {"wage_per_hour": 36.0, "by_hand": 20, "by_hand_error": 0.02} | values
    return behaviour(scenario(people=given_))


def test_working_by_hand_costs_time_and_its_own_errors():
    assert measures(EVEN, people()).money.by_hand == pytest.approx(np.full((1, 3), 0.40))


def test_acting_costs_the_errors_it_makes():
    assert expected(np.array([[0.7, 0.2, 0.1]]), formulas.act(measures(EVEN, people()).money))[0, 0] == pytest.approx(3.0)


def test_asking_for_confirmation_by_hand():
    who = people(confirm=3, accepts_right=0.95, notices_wrong=0.6)
    p, sums = np.array([[0.7, 0.2, 0.1]]), measures(EVEN, who)
    assert expected(p, formulas.confirm(sums.human, who))[0, 0] == pytest.approx(0.215)
    assert expected(p, formulas.confirm(sums.seconds, who))[0, 0] == pytest.approx(7.3)
    assert expected(p, formulas.confirm(sums.money, who))[0, 0] == pytest.approx(1.316)


def test_showing_three_answers_by_hand():
    who = people(read=2, pick=0, accepts_right=0.97, picks_wrong_though_right_shown=0.01, notices_wrong=0.8)
    sums = measures(10.0 * (1 - np.eye(4))[None], who)
    p = np.array([[0.5, 0.3, 0.1, 0.1]])
    three = np.array([[0, 1, 2]])
    assert expected(p, formulas.lists(sums.seconds, who, three))[0, 0] == pytest.approx(7.96)
    assert expected(p, formulas.lists(sums.money, who, three))[0, 0] == pytest.approx(0.389, abs=5e-4)


def test_a_person_decides_below_the_probability_where_both_cost_the_same():
    who = people()
    table = np.concatenate([EVEN, np.full((1, 1, 3), 1.6)], axis=1)
    for p, choice in ((0.83, 3), (0.85, 0)):
        assert expected(np.array([[p, (1 - p) / 2, (1 - p) / 2]]), table).argmin() == choice
    assert formulas.hand_over(measures(EVEN, who).money)[0, 3] == pytest.approx([0.4, 0.4, 0.4])


def test_a_wage_and_a_review_fee_add_up_and_a_review_price_alone_is_all_there_is():
    paid = behaviour(scenario(people={"wage_per_hour": 36.0, "by_hand": 20}, costs={"review": 4.0}))
    assert (paid.hand_price, paid.review_price) == pytest.approx((0.2, 4.2))
    priced = behaviour(scenario(people={"by_hand": 20}, costs={"review": 4.0}))
    assert (priced.hand_price, priced.review_price) == pytest.approx((4.0, 4.0))


def test_a_range_stands_for_its_likely_value():
    assert behaviour(scenario(people={"by_hand": [10, 20, 60]})).by_hand == 20


shares = st.floats(0, 1)
seconds = st.floats(0, 60)


@st.composite
def worlds(draw, most=5):
    k = draw(st.integers(2, most))
    extra = draw(st.integers(0, 2))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    cost = rng.normal(5, 10, size=(1, k + extra, k))
    accepts = draw(shares)
    slips = draw(shares) * (1 - accepts)
    values = {name: draw(seconds) for name in ("read", "pick", "confirm", "by_hand")}
    values |= {"accepts_right": accepts, "picks_wrong_though_right_shown": min(slips, 1 - accepts)}
    values |= {"notices_wrong": draw(shares), "by_hand_error": draw(shares)}
    return cost, values, rng.dirichlet(np.ones(k)), rng


@settings(max_examples=40, deadline=None)
@given(worlds(), st.floats(1, 200))
def test_one_more_unit_of_wage_costs_peoples_seconds(world, wage):
    cost, values, _, _ = world
    k = cost.shape[2]
    cheap, dear = (behaviour(scenario(people=values | {"wage_per_hour": w})) for w in (wage, wage + 3600))
    for table in (
        lambda m, who: formulas.confirm(m, who),
        lambda m, who: formulas.lists(m, who, all_lists(k, min(2, k))),
        lambda m, who: formulas.lists(m, who, all_lists(k, 1)),
        lambda m, who: formulas.hand_over(m),
        lambda m, who: m.by_hand,
    ):
        rise = table(measures(cost, dear).money, dear) - table(measures(cost, cheap).money, cheap)
        assert np.allclose(rise, table(measures(cost, cheap).seconds, cheap), atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.floats(0.1, 50))
def test_costs_and_wage_doubled_double_every_price(world, times):
    cost, values, _, _ = world
    one = behaviour(scenario(people=values | {"wage_per_hour": 10.0}))
    many = behaviour(scenario(people=values | {"wage_per_hour": 10.0 * times}))
    for table in (lambda m, who: formulas.confirm(m, who), lambda m, who: formulas.lists(m, who, all_lists(cost.shape[2], 2))):
        assert np.allclose(table(measures(cost * times, many).money, many), times * table(measures(cost, one).money, one))


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_shares_of_people_stay_shares(world):
    cost, values, _, _ = world
    who = behaviour(scenario(people=values))
    sums = measures(cost, who)
    for measure in (sums.human, sums.wrong):
        for table in (
            formulas.confirm(measure, who),
            formulas.lists(measure, who, all_lists(cost.shape[2], 2)),
            formulas.hand_over(measure),
        ):
            assert table.min() >= -1e-9 and table.max() <= 1 + 1e-9


def click(policy, shown, y, cost, v, wage, rng):
    """People clicking, one row a case: money, seconds, by hand. Written from what people do, not from the formula."""
    n, k = len(y), cost.shape[1]
    right_shown = (shown == y[:, None]).any(axis=1)
    u = rng.random(n)
    other = np.where(shown == y[:, None], -1, shown)
    other = np.sort(other, axis=1)[:, ::-1]
    wrong_lines = (other >= 0).sum(axis=1)
    wrong_pick = other[np.arange(n), (rng.random(n) * np.maximum(wrong_lines, 1)).astype(int)]
    slips = v["picks_wrong_though_right_shown"] if shown.shape[1] > 1 else 0.0
    accepts, notices = v["accepts_right"], v["notices_wrong"]
    hand = np.where(right_shown, u >= accepts + slips, u < notices)
    picked = np.where(right_shown & (u < accepts), y, wrong_pick)
    wrong_class = (y + rng.integers(1, k, n)) % k
    found = np.where(rng.random(n) < v["by_hand_error"], wrong_class, y)
    answer = np.where(hand, found, picked)
    looked = v["confirm"] if policy == "confirm" else shown.shape[1] * v["read"] + np.where(hand, 0.0, v["pick"])
    time = looked + np.where(hand, v["by_hand"], 0.0)
    return cost[answer, y] + wage * time, time, hand


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("policy", ["confirm", "list"])
def test_the_formula_agrees_with_people_clicking(policy, seed):
    rng = np.random.default_rng(seed)
    k = int(rng.integers(2, 6))
    lines = 1 if policy == "confirm" else int(rng.integers(1, k + 1))
    cost = rng.normal(0, 3, (k, k))
    accepts = rng.uniform(0.5, 0.9)
    v = {"accepts_right": accepts, "picks_wrong_though_right_shown": rng.uniform(0, 1 - accepts)}
    v |= {"notices_wrong": rng.random(), "by_hand_error": rng.random()}
    v |= {name: rng.uniform(0, 10) for name in ("read", "pick", "confirm", "by_hand")}
    p = rng.dirichlet(np.ones(k))
    who = behaviour(scenario(people=v | {"wage_per_hour": 360.0}))
    n = 60_000
    y = rng.choice(k, n, p=p)
    line = np.sort(rng.permutation(k)[:lines])
    money, time, hand = click(policy, np.tile(line, (n, 1)), y, cost, v, 0.1, rng)
    sums = measures(cost[None], who)
    for measure, clicked in ((sums.money, money), (sums.seconds, time), (sums.human, hand)):
        table = formulas.confirm(measure, who)[:, line] if policy == "confirm" else formulas.lists(measure, who, line[None])
        table = np.broadcast_to(table, (1, 1, k))
        error = max(float(np.std(clicked)) / np.sqrt(n), 1e-9)
        assert abs(expected(p[None], table)[0, 0] - clicked.mean()) < 5 * error + 1e-9


def cost_of(sets, p, money, who):
    """Expected cost of each case's own list, by its formula written out."""
    tables = formulas.lists(money, who, sets)
    return np.einsum("ik,ik->i", p, tables[0])


@settings(max_examples=25, deadline=None)
@given(worlds(most=6), st.integers(1, 4))
def test_with_few_lists_the_one_shown_is_the_cheapest_of_all(world, k):
    cost, values, _, rng = world
    classes = cost.shape[2]
    k = min(k, classes)
    who = behaviour(scenario(people=values))
    money = measures(cost, who).money
    p = rng.dirichlet(np.ones(classes), size=7)
    every = expected(p, formulas.lists(money, who, all_lists(classes, k)))
    assert np.allclose(cost_of(best_lists(p, money, who, k), p, money, who), every.min(axis=1))


def many_classes(seed, uneven, classes=12):
    rng = np.random.default_rng(seed)
    cost = rng.uniform(1, 20, (classes, classes))
    if not uneven:
        cost[:] = cost[0]
    np.fill_diagonal(cost, rng.normal(-1, 1, classes))
    return cost[None], rng.dirichlet(np.full(classes, 0.4), size=60)


def dearer_than_best(seed, uneven, k):
    """How much dearer the list shown is than the best of all lists, (n,)."""
    cost, p = many_classes(seed, uneven)
    who = people(notices_wrong=0.6, picks_wrong_though_right_shown=0.03)
    money = measures(cost, who).money
    best = expected(p, formulas.lists(money, who, all_lists(12, k))).min(axis=1)
    return cost_of(best_lists(p, money, who, k), p, money, who) - best


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("k", [2, 3, 4])
def test_where_any_wrong_answer_costs_the_same_sorting_finds_the_cheapest_list(seed, k):
    assert np.allclose(dearer_than_best(seed, uneven=False, k=k), 0)


@pytest.mark.parametrize("k", [3, 4])
def test_where_wrong_answers_differ_in_price_the_list_is_nearly_always_the_cheapest(k):
    gaps = np.concatenate([dearer_than_best(seed, uneven=True, k=k) for seed in range(6)])
    assert (gaps < 1e-9).mean() > 0.97
    assert gaps.mean() < 0.01  # a wrong answer costs about 10


def test_the_worth_given_the_truth_is_the_formula_with_a_certain_class():
    cost, p = many_classes(0, uneven=True)
    who = people()
    money = measures(cost, who).money
    sets = best_lists(p, money, who, 3)
    y = np.arange(len(p)) % 9
    table = formulas.lists(money, who, sets)[0]
    assert np.allclose(formulas.lists_given_truth(money, who, sets, y), table[np.arange(len(p)), y])
