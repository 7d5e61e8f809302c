"""The order in which cases are dealt into folds: by what they say, so that the same table shuffled gives the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.data.prints import column_print
from workbench.data.roles import ANSWERED, PREDICTED

if TYPE_CHECKING:
    from workbench.data.framing import Framing


def by_content(framing: Framing) -> np.ndarray:
    """Return (n,) int64: the framed cases in an order that follows from their cells, and not from where they stand in the table.

    The names of the classes do not enter: cases that say the same in all else follow in the order of their classes, and after
    that of what past answers and predictions brought along say, which is named as the classes are.
    """
    table = framing.dataset.table
    named = {one.column for one in framing.set_aside if one.reason in (ANSWERED, PREDICTED)}
    total, last = np.zeros(len(table), dtype=np.uint64), np.zeros(len(table), dtype=np.uint64)
    for place, column in enumerate(framing.dataset.columns):
        if column.name != framing.target:
            into = last if column.name in named else total
            into += column_print(table[column.name], place)
    return np.lexsort((last[framing.rows], framing.y, total[framing.rows]))
