"""What an answer costs given the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, eq=False)
class CostModel:
    """cost (1 or n, A, K) float64: currency a case, answer by truth; the first axis is 1 when no column enters.

    answers: the K classes first, in their order, then the answers that are no class. A >= K.
    Files and screens say truth -> answer, as people do; this array is turned round once, when it is built.
    """

    answers: tuple[str, ...]
    classes: tuple[str, ...]
    cost: np.ndarray
    currency: str
