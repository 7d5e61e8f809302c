"""Collect the evidence: every candidate answers cases it has not learned from, on the same folds, and tells how far it is."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import UserError
from workbench.evidence.calibration import calibrated
from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.layers import Answer, Layers, timed_answer
from workbench.evidence.progress import Clock, Progress
from workbench.evidence.splits import Splits, split
from workbench.evidence.workers import default_workers, in_order
from workbench.models.catalogue import Candidate, chosen
from workbench.models.fold import Fold
from workbench.models.table import tabulate
from workbench.scenario import EvidenceChoice

if TYPE_CHECKING:
    from workbench.data.framing import Framing

logger = logging.getLogger(__name__)
Tell = Callable[[Progress], None]
Place = tuple[int, int, Fold]  # repeat, number of the fold, the fold


def evidence_key(framing: Framing, choice: EvidenceChoice | Sequence[str] | None = None) -> str:
    """Identify what `collect` would return: the same key, the same numbers."""
    choice = _choice(choice)
    settings = (choice.folds, choice.repeats, choice.seed, choice.calibrate)
    parts = (framing.key, *choice.candidates, "|", *map(str, settings))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def collect(
    framing: Framing,
    choice: EvidenceChoice | Sequence[str] | None = None,
    progress: Tell | None = None,
    cancelled: threading.Event | None = None,
    workers: int | None = None,
) -> Evidence:
    """Return out-of-fold probabilities of every candidate that fits the data.

    choice: folds, repeats, seed and names of candidates; or only the names; None is all of them with five folds.
    progress: called in this thread after every fit; what it holds grows by a candidate at a time, baselines first.
    cancelled: set it from another thread to stop between fits; what is finished by then is returned.
    workers: threads that fit, at most two unless said; the numbers do not depend on it.

    A candidate that fails is left out and named in `Evidence.notes`. Raises UserError when there is nothing to compare.
    """
    choice = _choice(choice)
    candidates = chosen(choice.candidates, framing)
    if not candidates:
        raise UserError(
            f"None of the candidates can answer a {framing.task} question on this table.",
            "Without a candidate there is nothing to compare.",
            "Choose other candidates, or another target.",
        )
    collection = _Collection.begin(framing, choice, candidates)
    return collection.run(progress or (lambda _: None), cancelled or threading.Event(), workers or default_workers())


def _choice(choice: EvidenceChoice | Sequence[str] | None) -> EvidenceChoice:
    if isinstance(choice, EvidenceChoice):
        return choice
    return EvidenceChoice(candidates=tuple(choice or ()))


@dataclass
class _Collection:
    """Evidence in the making."""

    candidates: tuple[Candidate, ...]
    choice: EvidenceChoice
    splits: Splits
    evidence: Evidence

    @classmethod
    def begin(cls, framing: Framing, choice: EvidenceChoice, candidates: tuple[Candidate, ...]) -> _Collection:
        splits = split(framing, choice)
        return cls(candidates, choice, splits, _empty(framing, splits, evidence_key(framing, choice)))

    def run(self, tell: Tell, cancelled: threading.Event, workers: int) -> Evidence:
        baselines = [candidate for candidate in self.candidates if not candidate.effort]
        models = tuple(candidate for candidate in self.candidates if candidate.effort)
        clock = Clock(models, self.splits.repeats * self.splits.folds, workers)
        self._answer_at_once(baselines)
        total = len(models) * clock.fits
        if baselines:
            tell(Progress(0, total, baselines[-1].name, self.splits.folds, self.splits.folds, None, self.evidence))
        if models and not cancelled.is_set():
            folds = self._folds()
            with _one_thread_a_fit():
                self._fit_all(models, folds, tell, cancelled, clock)
        return self.evidence

    def _answer_at_once(self, baselines: list[Candidate]) -> None:
        """Baselines share one array: class shares of the training rows, whatever is answered from them."""
        if not baselines:
            return
        started = time.thread_time()
        shares = self.evidence.shares.astype(np.float32)
        proba = np.stack([shares[repeat][self.evidence.fold[repeat]] for repeat in range(self.splits.repeats)])
        proba.flags.writeable = False
        seconds = (time.thread_time() - started) / len(baselines)
        for baseline in baselines:
            self._add(baseline, proba, seconds, "")

    def _folds(self) -> list[Place]:
        framing = self.evidence.framing
        table, k = tabulate(framing), len(framing.classes)
        return [
            (repeat, number, Fold(table, framing.y, k, partial(self.splits.parts, repeat, number), self.choice.seed))
            for repeat in range(self.splits.repeats)
            for number in range(self.splits.folds)
        ]

    def _fit_all(
        self, models: tuple[Candidate, ...], folds: list[Place], tell: Tell, cancelled: threading.Event, clock: Clock
    ) -> None:
        classes = self.evidence.classes
        tasks = [partial(timed_answer, candidate, fold, classes) for candidate in models for _, _, fold in folds]
        done = 0
        # Closed whatever happens, so that no thread is left behind.
        with closing(in_order(tasks, clock.workers, cancelled)) as answers:
            for candidate in models:
                layers = Layers.empty(self.evidence)
                for (repeat, number, _), answer in zip(folds, answers, strict=False):
                    _keep(answer, layers, repeat, number, candidate, clock)
                    done += 1
                    if layers.fits == len(folds):
                        self._finish(candidate, layers)
                    left = clock.seconds_left()
                    tell(Progress(done, len(tasks), candidate.name, number + 1, self.splits.folds, left, self.evidence))

    def _finish(self, candidate: Candidate, layers: Layers) -> None:
        if layers.error is None:
            self._add(candidate, layers.proba, layers.seconds, layers.sentence())
            return
        logger.error("candidate %s failed", candidate.name, exc_info=layers.error)
        reason = layers.error.what if isinstance(layers.error, UserError) else "It could not be fitted to this table."
        self.evidence = replace(self.evidence, notes=(*self.evidence.notes, f"{candidate.title} is left out. {reason}"))

    def _add(self, candidate: Candidate, proba: np.ndarray, seconds: float, sentence: str) -> None:
        prediction = Prediction(candidate.name, candidate.kind, proba, candidate.answering, seconds, sentence)  # type: ignore[arg-type]
        if self.choice.calibrate:
            prediction = calibrated(prediction, self.evidence)
        self.evidence = self.evidence.with_prediction(prediction)


def _keep(answer: Future[Answer], layers: Layers, repeat: int, number: int, candidate: Candidate, clock: Clock) -> None:
    error = answer.exception()
    if error is None:
        layers.put(repeat, number, answer.result())
        clock.add(candidate.name, answer.result().seconds)
    else:
        layers.fail(error)


def _empty(framing: Framing, splits: Splits, key: str) -> Evidence:
    """Evidence without candidates: who is scored where, and the class shares each fold is trained on."""
    rows, k = splits.rows, len(framing.classes)
    trained = np.empty((splits.repeats, splits.folds, k))
    for repeat in range(splits.repeats):
        for number in range(splits.folds):
            train, _ = splits.parts(repeat, number)
            trained[repeat, number] = np.bincount(framing.y[train], minlength=k)
    sizes = trained.sum(axis=2)
    tested = np.array([np.bincount(fold[rows], minlength=splits.folds) for fold in splits.fold])
    rare = (np.bincount(framing.y, minlength=k) < splits.folds) | (trained.min(axis=(0, 1)) == 0)
    unseen = tuple(framing.classes[code] for code in np.flatnonzero(rare))
    notes = splits.notes
    if unseen:
        shown = ", ".join(name[:40] for name in unseen[:5]) + (f" and {len(unseen) - 5} more" if len(unseen) > 5 else "")
        notes += (f"Too rare to be learned from in every fold: {shown}. Their cases are scored all the same.",)
    return Evidence(
        framing=framing,
        key=key,
        rows=rows,
        y=framing.y[rows],
        fold=splits.fold[:, rows],
        shares=trained / sizes[:, :, None],
        test_to_train=float((tested / sizes).mean()),
        unseen=unseen,
        notes=notes,
    )


@contextmanager
def _one_thread_a_fit() -> Iterator[None]:
    """Import what fits, then hold linear algebra to one thread; warnings of solvers are not for users and fill the log."""
    import sklearn.ensemble
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Filters belong to the process: of two threads that fit, one empties them for a moment while the other is warned by the
        # library that they are empty. What is done without any filter is said apart from them.
        warnings.defaultaction = "ignore"  # type: ignore[attr-defined]
        try:
            yield
        finally:
            warnings.defaultaction = "default"  # type: ignore[attr-defined]
