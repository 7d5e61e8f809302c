"""Rules, then the model, then a person, where prices follow a few columns over two classes.

What rules decide has rows of its own in a policy's tables, so one pass over the cases adds up all stages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from workbench.experience.cascade import STAGES
from workbench.experience.policy import NO_RULE
from workbench.experience.roombyamount import Chosen
from workbench.pricing import moments
from workbench.pricing.amounts import Amounts
from workbench.pricing.ownlines import Lines


@dataclass(frozen=True, eq=False)
class Ruled:
    """said (n,) int8 in segment order: what the team's rules answer, NO_RULE where none fires. answers: how many there are."""

    said: np.ndarray
    answers: int

    @cached_property
    def fired(self) -> np.ndarray:
        """(n,) uint8: 1 where a rule fires, 0 elsewhere. Products with it choose faster than anything case by case."""
        return (self.said != NO_RULE).view(np.uint8)

    def first(self, chosen: Chosen, amounts: Amounts, limited: Callable[[Chosen], Chosen]) -> Chosen:
        """Let rules decide where they fire, and `limited` say for which of the others there is room with people.

        chosen: what is expected to cost least, a person among it. The rows of the rules' answers come after all others.
        """
        assert chosen.code is not None
        # As the first answer, what rules decide asks for no room.
        others = chosen.code * (1 - self.fired)
        left = limited(Chosen(others, amounts.moments(others, chosen.moments.shape[1])))
        assert left.code is not None
        rows = left.moments.shape[1]
        code = left.code * (1 - self.fired) + (self.said.view(np.uint8) + np.uint8(rows)) * self.fired
        return replace(left, code=code, moments=amounts.moments(code, rows + self.answers), ruled=self.answers)


def ends(chosen: Chosen, lines: Lines, weight: np.ndarray) -> dict[str, float]:
    """Return what `Cascade.told` asks for: the mean by stage of real-life cases that end there, and of what they cost.

    lines: of what is handed over, a person its last row. weight (2,): real-life cases for each case of a class.
    """
    segments, person, rows = lines.amounts.segments, len(lines.plus) - 1, chosen.moments.shape[1]
    mixed = 0 if chosen.mixed is None else person
    acted = np.concatenate([np.arange(person + 1), np.arange(mixed), np.arange(chosen.ruled)])
    share = np.repeat([0.0, 1.0, chosen.mixed or 0.0, 0.0], [person, 1, mixed, chosen.ruled])
    by_rules = np.arange(rows) >= rows - chosen.ruled
    cases = (chosen.moments[..., 0] * weight[segments.truth][:, np.newaxis]).sum(axis=0)

    def money(row: np.ndarray) -> np.ndarray:
        plus, times = (table[row][:, segments.truth].swapaxes(0, 1) for table in (lines.plus, lines.times))
        return moments.totals(plus, times, chosen.moments).sum(axis=0)

    own, parts = money(acted), (by_rules, ~by_rules * (1.0 - share), share)
    seen = {stage: float(cases @ part) for stage, part in zip(STAGES, parts, strict=True)}
    worth = (own, own, money(np.full(rows, person)))
    seen |= {f"{stage} cost": float(costs @ part) for stage, costs, part in zip(STAGES, worth, parts, strict=True)}
    return {name: total / len(segments.y) for name, total in seen.items()}
