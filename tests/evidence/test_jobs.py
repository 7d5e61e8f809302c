"""Evidence as jobs: shared, queued, cancelled, bounded."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of
from workbench.data.framing import Framing
from workbench.errors import UserError
from workbench.evidence import jobs as module
from workbench.evidence.collecting import collect
from workbench.evidence.jobs import Job, Jobs
from workbench.evidence.progress import Progress
from workbench.scenario import EvidenceChoice

SECONDS = 10


def framing(number: int = 0) -> Framing:
    return framing_of(pd.DataFrame({"x": np.arange(20.0) + number}), np.arange(20) % 2)


def choice(seed: int = 0) -> EvidenceChoice:
    return EvidenceChoice(candidates=("majority",), folds=2, seed=seed)


class Gate:
    """Stands in for `collect`: tells the baselines, then waits at a gate, as a long fit would, until opened or cancelled."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.open = threading.Event()
        self.calls = 0
        self.fails: Exception | None = None

    def collect(self, framing: Framing, choice: EvidenceChoice, tell: object, cancelled: threading.Event) -> object:
        self.calls += 1
        evidence = collect(framing, choice)
        tell(Progress(0, 1, "majority", 2, 2, None, evidence))
        self.begun.release()
        while not (self.open.is_set() or cancelled.is_set()):
            self.open.wait(0.005)
        if self.fails is not None:
            raise self.fails
        return evidence

    def wait_for_a_fit(self) -> None:
        assert self.begun.acquire(timeout=SECONDS)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr(module, "collect", gate.collect)
    return gate


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    before = set(threading.enumerate())
    jobs = Jobs(max_workers=1, max_bytes=1_000_000)
    yield jobs
    jobs.close(SECONDS)
    assert set(threading.enumerate()) <= before


def ended(job: Job) -> Job:
    assert job.wait(SECONDS)
    return job


def test_a_job_ends_with_the_evidence_that_collect_gives(jobs: Jobs) -> None:
    job = ended(jobs.submit(framing(), choice()))
    assert (job.status, job.error, job.progress.share) == ("done", None, 1.0)
    expected = collect(framing(), choice())
    assert job.key == expected.key
    np.testing.assert_array_equal(job.evidence.predictions["majority"].proba, expected.predictions["majority"].proba)


def test_whoever_asks_for_the_same_gets_the_same_job_while_it_runs_and_after(gate: Gate, jobs: Jobs) -> None:
    first = jobs.submit(framing(), choice(), owner="ann")
    gate.wait_for_a_fit()
    assert first.status == "running" and list(first.evidence.predictions) == ["majority"]
    assert jobs.submit(framing(), choice(), owner="bob") is first
    gate.open.set()
    ended(first)
    assert jobs.submit(framing(), choice(), owner="cy") is first and gate.calls == 1


def test_when_busy_others_wait_in_line(gate: Gate, jobs: Jobs) -> None:
    running, second, third = (jobs.submit(framing(), choice(seed)) for seed in range(3))
    gate.wait_for_a_fit()
    assert [job.status for job in (running, second, third)] == ["running", "queued", "queued"]
    assert [jobs.place(job) for job in (running, second, third)] == [0, 0, 1]
    gate.open.set()
    assert [ended(job).status for job in (running, second, third)] == ["done"] * 3


def test_it_is_cancelled_only_when_nobody_wants_it_any_more(gate: Gate, jobs: Jobs) -> None:
    job = jobs.submit(framing(), choice(), owner="ann")
    jobs.submit(framing(), choice(), owner="bob")
    jobs.submit(framing(), choice(), owner="ann")
    gate.wait_for_a_fit()
    assert not job.cancel("ann") and job.status == "running"
    assert job.cancel("bob")
    assert ended(job).status == "cancelled" and list(job.evidence.predictions) == ["majority"]


def test_whoever_cancelled_sees_it_cancelled_until_they_ask_again(gate: Gate, jobs: Jobs) -> None:
    job = jobs.submit(framing(), choice(), owner="ann")
    gate.wait_for_a_fit()
    job.cancel("ann")
    assert jobs.submit(framing(), choice(), owner="ann") is ended(job)
    gate.open.set()
    again = jobs.submit(framing(), choice(), owner="ann", again=True)
    assert again is not job and ended(again).status == "done"


def test_nobody_else_is_left_with_a_job_that_was_cancelled(gate: Gate, jobs: Jobs) -> None:
    job = jobs.submit(framing(), choice(), owner="ann")
    gate.wait_for_a_fit()
    job.cancel("ann")
    gate.open.set()
    other = jobs.submit(framing(), choice(), owner="bob")
    assert other is not job and ended(other).status == "done"


def test_a_queued_job_that_is_cancelled_never_starts(gate: Gate, jobs: Jobs) -> None:
    jobs.submit(framing(), choice())
    queued = jobs.submit(framing(), choice(seed=1))
    queued.cancel()
    gate.open.set()
    assert ended(queued).status == "cancelled" and queued.evidence is None and gate.calls == 1


def test_what_a_user_caused_is_kept_as_it_was_said(gate: Gate, jobs: Jobs) -> None:
    gate.fails = UserError("what", "why", "do")
    gate.open.set()
    job = ended(jobs.submit(framing(), choice()))
    assert job.status == "failed" and job.error is gate.fails


def test_a_fault_is_logged_with_its_traceback_and_said_plainly(gate: Gate, jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    gate.fails = ZeroDivisionError("secret detail")
    gate.open.set()
    job = ended(jobs.submit(framing(), choice()))
    assert job.status == "failed" and "fault in Fallible" in job.error.what and "secret" not in job.error.what
    assert "Traceback" in caplog.text and "secret detail" in caplog.text
    assert list(job.evidence.predictions) == ["majority"]


def test_running_out_of_memory_is_said_as_such(gate: Gate, jobs: Jobs) -> None:
    gate.fails = MemoryError()
    gate.open.set()
    assert "memory" in ended(jobs.submit(framing(), choice())).error.what


def test_a_failed_job_is_run_again_only_when_asked(gate: Gate, jobs: Jobs) -> None:
    gate.fails = ZeroDivisionError()
    gate.open.set()
    job = ended(jobs.submit(framing(), choice(), owner="ann"))
    assert jobs.submit(framing(), choice(), owner="bob") is job
    gate.fails = None
    assert ended(jobs.submit(framing(), choice(), owner="ann", again=True)).status == "done"


def test_finished_jobs_leave_when_there_is_no_room(gate: Gate) -> None:
    gate.open.set()
    jobs = Jobs(max_workers=1, max_bytes=40_000)
    done = [ended(jobs.submit(framing(number), choice())) for number in range(6)]
    jobs.close(SECONDS)
    kept = [jobs.get(job.key) is job for job in done]
    assert kept[-1] and not kept[0] and sum(module.nbytes(job) for job, here in zip(done, kept, strict=True) if here) <= 40_000


def test_a_result_larger_than_the_whole_shelf_is_kept_until_the_next(gate: Gate) -> None:
    gate.open.set()
    jobs = Jobs(max_workers=1, max_bytes=10)
    first = ended(jobs.submit(framing(0), choice()))
    jobs.close(SECONDS)
    assert jobs.submit(framing(0), choice()) is first
    second = ended(jobs.submit(framing(1), choice()))
    jobs.close(SECONDS)
    assert jobs.get(first.key) is None and jobs.get(second.key) is second


def test_closing_stops_what_runs_and_what_waits(gate: Gate, jobs: Jobs) -> None:
    running, queued = jobs.submit(framing(), choice()), jobs.submit(framing(), choice(seed=1))
    gate.wait_for_a_fit()
    jobs.close(SECONDS)
    assert [job.status for job in (running, queued)] == ["cancelled", "cancelled"]


def test_a_job_that_ended_without_evidence_lets_go_of_the_table(gate: Gate, jobs: Jobs) -> None:
    jobs.submit(framing(), choice())
    queued = jobs.submit(framing(), choice(seed=1))
    queued.cancel()
    gate.open.set()
    ended(queued)
    assert queued._asked is None
