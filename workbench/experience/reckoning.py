"""What a round on the prototype screen says about the assumptions that the screen was priced with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.experience.behaviour import Behaviour
from workbench.experience.turns import Turn
from workbench.pricing.estimate import Estimate
from workbench.pricing.student import quantile
from workbench.pricing.wilson import wilson

ENOUGH = 2


@dataclass(frozen=True)
class Held:
    """A share that was assumed, and what one person did: `hits` of `cases`. what: a plain phrase that begins a sentence."""

    what: str
    hits: int
    cases: int
    assumed: float

    @property
    def seen(self) -> Estimate:
        """The share with its Wilson interval."""
        low, high = wilson(self.hits, self.cases)
        return Estimate(self.hits / self.cases, float(low), float(high))

    @property
    def differs(self) -> bool:
        """Whether what was assumed lies outside the interval: few cases seldom say so."""
        return not self.seen.low - 1e-9 <= self.assumed <= self.seen.high + 1e-9


def held(turns: Sequence[Turn], people: Behaviour) -> tuple[Held, ...]:
    """Hold what a person did against what is assumed of people; only of cases whose truth they had not been told before.

    Methods.md, section 7: over-reliance is to accept a wrong suggestion, under-reliance to reject a right one.
    """
    fresh = [turn for turn in turns if not turn.informed]
    asked = [turn for turn in fresh if turn.mode in ("confirm", "pick") and turn.shown]
    right = [turn for turn in asked if turn.truth in turn.shown]
    wrong = [turn for turn in asked if turn.truth not in turn.shown]
    undoable = [turn for turn in fresh if turn.mode == "undo" and turn.shown and turn.truth != turn.shown[0]]
    by_hand = [turn for turn in fresh if turn.action == "manual"]
    sums = (
        ("Right suggestions that were taken", [_taken(turn) for turn in right], people.accepts_right),
        ("Wrong suggestions that were noticed", [turn.action in ("manual", "send") for turn in wrong], people.notices_wrong),
        ("Wrong actions that were taken back", [turn.action == "undo" for turn in undoable], people.notices_in_time),
        ("Right where the answer was one's own", [turn.answer == turn.truth for turn in by_hand], 1.0 - people.by_hand_error),
    )
    return tuple(Held(what, sum(hits), len(hits), assumed) for what, hits, assumed in sums if hits)


def _taken(turn: Turn) -> bool:
    return turn.action in ("accept", "pick") and turn.answer == turn.truth


def seconds_a_case(turns: Sequence[Turn], shown: np.ndarray, real: np.ndarray, truth: Sequence[int]) -> Estimate | None:
    """Return the seconds a case that a person took, as many cases of each class as there are in real life; see `a_case`."""
    return a_case([turn.seconds for turn in turns], shown, real, truth)


def cost_a_case(turns: Sequence[Turn], shown: np.ndarray, real: np.ndarray, truth: Sequence[int], wage: float) -> Estimate | None:
    """Return currency a case: what answers cost and the person's time, at `wage` a second; see `a_case`."""
    return a_case([turn.cost + wage * turn.seconds for turn in turns], shown, real, truth)


def a_case(values: Sequence[float], shown: np.ndarray, real: np.ndarray, truth: Sequence[int]) -> Estimate | None:
    """Return the mean over real-life cases of what was seen over chosen ones, with its 95 % interval; None of fewer than two.

    Every class comes up on the screen, so a case counts by how often its class is met in real life.

    Parameters
    ----------
    values : (n,)
        One for each case that was dealt with.
    shown, real : (K,)
        Share of each class among the chosen cases and in real life (`cases.class_mix`).
    truth : (n,)
        Class of each case.

    Examples
    --------
    >>> round(a_case([10.0, 0.0], np.array([0.5, 0.5]), np.array([0.9, 0.1]), [1, 0]).estimate, 6)
    1.0
    """
    n = len(values)
    if n < ENOUGH:
        return None
    weights = real[list(truth)] / shown[list(truth)]
    share = weights / weights.sum()
    data = np.asarray(values, dtype=float)
    mean = float(share @ data)
    # A ratio of two sums: by how much it would move with each case left out or doubled says how sure it is.
    spread = math.sqrt(float(((share * (data - mean)) ** 2).sum()) * n / (n - 1))
    half = quantile(0.975, n - 1) * spread
    return Estimate(mean, mean - half, mean + half)
