"""Bootstrap intervals come when a control rests: the latest asked for, once, and nobody waits."""

from __future__ import annotations

import threading
import time

from pages.parts.settling import Settling
from tests.pages import walk


def test_only_the_latest_a_session_asked_for_is_done():
    done: list[str] = []
    settling = Settling(rest_seconds=0.05)
    for name in ("first", "second", "third"):
        settling.ask("ann", lambda name=name: done.append(name))
    settling.ask("bob", lambda: done.append("bob's"))
    assert settling.is_pending("ann")
    wait_until(lambda: not settling.is_pending("ann") and not settling.is_pending("bob"))
    assert sorted(done) == ["bob's", "third"]


def test_asking_again_for_the_same_does_not_put_it_off():
    settling, done = Settling(rest_seconds=0.3), threading.Event()
    started = time.monotonic()
    while not done.is_set() and time.monotonic() < started + 5.0:
        settling.ask("ann", done.set, "the same")
        time.sleep(0.02)
    assert done.is_set()


def test_what_has_not_been_begun_is_forgotten_when_it_is_closed():
    settling, done = Settling(rest_seconds=0.05), threading.Event()
    settling.ask("ann", done.set)
    settling.close()
    assert not settling.is_pending("ann")
    assert not done.wait(0.1)


def test_work_that_fails_does_not_stop_the_next(caplog):
    settling = Settling(rest_seconds=0.0)
    done = threading.Event()
    settling.ask("ann", lambda: 1 / 0)
    settling.ask("bob", done.set)
    assert done.wait(5)
    wait_until(lambda: not settling.is_pending("ann"))
    settling.ask("ann", done.clear)
    wait_until(lambda: not done.is_set())
    assert "the quick ones stay" in caplog.text


def test_a_page_shows_quick_intervals_first_and_the_bootstrap_when_it_is_done():
    opened = walk.until_collected(walk.story("compare"))
    # A price that no other test has asked for: what has been worked out once is shown at once.
    next(field for field in opened.number_input if field.key.startswith("cost.engaged.flat#")).set_value(13.37).run()
    opened.run()
    quick = walk.said(opened)
    wait_until(lambda: not walk.is_settling(opened))
    assert walk.said(opened.run()) != quick
    assert not opened.exception


def wait_until(true, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
