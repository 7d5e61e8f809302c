"""Bootstrap intervals, worked out behind the page's back once a control rests, so that no move ever waits for them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable

import streamlit as st

REST_SECONDS = 0.3
POLL_SECONDS = 0.4

log = logging.getLogger("fallible")
Work = Callable[[], object]


class Settling:
    """At most one piece of work a session, the latest it asked for; begun when it has not asked for another for a moment."""

    def __init__(self, rest_seconds: float = REST_SECONDS) -> None:
        self._rest_seconds = rest_seconds
        self._asked: dict[str, tuple[float, Work, Hashable]] = {}
        self._running: str | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def ask(self, session: str, work: Work, what: Hashable = None) -> None:
        """Put this in the place of whatever the session was waiting for.

        what: names the work; asked for again before it was begun, it keeps its turn, however often the page is drawn meanwhile.
        """
        with self._lock:
            due, _, known = self._asked.get(session, (0.0, work, None))
            if what is None or what != known:
                due = time.monotonic() + self._rest_seconds
            self._asked[session] = (due, work, what)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="settling", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Forget what has not been begun; whoever still wants it asks again."""
        with self._lock:
            self._asked.clear()

    def is_pending(self, session: str) -> bool:
        with self._lock:
            return session in self._asked or self._running == session

    def _work(self) -> None:
        while (wait := self._next()) is not None:
            if isinstance(wait, float):
                time.sleep(wait)
                continue
            try:
                wait()
            except Exception:
                log.exception("Bootstrap intervals could not be worked out; the quick ones stay")
            with self._lock:
                self._running = None

    def _next(self) -> Work | float | None:
        """What to do next: work that is due, seconds to wait until some is, or None when there is none and the thread ends."""
        with self._lock:
            if not self._asked:
                self._thread = None
                return None
            session, (due, work, _) = min(self._asked.items(), key=lambda asked: asked[1][0])
            if (left := due - time.monotonic()) > 0:
                return left
            del self._asked[session]
            self._running = session
            return work


@st.cache_resource(show_spinner=False)
def settling() -> Settling:
    return Settling()


def watch(session: str) -> None:
    """Draw nothing, and have the app drawn again when this session's figures have come to rest."""
    if settling().is_pending(session):
        st.fragment(_poll, run_every=POLL_SECONDS)(session)


def _poll(session: str) -> None:
    if not settling().is_pending(session):
        st.rerun()
