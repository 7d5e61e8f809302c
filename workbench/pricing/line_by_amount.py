"""Where the price of a mistake follows a column, so does the line: from which probability to act, amount by amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.pricing.costs import CostModel

USUAL_AMOUNTS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class AmountLine:
    """The line of cases with this amount in `column`: 0 stands for always saying the positive class, 1 for never."""

    column: str
    amount: float
    threshold: float


def line_by_amount(costs: CostModel, shares: Sequence[float] = USUAL_AMOUNTS) -> tuple[AmountLine, ...]:
    """Return the line at amounts that these shares of the cases lie below, as probabilities in real life, L / (L + B).

    Empty where the line is the same for every case, where more than one column enters, and where an answer that is no class may
    be the cheapest: one number then does not say from where to act.
    """
    terms = costs.terms
    if terms is None or len(terms.columns) != 1 or len(costs.classes) != 2 or len(costs.answers) != 2:
        return ()
    column = terms.columns[0]
    amounts = [_plain(float(amount)) for amount in np.quantile(column.values, shares)]
    found = [(amount, _line(terms.at((amount,)))) for amount in dict.fromkeys(amounts)]
    return tuple(AmountLine(column.name, amount, line) for amount, line in found if line is not None)


def _line(cost: np.ndarray) -> float | None:
    """cost (2, 2), answer by truth. None where the rule is the other way round: there is no such line."""
    lost, saved = float(cost[1, 0] - cost[0, 0]), float(cost[0, 1] - cost[1, 1])
    if lost > 0:
        return lost / (lost + saved) if saved > 0 else 1.0
    return 0.0 if saved >= 0 else None


def _plain(amount: float) -> float:
    """Two digits: these are amounts to speak of, not cases."""
    return float(f"{amount:.2g}")
