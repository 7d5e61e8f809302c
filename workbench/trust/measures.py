"""What mistakes by group are measured by, besides their cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.trust.answered import Answered

Counted = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Measure:
    """A share of cases. of: what was answered -> whether each case is a hit (n,), and among which truths (K,) bool.

    title: at the head of a column. meaning: in one sentence. among, hit: what a sentence calls the cases, and what befalls them.
    In all of them "{focus}" stands for the class looked for. harm: whether more of it is a mistake and not only a difference.
    """

    name: str
    title: str
    meaning: str
    among: str
    hit: str
    harm: bool
    of: Callable[[Answered], Counted]


def _selected(seen: Answered) -> Counted:
    return seen.said(seen.focus), np.ones(len(seen.weight), dtype=bool)


def _false_alarm(seen: Answered) -> Counted:
    return seen.said(seen.focus), np.arange(len(seen.weight)) != seen.focus


def _missed(seen: Answered) -> Counted:
    """The other class was answered. An answer that is no class, such as asking for a document, is neither right nor a miss."""
    return seen.said(1 - seen.focus), np.arange(len(seen.weight)) == seen.focus


def _wrong(seen: Answered) -> Counted:
    return seen.wrong, np.ones(len(seen.weight), dtype=bool)


def _wrong_in_focus(seen: Answered) -> Counted:
    return seen.wrong, np.arange(len(seen.weight)) == seen.focus


TWO_CLASSES = (
    Measure(
        "false_positive_rate",
        "False alarms",
        'Of the cases that were not "{focus}", the share answered "{focus}".',
        'of those that are not "{focus}"',
        'are answered "{focus}"',
        True,
        _false_alarm,
    ),
    Measure(
        "false_negative_rate",
        "Missed",
        'Of the cases that were "{focus}", the share answered as if they were not.',
        'of those that are "{focus}"',
        "are missed",
        True,
        _missed,
    ),
    Measure(
        "selection_rate",
        'Answered "{focus}"',
        'Of all cases, the share answered "{focus}", rightly or not.',
        "of all of them",
        'are answered "{focus}"',
        False,
        _selected,
    ),
)
MANY_CLASSES = (
    Measure(
        "wrong_rate",
        "Wrong",
        "Of all cases, the share whose answer was not the best there is.",
        "of all of them",
        "get a wrong answer",
        True,
        _wrong,
    ),
    Measure(
        "missed_rate",
        'Missed "{focus}"',
        'Of the cases that were "{focus}", the class whose mistakes cost most in all, the share with a wrong answer.',
        'of those that are "{focus}"',
        "get a wrong answer",
        True,
        _wrong_in_focus,
    ),
)


def measures(seen: Answered) -> tuple[Measure, ...]:
    """Return what can be counted: nothing but cost where there are no answers case by case."""
    if not seen.has_answers:
        return ()
    return TWO_CLASSES if len(seen.weight) == 2 else MANY_CLASSES
