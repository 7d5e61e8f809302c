"""One candidate's out-of-fold probabilities, filled in fold by fold."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence
    from workbench.models.catalogue import Candidate
    from workbench.models.fold import Fold


@dataclass(frozen=True, eq=False)
class Answer:
    """proba (n_test, K) float32 of one fold's test rows; CPU seconds and seconds on the clock it took; what was learned."""

    proba: np.ndarray
    cpu_seconds: float
    seconds: float
    sentence: str


def timed_answer(candidate: Candidate, fold: Fold, classes: tuple[str, ...]) -> Answer:
    """Let a candidate learn and answer one fold. The CPU seconds are this thread's, so a fit must not start others."""
    cpu, clock = time.thread_time(), time.perf_counter()
    proba, sentence = candidate.answer(fold, classes)
    return Answer(proba, time.thread_time() - cpu, time.perf_counter() - clock, sentence)


@dataclass
class Layers:
    """proba (R, n, K) float32 in the making; fits counts the folds that are done, error is the first that went wrong."""

    proba: np.ndarray
    fold: np.ndarray
    fits: int = 0
    seconds: float = 0.0
    error: BaseException | None = None
    sentences: list[str] = field(default_factory=list)

    @classmethod
    def empty(cls, evidence: Evidence) -> Layers:
        shape = (*evidence.fold.shape, len(evidence.classes))
        return cls(np.zeros(shape, dtype=np.float32), evidence.fold)

    def put(self, repeat: int, number: int, answer: Answer) -> None:
        self.proba[repeat, self.fold[repeat] == number] = answer.proba
        self.seconds += answer.cpu_seconds
        self.fits += 1
        self.sentences.append(answer.sentence)

    def fail(self, error: BaseException) -> None:
        self.error = self.error or error
        self.fits += 1

    def sentence(self) -> str:
        """What was learned in the first of the folds that agree most, and how many agree where not all do."""
        heads = Counter(text.partition(":")[0] for text in self.sentences if text)
        if not heads:
            return ""
        head, count = heads.most_common(1)[0]
        said = next(text for text in self.sentences if text.partition(":")[0] == head)
        return said if count == self.fits else f"{said} ({count} of {self.fits} folds chose this.)"
