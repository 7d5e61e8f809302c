"""Who sees what in which order."""

from collections import Counter
from itertools import pairwise

import pytest

from tests.experience.studies.plans import THREE, TWO, planned
from workbench.experience.studies.williams import assignment, case_of, shown_of, williams


def test_four_variants_come_in_four_orders():
    assert williams(4) == ((0, 1, 3, 2), (1, 2, 0, 3), (2, 3, 1, 0), (3, 0, 2, 1))


@pytest.mark.parametrize("variants", [2, 3, 4, 5, 6])
def test_every_variant_comes_equally_often_at_each_place_and_after_each_other_one(variants):
    rows = williams(variants)
    times = 2 if variants % 2 else 1
    follows = Counter(pair for row in rows for pair in pairwise(row))
    places = Counter((place, variant) for row in rows for place, variant in enumerate(row))

    assert set(follows.values()) == {times} and len(follows) == variants * (variants - 1)
    assert set(places.values()) == {times} and len(places) == variants**2


@pytest.mark.parametrize(("variants", "round_of"), [(TWO, 4), (THREE, 18)])
def test_nobody_sees_a_case_twice_and_each_slot_meets_each_variant_equally_often(variants, round_of):
    made = planned(variants=variants, cases=24)
    met = Counter()
    for number in range(round_of):
        seen = [one for one in assignment(made, number) if not one.practice]
        assert len({one.case for one in seen}) == len(seen) == 24
        assert Counter(one.variant for one in seen) == dict.fromkeys(range(len(variants)), made.per_variant)
        met.update((slot_of(made, one), one.variant) for one in seen)
    assert set(met.values()) == {round_of // len(variants)}
    assert len(met) == len(made.slots) * len(variants)


def slot_of(made, one):
    return next(at for at, slot in enumerate(made.slots) if slot[one.variant] == one.case)


def test_every_participant_meets_the_same_share_of_wrong_suggestions_in_every_variant():
    made = planned(cases=24)
    for number in range(5):
        wrong = Counter(one.variant for one in assignment(made, number) if not one.practice and not shown_of(made, one).right)
        assert wrong == {0: 4, 1: 4}


def test_practice_comes_first_and_meets_the_variants_in_turn():
    shown = assignment(planned(practice=3), 0)
    assert [one.practice for one in shown] == [True] * 3 + [False] * 24
    assert [one.variant for one in shown[:3]] == [0, 1, 0]
    assert [one.position for one in shown[3:]] == [*range(12), *range(12)]


def test_what_a_participant_is_shown_is_the_same_whenever_it_is_asked_for_and_differs_between_participants():
    made = planned()
    assert assignment(made, 7) == assignment(made, 7)
    assert assignment(made, 7) != assignment(made, 8)
    assert case_of(made, assignment(made, 7)[0]) in made.practice
