"""A field that may be given as a function and is worked out when it is first read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

NOTHING = object()


class Lazy:
    """Descriptor for a dataclass field: give it a value, or a function without arguments that returns one."""

    def __init__(self, default: Any = NOTHING) -> None:
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object | None, owner: type | None = None) -> Any:
        if instance is None:
            if self.default is NOTHING:
                raise AttributeError(self.name)  # the dataclass then knows no default
            return self.default
        value: Any = instance.__dict__[self.name]
        if callable(value):
            value = instance.__dict__[self.name] = value()
        return value

    def __set__(self, instance: object, value: Any) -> None:
        instance.__dict__[self.name] = value


class LazyArray(Lazy):
    """The same for an array."""

    def __get__(self, instance: object | None, owner: type | None = None) -> np.ndarray:
        return super().__get__(instance, owner)

    def __set__(self, instance: object, value: np.ndarray | Callable[[], np.ndarray]) -> None:
        super().__set__(instance, value)
