"""Which columns it makes sense to tell groups apart by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.data.dataset import Column, Dataset
from workbench.trust.groups import MOST_GROUPS

WHO = re.compile(
    r"age|born|birth|gender|sex|ethnic|race|nation|country|region|state|city|district|area|language|marital|disab|religio|"
    r"educat|segment|tier|channel|department|desk|team|group|type"
)
HOW_MUCH = re.compile(r"amount|price|income|salary|revenue|value|size|tenure|duration|years|balance|budget")
MOST_SUGGESTED = 6


def suggested(dataset: Dataset, leave_out: Sequence[str | None]) -> tuple[str, ...]:
    """Return the names of columns to suggest, likeliest first.

    Columns of a few values, those named like what people are told apart by before the others, and numbers named like an age or an
    amount. leave_out: the target, and others that are none.
    """
    able = [column for column in dataset.columns if column.name not in leave_out]
    ranked = sorted((rank, place, column.name) for place, column in enumerate(able) if (rank := _rank(column)) is not None)
    return tuple(name for _, _, name in ranked[:MOST_SUGGESTED])


def _rank(column: Column) -> int | None:
    name = column.name.lower()
    who = WHO.search(name) is not None
    if column.kind in ("category", "boolean") and 2 <= column.distinct + bool(column.missing) <= MOST_GROUPS:
        return 0 if who else 2
    if column.kind == "number" and column.distinct > 1 and (who or HOW_MUCH.search(name)):
        return 1
    return None
