"""What was worked out once for an object is kept for as long as that object lives, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

Key = TypeVar("Key")
Value = TypeVar("Value")


def once(store: WeakKeyDictionary[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    """Return what `store` holds for `key`, making it when it is not there. `make` must not hold on to `key`."""
    found = store.get(key)
    if found is None:
        found = store[key] = make()
    return found
