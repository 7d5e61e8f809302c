"""What the checklist of guidelines looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workbench.scenario import PolicyName, Prototype

Met = Literal["yes", "partly", "no", "not applicable"]
Found = tuple[Met, str, str]
"""Whether a point is met, what the prototype does about it, and what to do."""


class Word(NamedTuple):
    """A word that says how sure a first suggestion is. right: share of those that were; holds: whether that is what it means."""

    word: str
    right: float
    holds: bool


@dataclass(frozen=True)
class Design:
    """A way of behaving as the prototype shows it.

    question: what is decided, as it is stated. by_rule: a rule stands behind it. hidden: why probabilities are not shown as
    numbers, empty where they may be. by_hand, wrong: share of cases that people decide by hand, and that end wrong.
    groups: columns by which mistakes are compared. talked: somebody talked to those who will use it. measured: how people rely
    on it was measured. words: what they came to where they were said, surest first; empty for guesses and rules.
    """

    policy: PolicyName
    prototype: Prototype = field(default_factory=Prototype)
    question: str = ""
    by_rule: bool = False
    hidden: str = ""
    by_hand: float = 0.0
    wrong: float = 0.0
    groups: tuple[str, ...] = ()
    talked: bool = False
    measured: bool = False
    words: tuple[Word, ...] = ()

    @property
    def offers(self) -> bool:
        """Whether a person sees suggestions before anything is done."""
        return self.policy in ("confirm", "top-k", "sets")

    @property
    def hands_over(self) -> bool:
        """Whether it acts in some cases and leaves the others to a person."""
        return self.policy in ("defer", "cascade")

    @property
    def suggests(self) -> bool:
        """Whether the product has a say at all."""
        return self.policy != "manual"
