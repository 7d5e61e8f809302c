"""A field that may be given as a function and is worked out when it is first read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class LazyArray:
    """Descriptor for a dataclass field: give it an array, or a function without arguments that returns one."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object | None, owner: type | None = None) -> np.ndarray:
        if instance is None:
            raise AttributeError(self.name)  # the dataclass then knows no default
        value: Any = instance.__dict__[self.name]
        if callable(value):
            value = instance.__dict__[self.name] = value()
        return value

    def __set__(self, instance: object, value: np.ndarray | Callable[[], np.ndarray]) -> None:
        instance.__dict__[self.name] = value
