"""What was answered in a study, as a table: one row a trial, practice left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial, settle
from workbench.experience.trial import WORDS

SHOWN_RIGHT, SHOWN_WRONG, BY_HAND, ALONE = range(4)
"""How a screen treats a case: as the parts of `planned.World`, in their order."""
FLOORS = {words: floor for floor, words in WORDS}
NAMES = ("right", "wrong", "by_hand", "alone")


@dataclass(frozen=True, eq=False)
class Answers:
    """All arrays (n,). person, variant: numbers. stratum: as above. truth, choice: index into the plan's answers; -1: no choice.

    accepted: a suggestion was taken. worked: the answer was found by hand, at the start or after looking at suggestions.
    lost: the time ran out before there was an answer. first, final: seconds. cost: realised, people's time included, and of that
    `time`; currency a case. share: how sure the surest suggestion was shown, nan where that was not told. lines: how many were.
    """

    person: np.ndarray
    variant: np.ndarray
    stratum: np.ndarray
    truth: np.ndarray
    choice: np.ndarray
    accepted: np.ndarray
    worked: np.ndarray
    lost: np.ndarray
    first: np.ndarray
    final: np.ndarray
    cost: np.ndarray
    time: np.ndarray
    share: np.ndarray
    lines: np.ndarray

    def of(self, rows: np.ndarray) -> Answers:
        """Return some of the trials."""
        return Answers(**{name: getattr(self, name)[rows] for name in self.__dataclass_fields__})

    @property
    def judged(self) -> np.ndarray:
        """Whether a person had to judge a suggestion and did."""
        return (self.stratum <= SHOWN_WRONG) & ~self.lost

    @property
    def hand_seconds(self) -> np.ndarray:
        """Seconds of work by hand: all of them where nothing was suggested, else those after the suggestions were turned down."""
        return np.where(self.stratum == BY_HAND, self.final, self.final - self.first)

    @property
    def right(self) -> np.ndarray:
        return self.choice == self.truth


def gathered(plan: StudyPlan, trials: Sequence[Trial]) -> Answers:
    """Put trials of a plan into a table. Of two for the same case of one participant the first one counts."""
    once: dict[tuple[int, int], Trial] = {}
    for trial in trials:
        if not trial.practice and trial.variant < len(plan.variants) and trial.case < len(plan.cases):
            once.setdefault((trial.participant, trial.order), trial)
    kept = list(once.values())
    index = {answer: at for at, answer in enumerate(plan.answers)}
    settled = [settle(plan, trial) for trial in kept]
    lost = np.array([trial.timeout and trial.choice is None for trial in kept], dtype=bool)
    return Answers(
        person=_whole([trial.participant for trial in kept]),
        variant=_whole([trial.variant for trial in kept]),
        stratum=_whole([_stratum(trial) for trial in kept]),
        truth=_whole([index[trial.true_label] for trial in kept]),
        choice=_whole([-1 if trial.choice is None else index[trial.choice] for trial in kept]),
        accepted=np.array([trial.action in ("accept", "pick") and trial.choice is not None for trial in kept], dtype=bool),
        worked=np.array([trial.action in ("manual", "undo") and trial.choice is not None for trial in kept], dtype=bool),
        lost=lost,
        first=np.array([trial.t_first for trial in kept], dtype=float),
        final=np.array([trial.t_final for trial in kept], dtype=float),
        cost=np.array([one.total for one in settled], dtype=float),
        time=np.array([one.time for one in settled], dtype=float),
        share=np.array([_share(trial) for trial in kept], dtype=float),
        lines=np.array([len(trial.shown) for trial in kept], dtype=float),
    )


def _whole(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _stratum(trial: Trial) -> int:
    if trial.suggestion_right is not None:
        return SHOWN_RIGHT if trial.suggestion_right else SHOWN_WRONG
    return ALONE if trial.shown else BY_HAND


def _share(trial: Trial) -> float:
    """How sure the surest suggestion was shown; where only words were, the least share that they stand for."""
    told = [FLOORS.get(one.words) if one.share is None else one.share for one in trial.shown]
    return max((share for share in told if share is not None), default=float("nan"))
