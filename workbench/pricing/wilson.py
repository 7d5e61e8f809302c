"""How sure a share is (Wilson 1927): an interval that never leaves 0 to 1 and is honest about few cases."""

from __future__ import annotations

from typing import overload

import numpy as np

from workbench.pricing.student import Z_975


@overload
def wilson(hits: float, cases: float) -> tuple[float, float]: ...
@overload
def wilson(hits: np.ndarray, cases: np.ndarray) -> tuple[np.ndarray, np.ndarray]: ...
def wilson(hits, cases):  # type: ignore[no-untyped-def]
    """Return the ends of the 95 % interval of `hits` / `cases`; 0 and 1 where there are no cases. Numbers or arrays alike.

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    n = np.maximum(cases, 1e-150)
    share, z2 = hits / n, Z_975**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_975 / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)
