"""Student's t distribution for whole degrees of freedom, so that a first price needs no scientific library."""

from __future__ import annotations

import math
from functools import lru_cache

Z_975 = 1.959963984540054
Z_800 = 0.8416212335729143


def cdf(t: float, df: int) -> float:
    """Return P(T <= t) with `df` >= 1 degrees of freedom: the finite series of Abramowitz & Stegun 26.7.3-4."""
    angle = math.atan(t / math.sqrt(df))
    cosine, sine = math.cos(angle), math.sin(angle)
    if df % 2 == 0:
        return 0.5 + 0.5 * sine * _series(1.0, cosine * cosine, range(1, df // 2), even=True)
    if df == 1:
        return 0.5 + angle / math.pi
    return 0.5 + (angle + sine * _series(cosine, cosine * cosine, range(1, (df - 1) // 2), even=False)) / math.pi


def _series(first: float, square: float, steps: range, even: bool) -> float:
    total = term = first
    for k in steps:
        term *= square * ((2 * k - 1) / (2 * k) if even else 2 * k / (2 * k + 1))
        total += term
    return total


@lru_cache(maxsize=1024)
def quantile(share: float, df: int) -> float:
    """Return t with P(T <= t) = `share`, by halving; `share` strictly between 0 and 1."""
    if share < 0.5:
        return -quantile(1.0 - share, df)
    high = 1.0
    while cdf(high, df) < share:
        high *= 2.0
    low = 0.0
    for _ in range(80):
        middle = (low + high) / 2.0
        low, high = (middle, high) if cdf(middle, df) < share else (low, middle)
    return (low + high) / 2.0
