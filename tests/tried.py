"""On how many made-up cases a property is tried."""

from __future__ import annotations

from hypothesis import settings


def tried(cases: int) -> settings:
    """On so many, and on a quarter of them in `make quick`: for properties that take longer than a moment."""
    quick = settings.get_current_profile_name() == "quick"
    return settings(max_examples=cases // 4 if quick else cases, deadline=None)
