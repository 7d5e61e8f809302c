"""One go through some cases on the prototype screen: which case is open, what was done, what is being changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.experience.settled import Settled
from workbench.experience.turns import Turn


@dataclass(frozen=True)
class Round:
    """The cases at `positions`, in this order. Every step returns another round; none changes this one.

    settled: what the policy settles about each over all cases. turns: what was done, in order. at: the case on screen, from 0.
    changing: all answers are open. undone: what had been done by itself and was taken back on this case. told: the truth of the
    last turn is on screen. known: positions whose truth the person was told at some time. since: when this case was opened, in
    seconds of any clock.
    """

    positions: tuple[int, ...]
    settled: tuple[Settled, ...]
    turns: tuple[Turn, ...] = ()
    at: int = 0
    changing: bool = False
    undone: str = ""
    told: bool = False
    known: frozenset[int] = frozenset()
    since: float = 0.0

    @property
    def position(self) -> int:
        return self.positions[self.at]

    @property
    def waiting(self) -> tuple[int, ...]:
        """Cases that were not dealt with, by their place in the round."""
        done = {turn.position for turn in self.turns}
        return tuple(at for at, position in enumerate(self.positions) if position not in done)

    @property
    def over(self) -> bool:
        return not self.waiting and not self.told

    def opened(self, at: int, now: float) -> Round:
        """Open another case that waits; any other number leaves everything as it is."""
        if at not in self.waiting or (at == self.at and not self.told):
            return self
        return replace(self, at=at, changing=False, undone="", told=False, since=now)

    def dealt(self, turn: Turn, tell: bool, now: float) -> Round:
        """Keep what was done with the case on screen. tell: stay and tell the truth; else the next one is opened."""
        turn = replace(turn, informed=turn.position in self.known)
        after = replace(self, turns=(*self.turns, turn), changing=False, undone="")
        if tell:
            return replace(after, told=True, known=self.known | {turn.position})
        return after.went_on(now)

    def went_on(self, now: float) -> Round:
        """Open the next case that waits, from this one on and then from the start."""
        waiting = self.waiting
        following = next((at for at in waiting if at > self.at), waiting[0] if waiting else self.at)
        return replace(self, at=following, told=False, changing=False, undone="", since=now)

    def taken_back(self, now: float) -> Round:
        """Take the last turn back and open its case again."""
        if not self.turns:
            return self
        last = self.turns[-1]
        at = self.positions.index(last.position)
        return replace(self, turns=self.turns[:-1], at=at, told=False, changing=False, undone="", since=now)

    def rated(self, helpful: bool | None) -> Round:
        """Keep whether the last suggestion was called helpful."""
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], helpful=helpful))) if self.turns else self

    def again(self, now: float) -> Round:
        """Begin again with the same cases; what was told stays known."""
        return Round(self.positions, self.settled, known=self.known | {turn.position for turn in self.turns}, since=now)
