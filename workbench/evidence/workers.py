"""A few threads that fit, each with one thread inside: the results come back in the order the tasks were given."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")
MOST_WORKERS = 2
NICE = 10


def default_workers() -> int:
    """At most two: more threads than that gain little and leave nothing for the pages."""
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def in_order(tasks: Sequence[Callable[[], T]], workers: int, stopped: threading.Event) -> Generator[Future[T]]:
    """Run `tasks` on `workers` threads and yield each one's finished future, in order. Ends early once `stopped` is set.

    The threads are daemons, so that an interrupted program ends without waiting for a fit; they end with the last task.
    """
    waiting: SimpleQueue[tuple[Future[T], Callable[[], T]]] = SimpleQueue()
    futures: list[Future[T]] = [Future() for _ in tasks]
    for future, task in zip(futures, tasks, strict=True):
        waiting.put((future, task))
    given_up = threading.Event()
    threads = [
        threading.Thread(target=_work, args=(waiting, stopped, given_up), name=f"evidence-{number}", daemon=True)
        for number in range(min(workers, len(tasks)))
    ]
    for thread in threads:
        thread.start()
    try:
        for position, future in enumerate(futures):
            futures[position] = Future()  # a result is held by whoever asked for it, and by nobody else
            if not _finished(future, stopped):
                return
            yield future
        for thread in threads:
            thread.join()
    finally:
        given_up.set()
        if stopped.is_set():
            for thread in threads:
                thread.join()


def _finished(future: Future[T], stopped: threading.Event) -> bool:
    while not stopped.is_set():
        try:
            future.exception(timeout=0.05)
            return True
        except TimeoutError:
            continue
    return False


def give_way() -> None:
    """Let whoever waits for a page go first: on Linux a thread has a priority of its own. Elsewhere nothing changes."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def _work(waiting: SimpleQueue[tuple[Future[T], Callable[[], T]]], stopped: threading.Event, given_up: threading.Event) -> None:
    from threadpoolctl import threadpool_limits

    # OpenMP keeps its limit per thread: set anywhere else it would not hold here, and two fits would spin against each other.
    threadpool_limits(limits=1)
    give_way()
    while not (stopped.is_set() or given_up.is_set()):
        try:
            future, task = waiting.get_nowait()
        except Empty:
            return
        try:
            future.set_result(task())
        except Exception as error:  # noqa: BLE001 - handed to whoever asked for the result
            future.set_exception(error)
        del future, task
