"""Which ways of behaving are beaten on neither money nor people's time, and how much time people have."""

from __future__ import annotations

from collections.abc import Sequence

WEEKS = 52
SAME = 1e-9


def frontier(cost: Sequence[float], seconds: Sequence[float]) -> list[int]:
    """Return the positions that nothing else beats: none is as cheap and as quick, and better in one of the two. Quickest first.

    cost, seconds (m,): of a case. Of equals the first stays.

    Examples
    --------
    >>> frontier([5.0, 3.0, 4.0, 2.0], [0.0, 6.0, 9.0, 45.0])
    [0, 1, 3]
    """
    slack = SAME * max((abs(value) for value in cost), default=0.0)
    found: list[int] = []
    for i in sorted(range(len(cost)), key=lambda i: (seconds[i], cost[i])):
        if not found or cost[i] < cost[found[-1]] - slack:
            found.append(i)
    return found


def seconds_available(hours_per_week: float | None, cases_per_year: float | None) -> float | None:
    """Return how many seconds people can give to each case; None where hours or cases are not stated, or there are no cases.

    Examples
    --------
    >>> seconds_available(40, 52_000)
    144.0
    """
    if hours_per_week is None or not cases_per_year:
        return None
    return hours_per_week * WEEKS * 3600.0 / cases_per_year
