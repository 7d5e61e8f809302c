"""Which gaps are beyond chance, who is named for it, and what changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust import made
from workbench.trust.burden import burden, outside, sentence, telling

RNG = np.random.default_rng(5)
N = 1_200


def told(found, currency="USD"):
    return burden(found, currency)


def biased(share_missed: float = 0.5, column: str = "region"):
    """One in three cases is "north", where more of the yes are missed than the tenth that are elsewhere."""
    rng = np.random.default_rng(2)
    y = rng.random(N) < 0.25
    north = np.arange(N) % 3 == 0
    missed = rng.random(N) < np.where(north, share_missed, 0.1)
    return made.evidence(y, y & ~missed, {column: np.where(north, "north", np.where(rng.random(N) < 0.5, "south", "west"))})


def test_a_group_that_bears_more_is_named_with_its_cost_and_how_sure_that_is():
    found = made.borne_of(biased(), made.scenario("region"))
    cost = next(gap for gap in found.gaps if gap.measure == "cost_per_case")
    assert (cost.highest, cost.bearer, cost.significant) == ("north", "north", True)
    north = found.of("region")[0].cost_per_case.estimate
    rest = outside(found.everyone, found.of("region")[0], "cost_per_case")
    (said,) = told(found)
    assert said.startswith('With model, cases with region "north" bear more of the mistakes: they cost $')
    assert f"{north / rest:.1f} times as much (chance alone makes such a gap in less than 1 % of tables like this)." in said


def test_the_rest_is_every_case_but_those_of_the_group():
    evidence = biased()
    found = made.borne_of(evidence, made.scenario("region"))
    north = np.arange(N) % 3 == 0
    y = evidence.y == 1
    said = evidence.predictions["model"].proba[0, :, 1] > 0.5
    one = found.of("region")[0]
    assert outside(found.everyone, one, "cost_per_case") == pytest.approx((10.0 * (y & ~said))[~north].mean())
    assert outside(found.everyone, one, "false_negative_rate") == pytest.approx(1 - said[y & ~north].mean())


def test_a_rate_is_told_among_its_own_cases():
    rates = made.borne_of(biased(), made.scenario("region"))
    missed = next(gap for gap in rates.gaps if gap.measure == "false_negative_rate")
    assert missed.significant
    said = sentence(rates, missed, "USD")
    assert said.startswith('cases with region "north" bear more of the mistakes: of those that are "yes", ')
    assert " are missed, against " in said and " for the rest (" in said


def test_groups_that_differ_by_chance_only_are_not_named():
    y = RNG.random(N) < 0.3
    said = np.where(RNG.random(N) < 0.2, ~y, y)
    alarms = 0
    for seed in range(12):
        region = np.random.default_rng(seed).choice(["a", "b", "c"], N)
        alarms += bool(told(made.borne_of(made.evidence(y, said, {"region": region}), made.scenario("region"))))
    assert alarms <= 2


def test_where_one_group_only_bears_less_no_group_is_blamed():
    rng = np.random.default_rng(3)
    y = np.arange(N) % 2 == 0
    lucky = np.arange(N) % 12 < 2
    said = np.where(lucky, y, np.where(rng.random(N) < 0.4, ~y, y))
    region = np.where(lucky, "lucky", np.array(["a", "b", "c", "d", "e", "f"])[rng.integers(0, 6, N)])
    found = made.borne_of(made.evidence(y, said, {"region": region}), made.scenario("region"))
    gap = telling(found, "region")
    assert gap is not None
    if gap.bearer is None:
        assert told(found) == ()
        assert "bear less of the mistakes" in sentence(found, gap, "USD")
    else:
        assert gap.bearer != "lucky"


def test_groups_below_thirty_cases_take_no_part_in_the_test():
    y = np.arange(200) % 2
    region = np.where(np.arange(200) < 20, "few", np.where(np.arange(200) < 110, "a", "b"))
    said = np.where(np.arange(200) < 20, 1 - y, y)
    found = made.borne_of(made.evidence(y, said, {"region": region}), made.scenario("region"))
    assert {gap.highest for gap in found.gaps} | {gap.lowest for gap in found.gaps} <= {"a", "b"}
    assert not told(found)


def test_cases_of_one_customer_are_not_taken_for_independent():
    def alarms(known: bool) -> int:
        found = 0
        for seed in range(12):
            rng = np.random.default_rng(seed)
            customer = np.arange(N) // 50
            y = rng.random(N) < 0.3
            said = np.where(rng.random(N) < rng.beta(0.6, 2.0, 24)[customer], ~y, y)  # mistakes come customer by customer
            seen = made.evidence(y, said, {"region": rng.choice(["a", "b", "c"], 24)[customer]}, fold=customer % 5)
            seen.framing.entity = customer if known else None  # type: ignore[misc]
            found += bool(told(made.borne_of(seen, made.scenario("region"))))
        return found

    assert alarms(known=False) >= 6
    assert alarms(known=True) <= 2


def test_what_is_the_same_in_every_case_is_no_gap():
    y = np.arange(200) % 2
    found = made.borne_of(
        made.evidence(y, np.zeros(200), {"region": np.where(np.arange(200) < 100, "a", "b")}), made.scenario("region")
    )
    assert {gap.measure for gap in found.gaps} == {"cost_per_case"}


def test_more_columns_ask_for_more_certainty():
    one = made.borne_of(biased(0.3), made.scenario("region"))
    columns = {"region": biased(0.3).framing.dataset.table["region"], **{f"c{i}": RNG.choice(["x", "y"], N) for i in range(5)}}
    many = made.borne_of(made.tabled(biased(0.3), columns), made.scenario(*columns))
    first = {gap.measure: gap.adjusted for gap in one.gaps}
    assert all(gap.adjusted >= first[gap.measure] for gap in many.gaps_of("region"))


def test_a_gain_is_not_told_as_a_cost():
    matrix = {"no": {"yes": 1.0, "no": -2.0}, "yes": {"no": 5.0, "yes": -8.0}}
    (said,) = told(made.borne_of(biased(0.4), made.scenario("region", costs={"matrix": matrix})))
    assert "they gain $" in said and "while the rest gain $" in said


def test_names_are_cut_and_told_as_they_are():
    column = "<b>" + "x" * 190
    (said,) = told(made.borne_of(biased(column=column), made.scenario(column)))
    assert f"cases with {column[:80]} " in said
    assert len(said) < 400


@settings(max_examples=12, deadline=None)
@given(st.permutations(["north", "south", "west"]), st.integers(0, 2**16))
def test_what_groups_are_called_and_the_order_of_rows_change_nothing(names, seed):
    plain = made.borne_of(biased(0.3), made.scenario("region"))
    renamed = dict(zip(["north", "south", "west"], names, strict=True))
    before = biased(0.3)
    order = np.random.default_rng(seed).permutation(N)
    region = before.framing.dataset.table["region"].map(renamed).astype(str).to_numpy()[order]
    said = before.predictions["model"].proba[0, :, 1] > 0.5
    again = made.evidence(before.y[order], said[order], {"region": region}, fold=before.fold[:, order])
    other = made.borne_of(again, made.scenario("region"))
    for gap, twin in zip(plain.gaps, other.gaps, strict=True):
        assert (gap.measure, gap.p_value, gap.adjusted, gap.bearer_p) == (
            twin.measure,
            twin.p_value,
            twin.adjusted,
            twin.bearer_p,
        )
        assert gap.gap == pytest.approx(twin.gap)
        assert (gap.bearer and renamed[gap.bearer]) == twin.bearer
    by_name = {one.value: one for one in other.slices}
    for one in plain.slices:
        twin = by_name[renamed[one.value]]
        assert one.cases == twin.cases
        assert one.cost_per_case.estimate == pytest.approx(twin.cost_per_case.estimate)
        assert one.cost_per_case.low == pytest.approx(twin.cost_per_case.low)
        assert one.rates == twin.rates


def test_cost_and_gap_with_real_life_shares_and_amounts_are_those_of_plain_counting_and_shuffling():
    rng = np.random.default_rng(8)
    y, amount = np.arange(300) % 3 == 0, rng.integers(1, 60, 300).astype(float)
    region = rng.choice(np.array(["a", "b", "c", "few"]), 300, p=[0.4, 0.3, 0.25, 0.05])
    said = y ^ (rng.random(300) < 0.2)
    cells = {"no": {"yes": 1.0}, "yes": {"no": {"plus": 5.0, "times": 1.0, "column": "amount"}}}
    asked = made.scenario("region", costs={"matrix": cells}, prevalence={"yes": 0.1})
    found = made.borne_of(made.evidence(y, said, {"region": region, "amount": amount}), asked)

    weight = np.where(y, 0.1 / (1 / 3), 0.9 / (2 / 3))
    cost = weight * np.where(y, (5.0 + amount) * ~said, 1.0 * said)
    by_group = {name: cost[region == name].sum() / weight[region == name].sum() for name in np.unique(region)}
    told = {one.value: one.cost_per_case.estimate for one in found.slices if one.cost_per_case is not None}
    assert told == pytest.approx({name: by_group[name] for name in "abc"})  # of the few nothing is told

    tested = [np.flatnonzero(region[region != "few"] == name) for name in "abc"]
    off = (cost - cost.sum() / weight.sum() * weight)[region != "few"]
    shuffled = np.array([[dealt[at].mean() for at in tested] for dealt in rng.permuted(np.tile(off, (2_000, 1)), axis=1)])
    largest = np.ptp([off[at].mean() for at in tested])
    gap = next(gap for gap in found.gaps if gap.measure == "cost_per_case")
    assert gap.gap == pytest.approx(max(by_group[name] for name in "abc") - min(by_group[name] for name in "abc"))
    assert gap.p_value == pytest.approx((np.ptp(shuffled, axis=1) >= largest - 1e-9).mean(), abs=0.06)
