"""Evidence as jobs: outside the thread that draws pages, one after another, shared by all who ask for the same."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Literal

from workbench.errors import UserError
from workbench.evidence.collecting import collect, evidence_key
from workbench.evidence.shelf import Shelf
from workbench.scenario import EvidenceChoice

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.evidence.evidence import Evidence
    from workbench.evidence.progress import Progress

logger = logging.getLogger(__name__)
Status = Literal["queued", "running", "done", "cancelled", "failed"]
Choice = EvidenceChoice | Sequence[str] | None
SMALL_JOB = 10_000  # bytes, about, of a job without evidence


class Job:
    """A collection of evidence that someone asked for. All attributes may be read from any thread.

    status: queued, running, done, cancelled or failed. progress: the latest, None before the first. error: set when failed.
    evidence: every candidate finished so far; complete once done.
    """

    def __init__(self, key: str, framing: Framing, choice: Choice) -> None:
        self.key = key
        self.status: Status = "queued"
        self.progress: Progress | None = None
        self.evidence: Evidence | None = None
        self.error: UserError | None = None
        self._asked: tuple[Framing, Choice] | None = (framing, choice)
        self._wanted: set[Hashable] = set()
        self._left: set[Hashable] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._ended = threading.Event()

    @property
    def finished(self) -> bool:
        return self._ended.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, at most `timeout` seconds; return whether it has."""
        return self._ended.wait(timeout)

    def cancel(self, owner: Hashable = None) -> bool:
        """Say that `owner` wants it no longer. It stops, between two fits, once nobody does; return whether it will."""
        with self._lock:
            self._wanted.discard(owner)
            self._left.add(owner)
            if not self._wanted and not self.finished:
                self._stop.set()
            return self._stop.is_set()

    leave = cancel

    def _want(self, owner: Hashable, again: bool) -> bool:
        """Whether this job serves `owner`, who is then counted; False when a new one is needed.

        Who cancelled it keeps seeing it as it is until they ask again; nobody else is left with a job that was stopped.
        """
        with self._lock:
            if owner in self._left and not again:
                return True
            if self._stop.is_set() or (again and self.status == "failed"):
                return False
            self._left.discard(owner)
            self._wanted.add(owner)
            return True

    def _run(self) -> None:
        """Collect, and end in one of the three ways; never raises."""
        assert self._asked is not None
        framing, choice = self._asked
        self.status = "running"
        try:
            self.evidence = collect(framing, choice, self._tell, self._stop)
            ended: Status = "done"
        except UserError as error:
            self.error, ended = error, "failed"
        except Exception as error:
            logger.exception("evidence %s failed", self.key)
            self.error, ended = _fault(error), "failed"
        self._end("cancelled" if self._stop.is_set() else ended)

    def _tell(self, progress: Progress) -> None:
        self.progress = progress
        self.evidence = progress.evidence

    def _end(self, status: Status) -> None:
        # The table is let go of here, so that a job someone forgot does not hold it; evidence, where there is some, still does.
        self._asked = None
        self.status = status
        self._ended.set()


def _fault(error: Exception) -> UserError:
    if isinstance(error, MemoryError):
        return UserError(
            "The comparison ran out of memory.",
            "This machine cannot hold the table and the models at the same time.",
            "Use fewer rows or columns, or a machine with more memory.",
        )
    return UserError(
        "The comparison stopped because of a fault in Fallible.",
        "What was finished before it is kept; the details are in the server's log.",
        "Try again, or leave out the candidate that was running.",
    )


class Jobs:
    """Runs at most `max_workers` jobs at a time, others wait in line; finished ones are kept within `max_bytes`.

    Threads exist only while there is work.
    """

    def __init__(self, max_workers: int = 1, max_bytes: int = 512_000_000) -> None:
        self.max_workers = max_workers
        self._shelf: Shelf[Job] = Shelf(max_bytes)
        self._open: dict[str, Job] = {}
        self._waiting: deque[Job] = deque()
        self._threads: set[threading.Thread] = set()
        self._lock = threading.RLock()

    def submit(self, framing: Framing, choice: Choice = None, owner: Hashable = None, again: bool = False) -> Job:
        """Return the job that collects this evidence: the one there is, finished or not, else a new one.

        owner: who asks, such as a session; asking twice counts once, and all who do not say are one. A job that `owner`
        cancelled, or that failed, is returned as it is, unless `again`.
        """
        key = evidence_key(framing, choice)
        with self._lock:
            job = self.get(key)
            if job is None or not job._want(owner, again):
                job = Job(key, framing, choice)
                job._want(owner, again)
                self._open[key] = job
                self._waiting.append(job)
                self._hire()
            return job

    def get(self, key: str) -> Job | None:
        """Return the job with this key while it is open or kept, else None."""
        with self._lock:
            return self._open.get(key) or self._shelf.get(key)

    def place(self, job: Job) -> int:
        """How many jobs are before it in the line; 0 when it is next, running or finished."""
        with self._lock:
            return self._waiting.index(job) if job in self._waiting else 0

    def close(self, timeout: float | None = None) -> None:
        """Stop everything and wait for the threads, each at most `timeout` seconds."""
        with self._lock:
            for job in self._open.values():
                job._stop.set()
            threads = list(self._threads)
        for thread in threads:
            thread.join(timeout)

    def _hire(self) -> None:
        if len(self._threads) < self.max_workers:
            thread = threading.Thread(target=self._work, name="evidence-job", daemon=True)
            self._threads.add(thread)
            thread.start()

    def _next(self) -> Job | None:
        """The next job in line; with none left, this thread is taken off the list under the same lock."""
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._threads.discard(threading.current_thread())
            return None

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if job._stop.is_set():
                job._end("cancelled")
            else:
                job._run()
            self._put_away(job)
            del job

    def _put_away(self, job: Job) -> None:
        with self._lock:
            if self._open.get(job.key) is job:
                del self._open[job.key]
                # The newest stays even when it alone fills the shelf: its pages would ask for it again and again.
                self._shelf.put(job.key, job, min(nbytes(job), self._shelf.max_bytes))


def nbytes(job: Job) -> int:
    """Bytes that a finished job keeps alive: arrays of evidence, each counted once, and the table behind them."""
    evidence = job.evidence
    if evidence is None:
        return SMALL_JOB
    framing = evidence.framing
    arrays = [evidence.rows, evidence.y, evidence.fold, evidence.shares, framing.rows, framing.y]
    for prediction in evidence.predictions.values():
        arrays += [array for array in (prediction.proba, prediction.raw, prediction.answers) if array is not None]
    return SMALL_JOB + sum({id(array): int(array.nbytes) for array in arrays}.values()) + framing.dataset.nbytes
