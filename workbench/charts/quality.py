"""How good it must be, for two classes, in words: what has to be caught at how many false alarms, and what is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.pricing.breakeven import BreakEven
from workbench.pricing.estimate import Estimate
from workbench.pricing.reached import Reached
from workbench.wording import does, format_share


def part(share: float) -> str:
    """Write a share of what is at stake. A fee, or an answer that is neither class, can cost more than all of it."""
    if share < -SLACK:
        return "less than 0 %"
    return "more than 100 %" if share > 1.0 + SLACK else format_share(share)


def interval(share: Estimate) -> str:
    """Write a share with its interval: `71 % (95 %: 66 % to 76 %)`."""
    told, low, high = (part(one) for one in (share.estimate, share.low, share.high))
    return told if low == high else f"{told} (95 %: {low} to {high})"


SLACK = 1e-9
UNMAPPED = "A model can pay at these prices, but recall and false alarms alone do not tell when: its cost per case does."


@dataclass(frozen=True)
class Words:
    """How the two axes are called. by_case: shares are of the money at stake instead of cases.

    opponent: what it has to be cheaper than, as the verdict calls it.
    """

    positive: str
    by_case: bool = False
    opponent: str = ""

    @property
    def catches(self) -> str:
        return self.catching("it")

    def catching(self, name: str) -> str:
        """Return the verb that goes with a candidate's name."""
        return does(name, "saves", "save") if self.by_case else does(name, "catches", "catch")

    @property
    def pays(self) -> str:
        return f"Against {self.opponent}, it pays" if self.opponent else "It pays"

    @property
    def whole(self) -> str:
        return f"what is at stake in {self.positive}" if self.by_case else self.positive


def answer(found: BreakEven, place: Reached | None, words: Words) -> str:
    """Answer the page's question: what has to be caught, and what is."""
    if not found.can_pay and not found.applies:
        return "With these prices one answer is always the cheaper one: no model pays, however good."
    if not found.can_pay:
        return "Not even a model that is never wrong pays: it could save less than what having one costs."
    if not found.mapped:
        return UNMAPPED
    return _needed_at_all(found, words) if place is None else _needed_and_reached(found, place, words)


def _needed_at_all(found: BreakEven, words: Words) -> str:
    alone, all_caught = float(found.least_recall(0.0)), float(found.most_false_alarms(1.0))
    return (
        f"{words.pays} once it {words.catches} {format_share(max(alone, 0.0))} of {words.whole} without a false alarm; "
        f"with all of it, {format_share(min(all_caught, 1.0))} false alarms are the most."
    )


def _needed_and_reached(found: BreakEven, place: Reached, words: Words) -> str:
    alarms = place.alarmed.estimate
    needed, most = float(found.least_recall(alarms)), float(np.clip(found.most_false_alarms(1.0), 0.0, 1.0))
    reached = f"{place.name} {words.catching(place.name)} {interval(place.caught)}"
    if needed > 1:
        return (
            f"At the {part(alarms)} false alarms of {place.name} nothing pays; "
            f"{format_share(most)} are the most, even with all of {words.whole} {'saved' if words.by_case else 'caught'}."
        )
    if needed <= 0:
        return f"With {part(alarms)} false alarms any part of {words.whole} pays; {reached}."
    at = f"at {part(alarms)} false alarms"
    return f"{words.pays} once it {words.catches} {format_share(needed)} of {words.whole} {at}; {reached}."


def title(found: BreakEven, words: Words) -> str:
    """Say what the map shows, in one sentence."""
    if found.can_pay and not found.mapped:
        return "Nothing is shaded, as recall and false alarms alone do not tell what pays here."
    if not found.applies:
        return "Where one answer is always the cheaper one, there is nothing to map."
    alone = float(found.least_recall(0.0))
    if alone > 1:
        return "Nothing pays: there is no shaded part."
    done = "saved" if words.by_case else "caught"
    return f"Shaded: what pays. Below {format_share(max(alone, 0.0))} of {words.whole} {done}, nothing does."


def alt(found: BreakEven, places: Sequence[Reached], words: Words) -> str:
    """Say what the map shows, for those who cannot see it."""
    told = "; ".join(
        f"{one.name} {words.catching(one.name)} {interval(one.caught)} at {interval(one.alarmed)} false alarms, "
        f"{'which pays' if found.advantage(one.caught.estimate, one.alarmed.estimate) > 0 else 'which does not pay'}"
        for one in places
    )
    return f"{title(found, words)} {told or 'No candidate is ready yet'}."
