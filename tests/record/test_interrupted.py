"""Processes that write at once, and one that is killed: what was reported as kept is there, and nothing else is."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.made import FILE, begun_in, store_in, trial
from workbench.record import studies
from workbench.record.keys import is_key

ROOT = Path(__file__).resolve().parents[2]
# Joins, then answers one case after another, and says so after each.
WRITER = """
import sys
from workbench.record import taking
from workbench.record.store import open_store

store = open_store(sys.argv[1], lambda: 1_790_000_000)
one = taking.join(store, sys.argv[2])
print(one.key, one.number, flush=True)
for order in range(int(sys.argv[3])):
    taking.keep(store, one.key, order, '{"choice": "yes"}')
    print(order, flush=True)
"""


def writing(folder: Path, study_key: str, orders: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder / FILE), study_key, str(orders)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_killed_process_loses_at_most_the_answer_in_flight(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    begun = begun_in(store)
    process = writing(tmp_path, begun.study_key, 1_000)
    assert process.stdout is not None
    key, number = process.stdout.readline().split()
    for _ in range(20):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    reported = 20 + len(process.communicate(timeout=20)[0].splitlines())
    again = store_in(tmp_path)
    kept = [one.order for one in studies.trials(again, begun.owner_key)]
    assert kept == list(range(len(kept)))
    assert reported <= len(kept) <= reported + 1
    back = studies.resume(again, begun.study_key, key)
    assert is_key(key) and (str(back.number), back.next) == (number, len(kept))
    assert studies.keep(again, key, back.next, trial(back.number, back.next))


@pytest.mark.slow
def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    begun = begun_in(store)
    both = [writing(tmp_path, begun.study_key, 20) for _ in range(2)]
    assert [len(process.communicate(timeout=60)[0].splitlines()) for process in both] == [21, 21]
    kept = [(one.number, one.order) for one in studies.trials(store, begun.owner_key)]
    assert kept == [(number, order) for number in range(2) for order in range(20)]
