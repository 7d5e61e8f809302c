"""What one more hour of people's time is worth: what handing over the next cases would save, as many as fit in an hour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.experience.deferral import Deferral
from workbench.pricing.estimate import Estimate
from workbench.pricing.student import Z_975
from workbench.wording import format_interval


@dataclass(frozen=True)
class Hour:
    """worth: currency an hour, people's pay and fees taken off already; nothing where people have time for all that is wanted.

    wanted: share of cases worth handing over. capacity: share that people can take.
    """

    worth: Estimate
    wanted: float
    capacity: float

    @property
    def binds(self) -> bool:
        """Whether people have less time than there are cases worth handing over."""
        return self.wanted > self.capacity + 1e-12


def hour(cases: Deferral, capacity: float, by_hand: float) -> Hour | None:
    """Return what one more hour is worth; None where a case takes no time by hand, so that hours are not what is scarce.

    by_hand: seconds. The order of the cases and the gain of the next one follow from out-of-fold probabilities; the truth of the
    cases enters neither, so nothing is tuned on what it is judged by.
    """
    if by_hand <= 0:
        return None
    wanted = float(cases.weight[cases.gain > 0].sum() / cases.weight.sum())
    slots = 3600.0 / by_hand
    slot = next_slot(cases.gain, capacity, cases.weight, cases.repeats)
    return Hour(Estimate(*(value * slots for value in (slot.estimate, slot.low, slot.high))), wanted, capacity)


def next_slot(gain: np.ndarray, capacity: float, weight: np.ndarray, repeats: int = 1) -> Estimate:
    """Return what one more case in people's hands saves: the gain of the first case that they have no room for, if it is one.

    gain, weight (m,): expected saving of handing a case over, and how many real-life cases it stands for. capacity: share.
    The interval is that of a quantile: were other cases drawn, the limit would lie among those so many places further up or down
    as the count of cases above it varies.

    Examples
    --------
    >>> next_slot(np.array([2.4, 1.4, -0.6, 0.4]), 0.25, np.ones(4)).estimate
    1.4
    """
    order = np.argsort(-gain, kind="stable")
    reached = np.cumsum(weight[order]) / weight.sum()
    n = weight.sum() ** 2 / (weight**2).sum() / repeats
    # Half a case keeps the interval open where people can take none or all of them.
    share = min(max(capacity, 0.5 / n), 1.0 - 0.5 / n)
    spread = Z_975 * np.sqrt(share * (1.0 - share) / n)

    def beyond(room: float) -> float:
        position = int(np.searchsorted(reached, room * (1 + 1e-12), side="right"))
        return max(float(gain[order[position]]), 0.0) if position < len(order) else 0.0

    return Estimate(beyond(capacity), beyond(min(capacity + spread, 1.0)), beyond(max(capacity - spread, 0.0)))


def in_words(found: Hour, currency: str) -> str:
    """Say what an hour more is worth."""
    if not found.binds:
        return "One more hour of people's time is worth nothing here: they can take every case that is worth handing over."
    worth = format_interval(found.worth, currency)
    return f"One more hour of people's time would save {worth}, their pay already taken off."
