"""The line that applies to a case, told at a few amounts: stop above 3 % at 500, above 30 % at 50."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from workbench.pricing.costs import CostModel

QUANTILES = (0.1, 0.5, 0.9)


class AmountLine(NamedTuple):
    """What to do at one amount, going by the stated prices of the two class answers.

    line: L / (L + B), the probability of the positive class in real life at which both are expected to cost the same; infinite
    where the probability does not matter. do: act "above" the line or "below" it, "always", or "never".
    """

    amount: float
    line: float
    do: Literal["above", "below", "always", "never"]


def lines_by_amount(costs: CostModel, quantiles: tuple[float, ...] = QUANTILES) -> tuple[AmountLine, ...]:
    """Return the lines at quantiles of the column that costs follow, smallest amount first; none without such a column."""
    if costs.terms is None or len(costs.terms.columns) != 1 or len(costs.classes) != 2:
        return ()
    column = costs.terms.columns[0]
    amounts = np.unique(np.quantile(column.values, quantiles, method="nearest"))
    return tuple(line_at(float(amount), costs.terms.at((float(amount),))) for amount in amounts)


def line_at(amount: float, cost: np.ndarray) -> AmountLine:
    """Return the line of one amount. cost (A, 2): stated prices at this amount, answer by truth.

    Examples
    --------
    >>> line_at(100.0, np.array([[0.0, 100.0], [3.0, 3.0]]))
    AmountLine(amount=100.0, line=0.03, do='above')
    """
    lost, saved = float(cost[1, 0] - cost[0, 0]), float(cost[0, 1] - cost[1, 1])
    line = lost / (lost + saved) if lost + saved else float("inf")
    if lost > 0:
        return AmountLine(amount, line, "above" if saved > 0 else "never")
    if saved >= 0:
        return AmountLine(amount, line, "always" if lost < 0 or saved > 0 else "never")
    return AmountLine(amount, line, "below" if lost < 0 else "never")
