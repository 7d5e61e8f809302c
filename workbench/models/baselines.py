"""What can be answered without looking at the case: the class shares of the training rows, answered in three ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.models.fold import Fold


@dataclass(frozen=True)
class Baseline:
    """Class shares of the training rows. `answering` is what sets one baseline apart from another."""

    name: str
    title: str
    meaning: str
    answering: str
    kind: str = "baseline"
    effort: float = 0.0

    def fits(self, framing: Framing) -> bool:
        return framing.task != "regression"

    def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
        return np.tile(fold.shares, (len(fold.test), 1)).astype(np.float32), ""
