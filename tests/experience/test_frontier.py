"""What nothing beats on both money and time, and how much time there is."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.experience.frontier import frontier, seconds_available

POINTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20)


def test_what_is_dearer_and_slower_than_something_else_is_left_out():
    assert frontier([5.0, 3.0, 4.0, 2.0], [0.0, 6.0, 9.0, 45.0]) == [0, 1, 3]
    assert frontier([5.0, 5.0], [1.0, 1.0]) == [0]
    assert frontier([], []) == []


@given(POINTS)
def test_nothing_beats_what_is_kept_and_something_kept_beats_or_equals_the_rest(found):
    cost, seconds = [float(c) for c, _ in found], [float(s) for _, s in found]
    kept = frontier(cost, seconds)

    def beaten(i, by):
        return any(cost[j] <= cost[i] and seconds[j] <= seconds[i] and (cost[j], seconds[j]) != (cost[i], seconds[i]) for j in by)

    assert not any(beaten(i, range(len(cost))) for i in kept)
    assert all(any(cost[j] <= cost[i] and seconds[j] <= seconds[i] for j in kept) for i in range(len(cost)))


def test_hours_a_week_are_seconds_a_case_once_the_cases_are_known():
    assert seconds_available(40, 52_000) == 144.0
    assert seconds_available(None, 52_000) is None
    assert seconds_available(40, None) is None
    assert seconds_available(0, 100) == 0.0
