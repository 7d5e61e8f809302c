"""Finished things, kept while there is room: the one used longest ago leaves first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """A store bounded in bytes, safe to share between threads. What is larger than the whole shelf is not kept."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._items: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._nbytes = 0
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """Bytes in use, as stated when things were put."""
        return self._nbytes

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: str) -> Value | None:
        """Return what is kept under `key`, and count it as just used; None when it is not there."""
        with self._lock:
            if key not in self._items:
                return None
            self._items.move_to_end(key)
            return self._items[key][0]

    def put(self, key: str, value: Value, nbytes: int) -> None:
        """Keep `value`, which takes `nbytes`, in place of what had this key; others leave until it fits."""
        with self._lock:
            self._remove(key)
            if nbytes > self.max_bytes:
                return
            self._items[key] = (value, nbytes)
            self._nbytes += nbytes
            while self._nbytes > self.max_bytes:
                self._remove(next(iter(self._items)))

    def drop(self, key: str) -> None:
        """Forget `key`, if it is there."""
        with self._lock:
            self._remove(key)

    def _remove(self, key: str) -> None:
        _, nbytes = self._items.pop(key, (None, 0))
        self._nbytes -= nbytes
