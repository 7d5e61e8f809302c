"""How often, from trials of a few people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.experience.studies.learned import Beta, learned
from workbench.experience.studies.rates import clustered, design_effect, intraclass, rate
from workbench.pricing.estimate import Estimate
from workbench.pricing.wilson import wilson


def rounded(ends, digits=3):
    return [round(end, digits) for end in ends]


def test_eight_of_ten_and_none_of_ten():
    assert rounded(wilson(8, 10)) == [0.490, 0.943]
    assert rounded(wilson(0, 10)) == [0.0, 0.278]


def test_a_hundred_trials_of_five_people_who_differ_tell_a_third_as_much():
    assert design_effect(np.full(5, 20), 0.1) == pytest.approx(2.9)
    assert rounded(wilson(40, 100)) == [0.309, 0.498]
    assert rounded(clustered(40, 100, 2.9)) == [0.255, 0.565]


def test_what_was_assumed_counts_as_a_few_cases():
    seen = rate(np.arange(20) < 14, np.arange(20))
    known = learned(seen, 0.6, prior=5.0)

    assert known == Beta(17.0, 8.0)
    assert known.mean == pytest.approx(0.68)
    assert rounded(known.interval()) == [0.489, 0.844]


def test_an_assumption_given_as_a_range_counts_by_its_likely_value():
    assert learned(None, (0.2, 0.6, 0.7), prior=5.0) == Beta(3.0, 2.0)


def test_people_who_are_all_the_same_have_nothing_in_common():
    hits, sizes = np.array([4, 4, 4, 4]), np.array([8, 8, 8, 8])
    assert intraclass(hits, sizes) == 0.0


def test_people_who_always_or_never_do_it_make_all_their_trials_one():
    found = rate(np.repeat([True, False, True, False], 10), np.repeat(np.arange(4), 10))
    assert found.icc == 1.0
    assert found.worth == pytest.approx(4.0)


def test_without_trials_nothing_is_known():
    found = rate(np.zeros(0, dtype=bool), np.zeros(0, dtype=int))
    assert (found.hits, found.cases, found.people) == (0, 0, 0)
    assert (found.naive.low, found.naive.high, found.clustered.low, found.clustered.high) == (0.0, 1.0, 0.0, 1.0)


def test_one_person_alone_does_not_tell_how_people_differ():
    found = rate(np.arange(10) < 5, np.zeros(10, dtype=int))
    assert found.clustered.high - found.clustered.low > found.naive.high - found.naive.low


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6)), min_size=1, max_size=12))
def test_every_interval_holds_its_share_and_stays_between_0_and_1(people):
    sizes = np.array([size for _, size in people])
    hit = np.concatenate([np.arange(size) < min(hits, size) for hits, size in people])
    found = rate(hit, np.repeat(np.arange(len(people)), sizes))

    for told in (found.naive, found.clustered, found.resampled):
        assert 0.0 <= told.low <= told.estimate + 1e-12 and told.estimate - 1e-12 <= told.high <= 1.0
    assert isinstance(found.naive, Estimate)
    assert found.clustered.low <= found.naive.low + 1e-12 and found.clustered.high >= found.naive.high - 1e-12


def covered(alike: float, seeds: int = 400, people: int = 12, each: int = 8, share: float = 0.3) -> tuple[float, float]:
    """How often the naive interval and the one that allows for people hold the truth."""
    sure = 1.0 / alike - 1.0 if alike else 0.0
    naive = by_people = 0
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        own = rng.beta(share * sure, (1 - share) * sure, size=people) if alike else np.full(people, share)
        hit = rng.random((people, each)) < own[:, None]
        found = rate(hit.ravel(), np.repeat(np.arange(people), each), seed)
        naive += found.naive.low <= share <= found.naive.high
        by_people += found.clustered.low <= share <= found.clustered.high
    return naive / seeds, by_people / seeds


def test_where_people_differ_only_the_interval_that_allows_for_it_holds_the_truth():
    naive, by_people = covered(alike=0.2)
    assert naive < 0.88
    assert 0.93 <= by_people <= 0.985


def test_where_people_are_alike_both_intervals_hold_the_truth():
    naive, by_people = covered(alike=0.0)
    assert naive > 0.92
    assert by_people > 0.94
