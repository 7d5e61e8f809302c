"""Where prices follow an amount: people's errors by class, and behaviour by the confidence shown."""

import pytest

from tests.experience.test_byamount import both, with_people
from tests.pricing.amounts import drawn_amounts
from workbench.experience.policies import find, policies
from workbench.experience.race import race
from workbench.pricing.prices import price
from workbench.scenario import validate

MATRIX = {"1": {"0": {"column": "amount", "plus": 5.0}}, "0": {"1": {"column": "amount", "times": 0.5, "plus": 2.0}}}
IDLE = {"accepts_right": 0.97, "notices_wrong": 0.8}


def asked(**people):
    return with_people(validate({"costs": {"matrix": MATRIX}}), 0.3).changed("people", **people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_errors_by_class_come_to_the_same_by_amount_and_case_by_case(seed):
    made = drawn_amounts(seed, 120)
    (_, fast), (_, slow) = both(made, asked(by_hand_errors={"0": 0.02, "1.0": 0.3}))
    (_, even), _ = both(made, asked(by_hand_error=0.02))
    for one, other in zip(fast, slow, strict=True):
        assert one.cost == pytest.approx(other.cost, rel=1e-5, abs=1e-4)
        assert one.wrong_share == pytest.approx(other.wrong_share, abs=1e-5)
    manual = [find(found, "manual", "no model").wrong_share for found in (fast, even)]
    assert manual[0] == pytest.approx(0.02 + 0.28 * made.y.mean()) and manual[1] == pytest.approx(0.02)


def test_bands_in_which_people_behave_as_ever_come_to_what_the_amounts_say_and_are_compared_with_it():
    made = drawn_amounts(4, 120)
    plain, banded = asked(), asked(bands=[{"confidence": 0.6, **IDLE}, {"confidence": 0.9, **IDLE}])
    (prices, fast), _ = both(made, plain)
    again = price(made, banded, quick=True)
    slow = policies(made, banded, again, quick=True)
    for one, other in zip(fast, slow, strict=True):
        assert (one.policy, one.candidate) == (other.policy, other.candidate)
        assert one.cost_per_case.estimate == pytest.approx(other.cost_per_case.estimate, rel=1e-5)
        assert one.seconds_per_case == pytest.approx(other.seconds_per_case, abs=1e-5)
    before, after = race(made, plain, prices, fast, True), race(made, banded, again, slow, True)
    assert before.cheapest.policy == after.cheapest.policy
    for mine, its in zip(before.designs, after.designs, strict=True):
        saved, likewise = before.compare(mine, before.cheapest).saving, after.compare(its, after.cheapest).saving
        assert saved.estimate == pytest.approx(likewise.estimate, abs=1e-3)
        assert saved.low == pytest.approx(likewise.low, rel=1e-3, abs=1e-2)
